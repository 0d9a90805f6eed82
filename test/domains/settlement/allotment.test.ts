import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findBreaches } from '../../../src/domains/settlement/index.js';
import { catchUp } from '../../../src/domains/settlement/ledger/follow-orders.js';
import { settleOrders } from '../../../src/domains/settlement/ledger/settle-orders.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR } from '../../kit/goods.js';
import {
  ask,
  carry,
  CENTRE,
  collect,
  deliverFrom,
  done,
  keyOf,
  makeAlliance,
  makeMember,
  paidOrder,
  POINT,
  refusedWith,
} from '../circulation/circulating.js';
import { pass } from '../circulation/inspecting.js';
import { until, uuidOf } from '../orders/settling.js';
import { balances, booked, kinds, posted } from './books.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await deliverFrom(app, CENTRE);
});
afterAll(() => app.stop());

const dues = () => balances(app, 'PURCHASE', 'POINT_CASH', 'COLLECTION_DUE');
let before: Record<string, number> = {};
beforeEach(async () => {
  before = await dues();
});
/** What moved on the points' and collections' accounts since the test began. */
async function moved(): Promise<Record<string, number>> {
  const now = await dues();
  const changes = [...new Set([...Object.keys(before), ...Object.keys(now)])].map((account): [string, number] => [
    account,
    (now[account] ?? 0) - (before[account] ?? 0),
  ]);
  return Object.fromEntries(changes.filter(([, fen]) => fen !== 0));
}
const receiptsBooked = (n: number) =>
  until(async () => {
    const { rows } = await app.db.pool.query<{ n: number }>(
      `select count(*)::int as n from collection_receipt r where exists (select 1 from ledger_entry e where e.source = 'collected:' || r.id)
          and (r.payment = 'OWED' or exists (select 1 from ledger_entry e where e.source = 'collection-paid:' || r.id))`,
    );
    return rows[0]!.n >= n;
  });
const receiptCount = async () =>
  (await app.db.pool.query<{ n: number }>('select count(*)::int as n from collection_receipt')).rows[0]!.n;

/** An alliance of a (10 kg) and b (20 kg), with 10 kg of its own, and a paid order of 40 kg for 800.00 yuan. */
async function alliedOrder() {
  const { productId, allianceId } = await makeAlliance(app, { own: '10', portion: '10' });
  const { rows } = await app.db.pool.query<{ id: number }>('select producer_id as id from product where id = $1', [
    keyOf(productId),
  ]);
  const a = await makeMember(app, allianceId, { stock: '10' });
  const b = await makeMember(app, allianceId, { stock: '20' });
  const order = await paidOrder(app, [{ productId, quantity: '40', siteCode: CENTRE }]);
  const { shares } = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
  const bring = (i: number, net: string, over: object = {}) =>
    done(app, 'collectionReceive', {
      siteCode: POINT,
      productId: [a, b][i]!.productId,
      shareId: shares[i].id,
      gross: net,
      grade: 'FIRST',
      unitPriceFen: 1_500,
      ...over,
    });
  return { order, productId, cooperative: rows[0]!.id, a, b, shares, bring };
}
const keysOf = ({ a, b, cooperative }: Awaited<ReturnType<typeof alliedOrder>>) => ({
  A: keyOf(a.householdId),
  B: keyOf(b.householdId),
  C: cooperative,
});

