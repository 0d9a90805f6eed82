import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unitPriceFen } from '../../../src/domains/orders/made-lines.rules.js';
import { globalId } from '../../../src/platform/graphql/index.js';
import { CENTRE, GATE, makeProduct, OPERATOR, unbalancedItems } from '../../kit/goods.js';
import { book, codeOf, saleOf } from './selling.js';
import { app, books, movements, payments, startSettling, stockOf } from './settling.js';

beforeAll(startSettling);
afterAll(() => app.stop());

describe('a sale that already happened', () => {
  test('is an order: completed, paid at its own amounts, its goods gone, with what its channel calls it', async () => {
    const peanuts = await makeProduct(app, { name: '黑花生', stock: { [GATE]: '10' } });
    const eggs = await makeProduct(app, {
      name: '土鸡蛋',
      unit: 'PIECE',
      priceFen: 150,
      stock: { [GATE]: '30', [CENTRE]: '5' },
    });
    const sale = saleOf(
      [
        [peanuts, '1.5', 1_234],
        [eggs, '10', 1_000],
        [peanuts, '0.5', 500],
      ],
      {
        tenders: [
          { method: 'cash', amountFen: 2_000 },
          { method: 'card', amountFen: 734, reference: 'R-9' },
        ],
      },
    );
    const { orderId, number, duplicate } = await book(app, sale);
    expect(duplicate).toBe(false);
    const id = globalId('Order', orderId);
    const { data } = await app.ask(
      `query($id: ID!) { order(id: $id) { number status kind totalFen paidFen refundedFen version buyer { maskedName maskedPhone }
         reservation { expiresAt } lines { lineNo productName quantity { value unit } unitPriceFen amountFen site { code } } } }`,
      { id },
      OPERATOR,
    );
    expect(data.order).toEqual({
      number,
      status: 'COMPLETED',
      kind: 'COLLECTION',
      totalFen: 2_734,
      paidFen: 2_734,
      refundedFen: 0,
      version: 1,
      buyer: { maskedName: '', maskedPhone: '' },
      reservation: null,
      lines: [
        {
          lineNo: 1,
          productName: '黑花生',
          quantity: { value: '1.500', unit: 'KG' },
          unitPriceFen: 823,
          amountFen: 1_234,
          site: { code: GATE },
        },
        {
          lineNo: 2,
          productName: '土鸡蛋',
          quantity: { value: '10', unit: 'PIECE' },
          unitPriceFen: 100,
          amountFen: 1_000,
          site: { code: GATE },
        },
        {
          lineNo: 3,
          productName: '黑花生',
          quantity: { value: '0.500', unit: 'KG' },
          unitPriceFen: 1_000,
          amountFen: 500,
          site: { code: GATE },
        },
      ],
    });
    expect(number).toMatch(/^YZ260501/);
    expect(await stockOf(peanuts)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    expect(await stockOf(eggs)).toEqual({ onHand: '25', reserved: '0', available: '25' });
    expect(await payments(id)).toEqual([
      { kind: 'PAYMENT', method: 'cash', fen: 2_000 },
      { kind: 'PAYMENT', method: 'card', fen: 734 },
    ]);
    expect(await movements(id)).toEqual([
      { kind: 'SELL', onHand: -2_000, reserved: 0 },
      { kind: 'SELL', onHand: -10, reserved: 0 },
    ]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('is booked once, however often and at once it comes; another content is a conflict; another channel has its own ids', async () => {
    const product = await makeProduct(app, { stock: { [GATE]: '10' } });
    const sale = saleOf([[product, '1', 900]]);
    const all = await Promise.all(Array.from({ length: 8 }, () => book(app, sale)));
    expect(all.filter((booked) => !booked.duplicate)).toHaveLength(1);
    expect(new Set(all.map((booked) => booked.orderId)).size).toBe(1);
    expect((await stockOf(product)).onHand).toBe('9.000');
    const before = await books();
    const { externalId } = sale;
    expect(await codeOf(book(app, saleOf([[product, '1', 901]], { externalId })))).toBe('CONFLICT');
    expect(await codeOf(book(app, saleOf([[product, '1', 900]], { externalId, siteCode: CENTRE })))).toBe('CONFLICT');
    expect(await books()).toEqual(before);
    expect((await book(app, { ...sale, channel: 'super-two' })).duplicate).toBe(false);
    expect((await stockOf(product)).onHand).toBe('8.000');
  });

  test('that makes no sense is refused, and nothing is changed', async () => {
    const product = await makeProduct(app, { stock: { [GATE]: '10' } });
    const before = await books();
    const refused = (over: Parameters<typeof saleOf>[1], lines: [string, string, number][] = [[product, '1', 900]]) =>
      codeOf(book(app, saleOf(lines, over)));
    expect(await refused({ tenders: [{ method: 'cash', amountFen: 899 }] })).toBe('AMOUNT_MISMATCH');
    expect(
      await refused({
        tenders: [
          { method: 'cash', amountFen: 1_000 },
          { method: 'change', amountFen: -100 },
        ],
      }),
    ).toBe('BAD_AMOUNT');
    expect(await refused({}, [])).toBe('NO_LINES');
    expect(await refused({}, [[product, '1', 9.5]])).not.toBe('nothing was refused');
    expect(await refused({}, [[product, '0', 900]])).toBe('BAD_QUANTITY');
    expect(await refused({}, [[product, '0.0001', 900]])).toBe('BAD_QUANTITY');
    expect(await refused({}, [[globalId('Product', 999_999), '1', 900]])).toBe('UNKNOWN_PRODUCT');
    expect(await refused({ siteCode: 'XX-1' })).toBe('UNKNOWN_SITE');
    expect(await refused({ soldAt: 'yesterday' })).toBe('BAD_TIME');
    expect(await refused({ externalId: '' })).toBe('BAD_EXTERNAL_ID');
    expect(await books()).toEqual(before);
  });

  test('unit prices: shown, never above what the amount says by more than half a fen a unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 0, max: 3 }),
        (amount, steps, scale) => {
          const price = BigInt(unitPriceFen(amount, steps, scale));
          const exact = BigInt(amount) * 10n ** BigInt(scale) * 2n;
          const got = price * BigInt(steps) * 2n;
          expect(got - exact <= BigInt(steps) && exact - got < BigInt(steps) + 1n).toBe(true);
        },
      ),
    );
  });
});
