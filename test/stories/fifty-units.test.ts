import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import kioskPlugin from '../../plugins/kiosk/index.js';
import supermarket from '../../plugins/supermarket/index.js';
import wechat from '../../plugins/wechat/index.js';
import { connect, list, QUICK } from '../channels/connecting.js';
import { app, done, keyed, keyOf, startOutlets } from '../domains/outlets/kiosk-kit.js';
import { CENTRE, newKey, OPERATOR, passGoods, receive, unbalancedItems } from '../kit/goods.js';
import { connectKiosks, makeMachine, send, type Machine } from '../plugins/kiosk/machine.js';
import { Till } from '../plugins/supermarket/simulator/till.js';
import { settings as taobaoSettings } from '../plugins/taobao/fake-call.js';
import { startGateway, type Gateway } from '../plugins/taobao/simulator/gateway.js';
import { calm, lookBack, quickTaobao } from '../plugins/taobao/shop-here.js';
import { WechatSimulator } from '../plugins/wechat/simulator/index.js';
import { CODE as WECHAT, shopOf, type Shop } from '../plugins/wechat/wechat-shop.js';

const TAOBAO = 'tb-guzhen';
const TILLS = 'super-main';
const COUNTER = 'COUNTER-0001';
const BARCODE = '6901234567892';
const PRICE = 1_000;

let remote: WechatSimulator;
let gateway: Gateway;
let shop: Shop;
let machine: Machine;
let till: Till;
let item: string;
let tillConnection: string;

beforeAll(async () => {
  remote = new WechatSimulator();
  [gateway] = await Promise.all([startGateway(), remote.start()]);
  // The gateway's running second is over for us.
  gateway.shop.now = () => new Date(Date.now() - 10_000);
  await startOutlets({ plugins: [wechat, quickTaobao, supermarket, kioskPlugin], timings: QUICK });
  await connect(app, WECHAT, remote.settings(app.url), 'wechat');
  const taobao = await connect(app, TAOBAO, taobaoSettings(gateway), 'taobao');
  const key = 'the key of the only till';
  const stores = { A1: { siteCode: COUNTER } };
  tillConnection = await connect(app, TILLS, { stores, devices: { T1: { store: 'A1', key } } }, 'supermarket');
  await connectKiosks('kiosk-county');
  // Fifty in all: 20 at the centre, 20 in the kiosk, 10 at the counter.
  machine = await makeMachine('kiosk-county', {
    ...{ slots: { A1: 10, A2: 10 }, capacity: 10, priceFen: PRICE },
    product: { priceFen: PRICE, stock: { [CENTRE]: '40' } },
  });
  const { productId } = machine;
  await receive(app, productId, COUNTER, '10');
  await passGoods(app, productId);
  shop = shopOf(app, remote, productId);
  till = new Till({ url: app.url, connection: TILLS, deviceId: 'T1', key });
  const sku = { sku_id: '30010', outer_id: 'BOX-1', quantity: 1 };
  item = gateway.shop.item({ num: 1, skus: [sku] }).num_iid;
  await linked(taobao, 'sku', 'BOX-1');
  await linked(tillConnection, 'product', BARCODE);
  for (const channel of [WECHAT, TAOBAO, TILLS]) await list(app, productId, channel);
  await calm(app);
  expect(sku.quantity).toBe(50);
});
afterAll(async () => {
  await app.stop();
  await Promise.all([gateway.stop(), remote.stop()]);
});

async function linked(connectionId: string, kind: string, externalId: string): Promise<void> {
  const { data } = await app.ask(
    'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { userErrors { code } } }',
    { input: { connectionId, kind, externalId, id: machine.productId } },
    OPERATOR,
  );
  expect(data.channelLinkSet.userErrors).toEqual([]);
}

const rows = async (sql: string, values: unknown[] = []) => (await app.db.pool.query(sql, values)).rows;
const itemsNow = () =>
  rows(
    `select site_code as site, on_hand::int as "onHand", reserved::int as reserved, (on_hand - reserved)::int as available
       from stock_item where product_id = $1 order by site_code`,
    [keyOf(machine.productId)],
  ) as Promise<{ site: string; onHand: number; reserved: number; available: number }[]>;

/** What was sold, or the code of the refusal. */
type Made = { id: string } | string;

async function place(channel: string | null, token?: string): Promise<Made> {
  const buyer = { name: '李小明', phone: '13812345678' };
  const lines = [{ productId: machine.productId, quantity: '1' }];
  const { data } = await app.ask(
    'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id number } userErrors { code } } }',
    { input: { idempotencyKey: newKey(), buyer, lines, ...(channel && { channel }) } },
    token ? { token } : {},
  );
  return data.orderPlace.order ?? data.orderPlace.userErrors[0].code;
}

const sold = (answers: readonly Made[]) => answers.filter((one) => typeof one !== 'string');
const refusals = (answers: readonly Made[]) => answers.filter((one) => typeof one === 'string');

const trades = (n: number) =>
  Array.from({ length: n }, () => gateway.shop.trade({ payment: '10.00' }, [{ outer_sku_id: 'BOX-1' }]).tid);
const sales = (n: number) =>
  Array.from({ length: n }, () => till.sell([{ barcode: BARCODE, qty: 1, amountFen: PRICE }]));

async function vend(n: number): Promise<Made> {
  const { status, body } = await send(machine, 'vend', { step: 'RESERVE', slot: n % 2 ? 'A1' : 'A2' });
  return status === 200 ? { id: body.vendId } : body.code;
}

