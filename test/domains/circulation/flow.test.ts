import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, newKey, OPERATOR, unbalancedItems } from '../../kit/goods.js';
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
  SOUND,
  TOWNSHIP_CENTRE,
  unsound,
} from './circulating.js';
import { pass } from './inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await deliverFrom(app, CENTRE);
  await deliverFrom(app, POINT);
});
afterAll(async () => {
  expect(await unsound(app)).toEqual(SOUND);
  expect(await unbalancedItems(app)).toBe(0);
  await app.stop();
});

const books = async () =>
  (
    await app.db.pool
      .query(`select (select json_agg(i order by id) from stock_item i) as items, (select json_agg(b order by id) from batch b) as batches,
      (select json_agg(l order by batch_id, item_id) from batch_stock l) as lots, (select count(*) from stock_movement) as movements,
      (select count(*) from batch_step) as steps, (select json_agg(t order by id) from batch_transfer t) as transfers`)
  ).rows[0];
const stockOf = async (productId: string) =>
  (
    await app.db.pool.query(
      'select site_code as site, on_hand as n, reserved from stock_item where product_id = $1 order by site_code',
      [keyOf(productId)],
    )
  ).rows.map(({ site, n, reserved }) => [site, n, reserved]);
const collected = async (net = '10') => {
  const productId = await makeProduct(app, { stock: { [GATE]: net } });
  return { productId, batch: await collect(app, { productId, net }) };
};

describe('on the way', () => {
  test('what orders hold goes along first, and nobody can send it before it is there', async () => {
    const { productId, batch } = await collected();
    await pass(app, batch.id);
    const order = await paidOrder(app, [{ productId, quantity: '4', siteCode: POINT }], { sent: true });
    const lines = [{ batchId: batch.id, quantity: '7' }];
    const { id } = await done(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: CENTRE, lines });
    expect(await stockOf(productId)).toEqual([
      [CENTRE, 4_000, 4_000],
      [POINT, 3_000, 0],
      [GATE, 0, 0],
    ]);
    expect(await refusedWith(app, 'orderFulfil', { orderId: order.id })).toEqual([['ON_THE_WAY', 'orderId']]);
    // A kilogram is lost of what nobody was promised.
    await done(app, 'batchArrive', { transferId: id, lines: [{ batchId: batch.id, quantity: '6' }] });
    expect((await stockOf(productId))[0]).toEqual([CENTRE, 6_000, 4_000]);
    expect(await refusedWith(app, 'batchArrive', { transferId: id })).toEqual([['ALREADY_ARRIVED', 'transferId']]);
    expect((await done(app, 'orderFulfil', { orderId: order.id })).status).toBe('FULFILLED');
  });

  test('promised goods that were lost must be settled with their orders first', async () => {
    const { productId, batch } = await collected();
    const order = await paidOrder(app, [{ productId, quantity: '9', siteCode: POINT }], { sent: true });
    const { id } = await done(app, 'batchSend', {
      fromSiteCode: POINT,
      toSiteCode: CENTRE,
      lines: [{ batchId: batch.id, quantity: '10' }],
    });
    const arrive = { transferId: id, lines: [{ batchId: batch.id, quantity: '7' }] };
    const before = await books();
    expect(await refusedWith(app, 'batchArrive', arrive)).toEqual([['LOSS_IS_PROMISED', 'lines']]);
    expect(await books()).toEqual(before);
    await done(app, 'orderCancel', { orderId: order.id });
    await done(app, 'batchArrive', arrive);
    expect((await stockOf(productId))[0]).toEqual([CENTRE, 7_000, 0]);
  });

  test('to a shop or kiosk only what has passed', async () => {
    const { batch } = await collected();
    const lines = [{ batchId: batch.id, quantity: '2' }];
    const send = { fromSiteCode: POINT, toSiteCode: 'KIOSK-0001', lines };
    expect(await refusedWith(app, 'batchSend', send)).toEqual([['NOT_INSPECTED', 'lines.0']]);
    await pass(app, batch.id);
    expect((await done(app, 'batchSend', send)).state).toBe('SENT');
  });

  test.each<[string, object, unknown[]]>([
    ['to where it is', { toSiteCode: POINT }, ['SAME_SITE', 'toSiteCode']],
    ['to nowhere', { toSiteCode: 'X-1' }, ['NOT_FOUND', 'toSiteCode']],
    ['nothing', { lines: [] }, ['TOO_MANY_LINES', 'lines']],
    ['a batch that is none', { lines: [{ batchId: 'eA', quantity: '1' }] }, ['NOT_FOUND', 'lines.0.batchId']],
  ])('refused with nothing changed: %s', async (_what, over, error) => {
    const { batch } = await collected();
    const before = await books();
    const input = { fromSiteCode: POINT, toSiteCode: CENTRE, lines: [{ batchId: batch.id, quantity: '1' }], ...over };
    expect(await refusedWith(app, 'batchSend', input)).toEqual([error]);
    const twice = { ...input, toSiteCode: CENTRE, lines: [1, 2].map(() => ({ batchId: batch.id, quantity: '1' })) };
    expect(await refusedWith(app, 'batchSend', twice)).toEqual([['TWICE', 'lines.1']]);
    const tooMuch = { ...twice, lines: [{ batchId: batch.id, quantity: '10.001' }] };
    expect(await refusedWith(app, 'batchSend', tooMuch)).toEqual([['INSUFFICIENT_STOCK', 'lines.0.quantity']]);
    expect(await books()).toEqual(before);
  });

  test('the last kilogram is sent, packed, sold or written off once, whoever is first', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '6' } });
    const batch = await collect(app, { productId, net: '6' });
    await pass(app, batch.id);
    const lines = [{ batchId: batch.id, quantity: '6' }];
    const answers = await Promise.all([
      ask(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: CENTRE, lines }),
      ask(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: TOWNSHIP_CENTRE, lines }),
      ask(app, 'batchPack', { siteCode: POINT, inputs: lines, quantity: '6' }),
      ask(app, 'batchWriteOff', { batchId: batch.id, siteCode: POINT, quantity: '6', reason: '霉变' }),
    ]);
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').toSorted();
    expect(codes).toEqual(['DONE', 'INSUFFICIENT_STOCK', 'INSUFFICIENT_STOCK', 'INSUFFICIENT_STOCK']);
  });

  test('stopped and sent at once: what was sent arrives stopped', async () => {
    const { productId, batch } = await collected();
    const lines = [{ batchId: batch.id, quantity: '10' }];
    const { id } = await done(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: CENTRE, lines });
    await done(app, 'batchRecall', { batchId: batch.id, reason: '误用农药' });
    await done(app, 'batchArrive', { transferId: id });
    expect((await stockOf(productId)).slice(0, 2)).toEqual([
      [CENTRE, 0, 0],
      [POINT, 0, 0],
    ]);
    const { rows } = await app.db.pool.query(
      'select quantity, stopped from batch_stock where batch_id = $1 and stopped > 0',
      [keyOf(batch.id)],
    );
    expect(rows).toEqual([{ quantity: 0, stopped: 10_000 }]);
  });
});

