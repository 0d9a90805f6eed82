import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import wechat from '../../../plugins/wechat/index.js';
import { list, QUICK, until } from '../../channels/connecting.js';
import { startApp } from '../../kit/app.js';
import { globalId } from '../../../src/platform/graphql/index.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import { CODE, look, PRICE, startShop, type Shop } from './wechat-shop.js';
import type { SignedNotice } from './simulator/index.js';

// Nobody asks how it is: each look at the health fetches a token.
const QUIET = { ...QUICK, healthSeconds: 3_600 };
let shop: Shop;
beforeAll(async () => {
  shop = await startShop(QUIET);
});
afterAll(() => shop.stop());
beforeEach(() => {
  shop.remote.failure = null;
  shop.remote.notices.waiting.length = 0;
});

const refundsAt = (number: string) =>
  [...shop.remote.refunds.all.values()].filter(({ outTradeNo }) => outTradeNo === number);

describe('money goes back', () => {
  test('in full when a paid order is cancelled, in parts as goods come back, each under one number', async () => {
    const { remote } = shop;
    const cancelled = await shop.paid();
    await shop.act('Cancel', cancelled.id);
    await shop.settle();
    expect(await shop.order(cancelled.id)).toMatchObject({ status: 'CANCELLED', refundingFen: PRICE, refundedFen: 0 });
    const [whole] = refundsAt(cancelled.number);
    expect(whole).toMatchObject({ amount: PRICE, total: PRICE });
    remote.refundSettles(whole!.outRefundNo);
    await shop.settle();
    expect(await shop.order(cancelled.id)).toMatchObject({
      ...{ refundedFen: PRICE, refundingFen: 0 },
      refunds: [{ number: whole!.outRefundNo, state: 'SUCCEEDED', externalId: whole!.refundId }],
    });

    const token = await shop.signIn();
    const order = await shop.place(token, { lines: [{ productId: shop.product, quantity: '3' }] });
    await shop.prepay(order.id, { token });
    remote.buyerPays(order.number);
    await shop.settle();
    await shop.act('Fulfil', order.id);
    for (const reason of ['坏了一斤', '又坏了一斤']) {
      const lines = [{ lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' }];
      await shop.act('Return', order.id, { kind: 'RETURN', reason, lines });
      await shop.settle();
    }
    expect(refundsAt(order.number).map(({ amount, total }) => [amount, total])).toEqual([
      ...[PRICE, PRICE].map((part) => [part, 3 * PRICE]),
    ]);
    for (const { outRefundNo } of refundsAt(order.number)) remote.refundSettles(outRefundNo);
    await shop.settle();
    expect(await shop.order(order.id)).toMatchObject({ refundedFen: 2 * PRICE, refundingFen: 0 });
  });

  test('for a line that is taken out before it leaves: exactly its price, once; the rest is sent and told', async () => {
    const { remote } = shop;
    const token = await shop.signIn();
    const other = await makeProduct(shop.app, {
      name: '土鸡蛋',
      unit: 'PIECE',
      priceFen: 150,
      stock: { [GATE]: '10' },
    });
    await list(shop.app, other, CODE);
    const lines = [
      { productId: shop.product, quantity: '1' },
      { productId: other, quantity: '4' },
    ];
    const order = await shop.place(token, { lines });
    await shop.prepay(order.id, { token });
    remote.buyerPays(order.number);
    await shop.settle();
    await Promise.all([1, 2, 3].map(() => shop.act('Cancel', order.id, { lineNos: [2], reason: '碰坏了' })));
    await shop.settle();
    const refunds = refundsAt(order.number);
    expect(refunds.map(({ amount, total }) => [amount, total])).toEqual([[600, PRICE + 600]]);
    remote.refundSettles(refunds[0]!.outRefundNo);
    await shop.act('Fulfil', order.id);
    await shop.settle();
    expect(await shop.order(order.id)).toMatchObject({ status: 'FULFILLED', refundedFen: 600, refundingFen: 0 });
    expect(remote.mini.shipments.get(order.number)).toMatchObject([
      { logistics_type: 4, shipping_list: [{ item_desc: '固镇黑花生×1.000千克' }] },
    ]);
    const { data } = await shop.app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved } } }', {
      id: other,
    });
    expect(data.product.stock).toEqual({ onHand: '10', reserved: '0' });
  });

  test('asked for again after a lost answer, a busy WeChat and an empty balance, it goes back once', async () => {
    const { remote } = shop;
    const { id, number } = await shop.paid();
    remote.failure = { path: '/refunds', how: 'reset', after: true, times: 1 };
    await shop.act('Cancel', id);
    await until(async () => {
      await shop.settle();
      return remote.failure!.times === 0 && (await deliveries(number)).every(({ state }) => state === 'DONE');
    }, 'the refund');
    expect(refundsAt(number)).toHaveLength(1);
    expect((await shop.order(id)).refunds).toMatchObject([{ number: refundsAt(number)[0]!.outRefundNo }]);
  });

  test('notices of refunds in any order, many times, before that of the payment too, come to the same', async () => {
    const { remote } = shop;
    const end = { status: 'CANCELLED', paidFen: PRICE, refundedFen: PRICE, refundingFen: 0 };
    const { id, number } = await shop.paid();
    await shop.act('Cancel', id);
    await shop.settle();
    const [refund] = refundsAt(number);
    // It failed, was mended by hand, and arrived: whatever is heard first, money that arrived stays so.
    const notice = (status: 'ABNORMAL' | 'SUCCESS'): SignedNotice =>
      remote.refundNotice(remote.refunds.settle(refund!.outRefundNo, status));
    const notices = (['SUCCESS', 'ABNORMAL', 'SUCCESS', 'ABNORMAL', 'SUCCESS'] as const).flatMap((status) =>
      Array.from({ length: 4 }, () => notice(status)),
    );
    expect(new Set(await Promise.all(notices.map(shop.notify)))).toEqual(new Set([204]));
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ ...end, refunds: [{ state: 'SUCCEEDED' }] });

    // The payment's own notice is lost; the refund, made in the merchant platform, is heard of first.
    const early = await shop.toPay();
    remote.trades.pay(early.number);
    const { total, transactionId } = remote.trades.get(early.number);
    remote.refunds.ask(
      JSON.stringify({
        transaction_id: transactionId,
        out_refund_no: 'BY-HAND',
        amount: { refund: total, total, currency: 'CNY' },
      }),
    );
    expect(await shop.notify(remote.refundNotice(remote.refunds.settle('BY-HAND', 'SUCCESS')))).toBe(204);
    await shop.settle();
    expect(await shop.order(early.id)).toMatchObject({
      status: 'PAID',
      paidFen: PRICE,
      refundedFen: PRICE,
      payments: [{ kind: 'PAYMENT' }, { kind: 'REFUND' }],
    });
    expect(await shop.notify(remote.paymentNotice(remote.trades.get(early.number)))).toBe(204);
    await shop.settle();
    expect(await shop.order(early.id)).toMatchObject({ paidFen: PRICE, refundedFen: PRICE });
  });

  test('what became of it is asked for where no notice comes', async () => {
    const { remote } = shop;
    const { id, number } = await shop.paid();
    await shop.act('Cancel', id);
    await shop.settle();
    remote.refunds.settle(refundsAt(number)[0]!.outRefundNo, 'SUCCESS');
    await look(shop, 'refunds');
    await until(async () => (await shop.order(id)).refundedFen === PRICE, 'the refund');
  });

  test('a refund that WeChat cannot pay out is a dispute; what failed is asked for again under its number', async () => {
    const { remote, app } = shop;
    const { id, number } = await shop.paid();
    await shop.act('Cancel', id);
    await shop.settle();
    const [refund] = refundsAt(number);
    remote.refundSettles(refund!.outRefundNo, 'ABNORMAL');
    await shop.settle();
    const failed = { refundedFen: 0, refundingFen: 0, refunds: [{ state: 'FAILED' }] };
    expect(await shop.order(id)).toMatchObject(failed);
    expect(await shop.disputes()).toContainEqual(
      expect.objectContaining({ code: 'REFUND_ABNORMAL', order: { number } }),
    );
    const retry = async () => {
      const { data } = await app.ask(
        'mutation($input: RefundActionInput!) { refundRetry(input: $input) { userErrors { code } } }',
        { input: { idempotencyKey: newKey(), refundId: globalId('Refund', refund!.outRefundNo) } },
        OPERATOR,
      );
      expect(data.refundRetry.userErrors).toEqual([]);
      await shop.settle();
    };
    remote.refunds.settle(refund!.outRefundNo, 'CLOSED');
    for (const word of ['CLOSED', 'CLOSED', 'SUCCESS'] as const) {
      await retry();
      expect([refund!.status, refundsAt(number).length]).toEqual(['PROCESSING', 1]);
      remote.refundSettles(refund!.outRefundNo, word);
      await shop.settle();
      if (word === 'CLOSED') expect(await shop.order(id)).toMatchObject(failed);
    }
    expect(await shop.order(id)).toMatchObject({
      refundedFen: PRICE,
      refundingFen: 0,
      refunds: [{ state: 'SUCCEEDED' }],
    });
  });
});

