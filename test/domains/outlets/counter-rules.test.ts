import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { guaranteeOf, nextMonth, settle } from '../../../src/domains/outlets/concession/concession.rules.js';
import { soldQuantity } from '../../../src/domains/outlets/counter-sales/sold-quantity.rules.js';
import { splitReturn } from '../../../src/domains/outlets/counter-sales/split-return.rules.js';
import { shareTenders } from '../../../src/domains/outlets/counter-sales/tender-shares.rules.js';
import { declaredSteps } from '../../../src/domains/outlets/declared/declared-quantity.rules.js';

const KG = { unit: 'KG', scale: 3, listedFen: 2_000 };
const JIN = { unit: 'JIN', scale: 2, listedFen: 1_000 };
const PIECE = { unit: 'PIECE', scale: 0, listedFen: 250 };

describe('how much was sold', () => {
  test('units as they are told, weight in the unit of the product', () => {
    expect(soldQuantity({ amountFen: 500, quantity: '2' }, PIECE)).toEqual({ steps: 2 });
    expect(soldQuantity({ amountFen: 500, quantity: '1.5' }, KG)).toEqual({ steps: 1_500 });
    expect(soldQuantity({ amountFen: 500, weightG: 1_250 }, KG)).toEqual({ steps: 1_250 });
    expect(soldQuantity({ amountFen: 500, weightG: 1_250 }, JIN)).toEqual({ steps: 250 });
    expect(soldQuantity({ amountFen: 500, weightG: 1_234 }, JIN)).toEqual({ steps: 247 });
    expect(soldQuantity({ amountFen: 1, weightG: 1 }, JIN)).toEqual({ steps: 1 });
  });

  test('without both it follows from the amount and the price, the till’s before the listed one', () => {
    expect(soldQuantity({ amountFen: 1_234 }, KG)).toEqual({ steps: 617 });
    expect(soldQuantity({ amountFen: 1_234, unitPriceFen: 1_000 }, KG)).toEqual({ steps: 1_234 });
    expect(soldQuantity({ amountFen: 1_000 }, JIN)).toEqual({ steps: 100 });
    expect(soldQuantity({ amountFen: 1_000 }, PIECE)).toEqual({ steps: 4 });
    expect(soldQuantity({ amountFen: 1_001 }, PIECE)).toEqual({ keptBack: 'PRICE_MISMATCH' });
    expect(soldQuantity({ amountFen: 1_000 }, { ...KG, listedFen: null })).toEqual({ keptBack: 'PRICE_UNKNOWN' });
    expect(soldQuantity({ amountFen: 0, unitPriceFen: 0 }, PIECE)).toEqual({ keptBack: 'PRICE_UNKNOWN' });
  });

  test('the amount is held against weight × price where it is asked for', () => {
    const checked = (amountFen: number, over = {}) =>
      soldQuantity({ amountFen, weightG: 1_250, tolerancePermille: 10, ...over }, KG);
    expect([2_475, 2_500, 2_525].map((fen) => checked(fen))).toEqual(Array(3).fill({ steps: 1_250 }));
    expect([2_474, 2_526, 0].map((fen) => checked(fen))).toEqual(Array(3).fill({ keptBack: 'PRICE_MISMATCH' }));
    // A price that the till still had.
    expect(checked(2_250, { unitPriceFen: 1_800 })).toEqual({ steps: 1_250 });
    expect(soldQuantity({ amountFen: 2_500, weightG: 1_250, tolerancePermille: 10 }, JIN)).toEqual({ steps: 250 });
    expect(soldQuantity({ amountFen: 2_474, weightG: 1_250, tolerancePermille: 10 }, JIN)).toEqual({
      keptBack: 'PRICE_MISMATCH',
    });
    // One fen of rounding is always allowed.
    expect(soldQuantity({ amountFen: 11, weightG: 5, tolerancePermille: 0 }, KG)).toEqual({ steps: 5 });
  });

  test('what cannot be told in the unit, is unknown, or was set aside is kept back', () => {
    expect(soldQuantity({ amountFen: 1, weightG: 10 }, PIECE)).toEqual({ keptBack: 'WRONG_UNIT' });
    expect(soldQuantity({ amountFen: 1, quantity: '1.5' }, PIECE)).toEqual({ keptBack: 'WRONG_UNIT' });
    expect(soldQuantity({ amountFen: 1, quantity: '0' }, PIECE)).toEqual({ keptBack: 'WRONG_UNIT' });
    expect(soldQuantity({ amountFen: 1, quantity: '1' }, null)).toEqual({ keptBack: 'UNKNOWN_PRODUCT' });
    expect(soldQuantity({ amountFen: 1, quantity: '1', pending: 'BAD_CHECK_DIGIT' }, PIECE)).toEqual({
      keptBack: 'BAD_CHECK_DIGIT',
    });
  });

  test('a declared quantity may be below zero', () => {
    expect(declaredSteps({ weightG: -1_250 }, JIN)).toBe(-250);
    expect(declaredSteps({ quantity: '-2' }, PIECE)).toBe(-2);
    expect(declaredSteps({ quantity: '1.5' }, PIECE)).toBeNull();
    expect(declaredSteps({ weightG: 5 }, PIECE)).toBeNull();
    expect(declaredSteps({}, PIECE)).toBeNull();
  });
});

