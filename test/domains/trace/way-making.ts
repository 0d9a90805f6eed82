import type { TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct } from '../../kit/goods.js';
import { carry, CENTRE, collect, deliverFrom, done, paidOrder } from '../circulation/circulating.js';
import { daysAgo, good, makeBrand, report, setIndustry } from '../circulation/inspecting.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export interface MadeWay {
  household: string;
  productId: string;
  field: any;
  collected: any;
  packed: any;
  order: any;
  certificate: any;
  report: any;
}

let ways = 0;

/** A report recorded by one person, reviewed by another, published by the county. */
export async function publish(app: TestApp, batchId: string, over: object = {}): Promise<any> {
  const made = await good(app, 'inspectionRecord', report(batchId, over), { role: 'TOWNSHIP_OPERATOR' });
  await good(app, 'inspectionReview', { inspectionId: made.id });
  await good(app, 'inspectionPublish', { inspectionId: made.id });
  return made;
}

/** From a field to a parcel: sprayed, harvested, collected, tested, packed, certified, branded, sent to one buyer. */
export async function makeWay(app: TestApp, { name }: { name?: string } = {}): Promise<MadeWay> {
  await deliverFrom(app, CENTRE);
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, {
    producerId: household,
    name: name ?? `陡沟萝卜 ${++ways}`,
    priceFen: 1_000,
    stock: { [GATE]: '30' },
  });
  await setIndustry(app, productId, 'VEGETABLE');
  const field = await done(app, 'batchBegin', { productId, expected: '30' });
  await good(app, 'inputUseRecord', {
    batchId: field.id,
    kind: 'PESTICIDE',
    name: '吡虫啉',
    ingredient: '吡虫啉',
    source: '县农资站',
    dose: '每亩 30 毫升',
    purpose: '蚜虫',
    firstOn: daysAgo(40),
    lastOn: daysAgo(38),
    intervalDays: 14,
    intervalFor: 'HARVEST',
  });
  await done(app, 'batchHarvest', { batchId: field.id });
  const collected = await collect(app, { productId, net: '30', fieldId: field.id });
  await carry(app, collected.id, '30');
  const results = [{ item: '吡虫啉', value: '0.01', unit: 'mg/kg', verdict: 'PASSED' }];
  const made = await publish(app, collected.id, { class: 'PRODUCE', results });
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: collected.id, quantity: '20' }],
    quantity: '20',
  });
  const certificate = await good(app, 'certificateIssue', {
    batchId: packed.id,
    promisor: '王小明',
    contact: '13812345678',
    basis: 'TEST',
    inspectionId: made.id,
  });
  const order = await paidOrder(app, [{ productId, quantity: '25', siteCode: CENTRE }], { sent: true });
  await good(app, 'certificateIssue', { batchId: collected.id, promisor: '王小明', basis: 'SELF_PROMISE' });
  await done(app, 'orderDispatch', {
    orderId: order.id,
    siteCode: CENTRE,
    parcels: [{ carrier: '中通', trackingNo: `ZT-${productId}` }],
  });
  return { household, productId, field, collected, packed, order, certificate, report: made };
}

/** Gives a batch a brand, straight in its table: what is tested is not the licence. */
export async function brandBatch(app: TestApp, code: string, brand: string): Promise<void> {
  await makeBrand(app, brand);
  await app.db.pool.query('update batch set brand_code = $2 where code = $1', [code, brand]);
}
