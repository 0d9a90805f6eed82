import { afterAll, beforeAll, expect, test } from '@jest/globals';
import TopClient from 'topsdk';
import { Refusal } from './simulator/errors.js';
import { startGateway, type Gateway } from './simulator/gateway.js';

/** The simulator, driven by a client that none of us wrote. */
let gateway: Gateway;
let client: InstanceType<typeof TopClient>;

beforeAll(async () => {
  gateway = await startGateway();
  gateway.shop.now = () => new Date('2026-07-15T04:00:00Z');
  client = new TopClient(gateway.shop.appKey, gateway.shop.appSecret, gateway.url);
});
afterAll(() => gateway.stop());

const TIME = '2026-07-15 12:00:00';
const ask = (method: string, args: object = {}) =>
  client.execute(method, { session: gateway.shop.session, timestamp: TIME, ...args });

test('its signature is taken, and another secret’s refused', async () => {
  await expect(ask('taobao.user.seller.get', { fields: 'nick' })).resolves.toMatchObject({
    user: { nick: '固镇农粮驿站' },
  });
  const stranger = new TopClient(gateway.shop.appKey, 'another', gateway.url);
  await expect(
    stranger.execute('taobao.user.seller.get', { session: gateway.shop.session, timestamp: TIME, fields: 'nick' }),
  ).rejects.toMatchObject({ code: 25 });
});

test.each([
  ['a foreign application', { app_key: '1' }, 29],
  ['a clock 11 minutes off', { timestamp: '2026-07-15 11:49:00' }, 31],
  ['no session', { session: '' }, 26],
  ['a stale session', { session: 'old' }, 27],
])('%s is refused', async (_what, over, code) => {
  const other = over as { app_key?: string };
  const asking = other.app_key ? new TopClient('1', gateway.shop.appSecret, gateway.url) : client;
  const args = { session: gateway.shop.session, timestamp: TIME, fields: 'nick', ...over };
  await expect(asking.execute('taobao.user.seller.get', args)).rejects.toMatchObject({ code });
});

test('a method that it does not have, and a missing parameter, are refused by their codes', async () => {
  await expect(ask('taobao.item.forget')).rejects.toMatchObject({ code: 22 });
  const bare = new TopClient(gateway.shop.appKey, gateway.shop.appSecret, gateway.url, { useValidators: false });
  await expect(
    bare.execute('taobao.trade.fullinfo.get', { session: gateway.shop.session, timestamp: TIME, fields: 'tid' }),
  ).rejects.toMatchObject({ code: 40, sub_code: 'isv.missing-parameter' });
});

test('trades are listed newest first by pages, with exact ids; a window of more than a day is refused', async () => {
  const tids = ['2026-07-15 11:00:00', '2026-07-15 11:10:00', '2026-07-15 11:20:00'].map(
    (modified) => gateway.shop.trade({ modified }).tid,
  );
  const window = { start_modified: '2026-07-15 10:00:00', end_modified: '2026-07-15 11:30:00', page_size: 2 };
  const first = await ask('taobao.trades.sold.increment.get', { fields: 'tid,orders', page_no: 1, ...window });
  const second = await ask('taobao.trades.sold.increment.get', { fields: 'tid', page_no: 2, ...window });
  expect(BigInt(tids[0]!) > 2n ** 53n).toBe(true);
  expect([first.total_results, first.trades.trade.map((trade: { tid: string }) => trade.tid)]).toEqual([
    3,
    [tids[2], tids[1]],
  ]);
  expect(first.trades.trade[0].orders.order[0].oid).toBe(tids[2]);
  expect(second.trades.trade).toEqual([{ tid: tids[0] }]);
  await expect(
    ask('taobao.trades.sold.increment.get', { fields: 'tid', ...window, start_modified: '2026-07-14 11:00:00' }),
  ).rejects.toMatchObject({ code: 41 });
});

test('quantities are full or steps that stop at none, for 20 SKUs at most', async () => {
  const skus = Array.from({ length: 21 }, (_, i) => ({ sku_id: String(30_000 + i), quantity: 5 }));
  const { num_iid } = gateway.shop.item({ skus });
  const tell = (quantities: string, type: number) =>
    ask('taobao.skus.quantity.update', { num_iid, skuid_quantities: quantities, type });
  await tell('30000:7;30001:0', 1);
  await tell('30002:3;30003:0', 2);
  expect(skus.slice(0, 4).map(({ quantity }) => quantity)).toEqual([7, 0, 8, 5]);
  const all = skus.map(({ sku_id }) => `${sku_id}:1`).join(';');
  await expect(tell(all, 1)).rejects.toMatchObject({ code: 41 });
});

test('a part is sent by its lines, and nothing twice', async () => {
  const { tid, orders } = gateway.shop.trade({}, [{}, {}]);
  const send = (over: object) =>
    ask('taobao.logistics.offline.send', { tid, out_sid: 'SF1', company_code: 'SF', ...over });
  await send({ is_split: 1, sub_tid: orders.order[0]!.oid });
  expect(gateway.shop.trades.get(tid)!.status).toBe('SELLER_CONSIGNED_PART');
  await expect(send({ is_split: 1, sub_tid: orders.order[0]!.oid })).rejects.toMatchObject({ code: 15 });
  await send({ out_sid: 'SF2', is_split: 1, sub_tid: orders.order[1]!.oid });
  expect(gateway.shop.trades.get(tid)!.status).toBe('WAIT_BUYER_CONFIRM_GOODS');
});

test('messages come to the topics last permitted, until they are confirmed', async () => {
  await ask('taobao.tmc.user.permit', { topics: 'taobao_trade_TradeClose' });
  await ask('taobao.tmc.user.permit', { topics: 'taobao_trade_TradeBuyerPay' });
  const { tid } = gateway.shop.trade();
  gateway.shop.change(tid, {}, 'taobao_trade_TradeClose');
  gateway.shop.change(tid, {}, 'taobao_trade_TradeBuyerPay');
  const consume = async () => (await ask('taobao.tmc.messages.consume', { quantity: 10 })).messages?.tmc_message ?? [];
  const [message, ...more] = await consume();
  expect([message.topic, message.content, more]).toEqual([
    'taobao_trade_TradeBuyerPay',
    `{"tid":${tid},"status":"WAIT_SELLER_SEND_GOODS"}`,
    [],
  ]);
  expect(await consume()).toEqual([]);
  gateway.shop.now = () => new Date('2026-07-15T04:05:00Z');
  expect(await consume()).toHaveLength(1);
  await ask('taobao.tmc.messages.confirm', { s_message_ids: message.id });
  gateway.shop.now = () => new Date('2026-07-15T04:09:59Z');
  expect([await consume(), gateway.shop.unconfirmed]).toEqual([[], 0]);
});

test('it fails as it is told', async () => {
  gateway.fail({ times: 1, refusal: new Refusal(7, 'App Call Limited', 'accesscontrol.limited-by-app-access-count') });
  await expect(ask('taobao.user.seller.get', { fields: 'nick' })).rejects.toMatchObject({ code: 7 });
  gateway.fail({ times: 1, how: 'reset' });
  await expect(ask('taobao.user.seller.get', { fields: 'nick' })).rejects.toThrow();
  await expect(ask('taobao.user.seller.get', { fields: 'nick' })).resolves.toMatchObject({
    user: { nick: '固镇农粮驿站' },
  });
});
