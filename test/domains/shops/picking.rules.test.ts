import { describe, expect, test } from '@jest/globals';
import { checkBooking, checkSeason, inSeason, isRealDay } from '../../../src/domains/shops/picking.rules.js';
import { codeOf } from './code-of.js';

describe('inSeason', () => {
  test.each([
    ['2026-05-31', false],
    ['2026-06-01', true],
    ['2026-07-31', true],
    ['2026-08-01', false],
  ])('summer on %s', (day, expected) => {
    expect(inSeason({ from: '06-01', to: '07-31' }, day)).toBe(expected);
  });

  test.each([
    ['2026-11-30', false],
    ['2026-12-01', true],
    ['2026-12-31', true],
    ['2027-01-01', true],
    ['2028-02-29', true],
    ['2027-04-15', true],
    ['2027-04-16', false],
  ])('over the new year on %s', (day, expected) => {
    expect(inSeason({ from: '12-01', to: '04-15' }, day)).toBe(expected);
  });

  test('one day, and the whole year', () => {
    expect(inSeason({ from: '06-01', to: '06-01' }, '2026-06-01')).toBe(true);
    expect(inSeason({ from: '06-01', to: '06-01' }, '2026-06-02')).toBe(false);
    expect(inSeason({ from: '01-01', to: '12-31' }, '2028-02-29')).toBe(true);
  });
});

test('a season has real days, 29 February among them', () => {
  expect(codeOf(() => checkSeason({ from: '02-29', to: '04-30' }))).toBeNull();
  for (const from of ['02-30', '04-31', '13-01', '00-10', '5-1'])
    expect(codeOf(() => checkSeason({ from, to: '12-31' }))).toBe('BAD_SEASON');
});

test('the calendar knows its days', () => {
  expect(isRealDay('2028-02-29')).toBe(true);
  expect(isRealDay('2026-02-29')).toBe(false);
});

describe('checkBooking', () => {
  const season = { from: '12-01', to: '04-15' };
  // 17:00 UTC: already the next day in China.
  const now = new Date('2026-11-30T17:00:00Z');
  test.each([
    ['today in China', '2026-12-01', 1, null],
    ['yesterday in China', '2026-11-30', 1, 'DAY_PASSED'],
    ['out of season', '2027-04-16', 1, 'OUT_OF_SEASON'],
    ['the 180th day', '2027-05-30', 1, 'OUT_OF_SEASON'],
    ['the 181st day', '2027-05-31', 1, 'TOO_EARLY'],
    ['no such day', '2027-02-30', 1, 'BAD_DAY'],
    ['nobody', '2026-12-01', 0, 'BAD_PEOPLE'],
    ['201 people', '2026-12-01', 201, 'BAD_PEOPLE'],
  ])('%s', (_, day, people, expected) => {
    expect(codeOf(() => checkBooking({ day, people }, season, now))).toBe(expected);
  });
});
