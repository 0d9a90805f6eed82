import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeHousehold, makeProduct, unbalancedItems, VILLAGE } from '../kit/goods.js';
import {
  ask,
  carry,
  CENTRE,
  collect,
  deliverFrom,
  done,
  paidOrder,
  POINT,
  refusedWith,
  SOUND,
  unsound,
} from '../domains/circulation/circulating.js';
import { codes, good, makeBrand, pass, quality, report } from '../domains/circulation/inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const stock = async (productId: string) =>
  (await app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved } } }', { id: productId })).data.product
    .stock;

test('a household’s black peanuts, from the village point to the parcel and back', async () => {
  await deliverFrom(app, CENTRE);
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, priceFen: 1_980, stock: { [GATE]: '60' } });

  // Collected: 50.5 kg in a bag of 0.5 leave the gate, where 60 were declared, for the point's book.
  const receipt = await done(app, 'collectionReceive', {
    siteCode: POINT,
    productId,
    gross: '50.5',
    tare: '0.5',
    grade: 'FIRST',
    unitPriceFen: 1_200,
    paidBy: 'cash',
  });
  expect(receipt).toMatchObject({ net: '50.000', amountFen: 60_000, payment: 'PAID', paidMethod: 'cash' });
  const { batch } = receipt;
  expect(batch).toMatchObject({ state: 'PENDING', quantity: { value: '50.000' } });
  expect(await stock(productId)).toEqual({ onHand: '60.000', reserved: '0.000' });
  const items = await app.db.pool.query(`select site_code as site, on_hand as n from stock_item order by site_code`);
  expect(items.rows).toEqual([
    { site: POINT, n: 50_000 },
    { site: GATE, n: 10_000 },
  ]);

  // To the county, 200 g lost on the way.
  const lines = [{ batchId: batch.id, quantity: '50' }];
  const sent = await done(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: CENTRE, lines });
  expect(await stock(productId)).toEqual({ onHand: '10.000', reserved: '0.000' });
  const arrived = await done(app, 'batchArrive', {
    transferId: sent.id,
    lines: [{ batchId: batch.id, quantity: '49.8' }],
  });
  expect(arrived).toMatchObject({ state: 'ARRIVED', lines: [{ sent: '50.000', arrived: '49.800' }] });
  await done(app, 'batchStore', { batchId: batch.id, siteCode: CENTRE, location: '冷库 A-03' });

  // Sold from the centre, but not sent before it is inspected.
  const order = await paidOrder(app, [{ productId, quantity: '5', siteCode: CENTRE }], { sent: true });
  const parcels = [{ carrier: '中通', trackingNo: 'ZT1234567890' }];
  const refused = await ask(app, 'orderDispatch', { orderId: order.id, siteCode: CENTRE, parcels });
  expect(refused.userErrors).toEqual([
    {
      code: 'NOT_INSPECTED',
      field: 'orderId',
      message: expect.stringMatching(/^5\.000 of “固镇黑花生 \d+” has not passed the inspection of its class/),
    },
  ]);
  expect(await refusedWith(app, 'orderFulfil', { orderId: order.id })).toEqual([['NOT_INSPECTED', 'orderId']]);
  expect(await stock(productId)).toEqual({ onHand: '59.800', reserved: '5.000' });

  // Inspected, packed: a child into a parent, 300 g of dust lost.
  await pass(app, batch.id);
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: batch.id, quantity: '40' }],
    quantity: '39.7',
  });
  expect(packed).toMatchObject({
    state: 'PASSED',
    origin: 'PACKED',
    producers: [{ quantity: '39.700', producer: { id: householdId } }],
    inputs: [{ quantity: { value: '40.000' }, batch: { code: batch.code } }],
    stock: [{ site: { code: CENTRE }, quantity: '39.700', coming: '0.000', stopped: '0.000' }],
  });

  // Under the brand only once it is collected, tested and licensed.
  const brandCode = await makeBrand(app, 'black-peanut-test');
  expect(codes(await quality(app, 'productUpdate', { productId, brandCode }))).toEqual([['NOT_UNIFIED', 'brandCode']]);
  expect(codes(await quality(app, 'batchBrand', { batchId: packed.id, brandCode }))).toEqual([
    ['NOT_LICENSED', 'brandCode'],
  ]);
  await good(app, 'brandLicenceGrant', {
    brandCode,
    producerId: householdId,
    evidence: '授权书 2026-1',
    fromOn: '2026-01-01',
    untilOn: '2099-12-31',
  });
  await good(app, 'batchBrand', { batchId: packed.id, brandCode });
  expect((await good(app, 'productUpdate', { productId, brandCode })).brand.code).toBe(brandCode);

  // Dispatched: the oldest batch that passed goes first.
  const fulfilled = await done(app, 'orderDispatch', { orderId: order.id, siteCode: CENTRE, parcels });
  expect(fulfilled).toMatchObject({
    status: 'FULFILLED',
    parcels: [{ carrier: '中通', trackingNo: 'ZT1234567890', site: { code: CENTRE } }],
  });
  const sold = async () =>
    (
      await app.db.pool.query(
        'select b.code, o.quantity, o.returned from order_batch o join batch b on b.id = o.batch_id',
      )
    ).rows;
  expect(await sold()).toEqual([{ code: batch.code, quantity: 5_000, returned: 0 }]);
  expect(await stock(productId)).toEqual({ onHand: '54.500', reserved: '0.000' });

  // What comes back goes to the batch it was of; what is spoilt does not.
  await done(app, 'orderReturn', {
    orderId: order.id,
    kind: 'RETURN',
    reason: '不要了',
    lines: [
      { lineNo: 1, quantity: '2', disposition: 'RESTOCK' },
      { lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' },
    ],
  });
  expect(await sold()).toEqual([{ code: batch.code, quantity: 5_000, returned: 3_000 }]);
  const { data } = await app.ask(
    'query($code: String!) { batch(code: $code) { stock { site { code } quantity location } steps { step quantity } inspections { id } } }',
    { code: batch.code },
  );
  // 49.8 came, 40 were packed, 5 were sold and 2 of them are back.
  expect(data.batch.stock).toEqual([{ site: { code: CENTRE }, quantity: '6.800', location: '冷库 A-03' }]);
  expect(
    data.batch.steps.map((s: { step: string; quantity: string | null }) => [s.step, s.quantity]).toReversed(),
  ).toEqual([
    ['COLLECTED', '50.000'],
    ['SENT', '50.000'],
    ['ARRIVED', '49.800'],
    ['STORED', '49.800'],
    ['INSPECTED', null],
    ['DISPATCHED', '5.000'],
    ['RETURNED', '2.000'],
    ['RETURNED', '1.000'],
    ['WRITTEN_OFF', '1.000'],
  ]);
  // Not reviewed, not published: the report is the staff's to see.
  expect(data.batch.inspections).toEqual([]);
  expect(await unbalancedItems(app)).toBe(0);
  expect(await unsound(app)).toEqual(SOUND);
});

test('the log tells each step of a batch once, in the transaction that does it', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '9' } });
  const batch = await collect(app, { productId, net: '9' });
  await carry(app, batch.id, '9');
  await pass(app, batch.id, report(batch.id));
  const { rows } = await app.db.pool.query<{ version: number; payload: Record<string, unknown> }>(
    `select version, payload from (select kind, subject, version, payload from pending_event
       union all select kind, subject, version, payload from event_feed) e where kind = 'batch' and payload->>'code' = $1 order by version`,
    [batch.code],
  );
  expect(
    rows.map(({ payload }) => [payload.step, payload.from, payload.site, payload.quantity, payload.place]),
  ).toEqual([
    ['COLLECTED', null, POINT, 9_000, VILLAGE],
    ['SENT', POINT, CENTRE, 9_000, VILLAGE],
    ['ARRIVED', POINT, CENTRE, 9_000, VILLAGE],
    ['INSPECTED', null, CENTRE, null, VILLAGE],
  ]);
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  expect(rows[3]!.payload.inspection).toMatchObject({ result: 'PASSED' });
  expect(rows[0]!.payload.producers).toHaveLength(1);
});
