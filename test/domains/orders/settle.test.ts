import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_STATUSES, refundDue, RETURNABLE, TRANSITIONS, type OrderStatus, type OrderVerb } from '../../../src/domains/orders/order.rules.js';
import { globalId } from '../../../src/platform/graphql/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR, unbalancedItems } from '../../kit/goods.js';

const ORDER = '{ id status totalFen paidFen refundedFen version lines { lineNo returned { value } } returns { kind reason refundFen } reservation { expiresAt } }';
const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order ${ORDER} userErrors { code field } } }`;
const verb = (name: string, input: string) => `mutation($input: ${input}!) { ${name}(input: $input) { order ${ORDER} userErrors { code field message } } }`;
const VERBS = {
  pay: ['orderPay', verb('orderPay', 'OrderPayInput')],
  cancel: ['orderCancel', verb('orderCancel', 'OrderCancelInput')],
  fulfil: ['orderFulfil', verb('orderFulfil', 'OrderActionInput')],
  complete: ['orderComplete', verb('orderComplete', 'OrderActionInput')],
  return: ['orderReturn', verb('orderReturn', 'OrderReturnInput')],
} as const;
type Verb = keyof typeof VERBS;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
async function place(lines: object[]): Promise<any> {
  const answer = await app.ask(PLACE, { input: { idempotencyKey: newKey(), buyer: { name: '李小明', phone: '13812345678' }, lines } });
  expect(answer.data.orderPlace.userErrors).toEqual([]);
  return answer.data.orderPlace.order;
}

async function act(what: Verb, orderId: string, over: object = {}, as: { role?: string; token?: string } = OPERATOR): Promise<any> {
  const [name, query] = VERBS[what];
  const answer = await app.ask(query, { input: { idempotencyKey: newKey(), orderId, ...over } }, as);
  return answer.data?.[name] ?? answer;
}

const pay = (orderId: string, amountFen: number, over: object = {}) => act('pay', orderId, { amountFen, method: 'cash', ...over });
const back = (orderId: string, lines: object[], over: object = {}) => act('return', orderId, { kind: 'RETURN', reason: '不新鲜', lines, ...over });
const stockOf = async (id: string) => (await app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }', { id })).data.product.stock;
const readOrder = async (id: string) => (await app.ask(`query($id: ID!) { order(id: $id) ${ORDER} }`, { id }, OPERATOR)).data.order;
const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;
const payments = async (id: string) =>
  (await app.db.pool.query('select kind, method, amount_fen as fen from payment where order_id = $1 order by at, id', [uuidOf(id)])).rows;
const movements = async (id: string) =>
  (await app.db.pool.query('select kind, d_on_hand as "onHand", d_reserved as reserved from stock_movement where order_id = $1 order by id', [uuidOf(id)])).rows;
/** Everything that a refused verb must leave alone. */
const books = async () =>
  (
    await app.db.pool.query(`select (select json_agg(i order by id) from stock_item i) as items, (select json_agg(o order by id) from customer_order o) as orders,
      (select json_agg(l order by order_id, line_no) from order_line l) as lines, (select json_agg(r order by order_id, item_id) from reservation r) as reservations,
      (select count(*) from payment) as payments, (select count(*) from order_return) as returns, (select count(*) from stock_movement) as movements`)
  ).rows[0];
const makeDue = (id: string) => app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where order_id = $1`, [uuidOf(id)]);

async function until(test: () => Promise<boolean>, ms = 10_000): Promise<void> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50))) if (await test()) return;
  throw new Error(`not within ${ms} ms`);
}

/** An order of 2 kg of 9.99 yuan goods (10 kg on hand) in the given state. */
async function orderIn(status: OrderStatus): Promise<{ order: any; productId: string }> {
  const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '10' } });
  const order = await place([{ productId, quantity: '2' }]);
  const steps: Record<OrderStatus, Verb[]> = {
    PLACED: [],
    EXPIRED: [],
    PAID: ['pay'],
    CANCELLED: ['cancel'],
    FULFILLED: ['pay', 'fulfil'],
    COMPLETED: ['pay', 'fulfil', 'complete'],
    RETURNED: ['pay', 'fulfil', 'return'],
  };
  for (const step of steps[status]) {
    const over = step === 'pay' ? { amountFen: 1_998, method: 'cash' } : step === 'return' ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }] } : {};
    expect((await act(step, order.id, over)).userErrors).toEqual([]);
  }
  if (status === 'EXPIRED') {
    await makeDue(order.id);
    await until(async () => (await readOrder(order.id)).status === 'EXPIRED');
  }
  expect((await readOrder(order.id)).status).toBe(status);
  return { order, productId };
}

