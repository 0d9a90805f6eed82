import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { InboundMessage, Json, Poll } from 'yizhan/plugin-kit';
import type { Config } from '../../../plugins/taobao/config.js';
import { hintsPoll, TOPICS } from '../../../plugins/taobao/messages/hints.js';
import { activate, deactivate } from '../../../plugins/taobao/account/subscribe.js';
import { health } from '../../../plugins/taobao/account/health.js';
import { refundsPoll } from '../../../plugins/taobao/refunds/refunds-poll.js';
import { tradesPoll } from '../../../plugins/taobao/trades/trades-poll.js';
import { fakeCall, type FakeCall } from './fake-call.js';
import { Refusal } from './simulator/errors.js';
import { startGateway, type Gateway } from './simulator/gateway.js';
import type { Shop } from './simulator/shop.js';

let gateway: Gateway;
let shop: Shop;
let now: Date;
beforeAll(async () => void (gateway = await startGateway()));
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.heal();
  gateway.before = () => undefined;
  gateway.asked.length = 0;
  shop = gateway.shop;
  for (const kept of [shop.trades, shop.refunds, shop.items, shop.topics]) kept.clear();
  shop.confirm(shop.consume(1_000).map(({ id }) => id));
  at('2026-07-15T04:00:00Z');
});

const at = (iso: string) => {
  now = new Date(iso);
  shop.now = () => now;
};
const later = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1_000));
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** Looks until there is no more, as the host does. */
async function lookAll(poll: Poll<Config>, call: FakeCall, from: Json = null, each: () => void = () => undefined) {
  const messages: InboundMessage[] = [];
  let cursor = from;
  for (let look = 0; look < 1_000; look++) {
    const polled = await poll.poll(cursor, call);
    messages.push(...polled.messages);
    cursor = polled.cursor;
    each();
    if (!polled.more) return { messages, cursor };
  }
  throw new Error('it never came to an end');
}

const subjects = (messages: readonly InboundMessage[]) =>
  [...new Set(messages.map(({ orderingKey }) => orderingKey))].sort();

test('the first look reads three months, telling how far it is; then only what is new', async () => {
  const call = fakeCall(gateway);
  const old = [100 * 1_440, 80 * 1_440, 30 * 1_440, 10].map((minutes) => {
    const time = toText(ago(minutes));
    return shop.trade({ created: time, modified: time }).tid;
  });
  const { messages, cursor } = await lookAll(tradesPoll, call);
  expect(subjects(messages)).toEqual(old.slice(1).map((tid) => `trade:${tid}`));
  expect(call.said[0]).toMatch(/^trades: 1 % of the last three months read/);
  expect(call.said.at(-1)).toMatch(/^trades: \d\d % of the last three months read/);
  gateway.asked.length = 0;
  later(60);
  const fresh = shop.trade();
  later(10);
  const next = await lookAll(tradesPoll, call, cursor);
  expect(subjects(next.messages)).toContain(`trade:${fresh.tid}`);
  expect(gateway.asked).toHaveLength(1);
  expect(gateway.asked[0]!.params).toMatchObject({
    start_modified: '2026-07-15 11:54:57',
    end_modified: '2026-07-15 12:01:07',
  });
});

function toText(date: Date): string {
  const was = shop.now;
  shop.now = () => date;
  const text = shop.time();
  shop.now = was;
  return text;
}

test('health tells of the past that is being read, and is well once it is', async () => {
  const call = fakeCall(gateway);
  let cursor: Json = null;
  for (let look = 0; look < 45; look++) ({ cursor } = await tradesPoll.poll(cursor, call));
  expect(await health(call)).toEqual({
    status: 'OK',
    code: 'READING_THE_PAST',
    message: '49 % of the last three months read, up to 2026-05-31 08:19:15',
  });
  await lookAll(tradesPoll, call, cursor);
  later(60);
  await lookAll(tradesPoll, call, {
    startedAt: '2026-07-15 12:00:00',
    horizon: '2026-04-16 12:00:00',
    upTo: '2026-07-15 11:59:57',
  });
  expect(await health(call)).toEqual({ status: 'OK' });
});

test('trades that change between pages are all read, in their last state', async () => {
  const call = fakeCall(gateway);
  for (let i = 0; i < 450; i++) shop.trade({ modified: toText(ago(i * 2)) });
  const tids = [...shop.trades.keys()];
  let page = 0;
  gateway.before = (method) => {
    if (method !== 'taobao.trades.sold.increment.get') return;
    // Before each page, twenty of those not yet read are paid, and leave the window.
    for (const tid of tids.slice(page * 20, page * 20 + 20)) shop.change(tid, { status: 'WAIT_BUYER_CONFIRM_GOODS' });
    page++;
    later(1);
  };
  const start = { startedAt: '2026-07-15 12:00:00', horizon: '2026-04-16 12:00:00', upTo: '2026-07-14 20:00:00' };
  const first = await lookAll(tradesPoll, call, start, () => later(1));
  gateway.before = () => undefined;
  later(60);
  const second = await lookAll(tradesPoll, call, first.cursor);
  const newest = new Map<string, string>();
  for (const { orderingKey, version } of [...first.messages, ...second.messages])
    if ((newest.get(orderingKey!) ?? '') < version!) newest.set(orderingKey!, version!);
  expect([...shop.trades.values()].filter(({ tid, modified }) => newest.get(`trade:${tid}`) !== modified)).toEqual([]);
  expect(newest.size).toBe(450);
});

