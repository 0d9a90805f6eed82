import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR, unbalancedItems } from '../kit/goods.js';
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
  SOUND,
  unsound,
} from '../domains/circulation/circulating.js';
import { daysAgo, good, pass, setIndustry } from '../domains/circulation/inspecting.js';
import { balances, booked, posted } from '../domains/settlement/books.js';
import { receiptsBooked } from '../domains/settlement/allotting.js';
import { breaches, complete, incomeOf, openAccount, payOut } from './paying.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await deliverFrom(app, CENTRE);
});
afterEach(async () => {
  await receiptsBooked(app);
  expect([await breaches(app), await unbalancedItems(app), await unsound(app)]).toEqual([[], 0, SOUND]);
});
afterAll(() => app.stop());

let parcels = 0;
const dispatch = (orderId: string) => ({
  orderId,
  siteCode: CENTRE,
  parcels: [{ carrier: '中通', trackingNo: `ZT88${String(++parcels).padStart(8, '0')}` }],
});

test('black peanuts of one household: sown, harvested, bought at the point, tested, sent, paid', async () => {
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, priceFen: 1_980, stock: { [GATE]: '50' } });
  const account = await openAccount(app, householdId);
  const field = await done(app, 'batchBegin', { productId, expected: '50' });
  await done(app, 'batchHarvest', { batchId: field.id });
  // 50 kg at 12.00 yuan, paid in cash at once: 600.00 yuan.
  const batch = await collect(app, { productId, net: '50', fieldId: field.id, paidBy: 'cash' });
  await carry(app, batch.id, '50');
  await pass(app, batch.id);
  const order = await paidOrder(app, [{ productId, quantity: '8', siteCode: CENTRE }], { sent: true });
  await done(app, 'orderDispatch', dispatch(order.id));
  await complete(app, order.id, ['SALE', 'ALLOTTED', 'RELEASE']);
  // 158.40 yuan paid: 140.98 the household's, of which it got 96.00 (8 of 50 kg) at the point.
  expect(await posted(app, order.id)).toEqual({
    'CLEARING:direct': 15_840,
    LOGISTICS: -950,
    PLATFORM: -317,
    'VILLAGE_POINT:340323200207': -475,
    [`PURCHASE:${POINT}`]: -9_600,
    [`PRODUCER:${keyOf(householdId)}`]: -4_498,
  });
  await receiptsBooked(app);
  expect(await payOut(app)).toEqual([[account, '44.98']]);
  expect(await payOut(app)).toBe('NOTHING_TO_PAY');
  expect(await incomeOf(app, householdId)).toBe(60_000 + 4_498);
  expect(
    await balances(app, 'PRODUCER', 'PRODUCER_PENDING', 'COLLECTION_DUE', 'PURCHASE', 'POINT_CASH', 'BANK'),
  ).toEqual({
    BANK: -4_498,
    [`POINT_CASH:${POINT}`]: -60_000,
    [`PURCHASE:${POINT}`]: 50_400,
  });
});

