import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newKey, OPERATOR } from '../../kit/goods.js';
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
  stopExecuting,
} from './executing.js';
import { act, disputesOf, goods, moneyFits, refundNews, tokenOf } from './money.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
describe('money of a channel goes back through it', () => {
  test('a cancellation asks for it; the order is told when it arrived; a refund is an event of its channel', async () => {
    const { externalId, orderId, totalFen } = await imported([[await goods(), '1', 900]], { postageFen: 100 });
    const start = (await app.ask('{ feedPosition { cursor } }')).data.feedPosition.cursor;
    expect(await act('orderCancel', 'OrderCancelInput', { orderId, reason: '买错了' })).toEqual([]);
    const order = await readOrder(orderId);
    expect(order).toMatchObject({ status: 'CANCELLED', paidFen: 1_000, refundedFen: 0, refundingFen: 1_000 });
    expect(order.refunds).toMatchObject([{ amountFen: totalFen, state: 'REQUESTED', reason: '买错了' }]);
    expect(order.payments).toHaveLength(1);
    const [{ id, number }] = order.refunds;
    await doIt(refundNews(externalId, { id, amountFen: 1_000, externalId: 'R-1' }));
    expect(await readOrder(orderId)).toMatchObject({
      refundedFen: 1_000,
      refundingFen: 0,
      refunds: [{ number, state: 'SUCCEEDED', externalId: 'R-1' }],
      payments: [{ kind: 'PAYMENT' }, { kind: 'REFUND', method: 'channel', amountFen: 1_000 }],
    });
    const news = async (as: object) => {
      const { data } = await app.ask(
        'query($after: Cursor) { events(after: $after, kinds: [REFUND]) { nodes { version node { ... on Refund { id state order { id } } } } } }',
        { after: start },
        as,
      );
      return data.events.nodes;
    };
    for (let tries = 0; tries < 100 && (await news(OPERATOR)).length < 2; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const node = { id, state: 'SUCCEEDED', order: { id: orderId } };
    expect(await news(OPERATOR)).toEqual([
      { version: 1, node },
      { version: 2, node },
    ]);
    expect(await news({ role: 'CUSTOMER' })).toEqual([]);
    const { rows } = await app.db.pool.query(
      `select payload from event_feed where kind = 'refund' and subject = $1 order by pos`,
      [number],
    );
    expect(rows.map((row: any) => [row.payload.channel, row.payload.state, row.payload.amountFen])).toEqual([
      ['one', 'REQUESTED', 1_000],
      ['one', 'SUCCEEDED', 1_000],
    ]);
    await moneyFits(orderId);
  });

  test('returns ask for their shares; what the channel sent by itself is not asked for again', async () => {
    const { externalId, orderId } = await imported([[await goods(), '3', 1_000]]);
    await doIt({ kind: 'order.ship', order: { externalId } });
    const line = (quantity: string) => [{ lineNo: 1, quantity, disposition: 'RESTOCK' }];
    const give = (quantity: string, over: object = {}) =>
      act('orderReturn', 'OrderReturnInput', {
        orderId,
        kind: 'RETURN',
        reason: '不新鲜',
        lines: line(quantity),
        ...over,
      });
    expect(await give('1')).toEqual([]);
    expect(await readOrder(orderId)).toMatchObject({ refundingFen: 333, refunds: [{ amountFen: 333 }] });
    // Theirs of the same amount, with a number of their own: the one we asked for, done by hand.
    await doIt(refundNews(externalId, { externalId: 'HAND-1', amountFen: 333 }));
    expect(await readOrder(orderId)).toMatchObject({
      refundingFen: 0,
      refundedFen: 333,
      refunds: [{ externalId: 'HAND-1', state: 'SUCCEEDED' }],
    });
    // Theirs alone, for goods that come back later.
    await doIt(refundNews(externalId, { externalId: 'THERE-1', amountFen: 333 }));
    expect(await give('1', { refundedAlready: true })).toEqual([]);
    expect(await readOrder(orderId)).toMatchObject({ refundingFen: 0, refundedFen: 666, status: 'FULFILLED' });
    expect(await give('1')).toEqual([]);
    expect(await readOrder(orderId)).toMatchObject({ refundingFen: 334, refundedFen: 666, status: 'RETURNED' });
    await moneyFits(orderId);
  });

  test('news in any order, each many times, end the same; a failure is asked again under the same number', async () => {
    const { externalId, orderId } = await imported([[await goods(), '1', 900]]);
    await doIt({ kind: 'order.cancel', order: { externalId } });
    const [{ id, number }] = (await readOrder(orderId)).refunds;
    const news = (state: string) => refundNews(externalId, { id: number, amountFen: 900, state });
    await doIt(news('FAILED'));
    expect(await readOrder(orderId)).toMatchObject({ refundingFen: 0, refundedFen: 0, refunds: [{ state: 'FAILED' }] });
    await moneyFits(orderId);
    expect(await act('refundRetry', 'RefundActionInput', { refundId: id })).toEqual([]);
    expect(await act('refundRetry', 'RefundActionInput', { refundId: id })).toEqual([
      { code: 'INVALID_STATE', field: 'refundId' },
    ]);
    expect(await readOrder(orderId)).toMatchObject({ refundingFen: 900, refunds: [{ number, state: 'REQUESTED' }] });
    const shuffled = Array.from({ length: 20 }, (_, i) => news(i % 2 ? 'SUCCEEDED' : 'FAILED'));
    const results = await Promise.all(shuffled.map((command) => execute(command)));
    expect(results.every(({ status }) => status === 'done')).toBe(true);
    expect(await readOrder(orderId)).toMatchObject({
      refundingFen: 0,
      refundedFen: 900,
      refunds: [{ number, state: 'SUCCEEDED' }],
    });
    expect((await readOrder(orderId)).payments.filter((one: any) => one.kind === 'REFUND')).toHaveLength(1);
    await moneyFits(orderId);
  });

  test('before its payment is known it is refused, to be told again', async () => {
    const { externalId, orderId, transactionId } = await imported([[await goods(), '1', 900]], { pay: false });
    const early = refundNews(externalId, { externalId: 'EARLY', amountFen: 900 });
    const key = newKey();
    expect(codeOf(await execute(early, key))).toBe('INVALID_STATE');
    await doIt(payment(externalId, transactionId, 900));
    await doIt(early, key);
    expect(await readOrder(orderId)).toMatchObject({ status: 'PAID', paidFen: 900, refundedFen: 900 });
    await doIt({ kind: 'order.cancel', order: { externalId } });
    expect(await readOrder(orderId)).toMatchObject({ status: 'CANCELLED', refundingFen: 0, refundedFen: 900 });
  });

  test('parts at once never come to more than was paid; what would is in dispute', async () => {
    const { externalId, orderId } = await imported([[await goods(), '1', 1_000]]);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        execute(refundNews(externalId, { externalId: `PART-${externalId}-${i}`, amountFen: 300 })),
      ),
    );
    expect(results.filter(({ status }) => status === 'done')).toHaveLength(3);
    expect(results.filter((one) => codeOf(one) === 'AMOUNT_MISMATCH')).toHaveLength(5);
    expect(await readOrder(orderId)).toMatchObject({ refundedFen: 900, refundingFen: 0, paidFen: 1_000 });
    expect((await disputesOf(orderId)).map((dispute: any) => dispute.code)).toEqual(
      Array.from({ length: 5 }, () => 'REFUND_MISMATCH'),
    );
    await doIt(refundNews(externalId, { externalId: `LAST-${externalId}`, amountFen: 100 }));
    await moneyFits(orderId);
  });

  test('a return, a cancellation of another line’s kind and refunds there, at once: never above what was paid', async () => {
    for (let round = 0; round < 3; round++) {
      const { externalId, orderId } = await imported([[await goods(), '2', 1_000]]);
      await doIt({ kind: 'order.ship', order: { externalId } });
      await Promise.all([
        act('orderReturn', 'OrderReturnInput', {
          orderId,
          kind: 'RETURN',
          reason: '不新鲜',
          lines: [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }],
        }),
        execute(refundNews(externalId, { externalId: `A-${externalId}`, amountFen: 700 })),
        execute(refundNews(externalId, { externalId: `B-${externalId}`, amountFen: 600 })),
      ]);
      const { paidFen, refundedFen, refundingFen } = await readOrder(orderId);
      expect(refundedFen + refundingFen).toBeLessThanOrEqual(paidFen);
      await moneyFits(orderId);
    }
  });

  test('another amount than was asked for, a number that is another’s, a refund of another order: nothing is booked', async () => {
    const one = await imported([[await goods(), '1', 900]]);
    const two = await imported([[await goods(), '1', 900]]);
    for (const { externalId } of [one, two]) await doIt({ kind: 'order.cancel', order: { externalId } });
    const [refund] = (await readOrder(one.orderId)).refunds;
    expect(codeOf(await execute(refundNews(one.externalId, { id: refund.id, amountFen: 899 })))).toBe(
      'AMOUNT_MISMATCH',
    );
    expect((await disputesOf(one.orderId)).map((dispute: any) => dispute.code)).toEqual(['REFUND_MISMATCH']);
    await doIt(refundNews(one.externalId, { id: refund.id, amountFen: 900, externalId: 'TAKEN' }));
    const before = await books();
    const [other] = (await readOrder(two.orderId)).refunds;
    expect(
      codeOf(await execute(refundNews(two.externalId, { id: other.id, amountFen: 900, externalId: 'TAKEN' }))),
    ).toBe('CONFLICT');
    expect(codeOf(await execute(refundNews(two.externalId, { externalId: 'TAKEN', amountFen: 900 })))).toBe('CONFLICT');
    expect(codeOf(await execute(refundNews(two.externalId, { id: refund.id, amountFen: 900 })))).toBe('NOT_FOUND');
    expect(codeOf(await execute(refundNews(two.externalId, { id: 'nonsense', amountFen: 900 })))).toBe('NOT_FOUND');
    expect(await books()).toEqual(before);
  });

  test('an operator books what was seen to by hand; outsiders find no refund', async () => {
    const { externalId, orderId } = await imported([[await goods(), '1', 900]]);
    await doIt({ kind: 'order.cancel', order: { externalId } });
    const [{ id: refundId }] = (await readOrder(orderId)).refunds;
    const before = await books();
    expect(
      await act('refundRecord', 'RefundRecordInput', { refundId, state: 'SUCCEEDED' }, { token: await elsewhere() }),
    ).toEqual([{ code: 'NOT_FOUND', field: 'refundId' }]);
    expect({ ...(await books()), keys: before.keys }).toEqual(before);
    expect(
      await act('refundRecord', 'RefundRecordInput', { refundId, state: 'SUCCEEDED', externalId: 'BANK-1' }),
    ).toEqual([]);
    expect(await readOrder(orderId)).toMatchObject({
      refundedFen: 900,
      refunds: [{ state: 'SUCCEEDED', externalId: 'BANK-1' }],
    });
    expect((await app.ask('query($id: ID!) { node(id: $id) { id } }', { id: refundId }, OPERATOR)).data.node.id).toBe(
      refundId,
    );
    expect((await app.ask('query($id: ID!) { node(id: $id) { id } }', { id: refundId })).data.node).toBeNull();
  });
});

async function elsewhere(): Promise<string> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into staff(username, password_hash, display_name, role, place_code) values ('other-town', '-', '-', 'TOWNSHIP_OPERATOR', '340323104') returning id`,
  );
  return tokenOf(rows[0]!.id);
}
