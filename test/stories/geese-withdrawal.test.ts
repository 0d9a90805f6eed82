import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeHousehold, makeProduct } from '../kit/goods.js';
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
} from '../domains/circulation/circulating.js';
import { codes, daysAgo, good, pass, quality, report, setIndustry, today } from '../domains/circulation/inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const drug = (batchId: string, over: object = {}) => ({
  batchId,
  kind: 'VETERINARY_DRUG',
  name: '氟苯尼考粉',
  ingredient: '氟苯尼考',
  source: '固镇县兽药店',
  dose: '每升水 0.1 克',
  purpose: '防治大肠杆菌病',
  firstOn: daysAgo(9),
  lastOn: daysAgo(5),
  intervalDays: 14,
  intervalFor: 'SLAUGHTER',
  ...over,
});
const plus = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

async function flock(name: string) {
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, name, unit: 'PIECE', stock: { [GATE]: '40' } });
  await setIndustry(app, productId, 'POULTRY');
  const field = await done(app, 'batchBegin', { productId, expected: '40' });
  return { productId, field };
}

test('geese under a drug: no slaughter, no collection, no sale at the door until the day the interval ends', async () => {
  const { productId, field } = await flock('皖西白鹅');
  expect(field).toMatchObject({ origin: 'FIELD', class: 'MEAT', state: 'PENDING', stock: [] });
  const used = await good(app, 'inputUseRecord', drug(field.id));
  const ends = plus(daysAgo(5), 14);
  expect(used.inputUses).toMatchObject([{ name: '氟苯尼考粉', intervalEndsOn: ends, corrected: false }]);

  const slaughter = await ask(app, 'batchHarvest', { batchId: field.id });
  expect(slaughter.userErrors).toEqual([
    {
      code: 'INTERVAL_RUNNING',
      field: 'batchId',
      message: `The interval of “氟苯尼考粉” is still running: slaughter is allowed from ${ends}`,
    },
  ]);
  const goods = { siteCode: POINT, productId, gross: '40', grade: 'FIRST', unitPriceFen: 8_000 };
  expect(await refusedWith(app, 'collectionReceive', { ...goods, fieldId: field.id })).toEqual([
    ['NOT_HARVESTED', 'fieldId'],
  ]);
  // Leaving the flock unsaid does not help.
  expect(await refusedWith(app, 'collectionReceive', goods)).toEqual([['INTERVAL_RUNNING', null]]);
  const atTheDoor = await paidOrder(app, [{ productId, quantity: '2', siteCode: GATE }]);
  expect(await refusedWith(app, 'orderFulfil', { orderId: atTheDoor.id })).toEqual([['INTERVAL_RUNNING', null]]);
  const { rows } = await app.db.pool.query(
    `select (select count(*) from collection_receipt) as receipts, (select harvested_on from batch where origin = 'FIELD') as harvested,
            (select on_hand from stock_item where site_code = $1) as gate`,
    [GATE],
  );
  expect(rows).toEqual([{ receipts: 0, harvested: null, gate: 40 }]);
});

test('the record is corrected: the interval is over, the certificate must name the drug, the geese go to the buyer', async () => {
  await deliverFrom(app, CENTRE);
  const { productId, field } = await flock('固镇灰鹅');
  const wrong = await good(app, 'inputUseRecord', drug(field.id));
  const corrected = await good(
    app,
    'inputUseRecord',
    drug(field.id, { firstOn: daysAgo(29), lastOn: daysAgo(25), correctsId: wrong.inputUses[0].id }),
  );
  expect(corrected.inputUses.map((u: { corrected: boolean }) => u.corrected)).toEqual([true, false]);
  expect(codes(await quality(app, 'inputUseRecord', drug(field.id, { correctsId: wrong.inputUses[0].id })))).toEqual([
    ['ALREADY_CORRECTED', 'correctsId'],
  ]);
  expect((await done(app, 'batchHarvest', { batchId: field.id })).harvestedOn).toBe(today());

  const batch = await collect(app, { productId, net: '30', fieldId: field.id });
  await carry(app, batch.id, '30');
  const untested = await pass(app, batch.id, { class: 'MEAT' });
  const promise = { batchId: batch.id, promisor: '王小明', contact: '13812345678', basis: 'TEST' };
  const refused = await quality(app, 'certificateIssue', { ...promise, inspectionId: untested.id });
  expect(refused.userErrors).toEqual([
    { code: 'UNTESTED_INPUTS', field: 'inspectionId', message: '氟苯尼考 was used and not tested' },
  ]);
  const tested = await pass(app, batch.id, {
    class: 'MEAT',
    results: [{ item: '氟苯尼考', value: '0.02', unit: 'mg/kg', verdict: 'PASSED' }],
  });
  const certificate = await good(app, 'certificateIssue', { ...promise, inspectionId: tested.id });
  expect(certificate).toMatchObject({
    quantity: { value: '30', unit: 'PIECE' },
    origin: '固镇县石湖乡陡沟村',
    promisor: '王**',
    maskedContact: '138****5678',
    testedItems: ['氟苯尼考'],
  });

  // Repacked, it needs a certificate of its own.
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: batch.id, quantity: '30' }],
    quantity: '30',
  });
  const order = await paidOrder(app, [{ productId, quantity: '10', siteCode: CENTRE }], { sent: true });
  const dispatch = { orderId: order.id, siteCode: CENTRE, parcels: [{ carrier: '顺丰', trackingNo: 'SF100200300' }] };
  expect(await refusedWith(app, 'orderDispatch', dispatch)).toEqual([['CERTIFICATE_MISSING', null]]);
  await good(app, 'certificateIssue', { ...promise, batchId: packed.id, inspectionId: tested.id });
  expect((await done(app, 'orderDispatch', dispatch)).status).toBe('FULFILLED');
});

test('a drug recorded too late stops what was taken while it ran, wherever it is', async () => {
  const { productId, field } = await flock('晚记的鹅');
  await done(app, 'batchHarvest', { batchId: field.id, on: daysAgo(2) });
  const batch = await collect(app, { productId, net: '12', fieldId: field.id });
  await carry(app, batch.id, '12');
  const late = await good(app, 'inputUseRecord', drug(field.id));
  expect(late.state).toBe('FAILED');
  const { data } = await app.ask(
    'query($code: String!) { batch(code: $code) { state stock { site { code } quantity stopped } } }',
    {
      code: batch.code,
    },
  );
  expect(data.batch).toEqual({ state: 'FAILED', stock: [{ site: { code: CENTRE }, quantity: '0', stopped: '12' }] });
  // A report that passes afterwards does not release it.
  await good(app, 'inspectionRecord', report(batch.id, { class: 'MEAT' }));
  const lines = [{ batchId: batch.id, quantity: '1' }];
  expect(await refusedWith(app, 'batchSend', { fromSiteCode: CENTRE, toSiteCode: POINT, lines })).toEqual([
    ['BATCH_STOPPED', 'lines.0'],
  ]);
});
