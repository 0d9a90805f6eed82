import { expect } from '@jest/globals';
import type { OrderStatus } from '../../../src/domains/orders/order.rules.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../../kit/goods.js';

const ORDER =
  '{ id status totalFen paidFen refundedFen version lines { lineNo returned { value } } returns { kind reason refundFen } reservation { expiresAt } }';
const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order ${ORDER} userErrors { code field } } }`;
const verb = (name: string, input: string) =>
  `mutation($input: ${input}!) { ${name}(input: $input) { order ${ORDER} userErrors { code field message } } }`;
const VERBS = {
  pay: ['orderPay', verb('orderPay', 'OrderPayInput')],
  cancel: ['orderCancel', verb('orderCancel', 'OrderCancelInput')],
  fulfil: ['orderFulfil', verb('orderFulfil', 'OrderFulfilInput')],
  complete: ['orderComplete', verb('orderComplete', 'OrderActionInput')],
  return: ['orderReturn', verb('orderReturn', 'OrderReturnInput')],
} as const;
export type Verb = keyof typeof VERBS;

export let app: TestApp;

/** Starts the platform that all of these ask; to be called once a test file. */
export async function startSettling(): Promise<void> {
  app = await startApp();
}

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export async function place(lines: object[]): Promise<any> {
  const answer = await app.ask(PLACE, {
    input: { idempotencyKey: newKey(), buyer: { name: '李小明', phone: '13812345678' }, lines },
  });
  expect(answer.data.orderPlace.userErrors).toEqual([]);
  return answer.data.orderPlace.order;
}

export async function act(
  what: Verb,
  orderId: string,
  over: object = {},
  as: { role?: string; token?: string } = OPERATOR,
): Promise<any> {
  const [name, query] = VERBS[what];
  const answer = await app.ask(query, { input: { idempotencyKey: newKey(), orderId, ...over } }, as);
  return answer.data?.[name] ?? answer;
}

export const pay = (orderId: string, amountFen: number, over: object = {}) =>
  act('pay', orderId, { amountFen, method: 'cash', ...over });
export const back = (orderId: string, lines: object[], over: object = {}) =>
  act('return', orderId, { kind: 'RETURN', reason: '不新鲜', lines, ...over });
export const stockOf = async (id: string) =>
  (await app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }', { id })).data.product
    .stock;
export const readOrder = async (id: string) =>
  (await app.ask(`query($id: ID!) { order(id: $id) ${ORDER} }`, { id }, OPERATOR)).data.order;
export const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;
export const payments = async (id: string) =>
  (
    await app.db.pool.query('select kind, method, amount_fen as fen from payment where order_id = $1 order by at, id', [
      uuidOf(id),
    ])
  ).rows;
export const movements = async (id: string) =>
  (
    await app.db.pool.query(
      'select kind, d_on_hand as "onHand", d_reserved as reserved from stock_movement where order_id = $1 order by id',
      [uuidOf(id)],
    )
  ).rows;
/** Everything that a refused verb must leave alone. */
export const books = async () =>
  (
    await app.db.pool
      .query(`select (select json_agg(i order by id) from stock_item i) as items, (select json_agg(o order by id) from customer_order o) as orders,
      (select json_agg(l order by order_id, line_no) from order_line l) as lines, (select json_agg(r order by order_id, item_id) from reservation r) as reservations,
      (select count(*) from payment) as payments, (select count(*) from order_return) as returns, (select count(*) from stock_movement) as movements`)
  ).rows[0];
export const makeDue = (id: string) =>
  app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where order_id = $1`, [
    uuidOf(id),
  ]);

export async function until(test: () => Promise<boolean>, ms = 10_000): Promise<void> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50)))
    if (await test()) return;
  throw new Error(`not within ${ms} ms`);
}

/** An order of 2 kg of 9.99 yuan goods (10 kg on hand) in the given state. */
export async function orderIn(status: OrderStatus): Promise<{ order: any; productId: string }> {
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
    const over =
      step === 'pay'
        ? { amountFen: 1_998, method: 'cash' }
        : step === 'return'
          ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }] }
          : {};
    expect((await act(step, order.id, over)).userErrors).toEqual([]);
  }
  if (status === 'EXPIRED') {
    await makeDue(order.id);
    await until(async () => (await readOrder(order.id)).status === 'EXPIRED');
  }
  expect((await readOrder(order.id)).status).toBe(status);
  return { order, productId };
}
