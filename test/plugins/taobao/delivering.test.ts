import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Delivery, Json, OutboundEvent } from 'yizhan/plugin-kit';
import { outbound } from '../../../plugins/taobao/out/deliver.js';
import { itemSchema } from '../../../plugins/taobao/out/item-schema.js';
import { wholeUnits } from '../../../plugins/taobao/out/stock.js';
import { companyCode } from '../../../plugins/taobao/out/carriers.js';
import { fakeCall, type FakeCall } from './fake-call.js';
import { Refusal } from './simulator/errors.js';
import { startGateway, type Gateway } from './simulator/gateway.js';
import { fieldsOf } from './simulator/methods/items.js';

let gateway: Gateway;
let call: FakeCall;
const FRUIT = { categories: { FRUIT: { catId: '50050725', fields: { stuffStatus: '5' } } } };

beforeAll(async () => void (gateway = await startGateway()));
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.heal();
  gateway.asked.length = 0;
  gateway.shop.trades.clear();
  gateway.shop.items.clear();
  call = fakeCall(gateway, FRUIT);
});

let made = 0;
const delivery = (event: OutboundEvent, subject: string, data: Json, externalId: string | null = null): Delivery => ({
  id: `d${++made}`,
  event,
  subject,
  externalId,
  sequence: made,
  occurredAt: '2026-07-15T04:00:00Z',
  attempt: 1,
  data,
});
const deliver = async (...batch: Delivery[]) => {
  const results = await outbound.deliver(batch, call);
  return batch.map(({ id }) => results.get(id));
};
const asked = (method: string) => gateway.asked.filter((one) => one.method === method).map(({ params }) => params);
const inStock = (available: string) => ({ id: 'p', stock: { available }, listings: [] });

test.each([
  ['7', 7],
  ['7.999', 7],
  ['0.500', 0],
  ['0', 0],
  ['-3.000', 0],
  ['-0.500', 0],
])('%s of a product are %i whole pieces', (quantity, units) => expect(wholeUnits(quantity)).toBe(units));

test('full quantities go out, the SKUs of an item together and 20 at most', async () => {
  const skus = Array.from({ length: 23 }, (_, i) => ({
    sku_id: String(30_000 + i),
    outer_id: `code-${i}`,
    quantity: 1,
  }));
  const many = gateway.shop.item({ skus });
  const single = gateway.shop.item({ num: 1 });
  const batch = skus.map((_, i) => {
    call.linked.set(i === 0 ? `sku ${many.num_iid}:30000` : `sku code-${i}`, `p${i}`);
    return delivery('stock', `p${i}`, inStock(`${i}.500`));
  });
  const results = await deliver(...batch, delivery('stock', 'single', inStock('8'), single.num_iid));
  expect(results).toEqual(Array.from({ length: 24 }, () => ({ outcome: 'ok' })));
  expect(skus.map(({ quantity }) => quantity)).toEqual(skus.map((_, i) => i));
  expect(single.num).toBe(8);
  expect(
    asked('taobao.skus.quantity.update').map((params) => [
      params['skuid_quantities']!.split(';').length,
      params['type'],
    ]),
  ).toEqual([
    [20, '1'],
    [3, '1'],
  ]);
  gateway.asked.length = 0;
  await deliver(delivery('stock', 'p5', inStock('2')));
  expect(gateway.asked.map(({ method }) => method)).toEqual(['taobao.skus.quantity.update']);
});

test('one item’s refusal is its own; what is not there yet is told with its listing; what is sold here no longer is none', async () => {
  const [good, off] = [gateway.shop.item(), gateway.shop.item({ num: 5 })];
  expect(
    await deliver(
      delivery('stock', 'a', inStock('3'), good.num_iid),
      delivery('stock', 'b', inStock('3'), '404'),
      delivery('stock', 'c', inStock('3')),
      delivery('stock', 'd', null, off.num_iid),
    ),
  ).toEqual([
    { outcome: 'ok' },
    { outcome: 'permanent', code: 'isv.item-not-exist:invalid-numiid-or-iid', message: expect.any(String) },
    { outcome: 'ok' },
    { outcome: 'ok' },
  ]);
  expect([good.num, off.num]).toEqual([3, 0]);
});

test.each([
  [{ status: 503 }, { outcome: 'retry', code: 'HTTP_503' }],
  [{ how: 'reset' as const }, { outcome: 'retry', code: 'FAILED' }],
  [
    { refusal: new Refusal(7, 'Call Limited', 'accesscontrol.limited', 'This ban will last for 9 more seconds') },
    { outcome: 'retry', code: 'RATE_LIMITED', afterSeconds: 9 },
  ],
  [
    { refusal: new Refusal(15, 'Remote', 'isp.service-unavailable') },
    { outcome: 'retry', code: 'isp.service-unavailable' },
  ],
  [{ refusal: new Refusal(15, 'Remote', 'isv.item-is-delete') }, { outcome: 'permanent', code: 'isv.item-is-delete' }],
  [{ refusal: new Refusal(27, 'Invalid session') }, { outcome: 'suspend', code: 'SESSION_INVALID' }],
  [{ refusal: new Refusal(31, 'Invalid Timestamp') }, { outcome: 'retry', code: 'CLOCK_WRONG' }],
])('%j makes a delivery %j', async (failure, result) => {
  gateway.fail(failure);
  const { num_iid } = gateway.shop.item();
  expect(await deliver(delivery('stock', 'a', inStock('3'), num_iid))).toMatchObject([result]);
});

