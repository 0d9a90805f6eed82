import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { agree } from '../../../plugins/wechat/mini/agreements.js';
import { deliverOrder } from '../../../plugins/wechat/outbound/deliver-order.js';
import { deliverRefund } from '../../../plugins/wechat/outbound/deliver-refund.js';
import type { OrderView } from '../../../plugins/wechat/outbound/order-view.js';
import { noteOpened } from '../../../plugins/wechat/trades.js';
import type { Delivery } from 'yizhan/plugin-kit';
import { fakeCall, type FakeCall } from './fake-call.js';
import { WechatSimulator } from './simulator/index.js';

const remote = new WechatSimulator();
const templates = {
  paid: { id: 'TPL-PAID', data: { thing1: '{items}', amount2: '{amount}' } },
  shipped: { id: 'TPL-SHIPPED', page: 'pages/order', data: { character_string1: '{number}' } },
};
let call: FakeCall;
let count = 0;
let order: OrderView;

beforeAll(() => remote.start());
afterAll(() => remote.stop());
afterEach(() => {
  remote.failure = null;
});
beforeEach(async () => {
  call = fakeCall(remote, { settings: { templates } });
  const number = `YZ-DELIVER-${++count}`;
  order = {
    ...{ id: `order-${count}`, number, status: 'PLACED', kind: 'PICK_UP', totalFen: 1980, paidFen: 0, refundedFen: 0 },
    buyer: { maskedPhone: '138****1234' },
    payments: [],
    lines: [{ lineNo: 1, productName: '黑花生', quantity: { value: '1.000', unit: 'KG' } }],
    parcels: [],
  } as OrderView;
  await open('JSAPI');
});

async function open(kind: 'JSAPI' | 'NATIVE'): Promise<string> {
  const no = kind === 'NATIVE' ? `${order.number}-N` : order.number;
  await noteOpened(order, kind, call);
  remote.trades.prepay(
    kind,
    JSON.stringify({
      ...{ appid: remote.account.appid, mchid: remote.account.mchid, out_trade_no: no, description: '花生' },
      ...{ notify_url: 'http://x/n', amount: { total: 1980, currency: 'CNY' }, payer: { openid: 'o-buyer' } },
    }),
  );
  return no;
}
const deliver = (over: Partial<OrderView> = {}) => deliverOrder({ ...order, ...over }, call);
const by = (kind: 'jsapi' | 'native', settles = true) =>
  ({ kind: 'PAYMENT', method: `wechat.${kind}`, settles }) as const;
const paid = { status: 'PAID', paidFen: 1980, payments: [by('jsapi')] } as const;
const sent = { ...paid, status: 'FULFILLED' } as const;
const sentByCode = { ...sent, payments: [by('native')] } as const;
const stateOf = (no: string) => remote.trades.get(no).state;
const shipments = () => remote.mini.shipments.get(order.number) ?? [];

test('a trade stays open while its order waits, and is closed once when that is over', async () => {
  expect(await deliver()).toEqual({ outcome: 'ok' });
  expect(stateOf(order.number)).toBe('NOTPAY');
  expect(await deliver({ status: 'EXPIRED' })).toEqual({ outcome: 'ok' });
  expect(stateOf(order.number)).toBe('CLOSED');
  const asked = remote.asked.length;
  expect(await deliver({ status: 'EXPIRED' })).toEqual({ outcome: 'ok' });
  expect(remote.asked.length).toBe(asked);
});

test('a trade that was paid meanwhile is left for its payment to be told; one that never arrived is closed here', async () => {
  remote.trades.pay(order.number);
  expect(await deliver({ status: 'EXPIRED' })).toEqual({ outcome: 'ok' });
  expect(stateOf(order.number)).toBe('SUCCESS');
  expect(await call.links.theirs('trade-closed', order.id)).toBeNull();

  await noteOpened(order, 'NATIVE', call);
  expect(await deliver({ status: 'CANCELLED' })).toEqual({ outcome: 'ok' });
  expect(await call.links.theirs('trade-native-closed', order.id)).toBe(`${order.number}-N`);
});

test('of two trades the one that was not paid is closed: nobody pays twice; the paid one is not asked about', async () => {
  const native = await open('NATIVE');
  remote.trades.pay(native);
  const asked = remote.asked.length;
  expect(await deliver({ ...paid, payments: [by('native')] })).toEqual({ outcome: 'ok' });
  expect([stateOf(order.number), stateOf(native)]).toEqual(['CLOSED', 'SUCCESS']);
  expect(remote.asked.slice(asked)).toEqual([`POST /v3/pay/transactions/out-trade-no/${order.number}/close`]);
});

test('paid by both, the shipment is of the payment that stands, not of the one that goes back', async () => {
  const native = await open('NATIVE');
  for (const no of [order.number, native]) remote.trades.pay(no);
  remote.trades.get(order.number).refunded = 1980;
  expect(await deliver({ ...sent, payments: [by('jsapi', false), by('native')] })).toEqual({ outcome: 'ok' });
  expect([shipments().length, remote.mini.shipments.get(native)!.length]).toEqual([0, 1]);
});

