import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findBreaches } from '../../../src/domains/settlement/index.js';
import { catchUp } from '../../../src/domains/settlement/ledger/follow-orders.js';
import { settleOrders } from '../../../src/domains/settlement/ledger/settle-orders.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { OPERATOR } from '../../kit/goods.js';
import { CENTRE, deliverFrom, done, keyOf, POINT } from '../circulation/circulating.js';
import { uuidOf } from '../orders/settling.js';
import { alliedOrder, keysOf, receiptsBooked, watchDues } from './allotting.js';
import { booked, kinds, posted } from './books.js';

let app: TestApp;
let moved: () => Promise<Record<string, number>>;
beforeAll(async () => {
  app = await startApp();
  await deliverFrom(app, CENTRE);
});
beforeEach(async () => {
  moved = await watchDues(app);
});
afterAll(() => app.stop());

test('the money of an alliance’s order goes to its members by what they delivered, less what the point gave them', async () => {
  const made = await alliedOrder(app);
  const { order, bring } = made;
  const { A, B, C } = keysOf(made);
  await booked(app, order.id, ['SALE']);
  // Nobody has delivered anything yet: the alliance's, and not to be paid out.
  expect((await posted(app, order.id))[`PRODUCER_PENDING:${C}`]).toBe(-71_200);

  await bring(0, '10');
  await bring(1, '15', { paidBy: 'cash' });
  await bring(1, '5', { paidBy: 'cash' });
  await receiptsBooked(app);
  expect(await moved()).toEqual({
    [`PURCHASE:${POINT}`]: 45_000,
    [`POINT_CASH:${POINT}`]: -30_000,
    [`COLLECTION_DUE:${A}`]: -15_000,
  });

  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  const shared = {
    'CLEARING:direct': 80_000,
    LOGISTICS: -4_800,
    PLATFORM: -1_600,
    'VILLAGE_POINT:340323200207': -2_400,
    [`PURCHASE:${POINT}`]: -45_000,
  };
  // 10, 20 and 10 of 40 kg: 178.00, 356.00 and 178.00 yuan, of which 150.00 and 300.00 were given at the point.
  expect(await posted(app, order.id)).toEqual({
    ...shared,
    [`PRODUCER_PENDING:${A}`]: -2_800,
    [`PRODUCER_PENDING:${B}`]: -5_600,
    [`PRODUCER_PENDING:${C}`]: -17_800,
  });
  expect(await moved()).toEqual({ [`POINT_CASH:${POINT}`]: -30_000, [`COLLECTION_DUE:${A}`]: -15_000 });

  await app.ask(
    'mutation($input: OrderActionInput!) { orderComplete(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: order.id, orderId: order.id } },
    OPERATOR,
  );
  await booked(app, order.id, ['SALE', 'ALLOTTED', 'RELEASE']);
  expect(await posted(app, order.id)).toEqual({
    ...shared,
    [`PRODUCER:${A}`]: -2_800,
    [`PRODUCER:${B}`]: -5_600,
    [`PRODUCER:${C}`]: -17_800,
  });
  const { data } = await app.ask(
    'query($id: ID!) { order(id: $id) { priceShares { party basisPoints amountFen } } }',
    { id: order.id },
    OPERATOR,
  );
  expect(data.order.priceShares).toEqual([
    { party: 'PRODUCER', basisPoints: 8_900, amountFen: 71_200 },
    { party: 'VILLAGE_POINT', basisPoints: 300, amountFen: 2_400 },
    { party: 'LOGISTICS', basisPoints: 600, amountFen: 4_800 },
    { party: 'PLATFORM', basisPoints: 200, amountFen: 1_600 },
  ]);
  expect(await findBreaches(app.db)).toEqual([]);
});