test('once the shop is refused, nothing more is asked', async () => {
  gateway.fail({ refusal: new Refusal(27, 'Invalid session') });
  const results = await deliver(
    delivery('stock', 'a', inStock('3'), '1'),
    delivery('stock', 'b', inStock('3'), '2'),
    delivery('order', 'o', { status: 'CANCELLED', parcels: [] }, '3'),
  );
  expect(results.map((result) => result?.outcome)).toEqual(['suspend', undefined, 'suspend']);
  expect(gateway.asked).toHaveLength(2);
});

const product = (over: object = {}): Json => ({
  id: 'p1',
  name: '固镇黄桃 <精选> & 新鲜',
  description: '刘集镇',
  industry: 'FRUIT',
  status: 'PUBLISHED',
  freshness: 'FRESH',
  listings: [
    { channel: 'tb-guzhen', priceFen: 1_234, active: true },
    { channel: 'direct', priceFen: 1_000, active: true },
  ],
  stock: { available: '12.500' },
  ...over,
});

test('a product is published once, with its price on this channel and whole pieces, then edited', async () => {
  const [published] = await deliver(delivery('product', 'p1', product()));
  const [item] = [...gateway.shop.items.values()];
  expect(published).toEqual({ outcome: 'ok', externalId: item!.num_iid });
  expect(item).toMatchObject({ title: '固镇黄桃 <精选> & 新鲜', price: '12.34', num: 12, outer_id: 'p1' });
  expect(item!.published!.cat_id).toBe('50050725');
  expect(fieldsOf(item!.published!.schema)).toMatchObject({ stuffStatus: '5', desc: '刘集镇' });
  // Our side died before it kept the link: the item is found by our own number.
  expect(await deliver(delivery('product', 'p1', product({ name: '黄桃' })))).toEqual([published]);
  expect(gateway.shop.items.size).toBe(1);
  expect(item!.title).toBe('黄桃');
  const dearer = product({ listings: [{ channel: 'tb-guzhen', priceFen: 1_500, active: true }] });
  expect(await deliver(delivery('product', 'p1', dearer, item!.num_iid))).toEqual([{ outcome: 'ok' }]);
  expect(item!.price).toBe('15.00');
});

test.each([
  ['withdrawn', { status: 'WITHDRAWN' }],
  ['hidden as stale', { freshness: 'HIDDEN' }],
  ['off this channel', { listings: [{ channel: 'tb-guzhen', priceFen: 1, active: false }] }],
  ['not ours to sell any more', null],
])('a product that is %s is taken down, and comes back when it is not', async (_what, over) => {
  const item = gateway.shop.item();
  expect(await deliver(delivery('product', 'p1', over && product(over), item.num_iid))).toEqual([{ outcome: 'ok' }]);
  expect(item.approve_status).toBe('instock');
  await deliver(delivery('product', 'p1', product(), item.num_iid));
  expect(item).toMatchObject({ approve_status: 'onsale', num: 12 });
  expect(await deliver(delivery('product', 'p2', over && product(over)))).toEqual([{ outcome: 'ok' }]);
});

test('goods without a category are said; goods that the shop keeps by itself are left as they are', async () => {
  expect(await deliver(delivery('product', 'p1', product({ industry: 'CATTLE' })))).toMatchObject([
    { outcome: 'permanent', code: 'NO_CATEGORY' },
  ]);
  call.linked.set('sku HSG-500', 'p1');
  gateway.asked.length = 0;
  expect(await deliver(delivery('product', 'p1', product()))).toEqual([{ outcome: 'ok' }]);
  expect(gateway.asked).toEqual([]);
});

test('a title keeps to 60 half-widths, and XML to its letters', () => {
  const facts = { title: '黑'.repeat(40), priceFen: 1, outerId: '"p"', description: 'a\u0000\u0008b' };
  expect(fieldsOf(itemSchema(facts))).toEqual({ title: '黑'.repeat(30), price: '0.01', outerId: '"p"', desc: 'ab' });
});

const parcel = (trackingNo: string | null, carrier: string | null, ...oids: string[]) => ({
  carrier,
  trackingNo,
  lines: oids.map((externalId) => ({ externalId })),
});
const order = (status: string, ...parcels: Json[]): Json => ({ id: 'o', status, parcels });