test('a cooperative’s rice: three households bring it, one falls short, the buyer’s money goes to each by what it brought', async () => {
  const before = await balances(app, 'BANK');
  const { productId, allianceId } = await makeAlliance(app, { own: '0', portion: '10' });
  const members = [];
  for (const stock of ['20', '20', '30']) members.push(await makeMember(app, allianceId, { stock }));
  const accounts = [];
  for (const { householdId } of members) accounts.push(await openAccount(app, householdId));
  const order = await paidOrder(app, [{ productId, quantity: '50', siteCode: CENTRE }], { sent: true });
  const allocation = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
  expect(allocation.shares.map((share: { quantity: string }) => share.quantity)).toEqual([
    '20.000',
    '20.000',
    '10.000',
  ]);

  // The second loses 7 kg to damp: the third brings them.
  const short = await done(app, 'allocationShortfall', {
    shareId: allocation.shares[1].id,
    missing: '7',
    reason: '受潮',
  });
  const bring: [member: number, share: string, net: string, paidBy?: string][] = [
    [0, short.shares[0].id, '20'],
    [1, short.shares[1].id, '13', 'cash'],
    [2, short.shares[2].id, '10'],
    [2, short.shares[3].id, '7'],
  ];
  for (const [member, shareId, gross, paidBy] of bring) {
    const receipt = await done(app, 'collectionReceive', {
      ...{
        siteCode: POINT,
        productId: members[member]!.productId,
        shareId,
        gross,
        grade: 'FIRST',
        unitPriceFen: 1_601,
      },
      ...(paidBy && { paidBy }),
    });
    await carry(app, receipt.batch.id, gross);
    await pass(app, receipt.batch.id);
  }
  await done(app, 'orderDispatch', dispatch(order.id));
  await complete(app, order.id, ['SALE', 'ALLOTTED', 'RELEASE']);

  // 1,000.00 yuan: 890.00 to 20, 13 and 17 of 50 kg; 320.20, 208.13 and 160.10 + 112.07 were given at the point.
  const [a, b, c] = members.map(({ householdId }) => keyOf(householdId));
  expect(await posted(app, order.id)).toEqual({
    'CLEARING:direct': 100_000,
    LOGISTICS: -6_000,
    PLATFORM: -2_000,
    'VILLAGE_POINT:340323200207': -3_000,
    [`PURCHASE:${POINT}`]: -80_050,
    [`PRODUCER:${a}`]: -3_580,
    [`PRODUCER:${b}`]: -2_327,
    [`PRODUCER:${c}`]: -3_043,
  });
  await receiptsBooked(app);
  expect(await balances(app, 'COLLECTION_DUE')).toEqual({
    [`COLLECTION_DUE:${a}`]: -32_020,
    [`COLLECTION_DUE:${c}`]: -16_010 - 11_207,
  });
  expect(await payOut(app)).toEqual([
    [accounts[0], '35.80'],
    [accounts[1], '23.27'],
    [accounts[2], '30.43'],
  ]);
  expect((await balances(app, 'BANK'))['BANK']! - before['BANK']!).toBe(-8_950);
  for (const [i, fen] of [35_600, 23_140, 30_260].entries())
    expect(await incomeOf(app, members[i]!.householdId)).toBe(fen);
  // The parcel leads back to the three, and to nobody else.
  const { rows } = await app.db.pool.query(
    `select p.producer_id as producer, sum(p.quantity)::int as steps from order_batch o join batch_producer p on p.batch_id = o.batch_id
      where o.order_id = $1 group by 1 order by 1`,
    [Buffer.from(order.id, 'base64url').toString().split(':')[1]],
  );
  expect(rows).toEqual([
    { producer: a, steps: 20_000 },
    { producer: b, steps: 13_000 },
    { producer: c, steps: 17_000 },
  ]);
});

