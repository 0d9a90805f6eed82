import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refundDue } from '../../../src/domains/orders/order.rules.js';
import { GATE, makeProduct, unbalancedItems } from '../../kit/goods.js';
import { app, act, back, orderIn, pay, payments, place, readOrder, stockOf, startSettling } from './settling.js';

beforeAll(startSettling);
afterAll(() => app.stop());

describe('goods that come back', () => {
  test('in three parts: each refunds its share, together exactly the amount; written off goods stay away', async () => {
    const productId = await makeProduct(app, { priceFen: 1_000, stock: { [GATE]: '10' } });
    const order = await place([{ productId, quantity: '0.333' }]);
    expect(order.totalFen).toBe(333);
    await pay(order.id, 333);
    await act('fulfil', order.id);
    const first = await back(order.id, [{ lineNo: 1, quantity: '0.1', disposition: 'RESTOCK' }]);
    expect(first.order).toMatchObject({
      status: 'FULFILLED',
      refundedFen: 100,
      lines: [{ returned: { value: '0.100' } }],
      returns: [{ kind: 'RETURN', reason: '不新鲜', refundFen: 100 }],
    });
    await act('complete', order.id);
    const second = await back(order.id, [{ lineNo: 1, quantity: '0.2', disposition: 'WRITE_OFF' }]);
    expect(second.order).toMatchObject({ status: 'COMPLETED', refundedFen: 300 });
    const third = await back(order.id, [{ lineNo: 1, quantity: '0.033', disposition: 'RESTOCK' }]);
    expect(third.order).toMatchObject({ status: 'RETURNED', paidFen: 333, refundedFen: 333 });
    expect(await stockOf(productId)).toEqual({ onHand: '9.800', reserved: '0.000', available: '9.800' });
    expect((await payments(order.id)).map((p) => [p.kind, p.fen])).toEqual([
      ['PAYMENT', 333],
      ['REFUND', 100],
      ['REFUND', 200],
      ['REFUND', 33],
    ]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('one line in two parts of one return: what is good goes back, what is not is written off', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    const answer = await back(order.id, [
      { lineNo: 1, quantity: '0.5', disposition: 'RESTOCK' },
      { lineNo: 1, quantity: '1.5', disposition: 'WRITE_OFF' },
    ]);
    expect(answer).toMatchObject({
      order: {
        status: 'RETURNED',
        refundedFen: 1_998,
        lines: [{ returned: { value: '2.000' } }],
        returns: [{ refundFen: 1_998 }],
      },
      userErrors: [],
    });
    expect((await stockOf(productId)).onHand).toBe('8.500');
  });

  test('refunds by any parts add up to the amount, never more on the way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }),
        (amount, parts) => {
          const quantity = parts.reduce((sum, part) => sum + part, 0);
          let returned = 0;
          let refunded = 0;
          for (const part of parts) {
            returned += part;
            const due = refundDue(amount, quantity, returned, refunded);
            expect(due).toBeGreaterThanOrEqual(0);
            refunded += due;
            expect(BigInt(refunded) * BigInt(quantity) <= BigInt(amount) * BigInt(returned)).toBe(true);
          }
          expect(refunded).toBe(amount);
        },
      ),
    );
  });

  test('exchanged: what came back is on hand, what replaced it is not, no money moves', async () => {
    const { order, productId } = await orderIn('COMPLETED');
    expect(await stockOf(productId)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    const kept = await back(order.id, [{ lineNo: 1, quantity: '0.5', disposition: 'RESTOCK' }], { kind: 'EXCHANGE' });
    expect(kept.order).toMatchObject({
      status: 'COMPLETED',
      refundedFen: 0,
      lines: [{ returned: { value: '0.000' } }],
      returns: [{ kind: 'EXCHANGE', refundFen: 0 }],
    });
    expect((await stockOf(productId)).onHand).toBe('8.000');
    await back(order.id, [{ lineNo: 1, quantity: '0.5', disposition: 'WRITE_OFF' }], { kind: 'EXCHANGE' });
    expect((await stockOf(productId)).onHand).toBe('7.500');
    expect((await payments(order.id)).map((p) => p.kind)).toEqual(['PAYMENT']);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('returned twice at once in full: one wins', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => back(order.id, [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }])),
    );
    expect(answers.filter((a) => a.order).length).toBe(1);
    expect(answers.filter((a) => a.userErrors[0]?.code === 'INVALID_STATE').length).toBe(5);
    expect((await stockOf(productId)).onHand).toBe('10.000');
    expect((await readOrder(order.id)).refundedFen).toBe(1_998);
  });
});
