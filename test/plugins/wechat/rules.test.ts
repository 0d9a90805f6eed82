import { expect, test } from '@jest/globals';
import { settings } from '../../../plugins/wechat/settings.js';
import { carrierCode } from '../../../plugins/wechat/mini/carriers.rules.js';
import { messageData } from '../../../plugins/wechat/mini/message.rules.js';
import { miniFault } from '../../../plugins/wechat/mini/mini-errors.rules.js';
import { BadShipment, shipmentStage, shippingInfo } from '../../../plugins/wechat/mini/shipping.rules.js';
import type { OrderView } from '../../../plugins/wechat/outbound/order-view.js';
import { outcomeOf, worst } from '../../../plugins/wechat/outbound/outcome.rules.js';
import { news } from '../../../plugins/wechat/outbound/deliver-order.js';
import { PayFault, remedyOf } from '../../../plugins/wechat/pay/pay-errors.rules.js';
import { refundCommands, refundState } from '../../../plugins/wechat/pay/refund.rules.js';
import { orderOf, paidTrade, paymentCommands, tradeNo } from '../../../plugins/wechat/pay/trade.rules.js';
import { secretPaths } from 'yizhan/plugin-kit';
import { WechatSimulator } from './simulator/index.js';

const account = { appid: 'wx0123456789abcdef', mchid: '1900009191' };
const trade = {
  ...account,
  out_trade_no: 'YZ260301AAA-N',
  trade_state: 'SUCCESS',
  trade_type: 'NATIVE',
  transaction_id: '4200000001',
  success_time: '2026-03-01T12:00:00+08:00',
  amount: { total: 1980, currency: 'CNY' },
  payer: { openid: 'o-secret' },
};

test('a paid trade becomes one payment of its order, and nothing of its payer is kept', () => {
  const paid = paidTrade(trade)!;
  expect(paid).toEqual({
    ...account,
    ...{ tradeNo: 'YZ260301AAA-N', transactionId: '4200000001', kind: 'NATIVE', totalFen: 1980, currency: 'CNY' },
    paidAt: '2026-03-01T04:00:00.000Z',
  });
  expect(paymentCommands(paid, account)).toEqual([
    {
      kind: 'order.pay',
      order: { number: 'YZ260301AAA' },
      payment: {
        ...{ transactionId: '4200000001', amountFen: 1980, paidAt: '2026-03-01T04:00:00.000Z' },
        method: 'wechat.native',
      },
    },
  ]);
  // Asked for after a refund, it is the same message.
  expect(paidTrade({ ...trade, trade_state: 'REFUND' })).toEqual(paid);
  expect(
    ['NOTPAY', 'CLOSED', 'USERPAYING', 'REVOKED', 'PAYERROR'].map((trade_state) =>
      paidTrade({ ...trade, trade_state }),
    ),
  ).toEqual(Array(5).fill(null));
  expect(() => paidTrade({ ...trade, amount: { total: 19.8 } })).toThrow();
});

test('money of another merchant, app or currency is a dispute and no payment', () => {
  const codes = [{ mchid: '1' }, { appid: 'wx1' }, { amount: { total: 1980, currency: 'USD' } }].map((over) => {
    const [command, ...rest] = paymentCommands(paidTrade({ ...trade, ...over })!, account);
    expect(rest).toEqual([]);
    return command!.kind === 'dispute.raise' && [command.code, command.facts?.['transactionId']];
  });
  expect(codes).toEqual(['WRONG_MERCHANT', 'WRONG_APP', 'WRONG_CURRENCY'].map((code) => [code, '4200000001']));
});

test('an order has a trade of its own for each way to pay, and both lead back to it', () => {
  expect((['JSAPI', 'NATIVE'] as const).map((kind) => tradeNo('YZ1', kind))).toEqual(['YZ1', 'YZ1-N']);
  expect(['YZ1', 'YZ1-N'].map(orderOf)).toEqual([{ number: 'YZ1' }, { number: 'YZ1' }]);
});

const NUMBER = '0195a3c0-0000-7000-8000-000000000001';

