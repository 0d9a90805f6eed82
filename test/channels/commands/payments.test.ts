import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { newKey, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  books,
  codeOf,
  doIt,
  execute,
  imported,
  payment,
  readOrder,
  startExecuting,
  stockOf,
  stopExecuting,
} from './executing.js';
import { disputesOf, goods, makeDue, moneyFits, refundNews, uuidOf } from './money.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

describe('order.pay', () => {
  test('one transaction pays once, whatever notices bring it, at once and later', async () => {
    const { externalId, orderId, totalFen } = await imported([[await goods(), '1', 900]], {
      pay: false,
      postageFen: 100,
    });
    const key = newKey();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => execute(payment(externalId, 'tx-1', totalFen), i % 3 ? newKey() : key)),
    );
    expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'done'));
    expect(results.filter((one) => one.status === 'done' && !one.duplicate)).toHaveLength(1);
    expect(await readOrder(orderId)).toMatchObject({
      status: 'PAID',
      paidFen: 1_000,
      refundingFen: 0,
      payments: [
        {
          kind: 'PAYMENT',
          method: 'wechat.jsapi',
          amountFen: 1_000,
          transactionId: 'tx-1',
          settles: true,
          paidAt: '2026-05-01T02:05:00.000Z',
        },
      ],
      refunds: [],
    });
    // The same number for something else.
    const other = await imported([[await goods(), '1', 1_000]], { pay: false });
    const before = await books();
    expect(codeOf(await execute(payment(other.externalId, 'tx-1', 1_000)))).toBe('CONFLICT');
    expect(codeOf(await execute(payment(externalId, 'tx-1', 1_001)))).toBe('CONFLICT');
    expect(await books()).toEqual(before);
    // The same number of another account is another payment.
    const foreign = await imported([[await goods(), '1', 1_000]], { pay: false, code: 'two' });
    expect(await execute(payment(foreign.externalId, 'tx-1', 1_000), newKey(), 'two')).toMatchObject({
      duplicate: false,
    });
  });

  test('one transaction for two orders at once: one of them is paid', async () => {
    const [one, two] = [
      await imported([[await goods(), '1', 500]], { pay: false }),
      await imported([[await goods(), '1', 500]], { pay: false }),
    ];
    const results = await Promise.all([one, two].map((order) => execute(payment(order.externalId, 'tx-both', 500))));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['done', 'refused']);
    expect(results.map(codeOf)).toContain('CONFLICT');
    const states = await Promise.all([one, two].map(async (order) => (await readOrder(order.orderId)).status));
    expect(states.toSorted()).toEqual(['PAID', 'PLACED']);
  });

  test('another amount: not paid, one dispute, kept though the command is refused', async () => {
    const { externalId, orderId } = await imported([[await goods(), '1', 900]], { pay: false });
    const key = newKey();
    const first = await execute(payment(externalId, 'tx-wrong', 899), key);
    expect(first).toEqual({
      status: 'refused',
      code: 'AMOUNT_MISMATCH',
      message: 'the order comes to 900 fen',
      field: 'payment.amountFen',
    });
    expect(await execute(payment(externalId, 'tx-wrong', 899), key)).toEqual(first);
    expect(await execute(payment(externalId, 'tx-wrong', 899))).toEqual(first);
    expect(await readOrder(orderId)).toMatchObject({ status: 'PLACED', paidFen: 0, payments: [], version: 1 });
    expect(await disputesOf(orderId)).toEqual([
      {
        id: expect.any(String),
        channel: 'one',
        code: 'AMOUNT_MISMATCH',
        message: expect.stringContaining('tx-wrong is 899 fen'),
        state: 'OPEN',
        resolution: null,
        resolvedBy: null,
        facts: expect.arrayContaining([
          { name: 'transactionId', value: 'tx-wrong' },
          { name: 'amountFen', value: '899' },
          { name: 'dueFen', value: '900' },
        ]),
        order: { id: orderId },
      },
    ]);
    await doIt(payment(externalId, 'tx-right', 900));
    expect((await readOrder(orderId)).status).toBe('PAID');
  });

  test.each(['cancelled', 'expired by the job', 'past its time', 'paid already'])(
    'for an order that is %s: recorded, and asked back under one number',
    async (how) => {
      const productId = await goods();
      const { externalId, orderId } = await imported([[productId, '1', 900]], { pay: how === 'paid already' });
      if (how === 'cancelled') await doIt({ kind: 'order.cancel', order: { externalId } });
      if (how.includes('time') || how.includes('job')) await makeDue(orderId);
      if (how.includes('job'))
        for (let tries = 0; tries < 200 && (await readOrder(orderId)).status !== 'EXPIRED'; tries++)
          await new Promise((resolve) => setTimeout(resolve, 50));
      const was = await readOrder(orderId);
      const results = await Promise.all(
        Array.from({ length: 6 }, () => execute(payment(externalId, `late ${how}`, 900))),
      );
      const order = await readOrder(orderId);
      const [refund] = order.refunds;
      for (const result of results)
        expect(result).toMatchObject({
          status: 'refused',
          code: 'INVALID_STATE',
          message: expect.stringContaining(refund.id),
        });
      expect(order.refunds).toEqual([
        {
          id: globalId('Refund', refund.number),
          number: refund.number,
          amountFen: 900,
          state: 'REQUESTED',
          reason: 'paid too late or twice',
          externalId: null,
          payment: { transactionId: `late ${how}` },
        },
      ]);
      const paid = how === 'paid already';
      expect(order).toMatchObject({
        status: paid ? 'PAID' : how === 'cancelled' ? 'CANCELLED' : 'EXPIRED',
        paidFen: was.paidFen + 900,
        refundingFen: 900,
        refundedFen: 0,
      });
      expect(order.payments.at(-1)).toMatchObject({ amountFen: 900, settles: false, transactionId: `late ${how}` });
      expect((await stockOf(productId)).reserved).toBe(paid ? '1.000' : '0.000');
      await moneyFits(orderId);
      await doIt(refundNews(externalId, { id: refund.number, amountFen: 900, externalId: `R ${how}` }));
      expect(await readOrder(orderId)).toMatchObject({ refundingFen: 0, refundedFen: 900, paidFen: was.paidFen + 900 });
      await moneyFits(orderId);
      expect(await unbalancedItems(app)).toBe(0);
    },
  );

  test('while its time runs out, many at once: paid or refunded, and stock and money agree', async () => {
    const productId = await goods();
    const orders = [];
    for (let i = 0; i < 10; i++) orders.push(await imported([[productId, '1', 100]], { pay: false }));
    for (const [i, { orderId }] of orders.entries())
      await app.db.pool.query(
        `update reservation set expires_at = clock_timestamp() + $2::int * interval '1 ms' where order_id = $1`,
        [uuidOf(orderId), i * 15],
      );
    await Promise.all(orders.map(({ externalId, transactionId }) => execute(payment(externalId, transactionId, 100))));
    let paid = 0;
    for (const { orderId } of orders) {
      const { status, refundingFen, paidFen } = await readOrder(orderId);
      expect([status, refundingFen, paidFen]).toEqual(status === 'PAID' ? ['PAID', 0, 100] : ['EXPIRED', 100, 100]);
      paid += Number(status === 'PAID');
    }
    expect((await stockOf(productId)).reserved).toBe(`${paid}.000`);
    expect(await unbalancedItems(app)).toBe(0);
  });
});