/** What became of the trades: imported, or held with a code. */
async function ofTrades(): Promise<{ imported: number; held: { code: string; n: number }[] }> {
  const [{ n }] = (await rows('select count(*)::int as n from customer_order where channel = $1', [TAOBAO])) as [
    { n: number },
  ];
  const held = `select code, count(*)::int as n from inbox_message where connection = $1 and state = 'HELD' group by code`;
  return { imported: n, held: await rows(held, [TAOBAO]) };
}

test('the same fifty, sold at once by WeChat, Taobao, a counter, a kiosk and the API: fifty leave, and all are told', async () => {
  const tokens = await Promise.all(Array.from({ length: 30 }, () => shop.signIn()));
  // Each has sold one before the rush.
  trades(1);
  await lookBack(app);
  const first = [await place(WECHAT, tokens[0]), await place(null), await vend(0)];
  expect([sold(first).length, (await ofTrades()).imported]).toEqual([3, 1]);
  expect(await till.told(...sales(1))).toEqual(['ACCEPTED']);

  trades(30);
  const offline = sales(5);
  const [byWechat, byApi, byKiosk, atCounter] = await Promise.all([
    Promise.all(tokens.map((token) => place(WECHAT, token))),
    Promise.all(Array.from({ length: 30 }, () => place(null))),
    Promise.all(Array.from({ length: 25 }, (_, n) => vend(n))),
    Promise.all(offline.map((sale) => till.told(sale))),
    lookBack(app),
  ]);
  await lookBack(app);

  // A counter has handed its goods over: nothing that it says is refused.
  expect(atCounter.flat()).toEqual(Array(5).fill('ACCEPTED'));
  // All others share what is there, each refusal with its code: a trade that is paid is held, and listed.
  expect(new Set(refusals([...byWechat, ...byApi]))).toEqual(new Set(['OUT_OF_STOCK']));
  expect(new Set(refusals(byKiosk))).toEqual(new Set(['OUT_OF_STOCK']));
  const { imported, held } = await ofTrades();
  expect(held).toEqual([{ code: 'OUT_OF_STOCK', n: 31 - imported }]);
  const asked = 3 + sold([...byWechat, ...byApi, ...byKiosk]).length + imported;
  const items = await itemsNow();
  const oversold = -Math.min(0, items.find(({ site }) => site === COUNTER)!.available);
  expect(items.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(50 - 6);
  expect(items.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(asked);
  expect(asked).toBe(50 - 6 + oversold);
  expect(items.map(({ available }) => available).toSorted((a, b) => a - b)).toEqual([0 - oversold, 0, 0]);

  // What a counter sold without asking is shown where somebody else had been promised it.
  const { data } = await app.ask(
    `query($ids: [ID!], $id: ID!) {
       stockItems(first: 5, filter: { productIds: $ids, oversold: true }) { nodes { site { code } available } }
       product(id: $id) { stock { available } } }`,
    { ids: [machine.productId], id: machine.productId },
    OPERATOR,
  );
  expect(data.stockItems.nodes).toEqual(
    oversold > 0 ? [{ site: { code: COUNTER }, available: String(-oversold) }] : [],
  );
  // Everyone is told the rest: nothing.
  expect(Number(data.product.stock.available)).toBe(0 - oversold);
  expect(gateway.shop.items.get(item)!.skus.map(({ quantity }) => quantity)).toEqual([0]);
  const { body } = await send(machine, 'state', {}, { method: 'GET' });
  expect(body.slots.map(({ available }: { available: number }) => available)).toEqual([0, 0]);
  expect(await unbalancedItems(app)).toBe(0);
});

test('what was promised leaves: fifty in all, and what the counter sold beyond is missing where it was promised', async () => {
  const orders = (await rows(
    `select id, number, channel, status from customer_order where channel <> $1 and status in ('PLACED', 'PAID') order by id`,
    [TILLS],
  )) as { id: string; number: string; channel: string; status: string }[];
  const vends = (await rows(`select id, order_id as order from vend where state = 'RESERVED'`)) as {
    id: string;
    order: string;
  }[];
  const ofKiosk = new Set(vends.map(({ order }) => order));
  const before = (await itemsNow()).reduce((sum, one) => sum + one.onHand, 0);
  expect(before).toBe(44);
  const gone: string[] = [];
  for (const { id, number, channel, status } of orders) {
    const orderId = globalId('Order', id);
    if (channel === WECHAT) {
      expect((await shop.prepay(orderId, OPERATOR, 'NATIVE')).userErrors).toEqual([]);
      remote.buyerPays(`${number}-N`);
      await shop.settle();
    } else if (status === 'PLACED')
      await done('orderPay', { orderId, amountFen: PRICE, method: 'cash' }, 'order { status }');
    if (ofKiosk.has(id)) continue;
    const { userErrors } = await keyed('orderFulfil', { orderId }, 'order { status }');
    gone.push(userErrors[0]?.code ?? 'FULFILLED');
  }
  for (const { id } of vends) {
    const { body } = await send(machine, 'vend', { step: 'AUTHORISE', vendId: globalId('Vend', id) });
    for (const result of ['DISPENSING', 'VENDED'])
      expect((await send(machine, 'vend', { token: body.token, result })).status).toBe(200);
  }
  const items = await itemsNow();
  const missing = gone.filter((one) => one !== 'FULFILLED');
  // Six left by the counter, 44 by all others; what was promised beyond that is refused, and still shown as missing.
  expect(gone.length - missing.length + vends.length).toBe(44);
  expect(items.map(({ onHand }) => onHand)).toEqual([0, 0, 0]);
  expect(items.map(({ site, reserved }) => [site, reserved])).toEqual([
    [CENTRE, 0],
    [COUNTER, missing.length],
    [machine.site, 0],
  ]);
  expect(new Set(missing)).toEqual(new Set(missing.length > 0 ? ['NOT_INSPECTED'] : []));
  expect(await unbalancedItems(app)).toBe(0);
});
