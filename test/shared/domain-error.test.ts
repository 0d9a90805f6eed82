import { expect, it } from '@jest/globals';
import { defineErrors, DomainError, Refusals } from '../../src/shared/domain-error.js';

const stockErrors = defineErrors('stock', {
  STALE: { zh: '现有 {actual}', en: 'There are {actual} now' },
  TOO_MANY: { zh: '太多', en: 'Too many' },
});

it('makes an error with its field, its values and words in both languages', () => {
  const error = stockErrors.refuse('STALE', { field: 'lines.0.expected', actual: '3.0' });
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({
    name: 'DomainError',
    domain: 'stock',
    code: 'STALE',
    field: 'lines.0.expected',
    values: { actual: '3.0' },
  });
  expect(error.message).toBe('stock.STALE: There are 3.0 now');
  expect(error.say('zh')).toBe('现有 3.0');
  expect(error.say('en')).toBe('There are 3.0 now');
});

it('has no field where none is at fault, and leaves out a value that is missing', () => {
  expect(stockErrors.refuse('TOO_MANY').field).toBe(null);
  expect(stockErrors.refuse('STALE').say('en')).toBe('There are  now');
  expect(stockErrors.refuse('STALE', { actual: '$&' }).say('en')).toBe('There are $& now');
});

it('lists its codes', () => {
  expect(stockErrors.codes).toEqual(['STALE', 'TOO_MANY']);
  expect(stockErrors.domain).toBe('stock');
});

it('carries several refusals at once', () => {
  const refusals = new Refusals([
    stockErrors.refuse('TOO_MANY', { field: 'lines.0' }),
    stockErrors.refuse('STALE', { actual: 1 }),
  ]);
  expect(refusals.errors.map(({ code }) => code)).toEqual(['TOO_MANY', 'STALE']);
  expect(refusals.message).toBe('stock.TOO_MANY: Too many; stock.STALE: There are 1 now');
});