describe('the way of an order', () => {
  test('placed, paid, fulfilled, completed: stock leaves when it is fulfilled, money is booked once', async () => {
    const { order, productId } = await orderIn('PLACED');
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '2.000', available: '8.000' });
    const paid = await pay(order.id, 1_998, { method: 'transfer', reference: 'T-1' });
    expect(paid).toEqual({ order: { ...order, status: 'PAID', paidFen: 1_998, version: 2, reservation: null, lines: [{ lineNo: 1, returned: { value: '0.000' } }], returns: [] }, userErrors: [] });
    expect(await stockOf(productId)).toEqual({ onHand: '10.000', reserved: '2.000', available: '8.000' });
    expect((await act('fulfil', order.id)).order).toMatchObject({ status: 'FULFILLED', version: 3 });
    expect(await stockOf(productId)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    expect((await act('complete', order.id)).order).toMatchObject({ status: 'COMPLETED', version: 4, paidFen: 1_998, refundedFen: 0 });
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
    expect((await act('cancel', order.id, { reason: '买错了' })).order).toMatchObject({ status: 'CANCELLED', paidFen: 1_998, refundedFen: 1_998 });
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
    const table = Object.fromEntries(ORDER_STATUSES.map((from) => [from, Object.fromEntries(verbs.flatMap((v) => (leads(v, from) ? [[v, leads(v, from)]] : [])))]));
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
    const over = what === 'pay' ? { amountFen: 1_998, method: 'cash' } : what === 'return' ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }] } : {};
    const answer = await act(what, order.id, over);
    if (to) {
      expect(answer).toMatchObject({ order: { status: to }, userErrors: [] });
      expect(await unbalancedItems(app)).toBe(0);
    } else {
      expect(answer).toEqual({ order: null, userErrors: [{ code: 'INVALID_STATE', field: 'orderId', message: `The order is ${from}: this cannot be done` }] });
      expect(await books()).toEqual(before);
    }
  });
});