test('geese under a drug: not slaughtered, not sold, nobody paid; when its days are over, all the way to the bank', async () => {
  const householdId = await makeHousehold(app);
  const account = await openAccount(app, householdId);
  const goose = { producerId: householdId, name: '皖西白鹅', unit: 'PIECE' as const, priceFen: 12_800 };
  const productId = await makeProduct(app, { ...goose, stock: { [GATE]: '40' } });
  await setIndustry(app, productId, 'POULTRY');
  const flock = await done(app, 'batchBegin', { productId, expected: '40' });
  const drug = {
    ...{
      batchId: flock.id,
      kind: 'VETERINARY_DRUG',
      name: '氟苯尼考粉',
      ingredient: '氟苯尼考',
      source: '固镇县兽药店',
    },
    ...{ dose: '每升水 0.1 克', purpose: '防治大肠杆菌病', intervalDays: 14, intervalFor: 'SLAUGHTER' },
  };
  const used = await good(app, 'inputUseRecord', { ...drug, firstOn: daysAgo(14), lastOn: daysAgo(13) });
  const order = await paidOrder(app, [{ productId, quantity: '3', siteCode: GATE }]);
  expect((await ask(app, 'batchHarvest', { batchId: flock.id })).userErrors[0].code).toBe('INTERVAL_RUNNING');
  expect(await refusedWith(app, 'orderFulfil', { orderId: order.id })).toEqual([['INTERVAL_RUNNING', null]]);
  await booked(app, order.id, ['SALE']);
  // Paid by the buyer, and owed to nobody yet.
  expect(await payOut(app)).toBe('NOTHING_TO_PAY');

  // The record had the wrong days: the last was the fourteenth before today, and today the interval is over.
  await good(app, 'inputUseRecord', {
    ...{ ...drug, firstOn: daysAgo(15), lastOn: daysAgo(14), correctsId: used.inputUses[0].id },
  });
  await done(app, 'batchHarvest', { batchId: flock.id });
  const batch = await collect(app, { productId, net: '30', fieldId: flock.id, unitPriceFen: 8_000 });
  await carry(app, batch.id, '30');
  const tested = await pass(app, batch.id, {
    class: 'MEAT',
    results: [{ item: '氟苯尼考', value: '0.02', unit: 'mg/kg', verdict: 'PASSED' }],
  });
  const sent = await paidOrder(app, [{ productId, quantity: '10', siteCode: CENTRE }], { sent: true });
  await good(app, 'certificateIssue', {
    ...{ batchId: batch.id, promisor: '王小明', contact: '13812345678', basis: 'TEST', inspectionId: tested.id },
  });
  await done(app, 'orderDispatch', dispatch(sent.id));
  await complete(app, sent.id, ['SALE', 'ALLOTTED', 'RELEASE']);
  // At the door the point had no part: the household's share is all its own.
  await done(app, 'orderFulfil', { orderId: order.id });
  await complete(app, order.id, ['SALE', 'RELEASE']);
  const key = `PRODUCER:${keyOf(householdId)}`;
  // 384.00 yuan: 341.76 the household's. 1,280.00 yuan: 1,139.20, less the 800.00 that the point owes it for ten geese.
  expect((await posted(app, order.id))[key]).toBe(-34_176);
  expect((await posted(app, sent.id))[key]).toBe(-33_920);
  await receiptsBooked(app);
  expect(await payOut(app)).toEqual([[account, '680.96']]);
  expect(await incomeOf(app, householdId)).toBe(240_000 + 34_176 + 33_920);
});

test('recalled after it was sold: the buyer has the money back, the household keeps the point’s, and nothing is paid out', async () => {
  const householdId = await makeHousehold(app);
  await openAccount(app, householdId);
  const productId = await makeProduct(app, { producerId: householdId, priceFen: 2_000, stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId, net: '10' });
  await carry(app, batch.id, '10');
  await pass(app, batch.id);
  const order = await paidOrder(app, [{ productId, quantity: '4', siteCode: CENTRE }], { sent: true });
  await done(app, 'orderDispatch', dispatch(order.id));
  await booked(app, order.id, ['SALE', 'ALLOTTED']);
  const waiting = await paidOrder(app, [{ productId, quantity: '2', siteCode: CENTRE }], { sent: true });
  await done(app, 'batchRecall', { batchId: batch.id, reason: '抽检发现霉变' });
  expect(await refusedWith(app, 'orderDispatch', dispatch(waiting.id))).toEqual([['BATCH_STOPPED', 'orderId']]);

  // One query finds who has it; what they have comes back, and their money goes back.
  const { data } = await app.ask(
    'query($id: ID!) { batchReach(batchId: $id) { orders { quantity { value } order { id } } } }',
    { id: batch.id },
    OPERATOR,
  );
  expect(data.batchReach.orders).toEqual([{ quantity: { value: '4.000' }, order: { id: order.id } }]);
  const lines = [{ lineNo: 1, quantity: '4', disposition: 'WRITE_OFF' }];
  await done(app, 'orderReturn', { orderId: order.id, kind: 'RETURN', reason: '召回', lines });
  await done(app, 'orderCancel', { orderId: waiting.id });
  await booked(app, order.id, ['SALE', 'ALLOTTED', 'REFUND']);
  await booked(app, waiting.id, ['SALE', 'REFUND']);
  expect([await posted(app, order.id), await posted(app, waiting.id)]).toEqual([{}, {}]);
  expect(await payOut(app)).toBe('NOTHING_TO_PAY');
  await receiptsBooked(app);
  expect(await incomeOf(app, householdId)).toBe(12_000);
  expect((await balances(app, 'COLLECTION_DUE'))[`COLLECTION_DUE:${keyOf(householdId)}`]).toBe(-12_000);
});
