import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classOf, placeOver, printedCode, producersOf } from '../../../src/domains/circulation/batch.rules.js';
import { afterClosing, roundsOf } from '../../../src/domains/circulation/collection/round.rules.js';
import { layOnLines, overcovered, pickLots, type Lot } from '../../../src/domains/circulation/lots.rules.js';
import { needsCertificate, untested } from '../../../src/domains/circulation/quality/certificate.rules.js';
import { creditGrade } from '../../../src/domains/circulation/quality/grade.rules.js';
import {
  addDays,
  blockingUse,
  breaches,
  intervalEnd,
} from '../../../src/domains/circulation/quality/interval.rules.js';
import { keeps, overall } from '../../../src/domains/circulation/quality/limits.rules.js';
import { splitFen } from '../../../src/shared/money.js';

const lot = (batch: number, quantity: number, over: Partial<Lot> = {}): Lot => ({
  batch,
  code: `B${batch}`,
  state: 'PASSED',
  quantity,
  coming: 0,
  ...over,
});
const some = fc.uniqueArray(
  fc.record({
    batch: fc.integer({ min: 1, max: 99 }),
    code: fc.constant('B'),
    state: fc.constantFrom('PENDING' as const, 'PASSED' as const, 'FAILED' as const, 'RECALLED' as const),
    quantity: fc.integer({ min: 0, max: 500 }),
    coming: fc.constant(0),
  }),
  { maxLength: 12, selector: ({ batch }) => batch },
);