describe('what is refused, with nothing changed', () => {
  test.each([1_997, 1_999, 0, -1_998])('a payment of %i fen for 1,998', async (amountFen) => {
    const { order } = await orderIn('PLACED');
    const before = await books();
    expect(await pay(order.id, amountFen)).toEqual({ order: null, userErrors: [{ code: 'AMOUNT_MISMATCH', field: 'amountFen', message: 'The amount due is 1998 fen' }] });
    expect(await books()).toEqual(before);
  });

  test('a payment after the reservation ran out, before the job came by', async () => {
    const { order, productId } = await orderIn('PLACED');
    await makeDue(order.id);
    const answer = await pay(order.id, 1_998);
    // The job may have been faster.
    expect(['RESERVATION_EXPIRED', 'INVALID_STATE']).toContain(answer.userErrors[0].code);
    await until(async () => (await readOrder(order.id)).status === 'EXPIRED');
    expect(await payments(order.id)).toEqual([]);
    expect((await stockOf(productId)).reserved).toBe('0.000');
  });

  test.each([
    [{ lines: [] }, 'NO_LINES', 'lines'],
    [{ reason: ' ' }, 'REASON_REQUIRED', 'reason'],
    [{ lines: [{ lineNo: 2, quantity: '1', disposition: 'RESTOCK' }] }, 'UNKNOWN_LINE', 'lines.0.lineNo'],
    [{ lines: [{ lineNo: 1, quantity: '2.001', disposition: 'RESTOCK' }] }, 'TOO_MANY_RETURNED', 'lines.0.quantity'],
    [{ lines: [{ lineNo: 1, quantity: '1.5', disposition: 'RESTOCK' }, { lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' }] }, 'TOO_MANY_RETURNED', 'lines.1.quantity'],
    [{ kind: 'EXCHANGE', lines: [{ lineNo: 1, quantity: '1.5', disposition: 'RESTOCK' }, { lineNo: 1, quantity: '1', disposition: 'RESTOCK' }] }, 'TOO_MANY_RETURNED', 'lines.1.quantity'],
    [{ lines: [{ lineNo: 1, quantity: '0', disposition: 'RESTOCK' }] }, 'BAD_QUANTITY', 'lines.0.quantity'],
    [{ lines: [{ lineNo: 1, quantity: '0.0001', disposition: 'RESTOCK' }] }, 'BAD_QUANTITY', 'lines.0.quantity'],
  ])('a return with %j', async (over, code, field) => {
    const { order } = await orderIn('FULFILLED');
    const before = await books();
    const answer = await back(order.id, [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }], over);
    expect(answer.order).toBeNull();
    expect(answer.userErrors).toEqual([{ code, field, message: expect.any(String) }]);
    expect(await books()).toEqual(before);
  });

  test('an exchange when nothing is left to send', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    expect((await place([{ productId, quantity: '7.5' }])).status).toBe('PLACED');
    const before = await books();
    const answer = await back(order.id, [{ lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' }], { kind: 'EXCHANGE' });
    expect(answer.userErrors).toEqual([{ code: 'OUT_OF_STOCK', field: 'lines', message: expect.stringMatching(/^Only 0\.500 of “固镇黑花生 \d+” is available$/) }]);
    expect(await books()).toEqual(before);
  });

  test('the order of another region, one that is not there and an id of another kind answer alike', async () => {
    const { order } = await orderIn('PAID');
    const before = await books();
    const ids = [order.id, globalId('Order', '00000000-0000-7000-8000-000000000000'), globalId('Product', 1), 'nonsense'];
    const { rows } = await app.db.pool.query(`insert into staff(username, password_hash, display_name, role, place_code) values ('elsewhere', '-', '-', 'TOWNSHIP_OPERATOR', '340323104') returning id`);
    const { createTokens } = await import('../../../src/platform/auth/index.js');
    const { SECRET } = await import('../../kit/app.js');
    const token = await createTokens(SECRET).issue({ kind: 'staff', id: String(rows[0].id), version: 1 }, 60);
    for (const what of ['pay', 'cancel', 'fulfil', 'complete', 'return'] as const) {
      const over = what === 'pay' ? { amountFen: 1_998, method: 'cash' } : what === 'return' ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }] } : {};
      const answers = [];
      for (const id of ids) answers.push(await act(what, id, over, { token }));
      for (const answer of answers) expect(answer).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND', field: 'orderId', message: 'order was not found' }] });
    }
    expect(await books()).toEqual(before);
  });
});

describe('a repeated key', () => {
  test('pays once, however often it is sent', async () => {
    const { order } = await orderIn('PLACED');
    const idempotencyKey = newKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(order.id, 1_998, { idempotencyKey })));
    for (const answer of answers) expect(answer).toMatchObject({ order: { status: 'PAID', paidFen: 1_998 }, userErrors: [] });
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

describe('goods that come back', () => {
  test('in three parts: each refunds its share, together exactly the amount; written off goods stay away', async () => {
    const productId = await makeProduct(app, { priceFen: 1_000, stock: { [GATE]: '10' } });
    const order = await place([{ productId, quantity: '0.333' }]);
    expect(order.totalFen).toBe(333);
    await pay(order.id, 333);
    await act('fulfil', order.id);
    const first = await back(order.id, [{ lineNo: 1, quantity: '0.1', disposition: 'RESTOCK' }]);
    expect(first.order).toMatchObject({ status: 'FULFILLED', refundedFen: 100, lines: [{ returned: { value: '0.100' } }], returns: [{ kind: 'RETURN', reason: '不新鲜', refundFen: 100 }] });
    await act('complete', order.id);
    const second = await back(order.id, [{ lineNo: 1, quantity: '0.2', disposition: 'WRITE_OFF' }]);
    expect(second.order).toMatchObject({ status: 'COMPLETED', refundedFen: 300 });
    const third = await back(order.id, [{ lineNo: 1, quantity: '0.033', disposition: 'RESTOCK' }]);
    expect(third.order).toMatchObject({ status: 'RETURNED', paidFen: 333, refundedFen: 333 });
    expect(await stockOf(productId)).toEqual({ onHand: '9.800', reserved: '0.000', available: '9.800' });
    expect((await payments(order.id)).map((p) => [p.kind, p.fen])).toEqual([['PAYMENT', 333], ['REFUND', 100], ['REFUND', 200], ['REFUND', 33]]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('one line in two parts of one return: what is good goes back, what is not is written off', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    const answer = await back(order.id, [{ lineNo: 1, quantity: '0.5', disposition: 'RESTOCK' }, { lineNo: 1, quantity: '1.5', disposition: 'WRITE_OFF' }]);
    expect(answer).toMatchObject({ order: { status: 'RETURNED', refundedFen: 1_998, lines: [{ returned: { value: '2.000' } }], returns: [{ refundFen: 1_998 }] }, userErrors: [] });
    expect((await stockOf(productId)).onHand).toBe('8.500');
  });

  test('refunds by any parts add up to the amount, never more on the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }), (amount, parts) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0);
        let returned = 0;
        let refunded = 0;
        for (const part of parts) {
          returned += part;
          const due = refundDue(amount, quantity, returned, refunded);
          expect(due).toBeGreaterThanOrEqual(0);
          refunded += due;
          expect(BigInt(refunded) * BigInt(quantity) <= BigInt(amount) * BigInt(returned)).toBe(true);
        }
        expect(refunded).toBe(amount);
      }),
    );
  });

  test('exchanged: what came back is on hand, what replaced it is not, no money moves', async () => {
    const { order, productId } = await orderIn('COMPLETED');
    expect(await stockOf(productId)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    const kept = await back(order.id, [{ lineNo: 1, quantity: '0.5', disposition: 'RESTOCK' }], { kind: 'EXCHANGE' });
    expect(kept.order).toMatchObject({ status: 'COMPLETED', refundedFen: 0, lines: [{ returned: { value: '0.000' } }], returns: [{ kind: 'EXCHANGE', refundFen: 0 }] });
    expect((await stockOf(productId)).onHand).toBe('8.000');
    await back(order.id, [{ lineNo: 1, quantity: '0.5', disposition: 'WRITE_OFF' }], { kind: 'EXCHANGE' });
    expect((await stockOf(productId)).onHand).toBe('7.500');
    expect((await payments(order.id)).map((p) => p.kind)).toEqual(['PAYMENT']);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('returned twice at once in full: one wins', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    const answers = await Promise.all(Array.from({ length: 6 }, () => back(order.id, [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }])));
    expect(answers.filter((a) => a.order).length).toBe(1);
    expect(answers.filter((a) => a.userErrors[0]?.code === 'INVALID_STATE').length).toBe(5);
    expect((await stockOf(productId)).onHand).toBe('10.000');
    expect((await readOrder(order.id)).refundedFen).toBe(1_998);
  });
});

describe('two at once', () => {
  const race = async (rounds: number, rivals: (order: any) => Promise<any>[]) => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders = [];
    for (let i = 0; i < rounds; i++) orders.push(await place([{ productId, quantity: '2' }]));
    const answers = await Promise.all(orders.map((order) => Promise.all(rivals(order))));
    return { productId, orders, answers };
  };

  test('pay and cancel: both may happen only in that order; otherwise one finds the state changed', async () => {
    const { orders, answers, productId } = await race(12, (order) => [pay(order.id, 1_998), act('cancel', order.id)]);
    let held = 0;
    for (const [i, [paid, cancelled]] of answers.entries()) {
      expect(cancelled.userErrors).toEqual([]);
      const now = await readOrder(orders[i].id);
      // Cancelling is allowed after paying, with the money back; paying after cancelling is not.
      if (paid.order) expect(now).toMatchObject({ status: 'CANCELLED', paidFen: 1_998, refundedFen: 1_998 });
      else {
        expect(paid.userErrors[0].code).toBe('INVALID_STATE');
        expect(now).toMatchObject({ status: 'CANCELLED', paidFen: 0, refundedFen: 0 });
      }
      held += Number(now.status !== 'CANCELLED');
    }
    expect(held).toBe(0);
    expect(await stockOf(productId)).toEqual({ onHand: '100.000', reserved: '0.000', available: '100.000' });
  });

  test('fulfil and cancel: exactly one wins', async () => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders = [];
    for (let i = 0; i < 12; i++) {
      const order = await place([{ productId, quantity: '2' }]);
      await pay(order.id, 1_998);
      orders.push(order);
    }
    const answers = await Promise.all(orders.map((order, i) => Promise.all(i % 2 ? [act('fulfil', order.id), act('cancel', order.id)] : [act('cancel', order.id), act('fulfil', order.id)])));
    let left = 0;
    for (const [i, pair] of answers.entries()) {
      expect(pair.filter((a) => a.order).length).toBe(1);
      expect(pair.filter((a) => a.userErrors[0]?.code === 'INVALID_STATE').length).toBe(1);
      const { status, refundedFen } = await readOrder(orders[i].id);
      expect([status, refundedFen]).toEqual(status === 'FULFILLED' ? ['FULFILLED', 0] : ['CANCELLED', 1_998]);
      left += Number(status === 'FULFILLED');
    }
    const onHand = `${100 - 2 * left}.000`;
    expect(await stockOf(productId)).toEqual({ onHand, reserved: '0.000', available: onHand });
  });

  test('pay and expire: exactly one wins, and stock and money agree with who won', async () => {
    const productId = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '100' } });
    const orders = [];
    for (let i = 0; i < 16; i++) orders.push(await place([{ productId, quantity: '2' }]));
    // They run out while they are being paid, spread over some 200 ms.
    for (const [i, order] of orders.entries()) {
      await app.db.pool.query(`update reservation set expires_at = clock_timestamp() + $2::int * interval '1 ms' where order_id = $1`, [uuidOf(order.id), 1_500 + i * 15]);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const answers = await Promise.all(orders.map((order) => pay(order.id, 1_998)));
    await until(async () => (await Promise.all(orders.map((order) => readOrder(order.id)))).every(({ status }) => status !== 'PLACED'));
    let paid = 0;
    for (const [i, answer] of answers.entries()) {
      const { status, paidFen } = await readOrder(orders[i].id);
      expect([status, paidFen]).toEqual(answer.order ? ['PAID', 1_998] : ['EXPIRED', 0]);
      paid += Number(status === 'PAID');
    }
    expect(await stockOf(productId)).toMatchObject({ onHand: '100.000', reserved: `${2 * paid}.000` });
    expect(await unbalancedItems(app)).toBe(0);
  });
});
