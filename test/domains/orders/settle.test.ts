import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ORDER_STATUSES,
  RETURNABLE,
  TRANSITIONS,
  type OrderStatus,
  type OrderVerb,
} from '../../../src/domains/orders/order.rules.js';
import { CENTRE, GATE, makeProduct, newKey, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  act,
  books,
  movements,
  orderIn,
  pay,
  payments,
  place,
  readOrder,
  stockOf,
  startSettling,
  type Verb,
} from './settling.js';

beforeAll(startSettling);
afterAll(() => app.stop());

describe('the way of an order', () => {
  test('placed, paid, fulfilled, completed: stock leaves when it is fulfilled, money is booked once', async () => {
    const { order, productId } = await orderIn('PLACED');
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '2.000', available: '8.000' });
    const paid = await pay(order.id, 1_998, { method: 'transfer', reference: 'T-1' });
    expect(paid).toEqual({
      order: {
        ...order,
        status: 'PAID',
        paidFen: 1_998,
        version: 2,
        reservation: null,
        lines: [{ lineNo: 1, returned: { value: '0.000' } }],
        returns: [],
      },
      userErrors: [],
    });
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '2.000', available: '8.000' });
    expect((await act('fulfil', order.id)).order).toMatchObject({ status: 'FULFILLED', version: 3 });
    expect(await stockOf(productId)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    expect((await act('complete', order.id)).order).toMatchObject({
      status: 'COMPLETED',
      version: 4,
      paidFen: 1_998,
      refundedFen: 0,
    });
    expect(await payments(order.id)).toEqual([{ kind: 'PAYMENT', method: 'transfer', fen: 1_998 }]);
    expect(await movements(order.id)).toEqual([
      { kind: 'RESERVE', onHand: 0, reserved: 2_000 },
      { kind: 'SHIP', onHand: -2_000, reserved: -2_000 },
    ]);
  });

  test('cancelled before it is paid: stock goes back, no money moves', async () => {
    const { order, productId } = await orderIn('CANCELLED');
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '0.000', available: '10.000' });
    expect(await readOrder(order.id)).toMatchObject({ paidFen: 0, refundedFen: 0, reservation: null });
    expect(await payments(order.id)).toEqual([]);
  });

  test('cancelled after it was paid: stock and money go back', async () => {
    const { order, productId } = await orderIn('PAID');
    expect((await act('cancel', order.id, { reason: '买错了' })).order).toMatchObject({
      status: 'CANCELLED',
      paidFen: 1_998,
      refundedFen: 1_998,
    });
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '0.000', available: '10.000' });
    expect(await payments(order.id)).toEqual([
      { kind: 'PAYMENT', method: 'cash', fen: 1_998 },
      { kind: 'REFUND', method: 'cancel', fen: 1_998 },
    ]);
  });

  test('not paid in time: the job gives the stock back', async () => {
    const { order, productId } = await orderIn('EXPIRED');
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '0.000', available: '10.000' });
    expect((await movements(order.id)).map((m) => m.kind)).toEqual(['RESERVE', 'EXPIRE']);
    expect(await payments(order.id)).toEqual([]);
  });

  test('several lines of several sites move together, two lines of one item as one', async () => {
    const one = await makeProduct(app, { stock: { [GATE]: '10' } });
    const two = await makeProduct(app, { unit: 'PIECE', stock: { [CENTRE]: '10' } });
    const order = await place([
      { productId: one, quantity: '1.5' },
      { productId: two, quantity: '3' },
      { productId: one, quantity: '0.5' },
    ]);
    await pay(order.id, 1_500 + 3_000 + 500);
    expect((await act('fulfil', order.id)).userErrors).toEqual([]);
    expect(await stockOf(one)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    expect(await stockOf(two)).toEqual({ onHand: '7', reserved: '0', available: '7' });
    expect(await unbalancedItems(app)).toBe(0);
  });
});

describe('the table of what may happen', () => {
  const verbs: Verb[] = ['pay', 'cancel', 'fulfil', 'complete', 'return'];
  const leads = (what: Verb, from: OrderStatus): OrderStatus | null => {
    if (what === 'return') return RETURNABLE.includes(from) ? 'RETURNED' : null;
    const { from: allowed, to } = TRANSITIONS[what as OrderVerb];
    return allowed.includes(from) ? to : null;
  };

  test('is this one', () => {
    const table = Object.fromEntries(
      ORDER_STATUSES.map((from) => [
        from,
        Object.fromEntries(verbs.flatMap((v) => (leads(v, from) ? [[v, leads(v, from)]] : []))),
      ]),
    );
    expect(table).toEqual({
      PLACED: { pay: 'PAID', cancel: 'CANCELLED' },
      PAID: { cancel: 'CANCELLED', fulfil: 'FULFILLED' },
      FULFILLED: { complete: 'COMPLETED', return: 'RETURNED' },
      COMPLETED: { return: 'RETURNED' },
      CANCELLED: {},
      EXPIRED: {},
      RETURNED: {},
    });
  });

  const cases = ORDER_STATUSES.flatMap((from) => verbs.map((what) => [what, from, leads(what, from)] as const));
  test.each(cases)('%s from %s leads to %s', async (what, from, to) => {
    const { order } = await orderIn(from);
    const before = await books();
    const over =
      what === 'pay'
        ? { amountFen: 1_998, method: 'cash' }
        : what === 'return'
          ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }] }
          : {};
    const answer = await act(what, order.id, over);
    if (to) {
      expect(answer).toMatchObject({ order: { status: to }, userErrors: [] });
      expect(await unbalancedItems(app)).toBe(0);
    } else {
      expect(answer).toEqual({
        order: null,
        userErrors: [{ code: 'INVALID_STATE', field: 'orderId', message: `The order is ${from}: this cannot be done` }],
      });
      expect(await books()).toEqual(before);
    }
  });
});

describe('a repeated key', () => {
  test('pays once, however often it is sent', async () => {
    const { order } = await orderIn('PLACED');
    const idempotencyKey = newKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(order.id, 1_998, { idempotencyKey })));
    for (const answer of answers)
      expect(answer).toMatchObject({ order: { status: 'PAID', paidFen: 1_998 }, userErrors: [] });
    expect(await payments(order.id)).toEqual([{ kind: 'PAYMENT', method: 'cash', fen: 1_998 }]);
  });

  test('of one verb is refused for another, also for fulfil and complete, whose inputs look the same', async () => {
    const { order } = await orderIn('PAID');
    const idempotencyKey = newKey();
    expect((await act('fulfil', order.id, { idempotencyKey })).userErrors).toEqual([]);
    const answer = await act('complete', order.id, { idempotencyKey });
    expect(answer.userErrors).toEqual([expect.objectContaining({ code: 'KEY_REUSED', field: 'idempotencyKey' })]);
    expect((await readOrder(order.id)).status).toBe('FULFILLED');
  });
});