describe('which batches goods are taken from', () => {
  test('sent: the oldest that passed, and nothing else; what is in the way is said', () => {
    const lots = [lot(2, 5), lot(1, 5), lot(3, 9, { state: 'PENDING' })];
    expect(pickLots(lots, 100, 7, { strict: true })).toEqual({
      picks: [
        { batch: 1, quantity: 5 },
        { batch: 2, quantity: 2 },
      ],
    });
    const refused = (all: Lot[], need: number) => pickLots(all, 100, need, { strict: true });
    expect(refused(lots, 12)).toEqual({ shortage: { reason: 'NOT_INSPECTED', code: 'B3', missing: 2 } });
    expect(refused([], 1)).toEqual({ shortage: { reason: 'NOT_INSPECTED', code: null, missing: 1 } });
    expect(refused([lot(1, 5, { coming: 3 })], 4)).toEqual({
      shortage: { reason: 'ON_THE_WAY', code: 'B1', missing: 2 },
    });
    expect(refused([lot(1, 5, { state: 'RECALLED' })], 4)).toEqual({
      shortage: { reason: 'BATCH_STOPPED', code: 'B1', missing: 4 },
    });
  });

  test('fetched: then goods of no batch, then those not inspected; a stopped one never', () => {
    const lots = [lot(1, 2), lot(2, 4, { state: 'PENDING' }), lot(3, 9, { state: 'FAILED' })];
    expect(pickLots(lots, 3, 8, { strict: false })).toEqual({
      picks: [
        { batch: 1, quantity: 2 },
        { batch: null, quantity: 3 },
        { batch: 2, quantity: 3 },
      ],
    });
    expect(pickLots(lots, 3, 10, { strict: false })).toEqual({
      shortage: { reason: 'BATCH_STOPPED', code: 'B3', missing: 1 },
    });
  });

  test('picks add up to what is needed, and no batch gives more than it has', () =>
    fc.assert(
      fc.property(some, fc.nat(300), fc.integer({ min: 1, max: 2_000 }), fc.boolean(), (lots, bare, need, strict) => {
        const chosen = pickLots(lots, bare, need, { strict });
        if ('shortage' in chosen) return expect(chosen.shortage.missing).toBeGreaterThan(0);
        expect(chosen.picks.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(need);
        const of = new Map(lots.map((one) => [one.batch, one]));
        for (const { batch, quantity } of chosen.picks) {
          expect(quantity).toBeGreaterThan(0);
          if (batch === null) expect([strict, quantity <= bare]).toEqual([false, true]);
          else expect(quantity).toBeLessThanOrEqual(of.get(batch)!.quantity);
          if (batch !== null) expect(strict ? ['PASSED'] : ['PASSED', 'PENDING']).toContain(of.get(batch)!.state);
        }
      }),
    ));

  test('what batches cover more than there is comes off the oldest, and just that much', () =>
    fc.assert(
      fc.property(some, fc.nat(3_000), (lots, onHand) => {
        const covered = lots.reduce((sum, { quantity }) => sum + quantity, 0);
        const cut = overcovered(lots, onHand).reduce((sum, { quantity }) => sum + quantity, 0);
        expect(cut).toBe(Math.max(0, covered - onHand));
      }),
    ));

  test('goods of several items are laid on the lines of their product, each line exactly', () => {
    const lines = [
      { lineNo: 1, product: 7, quantity: 5 },
      { lineNo: 2, product: 8, quantity: 4 },
      { lineNo: 3, product: 7, quantity: 3 },
    ];
    const left = [
      { item: 10, product: 7, quantity: 6 },
      { item: 11, product: 8, quantity: 4 },
      { item: 12, product: 7, quantity: 2 },
    ];
    expect(layOnLines(lines, left).map(({ lineNo, item, quantity }) => [lineNo, item, quantity])).toEqual([
      [1, 10, 5],
      [3, 10, 1],
      [2, 11, 4],
      [3, 12, 2],
    ]);
  });
});

describe('batches', () => {
  test('a printed code has its kind, the day in China and eight letters that cannot be misread', () => {
    const late = new Date('2026-11-26T16:30:00Z');
    expect(printedCode('B', late, new Uint8Array([0, 1, 31, 32, 63, 9, 10, 255]))).toBe('B261127-01Z0Z9AZ');
  });

  test('classes go by the industry; another than it has is refused', () => {
    expect([classOf('VEGETABLE'), classOf('POULTRY'), classOf('POULTRY', 'EGGS'), classOf('PRIMARY')]).toEqual([
      'PRODUCE',
      'MEAT',
      'EGGS',
      'OTHER',
    ]);
    expect([classOf('FRUIT', 'MEAT'), classOf('unknown')]).toEqual([null, null]);
  });

  test('the place over several is their village, township or county', () => {
    const village = '340323200207';
    expect(placeOver([village, village])).toBe(village);
    expect(placeOver([village, '340323200200'])).toBe('340323200');
    expect(placeOver([village, '340323104200'])).toBe('340323');
  });

  test('parts of producers add up to what was packed, whatever went in', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            quantity: fc.integer({ min: 1, max: 100_000 }),
            producers: fc.array(
              fc.record({ producer: fc.integer({ min: 1, max: 9 }), quantity: fc.integer({ min: 1, max: 9_999 }) }),
              { minLength: 1, maxLength: 6 },
            ),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.integer({ min: 1, max: 500_000 }),
        (inputs, packed) => {
          const parts = [...producersOf(inputs, packed, splitFen).values()];
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(packed);
          expect(parts.every((part) => part >= 0)).toBe(true);
        },
      ),
    ));
});