test('a refund takes back from each what they were given of it, and a full one leaves nothing of the order', async () => {
  const made = await alliedOrder(app);
  const { order, bring } = made;
  const { A, B, C } = keysOf(made);
  await bring(0, '10');
  await bring(1, '20');
  await receiptsBooked(app);
  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  const back = (quantity: string) =>
    done(app, 'orderReturn', {
      orderId: order.id,
      kind: 'RETURN',
      reason: '受潮',
      lines: [{ lineNo: 1, quantity, disposition: 'WRITE_OFF' }],
    });
  await back('4');
  await booked(app, order.id, ['SALE', 'ALLOTTED', 'REFUND']);
  expect(await posted(app, order.id)).toEqual({
    'CLEARING:direct': 72_000,
    LOGISTICS: -4_320,
    PLATFORM: -1_440,
    'VILLAGE_POINT:340323200207': -2_160,
    [`PURCHASE:${POINT}`]: -40_500,
    [`PRODUCER_PENDING:${A}`]: -2_520,
    [`PRODUCER_PENDING:${B}`]: -5_040,
    [`PRODUCER_PENDING:${C}`]: -16_020,
  });
  await back('36');
  await booked(app, order.id, ['SALE', 'ALLOTTED', 'REFUND', 'REFUND']);
  expect(await posted(app, order.id)).toEqual({});
  // The members keep what the point owes them: the loss is the point's.
  expect(await moved()).toEqual({
    [`PURCHASE:${POINT}`]: 45_000,
    [`COLLECTION_DUE:${A}`]: -15_000,
    [`COLLECTION_DUE:${B}`]: -30_000,
  });
  expect(await findBreaches(app.db)).toEqual([]);
});

test('what was refunded before the goods left is shared anew with the rest', async () => {
  const made = await alliedOrder(app);
  const { order, bring } = made;
  const { A, B, C } = keysOf(made);
  const refunded = await app.db.pool.query(
    'update customer_order set refunded_fen = 8001 where id = $1 and refunded_fen = 0',
    [uuidOf(order.id)],
  );
  expect(refunded.rowCount).toBe(1);
  await app.db.command((tx) => settleOrders(tx, [uuidOf(order.id)]));
  await booked(app, order.id, ['SALE', 'REFUND']);
  expect((await posted(app, order.id))[`PRODUCER_PENDING:${C}`]).toBe(-64_079);
  await bring(0, '10');
  await bring(1, '20');
  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'REFUND', 'ALLOTTED']);
  const after = await posted(app, order.id);
  expect(after).toEqual({
    'CLEARING:direct': 71_999,
    LOGISTICS: -4_320,
    PLATFORM: -1_440,
    'VILLAGE_POINT:340323200207': -2_160,
    [`PURCHASE:${POINT}`]: -40_499,
    [`PRODUCER_PENDING:${A}`]: -2_520,
    [`PRODUCER_PENDING:${B}`]: -5_040,
    [`PRODUCER_PENDING:${C}`]: -16_020,
  });
  await app.db.pool.query('update customer_order set refunded_fen = 0 where id = $1', [uuidOf(order.id)]);
  await app.db.command((tx) => settleOrders(tx, [uuidOf(order.id)]));
});

test('settled by eight at once and again by the catching up, each entry is there once', async () => {
  const made = await alliedOrder(app);
  const { order, bring } = made;
  await bring(0, '10', { paidBy: 'cash' });
  await bring(1, '20');
  await done(app, 'orderFulfil', { orderId: order.id });
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      i % 2 ? catchUp(app.db) : app.db.command((tx) => settleOrders(tx, [uuidOf(order.id)])),
    ),
  );
  await receiptsBooked(app);
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  const { A, B } = keysOf(made);
  const after = await posted(app, order.id);
  expect([after[`PRODUCER_PENDING:${A}`], after[`PRODUCER_PENDING:${B}`], after[`PURCHASE:${POINT}`]]).toEqual([
    -2_800, -5_600, -45_000,
  ]);
  expect(await catchUp(app.db)).toBe(0);
  expect(await kinds(app, order.id)).toEqual(['SALE', 'ALLOTTED']);
});

test('the audit names an allocation, a promise and a receipt that do not add up', async () => {
  const { order, bring, shares } = await alliedOrder(app);
  await bring(0, '10');
  await bring(1, '20');
  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  expect(await findBreaches(app.db)).toEqual([]);
  const one = keyOf(shares[0].id);
  await app.db.pool.query('update allocation_share set quantity = quantity + 3 where id = $1', [one]);
  await app.db.pool.query(
    'update alliance_member set declared = declared + 5, allocated = allocated + 5 where id = (select member_id from allocation_share where id = $1)',
    [one],
  );
  await app.db.pool.query('update collection_receipt set amount_fen = 14999 where share_id = $1', [one]);
  const found = await findBreaches(app.db, { seconds: 600 });
  expect(found.map(({ rule, expected, actual }) => [rule, expected, actual])).toEqual([
    ['ALLOCATION_SHARES_ADD_UP', '40000/40000', '40000/40003'],
    ['ALLIANCE_PROMISES_ADD_UP', '0', '5'],
    ['RECEIPT_GOT_BACK_ONCE', 'at most 14999', '15000'],
  ]);
});
