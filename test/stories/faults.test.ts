import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import kioskPlugin from '../../plugins/kiosk/index.js';
import supermarket from '../../plugins/supermarket/index.js';
import { connect, list, QUICK, until } from '../channels/connecting.js';
import { app, keyOf, slotsOf, startOutlets, stockOf } from '../domains/outlets/kiosk-kit.js';
import { databaseSwitch } from '../kit/database-switch.js';
import { GATE, makeProduct, OPERATOR, passGoods, unbalancedItems } from '../kit/goods.js';
import { connectKiosks, makeMachine, send, type Machine } from '../plugins/kiosk/machine.js';
import { Till, type TillEvent } from '../plugins/supermarket/simulator/till.js';
import { settings as taobaoSettings } from '../plugins/taobao/fake-call.js';
import { startGateway, type Gateway } from '../plugins/taobao/simulator/gateway.js';
import { lookBack, quickTaobao } from '../plugins/taobao/shop-here.js';

// What WeChat's own tests prove of its notices, for the channels beside it.
const TAOBAO = 'tb-guzhen';
const BARCODE = '6901234567892';
const KEY = 'the key of the only till';

let gateway: Gateway;
let machine: Machine;
let till: Till;
let product: string;
/** When Taobao was connected, in ms. */
let connectedAt: number;

beforeAll(async () => {
  gateway = await startGateway();
  gateway.shop.now = () => new Date(Date.now() - 10_000);
  // Taobao is looked at when a test says so.
  await startOutlets({ plugins: [quickTaobao, supermarket, kioskPlugin], timings: { ...QUICK, lookMs: 200 } });
  const taobao = await connect(app, TAOBAO, taobaoSettings(gateway), 'taobao');
  connectedAt = Date.now();
  const devices = { T1: { store: 'A1', key: KEY } };
  const tills = await connect(
    app,
    'super-main',
    { stores: { A1: { siteCode: 'COUNTER-0001' } }, devices },
    'supermarket',
  );
  await connectKiosks('kiosk-county');
  machine = await makeMachine('kiosk-county', { slots: { A1: 10 } });
  till = new Till({ url: app.url, connection: 'super-main', deviceId: 'T1', key: KEY });
  // A return waits for its sale of these days; of one long ago it is given up sooner here.
  till.day = new Date().toISOString().slice(0, 10);
  product = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '100', 'COUNTER-0001': '100' } });
  await passGoods(app, product);
  for (const [connectionId, kind, externalId] of [
    [taobao, 'sku', 'EGG-1'],
    [tills, 'product', BARCODE],
  ]) {
    const { data } = await app.ask(
      'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { userErrors { code } } }',
      { input: { connectionId, kind, externalId, id: product } },
      OPERATOR,
    );
    expect(data.channelLinkSet.userErrors).toEqual([]);
  }
  await list(app, product, 'super-main');
});
afterAll(async () => {
  await app.stop();
  await gateway.stop();
});
beforeEach(async () => lookBack(app));

const rows = async (sql: string, values: unknown[] = []) => (await app.db.pool.query(sql, values)).rows;
const onHand = async (site: string) =>
  (
    await rows('select on_hand::int as n from stock_item where product_id = $1 and site_code = $2', [
      keyOf(product),
      site,
    ])
  )[0].n;
const trade = async (tid: string) => {
  const [link] = await rows(`select ours from channel_link where connection = $1 and kind = 'order' and theirs = $2`, [
    TAOBAO,
    tid,
  ]);
  if (!link) return null;
  const { data } = await app.ask(
    'query($id: ID!) { order(id: $id) { status paidFen payments { kind } parcels { trackingNo } } }',
    { id: globalId('Order', link.ours) },
    OPERATOR,
  );
  return data.order;
};
const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => [Math.random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);

/** While the database is away; it is there again afterwards, whatever happens. */
async function whileDown<T>(work: () => Promise<T>): Promise<T> {
  const database = await databaseSwitch(app.databaseUrl);
  await database.down();
  try {
    return await work();
  } finally {
    await database.up();
  }
}

/** As a device does that is answered 5xx: again, until it is taken. */
async function again<T extends { status: number }>(say: () => Promise<T>): Promise<T> {
  let answer: T | undefined;
  await until(async () => (answer = await say()).status < 500, 'the database');
  return answer!;
}

test('with our database down a till is answered 5xx, sends again, and its sale is booked once', async () => {
  const before = await onHand('COUNTER-0001');
  const sale = till.sell([{ barcode: BARCODE, qty: 3, amountFen: 3_000 }]);
  const { status } = await whileDown(() => till.send(sale));
  expect(status).toBeGreaterThanOrEqual(500);
  const { body } = await again(() => till.send(sale));
  expect(body.results).toEqual([{ seq: sale.seq, status: 'ACCEPTED', code: null }]);
  expect(body.ackedThroughSeq).toBe(sale.seq);
  expect(await onHand('COUNTER-0001')).toBe(before - 3);
});

test('with our database down a kiosk is answered 5xx, reports again, and the vend is settled once', async () => {
  const { body: held } = await send(machine, 'vend', { step: 'RESERVE', slot: 'A1' });
  await app.ask(
    'mutation($input: OrderPayInput!) { orderPay(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: held.orderId, orderId: held.orderId, amountFen: 1_200, method: 'qr' } },
    OPERATOR,
  );
  const { body: leave } = await send(machine, 'vend', { step: 'AUTHORISE', vendId: held.vendId });
  const report = () => send(machine, 'vend', { token: leave.token, result: 'VENDED' }, { nonce: 'vended-once-1' });
  const { status } = await whileDown(report);
  expect(status).toBeGreaterThanOrEqual(500);
  expect((await again(report)).status).toBe(200);
  expect((await report()).status).toBe(200);
  expect([await slotsOf(machine), await stockOf(machine)]).toEqual([{ A1: [10, 1, 9, 0] }, [9, 0]]);
});