test('the same change read twice has one key; a trade that cannot be read is kept apart and stops nothing', async () => {
  const call = fakeCall(gateway);
  shop.trade();
  shop.trade({ payment: 'much' });
  later(60);
  const [once, again] = [await lookAll(tradesPoll, call), await lookAll(tradesPoll, call)];
  expect(once.messages.map(({ type }) => type).sort()).toEqual(['trade', 'unreadable']);
  expect(again.messages.map(({ dedupeKey }) => dedupeKey)).toEqual(once.messages.map(({ dedupeKey }) => dedupeKey));
  expect(once.messages.find(({ type }) => type === 'unreadable')!.body).toMatchObject({
    problem: expect.stringContaining('payment: "much" is no amount in yuan'),
  });
});

test('nothing of a receiver is in what the inbox keeps', async () => {
  const call = fakeCall(gateway);
  shop.trade();
  later(60);
  const { messages } = await lookAll(tradesPoll, call);
  expect(JSON.stringify(messages)).not.toMatch(/receiver|王小芳|1385552/);
});

test('refunds are read as trades are, each to its trade', async () => {
  const call = fakeCall(gateway);
  const { tid } = shop.trade();
  shop.refund(tid, { status: 'SUCCESS', refund_fee: '12.30' });
  later(60);
  const { messages } = await lookAll(refundsPoll, call);
  expect(messages).toMatchObject([
    { type: 'refund', orderingKey: `trade:${tid}`, body: { refund: { amountFen: 1_230 } } },
  ]);
});

test('a hint leads to the trade as it is now, once for all hints of it, and is confirmed when that is kept', async () => {
  const call = fakeCall(gateway);
  await activate(call);
  const { tid } = shop.trade({ status: 'WAIT_BUYER_PAY' });
  shop.change(tid, {}, 'taobao_trade_TradeCreate');
  shop.change(tid, { status: 'WAIT_SELLER_SEND_GOODS' }, 'taobao_trade_TradeBuyerPay');
  const refund = shop.refund(tid);
  const polled = await hintsPoll.poll(null, call);
  expect(polled.messages).toMatchObject([
    { type: 'trade', orderingKey: `trade:${tid}`, body: { trade: { status: 'WAIT_SELLER_SEND_GOODS' } } },
    { type: 'refund', body: { refund: { refundId: refund.refund_id } } },
  ]);
  expect(gateway.asked.filter(({ method }) => method === 'taobao.trade.fullinfo.get')).toHaveLength(1);
  later(60);
  expect((await lookAll(tradesPoll, call)).messages[0]!.dedupeKey).toBe(polled.messages[0]!.dedupeKey);
  expect(shop.unconfirmed).toBe(3);
  await hintsPoll.confirm!(polled, call);
  expect(shop.unconfirmed).toBe(0);
});

test('a poison message is kept for a person and confirmed, and what is with it gets through', async () => {
  const call = fakeCall(gateway);
  await activate(call);
  const { tid } = shop.trade();
  shop.poison('taobao_trade_TradeChanged', '{"tid":');
  shop.poison('taobao_trade_TradeChanged', '{"tid":77}');
  shop.poison('taobao_item_ItemUpdate', '{"num_iid":5}');
  shop.change(tid, {});
  const polled = await hintsPoll.poll(null, call);
  expect(polled.messages.map(({ type }) => type).sort()).toEqual(['trade', 'unreadable', 'unreadable', 'unreadable']);
  await hintsPoll.confirm!(polled, call);
  expect(shop.unconfirmed).toBe(0);
});

test('where the trade cannot be had just now, the hint is not confirmed and comes again', async () => {
  const call = fakeCall(gateway);
  await activate(call);
  const { tid } = shop.trade();
  shop.change(tid, {});
  gateway.fail({
    method: 'taobao.trade.fullinfo.get',
    times: 1,
    refusal: new Refusal(15, 'Remote', 'isp.remote-service-timeout'),
  });
  await expect(hintsPoll.poll(null, call)).rejects.toMatchObject({ kind: 'retry' });
  expect((await hintsPoll.poll(null, call)).messages).toEqual([]);
  later(300);
  expect((await hintsPoll.poll(null, call)).messages).toMatchObject([{ orderingKey: `trade:${tid}` }]);
});

test('a permit overwrites, so topics of others are asked for again; leaving takes ours away alone', async () => {
  const call = fakeCall(gateway);
  shop.topics.add('taobao_item_ItemUpdate');
  await activate(call);
  expect([...shop.topics]).toEqual(['taobao_item_ItemUpdate', ...TOPICS]);
  await deactivate(call);
  expect([...shop.topics]).toEqual(['taobao_item_ItemUpdate']);
  shop.topics.clear();
  await activate(call);
  await deactivate(call);
  expect(shop.topics.size).toBe(0);
  const quiet = fakeCall(gateway, { messages: false });
  await activate(quiet);
  expect([shop.topics.size, (await hintsPoll.poll(null, quiet)).messages]).toEqual([0, []]);
});
