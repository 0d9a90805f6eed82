import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findBreaches } from '../../../src/domains/settlement/index.js';
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
  paidOrder,
  POINT,
  refusedWith,
} from '../circulation/circulating.js';
import { pass } from '../circulation/inspecting.js';
import { alliedOrder, receiptsBooked, watchDues } from './allotting.js';
import { booked, posted } from './books.js';

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
  await receiptsBooked(app);
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
  await receiptsBooked(app);
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
  await receiptsBooked(app);
  expect((await posted(app, order.id))[`PURCHASE:${POINT}`]).toBe(-4_450);
  expect(await moved()).toEqual({
    [`PURCHASE:${POINT}`]: 6_500 - 4_450,
    [`COLLECTION_DUE:${keyOf(householdId)}`]: -6_500,
  });
});

test('goods of a cancelled order are the alliance’s to sell, and the point gets back what it gave for them once', async () => {
  const { order, productId, bring, cooperative } = await alliedOrder(app);
  await bring(0, '10');
  await done(app, 'orderCancel', { orderId: order.id });
  const later = await paidOrder(app, [{ productId, quantity: '10', siteCode: POINT }]);
  await done(app, 'orderFulfil', { orderId: later.id });
  await booked(app, later.id, ['SALE', 'ALLOTTED']);
  const after = await posted(app, later.id);
  expect([after[`PURCHASE:${POINT}`], after[`PRODUCER_PENDING:${cooperative}`]]).toEqual([-15_000, -2_800]);
  expect(await findBreaches(app.db)).toEqual([]);
});