test('parcels are told as they leave, each once, by their lines', async () => {
  const { tid, orders } = gateway.shop.trade({}, [{}, {}, {}]);
  const [a, b, c] = orders.order.map(({ oid }) => oid) as [string, string, string];
  const first = delivery('order', 'o', order('PAID', parcel('SF1', '顺丰速运', a)), tid);
  expect(await deliver(first)).toEqual([{ outcome: 'ok' }]);
  expect(orders.order.map(({ invoice_no }) => invoice_no)).toEqual(['SF1', undefined, undefined]);
  // The same again, as after a crash: nothing is sent twice.
  expect(await deliver(first)).toEqual([{ outcome: 'ok' }]);
  expect(
    await deliver(delivery('order', 'o', order('FULFILLED', parcel('SF1', 'SF', a), parcel('YT2', '圆通', b, c)), tid)),
  ).toEqual([{ outcome: 'ok' }]);
  expect(
    asked('taobao.logistics.offline.send').map(({ out_sid, company_code, is_split, sub_tid }) => [
      out_sid,
      company_code,
      is_split,
      sub_tid,
    ]),
  ).toEqual([
    ['SF1', 'SF', '1', a],
    ['YT2', 'YTO', '1', `${b},${c}`],
  ]);
  expect(gateway.shop.trades.get(tid)!.status).toBe('WAIT_BUYER_CONFIRM_GOODS');
});

test('a whole order in one parcel is not split', async () => {
  const { tid, orders } = gateway.shop.trade({}, [{}, {}]);
  await deliver(
    delivery('order', 'o', order('FULFILLED', parcel('SF1', 'SF', ...orders.order.map(({ oid }) => oid))), tid),
  );
  expect(asked('taobao.logistics.offline.send')[0]).not.toHaveProperty('is_split');
});

test.each(['PAID_FORBID_CONSIGN', 'TRADE_CLOSED_BY_TAOBAO', 'WAIT_BUYER_PAY', 'PAY_PENDING', 'TRADE_NO_CREATE_PAY'])(
  'a trade that is %s is never sent',
  async (status) => {
    const { tid, orders } = gateway.shop.trade({ status }, [{ status: 'WAIT_SELLER_SEND_GOODS' }]);
    expect(
      await deliver(delivery('order', 'o', order('FULFILLED', parcel('SF1', 'SF', orders.order[0]!.oid)), tid)),
    ).toMatchObject([{ outcome: 'permanent', code: 'NOT_TO_BE_SENT' }]);
    expect(asked('taobao.logistics.offline.send')).toEqual([]);
    expect(gateway.shop.trades.get(tid)!.status).toBe(status);
  },
);

test('a carrier that nobody knows, and a parcel without number, are for a person', async () => {
  const { tid, orders } = gateway.shop.trade();
  const { oid } = orders.order[0]!;
  expect(await deliver(delivery('order', 'o', order('FULFILLED', parcel('1', '村里的车', oid)), tid))).toMatchObject([
    { outcome: 'permanent', code: 'UNKNOWN_CARRIER' },
  ]);
  for (const parcels of [[parcel(null, null, oid)], []])
    expect(await deliver(delivery('order', 'o', order('FULFILLED', ...parcels), tid))).toMatchObject([
      { outcome: 'permanent', code: 'NO_TRACKING_NUMBER' },
    ]);
  expect(companyCode('村里的车', { 村里的车: 'OTHER' })).toBe('OTHER');
  expect(['顺丰', ' sf ', '中通快递', 'constructor'].map((name) => companyCode(name, {}))).toEqual([
    'SF',
    'SF',
    'ZTO',
    null,
  ]);
});

test('an order that we cancelled closes its unpaid trade alone', async () => {
  const [unpaid, paid] = [gateway.shop.trade({ status: 'WAIT_BUYER_PAY' }), gateway.shop.trade()];
  expect(
    await deliver(
      delivery('order', 'o1', order('CANCELLED'), unpaid.tid),
      delivery('order', 'o2', order('CANCELLED'), paid.tid),
    ),
  ).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }]);
  expect([unpaid.status, paid.status]).toEqual(['TRADE_CLOSED_BY_TAOBAO', 'WAIT_SELLER_SEND_GOODS']);
});

test('nothing is asked for an order of which there is nothing to tell', async () => {
  const { tid } = gateway.shop.trade();
  gateway.asked.length = 0;
  expect(
    await deliver(
      delivery('order', 'o', order('PAID'), tid),
      delivery('order', 'o', null, tid),
      delivery('order', 'x', order('PAID')),
    ),
  ).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }, { outcome: 'ok' }]);
  expect(gateway.asked).toEqual([]);
});

test('a refund that we ask for is listed for a person, until Taobao reports it', async () => {
  const refund = (state: string): Json => ({ id: 'r', amountFen: 1_230, state, order: { number: 'YZ1' } });
  expect(
    await deliver(delivery('refund', 'r', refund('REQUESTED')), delivery('refund', 'r', refund('SUCCEEDED'))),
  ).toEqual([
    {
      outcome: 'permanent',
      code: 'REFUND_AT_TAOBAO',
      message: 'Pay 12.30 yuan of order YZ1 back at Taobao’s seller centre',
    },
    { outcome: 'ok' },
  ]);
});