const deliveries = async (number: string) =>
  (
    await shop.app.db.pool.query<{ event: string; state: string; code: string | null }>(
      `select d.event, d.state, d.code from delivery d left join refund r on r.id::text = d.subject
         join customer_order o on o.id::text = d.subject or o.id = r.order_id where o.number = $1 and d.state <> 'DROPPED'`,
      [number],
    )
  ).rows;

describe('goods leave', () => {
  const uploads = (number: string) => shop.remote.mini.shipments.get(number) ?? [];

  test('collected or handed over, the shipment is a pick-up, uploaded once WeChat has heard of the payment', async () => {
    const { remote } = shop;
    const { id, number } = await shop.paid();
    remote.mini.unheard.add(number);
    await shop.act('Fulfil', id);
    await shop.settle();
    expect(uploads(number)).toEqual([]);
    const [waiting] = (await deliveries(number)).filter(({ state }) => state === 'RETRY');
    expect(waiting).toMatchObject({ event: 'order', code: 'PAYMENT_NOT_FOUND' });
    remote.mini.unheard.clear();
    await shop.app.db.pool.query(`update delivery set next_at = now() where state = 'RETRY'`);
    await shop.settle();
    await shop.act('Complete', id);
    await shop.settle();
    expect(uploads(number)).toMatchObject([
      {
        order_key: { order_number_type: 1, mchid: remote.account.mchid, out_trade_no: number },
        ...{ logistics_type: 4, delivery_mode: 1, shipping_list: [{ item_desc: '固镇黑花生×1.000千克' }] },
        payer: { openid: remote.trades.get(number).openid },
      },
    ]);
  });

  test('two processes that ship at once fetch one access token between them', async () => {
    const { remote, app } = shop;
    const other = await startApp({}, app.databaseUrl, { plugins: [wechat], timings: QUIET });
    try {
      const orders = await Promise.all(Array.from({ length: 8 }, () => shop.paid()));
      await app.db.pool.query('delete from channel_shared');
      const before = remote.mini.tokensFetched;
      await Promise.all(orders.map(({ id }) => shop.act('Fulfil', id)));
      await until(() => orders.every(({ number }) => uploads(number).length === 1), 'the shipments');
      expect(remote.mini.tokensFetched - before).toBe(1);
    } finally {
      await other.stop();
    }
  });

  test('what cannot be shipped is a dead letter that is listed', async () => {
    const { remote } = shop;
    const { id, number } = await shop.paid();
    remote.trades.get(number).refunded = PRICE;
    await shop.act('Fulfil', id);
    await shop.settle();
    expect(uploads(number)).toEqual([]);
    expect(await deliveries(number)).toContainEqual({ event: 'order', state: 'DEAD', code: 'NOT_SHIPPABLE' });
  });
});