test('goods that left are uploaded once, of the trade that was paid, again after a lost answer', async () => {
  const native = await open('NATIVE');
  const { openid } = remote.trades.pay(native);
  remote.mini.unheard.add(native);
  expect(await deliver(sentByCode)).toMatchObject({ outcome: 'retry', code: 'PAYMENT_NOT_FOUND', afterSeconds: 15 });
  remote.mini.unheard.clear();
  remote.failure = { path: 'upload_shipping', how: 'reset', after: true, times: 1 };
  expect(await deliver(sentByCode)).toMatchObject({ outcome: 'retry', code: 'UNREACHABLE' });
  expect(await deliver(sentByCode)).toEqual({ outcome: 'ok' });
  expect(await deliver({ ...sentByCode, status: 'COMPLETED' })).toEqual({ outcome: 'ok' });
  const uploads = remote.mini.shipments.get(native)!;
  expect(uploads).toHaveLength(2);
  expect(uploads.at(-1)).toMatchObject({ logistics_type: 4, payer: { openid } });
});

test('what cannot be shipped is a dead letter; an order paid another way is nobody’s business', async () => {
  const inCash = [{ kind: 'PAYMENT', method: 'cash', settles: true }] as const;
  expect(await deliver({ ...sent, payments: inCash })).toEqual({ outcome: 'ok' });
  expect(shipments()).toEqual([]);
  const parcels = [{ carrier: '村口三轮', trackingNo: 'N1', lines: [{ lineNo: 1 }] }];
  await open('NATIVE');
  remote.trades.pay(`${order.number}-N`);
  expect(await deliver({ ...sentByCode, kind: 'DELIVERY', parcels })).toMatchObject({
    ...{ outcome: 'permanent', code: 'UNKNOWN_CARRIER' },
  });
  remote.trades.get(`${order.number}-N`).refunded = 1980;
  expect(await deliver(sentByCode)).toMatchObject({ outcome: 'permanent', code: 'NOT_SHIPPABLE' });
});

test('a buyer who agreed is told once; one who did not, or took it back, is not', async () => {
  remote.trades.pay(order.number);
  expect(await deliver(paid)).toEqual({ outcome: 'ok' });
  expect(remote.mini.messages).toEqual([]);
  await agree(order, 'paid', 'o-buyer', call);
  await agree(order, 'shipped', 'o-buyer', call);
  remote.mini.agreed.set('o-buyer TPL-PAID', 5);
  expect([await deliver(paid), await deliver(paid)]).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }]);
  expect(remote.mini.messages).toEqual([
    {
      ...{ touser: 'o-buyer', template_id: 'TPL-PAID', miniprogram_state: 'formal' },
      data: { thing1: { value: '黑花生×1.000千克' }, amount2: { value: '19.80元' } },
    },
  ]);
  // 43101: they refused in the meantime. The shipment is told all the same, and nobody is asked twice.
  expect(await deliver(sent)).toEqual({ outcome: 'ok' });
  expect(shipments()).toHaveLength(1);
  const asked = remote.asked.filter((one) => one.includes('subscribe')).length;
  expect(await deliver(sent)).toEqual({ outcome: 'ok' });
  expect(remote.asked.filter((one) => one.includes('subscribe')).length).toBe(asked);
});

test('a message that cannot be sent does not keep the shipment back', async () => {
  call = fakeCall(remote, { settings: { templates: { shipped: { id: 'WRONG', data: { thing1: 'x' } } } } });
  await noteOpened(order, 'JSAPI', call);
  await agree(order, 'shipped', 'o-buyer', call);
  remote.trades.pay(order.number);
  expect(await deliver(sent)).toMatchObject({ outcome: 'permanent', code: 'BAD_TEMPLATE' });
  expect(shipments()).toHaveLength(1);
});

test('money goes back under one number however often it is asked for, and never more than was paid', async () => {
  const { transactionId } = remote.trades.pay(order.number);
  const refund = (id: string, amountFen: number) =>
    deliverRefund(
      { id } as Delivery,
      { amountFen, reason: '退货', payment: { transactionId: transactionId!, amountFen: 1980 } },
      call,
    );
  remote.failure = { path: '/refunds', status: 500, after: true, times: 1 };
  expect(await refund('R-PART', 480)).toMatchObject({ outcome: 'retry', code: 'SYSTEM_ERROR' });
  const first = await refund('R-PART', 480);
  expect(first).toEqual({ outcome: 'ok', externalId: remote.refunds.get('R-PART').refundId });
  expect(await refund('R-PART', 480)).toEqual(first);
  expect(await refund('R-REST', 1501)).toMatchObject({ outcome: 'permanent', code: 'RULE_LIMIT' });
  remote.refunds.balance = 100;
  expect(await refund('R-REST', 1500)).toMatchObject({ outcome: 'retry', code: 'NOT_ENOUGH', afterSeconds: 3600 });
  remote.refunds.balance = 10_000;
  expect(await refund('R-REST', 1500)).toMatchObject({ outcome: 'ok' });
  expect(remote.trades.get(order.number).refunded).toBe(1980);
  expect(await deliverRefund({ id: 'R' } as Delivery, null, call)).toMatchObject({ outcome: 'retry' });
});
