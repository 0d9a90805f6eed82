import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR, unbalancedItems } from '../kit/goods.js';
import {
  ask,
  carry,
  CENTRE,
  collect,
  deliverFrom,
  done,
  paidOrder,
  refusedWith,
  SOUND,
  unsound,
} from '../domains/circulation/circulating.js';
import { good, pass, quality, report } from '../domains/circulation/inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const REACH = `query($id: ID!) { batchReach(batchId: $id) {
  origins { code } producers { id } made { code } sites { code }
  orders { quantity { value } returned { value } batch { code } order { id number buyer { maskedName maskedPhone } } } } }`;

const until = async (ready: () => Promise<boolean>, ms = 15_000): Promise<void> => {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
    if (await ready()) return;
  throw new Error(`not within ${ms} ms`);
};

test('a recall finds every order and buyer both ways, and stops what is left wherever it is', async () => {
  await deliverFrom(app, CENTRE);
  const [first, second] = [await makeHousehold(app), await makeHousehold(app)];
  const own = await makeProduct(app, { producerId: first, stock: { [GATE]: '30' } });
  const field = await done(app, 'batchBegin', { productId: own, expected: '30' });
  await done(app, 'batchHarvest', { batchId: field.id });
  const batch = await collect(app, { productId: own, net: '30', fieldId: field.id });
  await carry(app, batch.id, '30');
  await pass(app, batch.id);
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: batch.id, quantity: '20' }],
    quantity: '20',
  });
  // Another household's goods have no part in it.
  const other = await collect(app, { productId: await makeProduct(app, { producerId: second }), net: '5' });

  const send = async (quantity: string, number: string) => {
    const order = await paidOrder(app, [{ productId: own, quantity, siteCode: CENTRE }], { sent: true });
    await done(app, 'orderDispatch', {
      orderId: order.id,
      siteCode: CENTRE,
      parcels: [{ carrier: '中通', trackingNo: number }],
    });
    return order;
  };
  const whole = await send('8', 'ZT0000000001');
  const both = await send('6', 'ZT0000000002');
  const waiting = await paidOrder(app, [{ productId: own, quantity: '3', siteCode: CENTRE }], { sent: true });

  const recalled = await done(app, 'batchRecall', { batchId: batch.id, reason: '抽检发现霉变' });
  expect(recalled.state).toBe('RECALLED');
  expect(await refusedWith(app, 'batchRecall', { batchId: batch.id, reason: '再来一次' })).toEqual([
    ['INVALID_STATE', 'batchId'],
  ]);

  // From the field's side and from the parcel's: one query each.
  const reach = async (id: string) => (await app.ask(REACH, { id }, OPERATOR)).data.batchReach;
  const buyer = { maskedName: '李**', maskedPhone: '138****5678' };
  const got = (order: { id: string }, code: string, value: string) => ({
    quantity: { value },
    returned: { value: '0.000' },
    batch: { code },
    order: { id: order.id, number: expect.stringMatching(/^YZ/), buyer },
  });
  const orders = [got(both, batch.code, '2.000'), got(both, packed.code, '4.000'), got(whole, batch.code, '8.000')];
  expect(await reach(field.id)).toEqual({
    origins: [],
    producers: [{ id: first }],
    made: [{ code: batch.code }, { code: packed.code }],
    sites: [{ code: CENTRE }],
    orders,
  });
  expect(await reach(packed.id)).toEqual({
    origins: [{ code: field.code }, { code: batch.code }],
    producers: [{ id: first }],
    made: [],
    sites: [{ code: CENTRE }],
    orders: [orders[1]],
  });
  expect((await app.ask(REACH, { id: batch.id }, { role: 'VILLAGE_OPERATOR' })).errors![0]!.extensions.code).toBe(
    'FORBIDDEN',
  );

  // What nobody was promised is off the book at once; what an order holds may not leave, and follows when it is released.
  const stockOf = async () =>
    (await app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }', { id: own })).data
      .product.stock;
  expect(await stockOf()).toEqual({ onHand: '3.000', reserved: '3.000', available: '0.000' });
  const parcels = [{ carrier: '中通', trackingNo: 'ZT0000000003' }];
  const refused = await ask(app, 'orderDispatch', { orderId: waiting.id, siteCode: CENTRE, parcels });
  expect(refused.userErrors.map((e: { code: string }) => e.code)).toEqual(['BATCH_STOPPED']);
  await done(app, 'orderCancel', { orderId: waiting.id });
  await until(async () => (await stockOf()).onHand === '0.000');
  const { rows } = await app.db.pool.query(
    `select b.code, l.quantity, l.stopped from batch_stock l join batch b on b.id = l.batch_id where l.stopped > 0 order by b.id`,
  );
  expect(rows).toEqual([{ code: packed.code, quantity: 0, stopped: 16_000 }]);
  const untouched = await app.ask('query($code: String!) { batch(code: $code) { state stock { quantity } } }', {
    code: other.code,
  });
  expect(untouched.data.batch).toEqual({ state: 'PENDING', stock: [{ quantity: '5.000' }] });

  // Destroyed, it is written off; nothing of it is left.
  await done(app, 'batchWriteOff', { batchId: packed.id, siteCode: CENTRE, quantity: '16', reason: '无害化处理' });
  expect(await unbalancedItems(app)).toBe(0);
  expect(await unsound(app)).toEqual(SOUND);
});

test('a failed test stops the batch and what it was packed into; once published, the failure stays visible', async () => {
  const productId = await makeProduct(app, { producerId: await makeHousehold(app), stock: { [GATE]: '20' } });
  const batch = await collect(app, { productId, net: '20' });
  await carry(app, batch.id, '20');
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    inputs: [{ batchId: batch.id, quantity: '15' }],
    quantity: '15',
  });
  const failed = await good(
    app,
    'inspectionRecord',
    report(batch.id, { results: [{ item: '黄曲霉毒素B1', value: '35', unit: 'μg/kg', verdict: 'FAILED' }] }),
    { role: 'TOWNSHIP_OPERATOR' },
  );
  expect(failed).toMatchObject({ result: 'FAILED', publication: 'RECORDED', client: '王小明' });
  const { rows } = await app.db.pool.query('select state from batch where code = any($1)', [[batch.code, packed.code]]);
  expect(rows).toEqual([{ state: 'FAILED' }, { state: 'FAILED' }]);

  const id = { inspectionId: failed.id };
  expect((await quality(app, 'inspectionPublish', id)).userErrors[0].code).toBe('NOT_REVIEWED');
  expect((await quality(app, 'inspectionReview', id, { role: 'TOWNSHIP_OPERATOR' })).userErrors[0].code).toBe(
    'SAME_PERSON',
  );
  await good(app, 'inspectionReview', id);
  await good(app, 'inspectionPublish', id);
  const shown = async () =>
    (
      await app.ask(
        `query($id: ID!) { node(id: $id) { ... on Inspection { result client publication correction } } }`,
        { id: failed.id },
      )
    ).data.node;
  // Everyone sees the failure, nobody outside who asked for the test.
  expect(await shown()).toEqual({ result: 'FAILED', client: null, publication: 'PUBLISHED', correction: null });
  await good(app, 'inspectionCorrect', { ...id, correction: '采样日期应为前一日' });
  expect(await shown()).toEqual({
    result: 'FAILED',
    client: null,
    publication: 'CORRECTED',
    correction: '采样日期应为前一日',
  });
  expect((await quality(app, 'inspectionPublish', id)).userErrors[0].code).toBe('ALREADY_PUBLISHED');
});
