import { describe, expect, test } from '@jest/globals';
import {
  chinaDay,
  checkHours,
  checkPhone,
  checkShop,
  checkSiteCode,
  isOpen,
} from '../../../src/domains/shops/shop.rules.js';
import { codeOf } from './code-of.js';

/** 24 November 2026 is a Tuesday. */
const china = (time: string, day = '2026-11-24') => new Date(`${day}T${time}+08:00`);

describe('isOpen', () => {
  const day = [{ weekday: 2, opens: '08:30', closes: '18:00' }];
  test.each([
    ['08:29:59', false],
    ['08:30:00', true],
    ['17:59:59', true],
    ['18:00:00', false],
  ])('a day at %s', (time, expected) => {
    expect(isOpen(day, china(time))).toBe(expected);
    expect(isOpen(day, china(time, '2026-11-25'))).toBe(false);
  });

  test('an evening ends on the next day', () => {
    const evening = [{ weekday: 2, opens: '18:00', closes: '02:00' }];
    expect(isOpen(evening, china('23:59:00'))).toBe(true);
    expect(isOpen(evening, china('01:59:00', '2026-11-25'))).toBe(true);
    expect(isOpen(evening, china('02:00:00', '2026-11-25'))).toBe(false);
    expect(isOpen(evening, china('01:59:00'))).toBe(false);
  });

  test('Sunday night runs into Monday', () => {
    const sunday = [{ weekday: 7, opens: '20:00', closes: '03:00' }];
    expect(isOpen(sunday, china('02:59:00', '2026-11-23'))).toBe(true);
    expect(isOpen(sunday, china('03:00:00', '2026-11-23'))).toBe(false);
  });

  test('24:00 is the end of the day, the same time twice is a whole day, and no hours is closed', () => {
    expect(isOpen([{ weekday: 2, opens: '20:00', closes: '24:00' }], china('23:59:59'))).toBe(true);
    expect(isOpen([{ weekday: 2, opens: '20:00', closes: '24:00' }], china('00:00:00', '2026-11-25'))).toBe(false);
    expect(isOpen([{ weekday: 2, opens: '08:00', closes: '08:00' }], china('07:59:00', '2026-11-25'))).toBe(true);
    expect(isOpen([], china('12:00:00'))).toBe(false);
  });
});

test('the day in China begins at 16:00 UTC', () => {
  expect(chinaDay(new Date('2026-11-24T15:59:59Z'))).toBe('2026-11-24');
  expect(chinaDay(new Date('2026-11-24T16:00:00Z'))).toBe('2026-11-25');
});

describe('checkHours', () => {
  test.each([
    ['no such weekday', [{ weekday: 8, opens: '08:00', closes: '18:00' }]],
    ['no such time', [{ weekday: 1, opens: '24:00', closes: '18:00' }]],
    ['not two digits', [{ weekday: 1, opens: '8:00', closes: '18:00' }]],
    [
      'an overlap',
      [
        { weekday: 1, opens: '08:00', closes: '12:00' },
        { weekday: 1, opens: '11:59', closes: '18:00' },
      ],
    ],
    [
      "an overlap over the week's end",
      [
        { weekday: 1, opens: '01:00', closes: '12:00' },
        { weekday: 7, opens: '20:00', closes: '02:00' },
      ],
    ],
    [
      '29 openings',
      Array.from({ length: 29 }, (_, i) => ({
        weekday: 1 + (i % 7),
        opens: `${10 + Math.floor(i / 7)}:00`,
        closes: `${10 + Math.floor(i / 7)}:30`,
      })),
    ],
  ])('refuses %s', (_, hours) => {
    expect(codeOf(() => checkHours(hours))).toBe('BAD_HOURS');
  });

  test('takes a break at noon and a whole week day and night', () => {
    expect(
      codeOf(() =>
        checkHours([
          { weekday: 1, opens: '08:00', closes: '12:00' },
          { weekday: 1, opens: '12:00', closes: '18:00' },
        ]),
      ),
    ).toBeNull();
    expect(
      codeOf(() => checkHours([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })))),
    ).toBeNull();
  });
});

describe('plain facts', () => {
  test('names the field it refuses', () => {
    expect(codeOf(() => checkShop({ name: ' ' }))).toBe('BAD_NAME');
    expect(codeOf(() => checkShop({ name: '站'.repeat(61) }))).toBe('BAD_NAME');
    expect(codeOf(() => checkShop({ name: '站'.repeat(60), address: '址'.repeat(201) }))).toBe('BAD_ADDRESS');
    expect(codeOf(() => checkShop({ phone: '12345' }))).toBe('BAD_PHONE');
    expect(codeOf(() => checkShop({}))).toBeNull();
  });

  test('phones are mobile numbers or landlines', () => {
    for (const phone of ['13800001234', '0552-6012345', '05526012345', '010-88888888'])
      expect(codeOf(() => checkPhone(phone, 'phone'))).toBeNull();
    for (const phone of ['12800001234', '6012345', '138000012345', ''])
      expect(codeOf(() => checkPhone(phone, 'phone'))).toBe('BAD_PHONE');
  });

  test('site codes', () => {
    expect(codeOf(() => checkSiteCode('SHOP-340323-01'))).toBeNull();
    for (const code of ['shop-1', '-SHOP', 'S', 'S'.repeat(41)])
      expect(codeOf(() => checkSiteCode(code))).toBe('BAD_SITE_CODE');
  });
});
