import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterNews,
  REFUND_STATES,
  type RefundNews,
  type RefundState,
} from '../../../src/domains/orders/refunds/refund.rules.js';
import { afterParts, partsOf, restOf, type SoldLine } from '../../../src/domains/orders/sales/sale.rules.js';

const line = (lineNo: number, product: number, quantity: number, amountFen: number): SoldLine => ({
  lineNo,
  product,
  itemId: product,
  quantity,
  returned: 0,
  amountFen,
  refundedFen: 0,
});
const left = (lines: readonly SoldLine[]) => ({
  steps: lines.reduce((sum, one) => sum + one.quantity - one.returned, 0),
  fen: lines.reduce((sum, one) => sum + one.amountFen - one.refundedFen, 0),
});

describe('what comes back of a sale', () => {
  test('the earlier line first, each at its share; given more or less, it is laid on them in turn', () => {
    const lines = [line(1, 7, 10, 1_000), line(2, 8, 5, 500), line(3, 7, 10, 2_000)];
    const parts = (steps: number, amountFen: number) =>
      partsOf(lines, { product: 7, steps, amountFen })?.map((part) => [part.line.lineNo, part.steps, part.refundFen]);
    expect(parts(4, 400)).toEqual([[1, 4, 400]]);
    expect(parts(15, 2_000)).toEqual([
      [1, 10, 1_000],
      [3, 5, 1_000],
    ]);
    expect(parts(15, 1_500)).toEqual([
      [1, 10, 500],
      [3, 5, 1_000],
    ]);
    expect(parts(15, 2_500)).toEqual([
      [1, 10, 1_000],
      [3, 5, 1_500],
    ]);
    expect(parts(15, 0)).toEqual([
      [1, 10, 0],
      [3, 5, 0],
    ]);
    expect(parts(21, 1)).toBeUndefined();
    expect(parts(15, 3_001)).toBeUndefined();
    expect(partsOf(lines, { product: 9, steps: 1, amountFen: 0 })).toBeNull();
  });

  test('by any returns: goods and money add up, no line gives more than it has, and the rest is the rest', () => {
    const sold = fc.array(
      fc.record({
        product: fc.integer({ min: 1, max: 3 }),
        quantity: fc.integer({ min: 1, max: 50 }),
        amountFen: fc.integer({ min: 0, max: 10_000 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const returns = fc.array(
      fc.record({
        product: fc.integer({ min: 1, max: 3 }),
        steps: fc.integer({ min: 1, max: 60 }),
        amountFen: fc.integer({ min: 0, max: 12_000 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(sold, returns, (made, wishes) => {
        let lines = made.map((one, i) => line(i + 1, one.product, one.quantity, one.amountFen));
        for (const wish of wishes) {
          const before = left(lines);
          const parts = partsOf(lines, wish);
          if (!parts) continue;
          lines = afterParts(lines, parts);
          expect(left(lines)).toEqual({ steps: before.steps - wish.steps, fen: before.fen - wish.amountFen });
          for (const one of lines) {
            expect(one.returned).toBeLessThanOrEqual(one.quantity);
            expect(one.refundedFen).toBeLessThanOrEqual(one.amountFen);
            expect(one.refundedFen).toBeGreaterThanOrEqual(0);
          }
        }
        const rest = restOf(lines);
        const open = lines.filter((one) => one.returned < one.quantity);
        expect(left(open)).toEqual({
          steps: rest.reduce((sum, part) => sum + part.steps, 0),
          fen: rest.reduce((sum, part) => sum + part.refundFen, 0),
        });
      }),
    );
  });

  test('what is within the goods and the money of a product alone is never refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.nat(),
        fc.nat(),
        (quantity, amountFen, a, b) => {
          const [steps, fen] = [1 + (a % quantity), b % (amountFen + 1)];
          expect(partsOf([line(1, 1, quantity, amountFen)], { product: 1, steps, amountFen: fen })).not.toBeNull();
        },
      ),
    );
  });
});

describe('news of a refund', () => {
  test('the table', () => {
    const table = Object.fromEntries(
      REFUND_STATES.map((state) => [state, [afterNews(state, 'SUCCEEDED'), afterNews(state, 'FAILED')]]),
    );
    expect(table).toEqual({
      REQUESTED: ['SUCCEEDED', 'FAILED'],
      SUCCEEDED: [null, null],
      FAILED: ['SUCCEEDED', null],
    });
  });

  test('in whatever order they come, with one that arrived it has arrived, and only once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<RefundNews>('SUCCEEDED', 'FAILED'), { minLength: 1 }), (news) => {
        let state: RefundState = 'REQUESTED';
        let arrived = 0;
        for (const one of news) {
          const next = afterNews(state, one);
          if (next === 'SUCCEEDED') arrived++;
          state = next ?? state;
        }
        expect(state).toBe(news.includes('SUCCEEDED') ? 'SUCCEEDED' : 'FAILED');
        expect(arrived).toBe(Number(news.includes('SUCCEEDED')));
      }),
    );
  });
});
