import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, parseQuantity, QuantityError, scaleOf, Unit } from '../../src/shared/quantity.js';

const reasonOf = (text: string, scale: number, options?: { signed?: boolean }) => {
  try {
    return parseQuantity(text, scale, options);
  } catch (error) {
    return error instanceof QuantityError ? error.reason : error;
  }
};

it('has a scale for each unit', () => {
  expect(Object.values(Unit).map((unit) => [unit, scaleOf(unit)])).toEqual([
    ['KG', 3],
    ['JIN', 2],
    ['PIECE', 0],
    ['BOX', 0],
  ]);
});

describe('parseQuantity', () => {
  it.each([
    ['1.250', 3, 1250],
    ['1.25', 3, 1250],
    ['0', 3, 0],
    ['0.001', 3, 1],
    ['007', 0, 7],
    ['12', 2, 1200],
    ['9007199254740.991', 3, Number.MAX_SAFE_INTEGER],
  ])('%s of scale %i is %i steps', (text, scale, steps) => {
    expect(parseQuantity(text, scale)).toBe(steps);
  });

  it.each([
    ['', 3, 'NOT_A_DECIMAL'],
    ['.5', 3, 'NOT_A_DECIMAL'],
    ['5.', 3, 'NOT_A_DECIMAL'],
    ['1e3', 3, 'NOT_A_DECIMAL'],
    [' 1', 3, 'NOT_A_DECIMAL'],
    ['1\n', 3, 'NOT_A_DECIMAL'],
    ['+1', 3, 'NOT_A_DECIMAL'],
    ['-1', 3, 'NOT_A_DECIMAL'],
    ['1,5', 3, 'NOT_A_DECIMAL'],
    ['１', 3, 'NOT_A_DECIMAL'],
    ['NaN', 3, 'NOT_A_DECIMAL'],
    ['1.2500', 3, 'TOO_PRECISE'],
    ['1.0', 0, 'TOO_PRECISE'],
    ['9007199254740.992', 3, 'TOO_LARGE'],
    ['9'.repeat(400), 0, 'TOO_LARGE'],
  ])('"%s" of scale %i is %s', (text, scale, reason) => {
    expect(reasonOf(text, scale)).toBe(reason);
  });

  it('takes a minus where it is allowed, and has no minus zero', () => {
    expect(parseQuantity('-1.5', 3, { signed: true })).toBe(-1500);
    expect(parseQuantity('-0.000', 3, { signed: true })).toBe(0);
    expect(reasonOf('--1', 3, { signed: true })).toBe('NOT_A_DECIMAL');
  });
});

describe('formatQuantity', () => {
  it.each([
    [1250, 3, '1.250'],
    [5, 3, '0.005'],
    [0, 2, '0.00'],
    [-5, 2, '-0.05'],
    [-1500, 3, '-1.500'],
    [7, 0, '7'],
  ])('%i of scale %i is %s', (steps, scale, text) => {
    expect(formatQuantity(steps, scale)).toBe(text);
  });

  it('writes what parseQuantity reads', () => {
    const steps = fc.maxSafeInteger();
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 6 }), (n, scale) => {
        const text = formatQuantity(n, scale);
        expect((text.split('.')[1] ?? '').length).toBe(scale);
        expect(parseQuantity(text, scale, { signed: true })).toBe(n);
      }),
    );
  });
});