describe('buyers are told', () => {
  test('of what they agreed to: paid, shipped, refunded, once each; a refusal is not asked twice', async () => {
    const { remote, app } = shop;
    const { data } = await app.ask('{ wechatTemplates { message templateId } }');
    expect(data.wechatTemplates.map(({ message }: { message: string }) => message)).toEqual([
      'PAID',
      'SHIPPED',
      'REFUNDED',
    ]);
    const subscribe = (orderId: string, token: string, messages: string[]) =>
      app.ask(
        'mutation($input: WechatSubscribeInput!) { wechatSubscribe(input: $input) { messages userErrors { code } } }',
        { input: { orderId, messages } },
        { token },
      );
    const told = await shop.toPay('o-told');
    expect(
      (await subscribe(told.id, told.token, ['PAID', 'SHIPPED', 'REFUNDED', 'PAID'])).data.wechatSubscribe,
    ).toEqual({
      ...{ messages: ['PAID', 'SHIPPED', 'REFUNDED'], userErrors: [] },
    });
    expect((await subscribe(told.id, await shop.signIn(), ['PAID'])).data.wechatSubscribe.userErrors).toEqual([
      { code: 'NOT_FOUND' },
    ]);
    for (const template of ['TPL-PAID', 'TPL-REFUNDED']) remote.mini.agreed.set(`o-told ${template}`, 1);
    remote.buyerPays(told.number);
    await shop.settle();
    await shop.act('Fulfil', told.id);
    await shop.settle();
    await shop.act('Return', told.id, {
      ...{ kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }] },
    });
    await shop.settle();
    remote.refundSettles(refundsAt(told.number)[0]!.outRefundNo);
    await shop.settle();
    await shop.settle();
    const messages = remote.mini.messages.filter(({ touser }) => touser === 'o-told');
    expect(
      messages.map(({ template_id, data: said }) => [template_id, Object.values(said).map(({ value }) => value)]),
    ).toEqual([
      ['TPL-PAID', ['固镇黑花生×1.000千克', '19.80元']],
      ['TPL-REFUNDED', ['19.80元']],
    ]);
    // Shipped was refused (43101): once, and the shipment stood.
    expect((await deliveries(told.number)).map(({ state }) => state)).toEqual(
      expect.not.arrayContaining(['DEAD', 'RETRY']),
    );
    expect(remote.mini.shipments.get(told.number)).toHaveLength(1);

    const silent = await shop.paid();
    await shop.act('Fulfil', silent.id);
    await shop.settle();
    expect(remote.mini.messages.map(({ touser }) => touser)).not.toContain(remote.trades.get(silent.number).openid);
  });
});

