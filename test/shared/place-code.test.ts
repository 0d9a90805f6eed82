import { expect, it } from '@jest/globals';
import { fixedClock } from '../../src/shared/clock.js';
import { isUnder, levelOf, placeAbove } from '../../src/shared/place-code.js';

it('tells the level by the number of digits', () => {
  expect(['340323', '340323200', '340323200207'].map(levelOf)).toEqual(['COUNTY', 'TOWNSHIP', 'VILLAGE']);
  for (const wrong of ['', '34032', '3403232', '340323200207 ', '34032a', '990000', '040323', '３４０３２３'])
    expect(levelOf(wrong)).toBe(null);
});

it('finds a place under itself and those above it, never under a piece of a code', () => {
  for (const above of ['340323', '340323200', '340323200207']) expect(isUnder('340323200207', above)).toBe(true);
  for (const other of ['340322', '340323201', '340323200208', '3403', '34032320', ''])
    expect(isUnder('340323200207', other)).toBe(false);
  expect(isUnder('340323', '340323200')).toBe(false);
});

it('goes up one level', () => {
  expect(placeAbove('340323200207')).toBe('340323200');
  expect(placeAbove('340323200')).toBe('340323');
  expect(placeAbove('340323')).toBe(null);
  expect(() => placeAbove('3403')).toThrow('"3403" is not a place code of 6, 9 or 12 digits');
});

it('stops a clock', () => {
  const clock = fixedClock('2026-11-24T04:00:00Z');
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-11-24T04:00:00.000Z');
});