test('tenders: every part and what is left add up exactly, and no share is more than its tender', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(amounts, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), (fen, parts) => {
      let left = fen.map((amountFen, i) => ({ method: `m${i}`, amountFen }));
      const sum = (of: readonly { amountFen: number }[]) => of.reduce((total, { amountFen }) => total + amountFen, 0);
      const byMethod = new Map<string, number>();
      const take = (partFen: number) => {
        const { share, rest } = shareTenders(left, partFen);
        expect(sum(share)).toBe(partFen);
        expect(sum(rest)).toBe(sum(left) - partFen);
        for (const { method, amountFen } of share) byMethod.set(method, (byMethod.get(method) ?? 0) + amountFen);
        for (const { amountFen } of [...share, ...rest]) expect(amountFen).toBeGreaterThan(0);
        left = rest;
      };
      for (const part of parts) take(Math.floor(sum(left) * part));
      take(sum(left));
      expect(left).toEqual([]);
      expect(fen.map((_, i) => byMethod.get(`m${i}`) ?? 0)).toEqual(fen);
    }),
  );
  expect(() => shareTenders([{ method: 'cash', amountFen: 1 }], 2)).toThrow(RangeError);
});

test('what comes back is laid on the orders it was sold on, goods and money exactly, or on none', () => {
  const left = fc.array(
    fc.record({ order: fc.nat({ max: 2 }), product: fc.nat({ max: 2 }), steps: fc.nat({ max: 50 }) }),
    { maxLength: 6 },
  );
  const back = fc.array(
    fc.record({
      product: fc.nat({ max: 2 }),
      steps: fc.integer({ min: 1, max: 60 }),
      amountFen: fc.nat({ max: 10_000 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(left, back, (given, told) => {
      const has = given.map(({ order, ...one }) => ({ orderId: `o${order}`, ...one }));
      const parts = splitReturn(has, told);
      const sum = (of: readonly { product: number; steps: number }[], product: number) =>
        of.filter((one) => one.product === product).reduce((total, { steps }) => total + steps, 0);
      const products = [0, 1, 2];
      if (!parts) return void expect(products.some((one) => sum(told, one) > sum(has, one))).toBe(true);
      for (const one of products) expect(sum(parts, one)).toBe(sum(told, one));
      const fen = (of: readonly { amountFen: number }[]) => of.reduce((total, { amountFen }) => total + amountFen, 0);
      expect(fen(parts)).toBe(fen(told));
      for (const { orderId, product } of has) {
        const of = (list: readonly { orderId: string; product: number; steps: number }[]) =>
          sum(
            list.filter((one) => one.orderId === orderId),
            product,
          );
        expect(of(parts)).toBeLessThanOrEqual(of(has));
      }
    }),
  );
});

describe('concessions', () => {
  test('a guarantee counts by the days that its term held', () => {
    const from = (fromDate: string, guaranteeFen: number) => ({ fromDate, guaranteeFen });
    expect(guaranteeOf('2026-07', [])).toBe(0);
    expect(guaranteeOf('2026-07', [from('2026-01-01', 310_000)])).toBe(310_000);
    expect(guaranteeOf('2026-07', [from('2026-08-01', 310_000)])).toBe(0);
    expect(guaranteeOf('2026-07', [from('2026-07-31', 310_000)])).toBe(10_000);
    expect(guaranteeOf('2026-07', [from('2026-01-01', 310_000), from('2026-07-11', 620_000)])).toBe(100_000 + 420_000);
    // Of two of one day the later one holds; none ends it.
    expect(guaranteeOf('2026-07', [from('2026-07-01', 310_000), from('2026-07-01', 31_000)])).toBe(31_000);
    expect(guaranteeOf('2026-02', [from('2026-01-01', 100), from('2026-02-15', 0)])).toBe(50);
    expect(guaranteeOf('2026-07', [from('2026-07-31', 15)])).toBe(0);
    expect(guaranteeOf('2026-07', [from('2026-07-31', 16)])).toBe(1);
  });

  test('what is paid over: less the deduction, or the guarantee where that is more', () => {
    expect(settle({ salesFen: 100_000, returnsFen: 10_000, deductionFen: 13_500, guaranteeFen: 0 })).toMatchObject({
      topUpFen: 0,
      payableFen: 76_500,
    });
    expect(settle({ salesFen: 100_000, returnsFen: 10_000, deductionFen: 13_500, guaranteeFen: 20_000 })).toMatchObject(
      {
        topUpFen: 6_500,
        payableFen: 70_000,
      },
    );
    expect(settle({ salesFen: 0, returnsFen: 0, deductionFen: 0, guaranteeFen: 20_000 }).payableFen).toBe(-20_000);
    expect([nextMonth('2026-07'), nextMonth('2026-12')]).toEqual(['2026-08', '2027-01']);
  });
});