test('a refund says the same by notice and by query; only its last word is recorded', () => {
  const facts = {
    refund_id: '503',
    out_refund_no: NUMBER,
    out_trade_no: 'YZ1',
    transaction_id: '42',
    amount: { refund: 80 },
  };
  const state = refundState({ ...facts, status: 'SUCCESS' });
  expect(refundState({ ...facts, refund_status: 'SUCCESS', mchid: '1' })).toEqual(state);
  const record = (status: string) => refundCommands({ ...state, status });
  const refund = { id: NUMBER, externalId: '503', amountFen: 80 };
  expect(record('SUCCESS')).toEqual([
    { kind: 'refund.record', order: { number: 'YZ1' }, refund: { ...refund, state: 'SUCCEEDED' } },
  ]);
  expect(record('CLOSED')).toEqual([
    { kind: 'refund.record', order: { number: 'YZ1' }, refund: { ...refund, state: 'FAILED', reason: 'CLOSED' } },
  ]);
  expect(record('ABNORMAL').map(({ kind }) => kind)).toEqual(['refund.record', 'dispute.raise']);
  expect(record('PROCESSING')).toEqual([]);
  expect(refundCommands({ ...state, refundNo: 'BY-HAND' })).toEqual([
    {
      ...{ kind: 'refund.record', order: { number: 'YZ1' } },
      refund: { externalId: '503', amountFen: 80, state: 'SUCCEEDED' },
    },
  ]);
});

const order: OrderView = {
  ...{ id: 'x', number: 'YZ1', status: 'FULFILLED', kind: 'DELIVERY', totalFen: 1980, paidFen: 1980, refundedFen: 0 },
  buyer: { maskedPhone: '138****1234' },
  payments: [],
  lines: [
    { lineNo: 1, productName: '黑花生', quantity: { value: '1.250', unit: 'KG' } },
    { lineNo: 2, productName: '鸡蛋', quantity: { value: '30', unit: 'PIECE' } },
  ],
  parcels: [],
} as OrderView;
const parcel = (trackingNo: string, carrier: string, ...lineNos: number[]) => ({
  ...{ carrier, trackingNo },
  lines: lineNos.map((lineNo) => ({ lineNo })),
});
const upload = (over: Partial<OrderView>, carriers = {}) =>
  shippingInfo(
    { ...order, ...over },
    { mchid: '1900009191', tradeNo: 'YZ1', openid: 'o1', now: '2026-03-01T12:00:00+08:00' },
    carriers,
  );

test('goods that are handed over are type 4, our own delivery type 2, a carrier’s parcel type 1', () => {
  const goods = [{ item_desc: '黑花生×1.250千克、鸡蛋×30件' }];
  const base = {
    order_key: { order_number_type: 1, mchid: '1900009191', out_trade_no: 'YZ1' },
    ...{ delivery_mode: 1, upload_time: '2026-03-01T12:00:00+08:00', payer: { openid: 'o1' } },
  };
  for (const kind of ['PICK_UP', 'COLLECTION', 'VILLAGE_VISIT'] as const)
    expect(upload({ kind })).toEqual({ ...base, logistics_type: 4, shipping_list: goods });
  expect(upload({})).toEqual({ ...base, logistics_type: 2, shipping_list: goods });
  expect(upload({ parcels: [parcel('SF100', '顺丰速运', 1, 2)] })).toEqual({
    ...base,
    logistics_type: 1,
    shipping_list: [
      {
        ...{ tracking_no: 'SF100', express_company: 'SF', item_desc: '黑花生×1.250千克、鸡蛋×30件' },
        contact: { receiver_contact: '138****1234' },
      },
    ],
  });
});

test('a split shipment is told with each parcel, and is whole with the last', () => {
  const [first, second] = [parcel('Z1', '中通', 1), parcel('Y1', 'yto', 2)];
  const part = { status: 'PAID', parcels: [first] } as const;
  const whole = { parcels: [first, second] };
  expect([{ ...part, parcels: [] }, part, whole].map((over) => shipmentStage({ ...order, ...over }))).toEqual([
    ...[null, 'part-1', 'all-2'],
  ]);
  expect(upload(part)).toMatchObject({ delivery_mode: 2, is_all_delivered: false });
  expect(upload(whole)).toMatchObject({
    ...{ delivery_mode: 2, is_all_delivered: true },
    shipping_list: [
      { tracking_no: 'Z1', express_company: 'ZTO', item_desc: '黑花生×1.250千克' },
      { tracking_no: 'Y1', express_company: 'YTO', item_desc: '鸡蛋×30件' },
    ],
  });
});

test('a carrier that WeChat does not know, and a sixteenth parcel, are for an operator to mend', () => {
  const strange = { parcels: [parcel('N1', '村口三轮', 1)] };
  expect(() => upload(strange)).toThrow(BadShipment);
  expect(upload(strange, { 村口三轮: 'OTHERS' }).shipping_list[0]!.express_company).toBe('OTHERS');
  expect(['顺丰', ' sf ', 'ZTO', '飞鸽'].map((name) => carrierCode(name, {}))).toEqual(['SF', 'SF', 'ZTO', null]);
  const many = Array.from({ length: 16 }, (_, i) => parcel(`Z${i}`, '中通', 1));
  expect(() => upload({ parcels: many })).toThrow('15 parcels');
  expect(outcomeOf(new BadShipment('UNKNOWN_CARRIER', 'x'))).toMatchObject({ outcome: 'permanent' });
});