describe('packing and processing', () => {
  test('batches of several households become one, each with its part', async () => {
    const { productId, batch } = await collected('10');
    const second = await collect(app, { productId, net: '5' });
    await pass(app, batch.id);
    const inputs = [
      { batchId: batch.id, quantity: '10' },
      { batchId: second.id, quantity: '5' },
    ];
    const more = await ask(app, 'batchPack', { siteCode: POINT, inputs, quantity: '15.001' });
    expect(more.userErrors).toEqual([
      { code: 'MORE_THAN_PACKED', field: 'quantity', message: 'Only 15.000 went in: packing cannot make more of it' },
    ]);
    const packed = await done(app, 'batchPack', { siteCode: POINT, inputs, quantity: '14' });
    // One of them is not inspected yet: neither is what it went into.
    expect(packed).toMatchObject({
      state: 'PENDING',
      quantity: { value: '14.000' },
      producers: [{ quantity: '14.000' }],
    });
    expect(await stockOf(productId)).toEqual([
      [POINT, 14_000, 0],
      [GATE, 0, 0],
    ]);
  });

  test('other goods are made of them: the new batch is inspected anew', async () => {
    const { productId, batch } = await collected('10');
    await pass(app, batch.id);
    const oil = await makeProduct(app, { unit: 'BOX', producerId: await makeHousehold(app) });
    const inputs = [{ batchId: batch.id, quantity: '8' }];
    const made = await done(app, 'batchPack', { siteCode: POINT, inputs, productId: oil, quantity: '3' });
    expect(made).toMatchObject({
      origin: 'PROCESSED',
      state: 'PENDING',
      quantity: { value: '3', unit: 'BOX' },
      producers: [{ quantity: '3' }],
    });
    expect(await stockOf(productId)).toEqual([
      [POINT, 2_000, 0],
      [GATE, 0, 0],
    ]);
    expect(await stockOf(oil)).toEqual([[POINT, 3, 0]]);
    const other = await collected('3');
    const mixed = [...inputs, { batchId: other.batch.id, quantity: '1' }];
    expect(await refusedWith(app, 'batchPack', { siteCode: POINT, inputs: mixed, quantity: '1' })).toEqual([
      ['NOT_SAME_GOODS', 'inputs.1'],
    ]);
  });
});