test('the money of an alliance’s order goes to its members by what they delivered, less what the point gave them', async () => {
  const made = await alliedOrder();
  const { order, bring } = made;
  const { A, B, C } = keysOf(made);
  await booked(app, order.id, ['SALE']);
  // Nobody has delivered anything yet: the alliance's, and not to be paid out.
  expect((await posted(app, order.id))[`PRODUCER_PENDING:${C}`]).toBe(-71_200);

  await bring(0, '10');
  await bring(1, '15', { paidBy: 'cash' });
  await bring(1, '5', { paidBy: 'cash' });
  await receiptsBooked(await receiptCount());
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
  const made = await alliedOrder();
  const { order, bring } = made;
  const { A, B, C } = keysOf(made);
  await bring(0, '10');
  await bring(1, '20');
  await receiptsBooked(await receiptCount());
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
  const made = await alliedOrder();
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

test('a household’s goods that the point bought: it is paid once, and gets what its share is beyond', async () => {
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, priceFen: 1_980, stock: { [GATE]: '30' } });
  const H = keyOf(householdId);
  const batch = await collect(app, { productId, net: '30', unitPriceFen: 1_201 });
  await carry(app, batch.id, '30');
  await pass(app, batch.id);
  // Packed with 3 kg of dust lost: the 27 kg carry what was given for 30.
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: batch.id, quantity: '30' }],
    quantity: '27',
  });
  expect(packed.state).toBe('PASSED');
  const order = await paidOrder(app, [{ productId, quantity: '7', siteCode: CENTRE }]);
  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  await receiptsBooked(await receiptCount());
  // 138.60 yuan: 123.35 the household's; 360.30 × 7 ÷ 27 = 93.41 of it the point gave for these goods.
  expect(await posted(app, order.id)).toEqual({
    'CLEARING:direct': 13_860,
    LOGISTICS: -832,
    PLATFORM: -277,
    'VILLAGE_POINT:340323200207': -416,
    [`PURCHASE:${POINT}`]: -9_341,
    [`PRODUCER_PENDING:${H}`]: -2_994,
  });
  expect(await moved()).toEqual({ [`PURCHASE:${POINT}`]: 36_030 - 9_341, [`COLLECTION_DUE:${H}`]: -36_030 });

  // Owed: paid once, by whoever comes first.
  const { rows } = await app.db.pool.query<{ id: string }>('select id from collection_receipt where producer_id = $1', [
    H,
  ]);
  const receiptId = Buffer.from(`CollectionReceipt:${rows[0]!.id}`).toString('base64url');
  const answers = await Promise.all([1, 2, 3, 4].map(() => ask(app, 'collectionPay', { receiptId, method: 'cash' })));
  const codes = answers.map(({ userErrors }) => userErrors.map((e: { code: string }) => e.code).join()).sort();
  expect(codes).toEqual(['', 'ALREADY_PAID', 'ALREADY_PAID', 'ALREADY_PAID']);
  await receiptsBooked(await receiptCount());
  expect(await moved()).toEqual({ [`PURCHASE:${POINT}`]: 36_030 - 9_341, [`POINT_CASH:${POINT}`]: -36_030 });
  expect(await refusedWith(app, 'collectionPay', { receiptId, method: 'cash' })).toEqual([
    ['ALREADY_PAID', 'receiptId'],
  ]);

  // What it earned: the whole receipt, and its share beyond of what was sold.
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { data } = await app.ask(
    `query($id: ID!, $day: Date!, $year: Int!) {
       producerStatement(producerId: $id, from: $day, to: $day) { closingFen payableFen lines { kind amountFen } }
       household(id: $id) { incomeFen(year: $year) } }`,
    { id: householdId, day, year: Number(day.slice(0, 4)) },
    OPERATOR,
  );
  expect(data.household.incomeFen).toBe(36_030 + 2_994);
  const { lines, ...sums } = data.producerStatement;
  expect(sums).toEqual({ closingFen: 2_994, payableFen: 0 });
  expect(lines.toSorted((one: { kind: string }, two: { kind: string }) => (one.kind < two.kind ? -1 : 1))).toEqual([
    { kind: 'ALLOTTED', amountFen: -9_341 },
    { kind: 'COLLECTED', amountFen: 36_030 },
    { kind: 'COLLECTION_PAID', amountFen: -36_030 },
    { kind: 'SALE', amountFen: 12_335 },
  ]);
  expect(await findBreaches(app.db)).toEqual([]);
});

test('a point that gave more than the share bears the loss: the household owes nothing', async () => {
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, priceFen: 1_000, stock: { [GATE]: '5' } });
  await collect(app, { productId, net: '5', unitPriceFen: 1_300 });
  const order = await paidOrder(app, [{ productId, quantity: '5', siteCode: POINT }]);
  await done(app, 'orderFulfil', { orderId: order.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  await receiptsBooked(await receiptCount());
  expect((await posted(app, order.id))[`PURCHASE:${POINT}`]).toBe(-4_450);
  expect(await moved()).toEqual({
    [`PURCHASE:${POINT}`]: 6_500 - 4_450,
    [`COLLECTION_DUE:${keyOf(householdId)}`]: -6_500,
  });
});

test('goods of a cancelled order are the alliance’s to sell, and the point gets back what it gave for them once', async () => {
  const { order, productId, bring, cooperative } = await alliedOrder();
  await bring(0, '10');
  await done(app, 'orderCancel', { orderId: order.id });
  const later = await paidOrder(app, [{ productId, quantity: '10', siteCode: POINT }]);
  await done(app, 'orderFulfil', { orderId: later.id });
  await booked(app, later.id, ['SALE', 'ALLOTTED']);
  const after = await posted(app, later.id);
  expect([after[`PURCHASE:${POINT}`], after[`PRODUCER_PENDING:${cooperative}`]]).toEqual([-15_000, -2_800]);
  expect(await findBreaches(app.db)).toEqual([]);
});

test('settled by eight at once and again by the catching up, each entry is there once', async () => {
  const made = await alliedOrder();
  const { order, bring } = made;
  await bring(0, '10', { paidBy: 'cash' });
  await bring(1, '20');
  await done(app, 'orderFulfil', { orderId: order.id });
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      i % 2 ? catchUp(app.db) : app.db.command((tx) => settleOrders(tx, [uuidOf(order.id)])),
    ),
  );
  await receiptsBooked(await receiptCount());
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
  const { order, bring, shares } = await alliedOrder();
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