test('a message is told once there is something to tell, within what its keys take', () => {
  const told = (over: Partial<OrderView>) => news({ ...order, ...over });
  expect([
    told({ status: 'PLACED' }),
    told({ status: 'PAID' }),
    told({}),
    told({ status: 'RETURNED', refundedFen: 5 }),
    told({ status: 'CANCELLED' }),
  ]).toEqual([[], ['paid'], ['shipped'], ['refunded'], []]);
  const data = {
    thing1: '您的{items}',
    amount2: '{amount}',
    character_string3: '{number}',
    phrase4: '{state}',
    date5: '{other}',
  };
  const items = '固镇黑花生×1.250千克、鸡蛋×30件、绿豆皮×2箱';
  expect(messageData({ id: 'T', data }, { number: 'YZ1', amountFen: 1980, time: '', items, state: '已付款' })).toEqual({
    thing1: { value: '您的固镇黑花生×1.250千克、鸡蛋×…' },
    ...{ amount2: { value: '19.80元' }, character_string3: { value: 'YZ1' } },
    ...{ phrase4: { value: '已付款' }, date5: { value: '{other}' } },
  });
});

test('each refusal means to ask again, to give up, or to stop', () => {
  const pay = (status: number, code: string) => remedyOf(status, code);
  expect([pay(500, 'SYSTEM_ERROR'), pay(429, 'X'), pay(502, ''), pay(403, 'NOT_ENOUGH')]).toEqual(
    Array(4).fill('retry'),
  );
  expect([pay(400, 'PARAM_ERROR'), pay(403, 'RULE_LIMIT'), pay(404, 'X'), pay(403, 'OUT_TRADE_NO_USED')]).toEqual(
    Array(4).fill('permanent'),
  );
  expect([pay(401, 'SIGN_ERROR'), pay(401, ''), pay(403, 'NO_AUTH')]).toEqual(Array(3).fill('suspend'));
  const mini = (code: number) => outcomeOf(miniFault(code, ''));
  expect(mini(10060001)).toMatchObject({ outcome: 'retry', code: 'PAYMENT_NOT_FOUND', afterSeconds: 15 });
  expect([10060003, 10060004, 47001, 47003, 40037, 43101, 12345].map((code) => mini(code).outcome)).toEqual(
    Array(7).fill('permanent'),
  );
  expect([-1, 45011, 40001].map((code) => mini(code).outcome)).toEqual(Array(3).fill('retry'));
  const results = (['ok', 'permanent', 'retry', 'suspend'] as const).map((outcome) => ({ outcome, code: 'x' }));
  expect([1, 2, 3, 4].map((n) => worst(results.slice(0, n) as never).outcome)).toEqual([
    'ok',
    'permanent',
    'retry',
    'suspend',
  ]);
  expect(outcomeOf(new PayFault(403, 'NOT_ENOUGH', '', 'retry', 3600))).toMatchObject({ afterSeconds: 3600 });
  expect(outcomeOf(new TypeError('fetch failed'))).toMatchObject({ outcome: 'retry', code: 'FAILED' });
});

test('settings are checked field by field, and what is secret is marked', () => {
  expect(secretPaths(settings)).toEqual(['appSecret', 'merchantKey', 'apiV3Key']);
  const good = new WechatSimulator().settings('https://yizhan.example.cn');
  expect(settings.parse(good)).toMatchObject({ appState: 'formal', templates: {}, carriers: {} });
  const faults = (over: object) =>
    settings.safeParse({ ...good, ...over }).error?.issues.map(({ path }) => path.join('.'));
  expect([
    faults({ appid: 'x' }),
    faults({ apiV3Key: 'short' }),
    faults({ merchantKey: 'no key' }),
    faults({ certificates: ['no certificate'] }),
    faults({ publicKey: undefined, certificates: [] }),
    faults({ publicKey: undefined }),
    faults({ templates: { paid: { id: 'T', data: { '1thing': 'x' } } } }),
  ]).toEqual([
    ['appid'],
    ['apiV3Key'],
    ['merchantKey'],
    ['certificates.0'],
    ['publicKey'],
    undefined,
    ['templates.paid.data.1thing'],
  ]);
});