describe('the account', () => {
  test('the bill of a day lists what differs from our payments and refunds both ways, until it does no more', async () => {
    const { remote } = shop;
    // All of this was the day before yesterday; nothing else is in its bill.
    const at = new Date(Date.now() - 34 * 3_600_000);
    const then = `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}T12:00:00+08:00`;
    const paidThen = async () => {
      const order = await shop.toPay();
      const trade = Object.assign(remote.trades.pay(order.number), { successTime: then });
      expect(await shop.notify(remote.paymentNotice(trade))).toBe(204);
      return { ...order, trade };
    };
    const [agreed, otherwise, missing, returned] = await Promise.all([paidThen(), paidThen(), paidThen(), paidThen()]);
    await shop.settle();
    await shop.act('Cancel', returned.id);
    await shop.settle();
    const refund = refundsAt(returned.number)[0]!;
    remote.refundSettles(refund.outRefundNo);
    await shop.settle();

    Object.assign(missing.trade, { successTime: undefined });
    Object.assign(otherwise.trade, { total: PRICE + 1 });
    Object.assign(refund, { createTime: then, amount: PRICE - 1 });
    remote.trades.all.set('YZ-STRAY', { ...agreed.trade, outTradeNo: 'YZ-STRAY', transactionId: 'T-STRAY', total: 5 });

    const expected = [
      ['payment', 'AMOUNT', otherwise.trade.transactionId, '1980', '1981'],
      ['payment', 'MISSING_HERE', 'T-STRAY', null, '5'],
      ['payment', 'MISSING_THERE', missing.trade.transactionId, '1980', null],
      ['refund', 'AMOUNT', refund.refundId, '1980', '1979'],
    ];
    await look(shop, 'reconcile');
    await until(async () => (await differences()).length >= 4, 'the bill');
    expect(await differences()).toEqual(expected);

    remote.trades.all.delete('YZ-STRAY');
    Object.assign(missing.trade, { successTime: then });
    Object.assign(otherwise.trade, { total: PRICE });
    Object.assign(refund, { amount: PRICE });
    await look(shop, 'reconcile');
    await until(async () => (await differences()).length <= 1, 'the next bill');
    expect(await differences()).toEqual([expected[1]]);
  });

  const differences = async () => {
    const { data } = await shop.app.ask(
      '{ channelDifferences(first: 50) { nodes { kind code externalId ours theirs settledAt } } }',
      {},
      OPERATOR,
    );
    return (data.channelDifferences.nodes as Record<string, string | null>[])
      .filter(({ settledAt }) => settledAt === null)
      .map(({ kind, code, externalId, ours, theirs }) => [kind, code, externalId, ours, theirs])
      .sort((one, other) => String(one.slice(0, 2)).localeCompare(String(other.slice(0, 2))));
  };

  test('no secret is in what the graph answers of the connection', async () => {
    const { remote, app } = shop;
    const answer = await app.ask(
      '{ connections(first: 10) { nodes { code settings secrets { path set } } } }',
      {},
      OPERATOR,
    );
    const text = JSON.stringify(answer);
    expect(answer.data.connections.nodes[0].code).toBe(CODE);
    for (const secret of [remote.account.appSecret, remote.account.apiV3Key, 'PRIVATE KEY'])
      expect(text).not.toContain(secret);
  });
});
