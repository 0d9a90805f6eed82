import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTrade } from '../../../plugins/taobao/trades/trade.js';
import { lineAmounts } from '../../../plugins/taobao/trades/line-amounts.rules.js';
import { commandsAfterImport, importOf, notTaken } from '../../../plugins/taobao/trades/trade-commands.rules.js';
import { TRADE_STATES } from '../../../plugins/taobao/trades/trade-states.js';
import type { OurOrder } from '../../../plugins/taobao/trades/our-order.js';

const row = (over: object = {}, orders: object[] = [{}]) => ({
  tid: '2231958349123456789',
  status: 'WAIT_SELLER_SEND_GOODS',
  created: '2026-07-15 08:00:00',
  modified: '2026-07-15 08:05:00',
  pay_time: '2026-07-15 08:04:00',
  payment: '35.00',
  post_fee: '5.00',
  alipay_no: '2026071522001',
  ...over,
  orders: {
    order: orders.map((order, i) => ({
      oid: `22319583491234567${80 + i}`,
      num_iid: 520813250866,
      outer_iid: 'HSG-500',
      num: 2,
      payment: '30.00',
      status: 'WAIT_SELLER_SEND_GOODS',
      title: '固镇黑花生',
      ...order,
    })),
  },
});

const trade = (over: object = {}, orders?: object[]) => readTrade(row(over, orders));
const stateOf = ({ status }: { status: string }) => TRADE_STATES[status]!;
const CONNECTED = new Date('2026-07-01T00:00:00Z');

test('a trade keeps its ids digit by digit, and its money in fen', () => {
  const { tid, lines, paymentFen, postFen } = trade({ payment: '0.07', post_fee: '0.00' }, [{ sku_id: 0 }]);
  expect([tid, paymentFen, postFen]).toEqual(['2231958349123456789', 7, 0]);
  expect(lines[0]).toMatchObject({ oid: '2231958349123456780', itemId: '520813250866', skuId: null, code: 'HSG-500' });
});

test.each(['12.345', '1e3', '', '-1.00', 'free'])('an amount %j is refused, not rounded', (payment) => {
  expect(() => trade({ payment })).toThrow('is no amount in yuan');
});

test('the postage of a trade of one line is in the line’s payment; of several, it is not', () => {
  expect(lineAmounts(trade({}, [{ payment: '35.00' }]))).toEqual([3_000]);
  expect(lineAmounts(trade({ payment: '65.00' }, [{ payment: '20.00' }, { payment: '40.00' }]))).toEqual([
    2_000, 4_000,
  ]);
});

test('a discount on the whole trade is taken as divided there, or split so that it adds up', () => {
  const lines = [{ payment: '20.00' }, { payment: '40.01' }];
  const divided = [
    { ...lines[0], divide_order_fee: '18.00' },
    { ...lines[1], divide_order_fee: '37.00' },
  ];
  expect(lineAmounts(trade({ payment: '60.00' }, divided))).toEqual([1_800, 3_700]);
  expect(lineAmounts(trade({ payment: '60.00' }, lines))).toEqual([1_833, 3_667]);
});