test('with our database down Taobao’s messages are not confirmed: they come again, and the trade is here once', async () => {
  const { shop } = gateway;
  const { tid } = shop.trade({}, [{ outer_sku_id: 'EGG-1', num: 2 }]);
  shop.tell('taobao_trade_TradeBuyerPay', { tid, status: 'WAIT_SELLER_SEND_GOODS' });
  const waiting = shop.unconfirmed;
  expect(waiting).toBeGreaterThan(0);
  await rows(`update channel_round set next_at = now() + interval '300 ms' where kind = 'poll' and connection = $1`, [
    TAOBAO,
  ]);
  await whileDown(() => new Promise((resolve) => setTimeout(resolve, 800)));
  expect(shop.unconfirmed).toBe(waiting);
  expect(await trade(tid)).toBeNull();
  await until(async () => {
    await lookBack(app).catch(() => undefined);
    return (await trade(tid))?.status === 'PAID';
  }, 'the trade');
  expect(await trade(tid)).toMatchObject({ paidFen: 3_000, payments: [{ kind: 'PAYMENT' }] });
  expect(
    await rows(`select reserved::int as n from stock_item where product_id = $1 and site_code = $2`, [
      keyOf(product),
      GATE,
    ]),
  ).toEqual([{ n: 2 }]);
});

test('each event of a till × 20, shuffled, in batches at once: one sale, one return, one voiding', async () => {
  const before = await onHand('COUNTER-0001');
  const sale = till.sell([{ barcode: BARCODE, qty: 5, amountFen: 5_000 }]);
  const back = till.takeBack(sale, [{ barcode: BARCODE, qty: 2, amountFen: 2_000 }]);
  const other = till.sell([{ barcode: BARCODE, qty: 4, amountFen: 4_000 }]);
  const undone = till.undo(other);
  const said: TillEvent[] = shuffled(Array.from({ length: 20 }, () => [sale, back, other, undone]).flat());
  const answers = await Promise.all(said.map((event) => again(() => till.send(event))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // A return that came first waited for its sale.
  await until(async () => (await onHand('COUNTER-0001')) === before - 3, 'the return');
  const results = await again(() => till.send(sale, back, other, undone));
  expect(results.body.results.map(({ status }) => status)).toEqual(Array(4).fill('DUPLICATE'));
  const taken = await rows(
    'select kind, amount_fen::int as fen from counter_receipt where external_id = any($1) order by id',
    [[sale, back, other, undone].map(({ receiptNo }) => `A1/${receiptNo}`)],
  );
  expect(taken.reduce((sum, { fen }) => sum + fen, 0)).toBe(3_000);
  expect(taken.map(({ kind }) => kind).toSorted()).toEqual(['RETURN', 'SALE', 'SALE', 'VOID']);
  expect(await unbalancedItems(app)).toBe(0);
});

test('each entry of a kiosk’s journal × 20, shuffled: each sale is booked once', async () => {
  const [[loaded, vended]] = Object.values(await slotsOf(machine)) as [[number, number, number, number]];
  const entry = (seq: number) => ({
    entries: [
      { ...{ seq, entryId: `faults-${seq}`, kind: 'SALE', at: '2026-11-26T09:00:00Z' }, slot: 'A1', amountFen: 1_200 },
    ],
  });
  const said = shuffled(Array.from({ length: 20 }, () => [1, 2, 3]).flat());
  const answers = await Promise.all(said.map((seq) => again(() => send(machine, 'journal', entry(seq)))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await slotsOf(machine)).toEqual({ A1: [loaded, vended + 3, loaded - vended - 3, 0] });
  expect((await stockOf(machine))[0]).toBe(loaded - vended - 3);
});

test('each state of a trade × 20, shuffled: it never goes back, is paid once and sent once', async () => {
  // What left before the connection began would be left alone: the oldest of these states is 8 s old.
  await sleep(connectedAt + 9_000 - Date.now());
  const { shop } = gateway;
  const { tid } = shop.trade({ status: 'WAIT_BUYER_PAY' }, [{ outer_sku_id: 'EGG-1' }]);
  const states = [structuredClone(shop.trades.get(tid)!)];
  const step = (seconds: number, over: object, line: object = {}) => {
    shop.now = () => new Date(Date.now() - seconds * 1_000);
    states.push(structuredClone(shop.change(tid, over, 'taobao_trade_TradeChanged', line)));
  };
  step(8, { status: 'WAIT_SELLER_SEND_GOODS', pay_time: shop.time(), alipay_no: `2026${tid}` });
  step(
    6,
    { status: 'WAIT_BUYER_CONFIRM_GOODS', consign_time: shop.time() },
    { logistics_company: '顺丰速运', invoice_no: 'SF-20' },
  );
  step(4, { status: 'TRADE_FINISHED', end_time: shop.time() });
  shop.now = () => new Date(Date.now() - 2_000);
  const rounds = shuffled(Array.from({ length: 20 }, () => states).flat());
  for (let at = 0; at < rounds.length; at += 20) {
    shop.laid = rounds.slice(at, at + 20).map((one) => structuredClone(one));
    for (const { status } of shop.laid) shop.tell('taobao_trade_TradeChanged', { tid, status });
    await lookBack(app);
  }
  shop.laid = [];
  expect(await trade(tid)).toEqual({
    ...{ status: 'COMPLETED', paidFen: 3_000, payments: [{ kind: 'PAYMENT' }] },
    parcels: [{ trackingNo: 'SF-20' }],
  });
  expect(await unbalancedItems(app)).toBe(0);
});