describe('intervals', () => {
  const use = { name: '氟苯尼考', lastOn: '2026-02-20', intervalDays: 14, intervalFor: 'SLAUGHTER' } as const;

  test('end the days of the label after the last dose, over month and leap year', () => {
    expect(intervalEnd(use)).toBe('2026-03-06');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });

  test('forbid the day before, not the day itself; only what they are for; the longest is named', () => {
    expect(blockingUse([use], ['SLAUGHTER'], '2026-03-05')).toEqual({ use, endsOn: '2026-03-06' });
    expect(blockingUse([use], ['SLAUGHTER'], '2026-03-06')).toBeNull();
    expect(blockingUse([use], ['HARVEST', 'SALE'], '2026-03-01')).toBeNull();
    const longer = { ...use, name: '恩诺沙星', intervalDays: 28 };
    expect(blockingUse([use, longer, use], ['SLAUGHTER'], '2026-03-01')?.use.name).toBe('恩诺沙星');
  });

  test('a day is allowed exactly when no interval contains it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ ago: fc.integer({ min: 0, max: 60 }), days: fc.integer({ min: 0, max: 60 }) }), {
          maxLength: 6,
        }),
        fc.integer({ min: 0, max: 60 }),
        (given, on) => {
          const start = '2026-01-01';
          const uses = given.map(({ ago, days }) => ({ ...use, lastOn: addDays(start, ago), intervalDays: days }));
          const day = addDays(start, on);
          const blocked = given.some(({ ago, days }) => on < ago + days);
          const found = blockingUse(uses, ['SLAUGHTER'], day);
          expect(found !== null).toBe(blocked);
          if (found) expect(found.endsOn).toBe(addDays(start, Math.max(...given.map(({ ago, days }) => ago + days))));
        },
      ),
    ));

  test('goods taken before the first dose or after the interval are no breach', () => {
    const timed = { ...use, firstOn: '2026-02-18' };
    const taken = ['2026-02-17', '2026-02-18', '2026-03-05', '2026-03-06'].map((day) => breaches(timed, day));
    expect(taken).toEqual([false, true, true, false]);
  });
});

describe('tests and certificates', () => {
  test('a result keeps a limit by its digits, not by a fraction’s rounding', () => {
    expect([
      keeps('0.05', '0.05'),
      keeps('0.050000001', '0.05'),
      keeps('0.5', '0.05'),
      keeps('ND', '0'),
      keeps('未检出', '0.01'),
    ]).toEqual([true, false, false, true, true]);
    expect(() => keeps('about 3', '1')).toThrow(RangeError);
    expect(overall(['PASSED', 'FAILED'])).toBe('FAILED');
  });

  test('every drug must be tested for, in whatever spelling', () => {
    expect(untested(['氟苯尼考', 'Enrofloxacin', '恩诺 沙星'], ['氟苯尼考', 'enrofloxacin'])).toEqual(['恩诺 沙星']);
  });

  test('a firm’s goods and what was repacked carry a certificate; a household’s own need none, peanuts never', () => {
    const needs = (kind: 'MEAT' | 'OTHER', origin: 'COLLECTED' | 'PACKED', ofScale: boolean) =>
      needsCertificate({ class: kind, origin, ofScale });
    expect(needs('MEAT', 'COLLECTED', false)).toBe(false);
    expect(needs('MEAT', 'COLLECTED', true)).toBe(true);
    expect(needs('MEAT', 'PACKED', false)).toBe(true);
    expect(needs('OTHER', 'PACKED', true)).toBe(false);
  });

  test('each breach lowers the grade, to D at the lowest', () => {
    expect([
      creditGrade([]),
      creditGrade(['MINOR']),
      creditGrade(['SERIOUS']),
      creditGrade(['SERIOUS', 'SERIOUS']),
    ]).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('the calendar', () => {
  test('a weekly time gives its rounds in China’s time, none that has begun', () => {
    // 2026-11-26 is a Thursday; 16:30 UTC is already Friday in China.
    const friday = { weekday: 5, opens: '08:30', closes: '11:00' };
    expect(roundsOf(friday, new Date('2026-11-26T16:30:00Z'), 7)).toEqual([
      { opensAt: '2026-11-27T00:30:00.000Z', closesAt: '2026-11-27T03:00:00.000Z' },
    ]);
    expect(roundsOf(friday, new Date('2026-11-27T00:30:00Z'), 14).map(({ opensAt }) => opensAt)).toEqual([
      '2026-12-04T00:30:00.000Z',
      '2026-12-11T00:30:00.000Z',
    ]);
  });

  test('past its time, a round nobody came to was missed', () => {
    expect([afterClosing('PLANNED'), afterClosing('OPEN'), afterClosing('CANCELLED')]).toEqual([
      'MISSED',
      'DONE',
      'CANCELLED',
    ]);
  });
});