test('whatever the lines say, they add up to the goods', () => {
  const yuan = fc.nat({ max: 1_000_000 }).map((fen) => (fen / 100).toFixed(2));
  fc.assert(
    fc.property(
      yuan,
      fc.array(fc.record({ payment: yuan, num: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 6 }),
      (payment, orders) => {
        const read = trade({ payment, post_fee: '3.00' }, orders);
        const sum = lineAmounts(read).reduce((total, amount) => total + amount, 0);
        expect(sum).toBe(Math.max(0, read.paymentFen - 300));
      },
    ),
  );
});

test('a paid trade is imported and paid, line by line', () => {
  const read = trade({ payment: '65.00', buyer_open_uid: 'AAF1' }, [
    { payment: '20.00' },
    { payment: '40.00', num: 1 },
  ]);
  expect([
    importOf(read, stateOf(read), ['p1', 'p2'], { name: '王芳' }),
    ...commandsAfterImport(read, stateOf(read), null),
  ]).toEqual([
    {
      kind: 'order.import',
      order: {
        externalId: '2231958349123456789',
        placedAt: '2026-07-15T00:00:00.000Z',
        lines: [
          { product: { id: 'p1' }, quantity: '2', amountFen: 2_000, externalId: '2231958349123456780' },
          { product: { id: 'p2' }, quantity: '1', amountFen: 4_000, externalId: '2231958349123456781' },
        ],
        postageFen: 500,
        buyer: { name: '王芳' },
        customer: 'AAF1',
      },
    },
    {
      kind: 'order.pay',
      order: { externalId: '2231958349123456789' },
      payment: {
        transactionId: '2026071522001',
        amountFen: 6_500,
        paidAt: '2026-07-15T00:04:00.000Z',
        method: 'taobao.alipay',
      },
    },
  ]);
});

test.each([
  ['TRADE_NO_CREATE_PAY', [], 'not paid yet'],
  ['WAIT_BUYER_PAY', [], 'not paid yet'],
  ['PAY_PENDING', [], 'not paid yet'],
  ['PAID_FORBID_CONSIGN', [], null],
  ['WAIT_SELLER_SEND_GOODS', ['order.pay'], null],
  ['WAIT_BUYER_CONFIRM_GOODS', ['order.pay', 'order.ship'], null],
  ['TRADE_BUYER_SIGNED', ['order.pay', 'order.ship'], null],
  ['TRADE_FINISHED', ['order.pay', 'order.ship', 'order.complete'], null],
  ['TRADE_CLOSED', [], 'closed before it was imported'],
  ['TRADE_CLOSED_BY_TAOBAO', [], 'closed before it was imported'],
])('%s means %j after the import', (status, kinds, reason) => {
  const read = trade({ status, consign_time: '2026-07-15 09:00:00' }, [{ status }]);
  expect(commandsAfterImport(read, stateOf(read), null).map(({ kind }) => kind)).toEqual(kinds);
  expect(notTaken(read, stateOf(read), 'PAYMENT', CONNECTED)).toBe(reason);
});

test('a trade may be put aside as soon as it is placed; one that left before we came is not counted', () => {
  const placed = trade({ status: 'WAIT_BUYER_PAY' });
  expect(notTaken(placed, stateOf(placed), 'ORDER', CONNECTED)).toBeNull();
  const sent = trade({ status: 'TRADE_FINISHED', consign_time: '2026-06-30 12:00:00' });
  expect(notTaken(sent, stateOf(sent), 'PAYMENT', CONNECTED)).toBe('sent before the connection began');
  const closedLines = trade({}, [{ status: 'TRADE_CLOSED' }]);
  expect(notTaken(closedLines, stateOf(closedLines), 'PAYMENT', CONNECTED)).toBe('all of its lines are closed');
});

test('lines that were closed before are not imported, and not paid for', () => {
  const read = trade({ payment: '65.00' }, [{ payment: '20.00', status: 'TRADE_CLOSED' }, { payment: '40.00' }]);
  expect(importOf(read, stateOf(read), ['p2'], undefined)).toMatchObject({
    order: { lines: [{ product: { id: 'p2' }, amountFen: 4_000, externalId: '2231958349123456781' }] },
  });
  expect(commandsAfterImport(read, stateOf(read), null)).toMatchObject([{ payment: { amountFen: 4_500 } }]);
});

const ours = (over: Partial<OurOrder> = {}): OurOrder => ({
  status: 'PAID',
  paidFen: 6_500,
  lines: ['2231958349123456780', '2231958349123456781'],
  cancelled: [],
  shipped: [],
  asked: [],
  ...over,
});

test('parcels come one by one, each line once, and what we know is not said again', () => {
  const sf = { logistics_company: '顺丰速运', invoice_no: 'SF1', status: 'WAIT_BUYER_CONFIRM_GOODS', payment: '20.00' };
  const part = trade({ status: 'SELLER_CONSIGNED_PART', payment: '65.00' }, [sf, { payment: '40.00' }]);
  expect(commandsAfterImport(part, stateOf(part), ours())).toEqual([
    {
      kind: 'order.ship',
      order: { externalId: '2231958349123456789' },
      lines: ['2231958349123456780'],
      parcel: { carrier: '顺丰速运', trackingNo: 'SF1' },
    },
  ]);
  expect(commandsAfterImport(part, stateOf(part), ours({ shipped: ['2231958349123456780'] }))).toEqual([]);
  const whole = trade({ status: 'TRADE_FINISHED', payment: '65.00' }, [
    sf,
    { ...sf, invoice_no: 'SF2', payment: '40.00' },
  ]);
  expect(commandsAfterImport(whole, stateOf(whole), ours({ shipped: ['2231958349123456780'] }))).toMatchObject([
    { kind: 'order.ship', lines: ['2231958349123456781'], parcel: { trackingNo: 'SF2' } },
    { kind: 'order.complete' },
  ]);
});

test('an older state of a trade adds nothing to what we know', () => {
  const read = trade({ payment: '65.00' }, [{ payment: '20.00' }, { payment: '40.00' }]);
  for (const status of ['PAID', 'FULFILLED', 'COMPLETED'])
    expect(commandsAfterImport(read, stateOf(read), ours({ status }))).toEqual([]);
});
