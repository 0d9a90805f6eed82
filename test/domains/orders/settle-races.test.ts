import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GATE, makeProduct, unbalancedItems } from '../../kit/goods.js';
import { app, act, pay, place, readOrder, stockOf, until, uuidOf, startSettling } from './settling.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
beforeAll(startSettling);
afterAll(() => app.stop());

describe('two at once', () => {
  const race = async (rounds: number, rivals: (order: any) => Promise<any>[]) => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders = [];
    for (let i = 0; i < rounds; i++) orders.push(await place([{ productId, quantity: '2' }]));
    const answers = await Promise.all(orders.map((order) => Promise.all(rivals(order))));
    return { productId, orders, answers };
  };

  test('pay and cancel: both may happen only in that order; otherwise one finds the state changed', async () => {
    const { orders, answers, productId } = await race(12, (order) => [pay(order.id, 1_998), act('cancel', order.id)]);
    let held = 0;
    for (const [i, [paid, cancelled]] of answers.entries()) {
      expect(cancelled.userErrors).toEqual([]);
      const now = await readOrder(orders[i].id);
      // Cancelling is allowed after paying, with the money back; paying after cancelling is not.
      if (paid.order) expect(now).toMatchObject({ status: 'CANCELLED', paidFen: 1_998, refundedFen: 1_998 });
      else {
        expect(paid.userErrors[0].code).toBe('INVALID_STATE');
        expect(now).toMatchObject({ status: 'CANCELLED', paidFen: 0, refundedFen: 0 });
      }
      held += Number(now.status !== 'CANCELLED');
    }
    expect(held).toBe(0);
    expect(await stockOf(productId)).toEqual({ onHand: '100.000', reserved: '0.000', available: '100.000' });
  });

  test('fulfil and cancel: exactly one wins', async () => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders = [];
    for (let i = 0; i < 12; i++) {
      const order = await place([{ productId, quantity: '2' }]);
      await pay(order.id, 1_998);
      orders.push(order);
    }
    const answers = await Promise.all(
      orders.map((order, i) =>
        Promise.all(
          i % 2
            ? [act('fulfil', order.id), act('cancel', order.id)]
            : [act('cancel', order.id), act('fulfil', order.id)],
        ),
      ),
    );
    let left = 0;
    for (const [i, pair] of answers.entries()) {
      expect(pair.filter((a) => a.order).length).toBe(1);
      expect(pair.filter((a) => a.userErrors[0]?.code === 'INVALID_STATE').length).toBe(1);
      const { status, refundedFen } = await readOrder(orders[i].id);
      expect([status, refundedFen]).toEqual(status === 'FULFILLED' ? ['FULFILLED', 0] : ['CANCELLED', 1_998]);
      left += Number(status === 'FULFILLED');
    }
    const onHand = `${100 - 2 * left}.000`;
    expect(await stockOf(productId)).toEqual({ onHand, reserved: '0.000', available: onHand });
  });

  test('pay and expire: exactly one wins, and stock and money agree with who won', async () => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders: { id: string }[] = [];
    for (let i = 0; i < 16; i++) orders.push(await place([{ productId, quantity: '2' }]));
    // They run out while they are being paid, spread over some 200 ms.
    for (const [i, order] of orders.entries()) {
      await app.db.pool.query(
        `update reservation set expires_at = clock_timestamp() + $2::int * interval '1 ms' where order_id = $1`,
        [uuidOf(order.id), 1_500 + i * 15],
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const answers = await Promise.all(orders.map((order) => pay(order.id, 1_998)));
    await until(async () =>
      (await Promise.all(orders.map((order) => readOrder(order.id)))).every(({ status }) => status !== 'PLACED'),
    );
    let paid = 0;
    for (const [i, answer] of answers.entries()) {
      const { status, paidFen } = await readOrder(orders[i]!.id);
      expect([status, paidFen]).toEqual(answer.order ? ['PAID', 1_998] : ['EXPIRED', 0]);
      paid += Number(status === 'PAID');
    }
    expect(await stockOf(productId)).toMatchObject({ onHand: '100.000', reserved: `${2 * paid}.000` });
    expect(await unbalancedItems(app)).toBe(0);
  });
});