describe('the stock commands keep the batches', () => {
  const move = (name: string, type: string, input: object) =>
    app.ask(
      `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code field } } }`,
      { input: { idempotencyKey: newKey(), ...input } },
      OPERATOR,
    );
  const lots = async (productId: string) =>
    (
      await app.db.pool.query(
        `select s.site_code as site, l.quantity as n from batch_stock l join stock_item s on s.id = l.item_id
          where s.product_id = $1 and l.quantity > 0 order by s.site_code`,
        [keyOf(productId)],
      )
    ).rows.map(({ site, n }) => [site, n]);

  test('a transfer takes them along, a count takes off them what is gone', async () => {
    const { productId, batch } = await collected();
    await pass(app, batch.id);
    const transfer = { productId, fromSiteCode: POINT, toSiteCode: CENTRE, quantity: '4' };
    expect((await move('stockTransfer', 'StockTransferInput', transfer)).data.stockTransfer.userErrors).toEqual([]);
    expect(await lots(productId)).toEqual([
      [CENTRE, 4_000],
      [POINT, 6_000],
    ]);
    const count = { productId, siteCode: POINT, expected: '6', counted: '5.5' };
    expect((await move('stockCount', 'StockCountInput', count)).data.stockCount.userErrors).toEqual([]);
    expect(await lots(productId)).toEqual([
      [CENTRE, 4_000],
      [POINT, 5_500],
    ]);
  });

  test('no transfer to a kiosk of what has not passed', async () => {
    const { productId } = await collected();
    const before = await books();
    const transfer = { productId, fromSiteCode: POINT, toSiteCode: 'KIOSK-0001', quantity: '4' };
    expect((await move('stockTransfer', 'StockTransferInput', transfer)).data.stockTransfer.userErrors).toEqual([
      { code: 'NOT_INSPECTED', field: 'quantity' },
    ]);
    expect(await books()).toEqual(before);
  });
});

describe('what comes back', () => {
  test('exchanged: the spoilt is written off its batch, the new comes off a batch too', async () => {
    const { productId, batch } = await collected();
    await carry(app, batch.id, '10');
    await pass(app, batch.id);
    const order = await paidOrder(app, [{ productId, quantity: '3', siteCode: CENTRE }], { sent: true });
    await done(app, 'orderFulfil', { orderId: order.id });
    const exchange = (quantity: string) => ({
      orderId: order.id,
      kind: 'EXCHANGE',
      reason: '破损',
      lines: [{ lineNo: 1, quantity, disposition: 'WRITE_OFF' }],
    });
    await done(app, 'orderReturn', exchange('1'));
    const { rows } = await app.db.pool.query('select quantity, returned from order_batch where batch_id = $1', [
      keyOf(batch.id),
    ]);
    expect(rows).toEqual([{ quantity: 4_000, returned: 1_000 }]);
    expect((await stockOf(productId))[0]).toEqual([CENTRE, 6_000, 0]);
    // What may not leave is not sent in exchange either.
    await done(app, 'batchRecall', { batchId: batch.id, reason: '抽检不合格' });
    expect(await refusedWith(app, 'orderReturn', exchange('1'))).toEqual([['OUT_OF_STOCK', 'lines']]);
  });

  test('a parcel without a good number leaves the order unsent; orders of one buyer may travel together', async () => {
    const { productId, batch } = await collected();
    await carry(app, batch.id, '10');
    await pass(app, batch.id);
    const [first, second] = [
      await paidOrder(app, [{ productId, quantity: '1', siteCode: CENTRE }], { sent: true }),
      await paidOrder(app, [{ productId, quantity: '1', siteCode: CENTRE }], { sent: true }),
    ];
    const parcels = [{ carrier: '中通', trackingNo: 'ZT-7654321' }];
    for (const { id } of [first, second])
      expect((await done(app, 'orderDispatch', { orderId: id, siteCode: CENTRE, parcels })).parcels).toEqual([
        { ...parcels[0], site: { code: CENTRE } },
      ]);
    const third = await paidOrder(app, [{ productId, quantity: '1', siteCode: CENTRE }], { sent: true });
    const before = await books();
    expect(
      await refusedWith(app, 'orderDispatch', {
        orderId: third.id,
        siteCode: CENTRE,
        parcels: [{ carrier: '中通', trackingNo: 'ZT-1' }],
      }),
    ).toEqual([['BAD_TEXT', 'parcels.0.trackingNo']]);
    expect(await books()).toEqual(before);
  });
});
