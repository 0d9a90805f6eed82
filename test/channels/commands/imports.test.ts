import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { type Command, type ImportedOrder } from '../../../src/plugin-kit/index.js';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR, receive, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  books,
  codeOf,
  doIt,
  execute,
  imported,
  linkProduct,
  payment,
  readOrder,
  startExecuting,
  stockOf,
  stopExecuting,
} from './executing.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

const orderOf = (externalId: string, productId: string, over: Partial<ImportedOrder> = {}): Command => ({
  kind: 'order.import',
  order: {
    externalId,
    placedAt: '2026-05-01T10:00:00+08:00',
    lines: [{ product: { id: productId }, quantity: '2', amountFen: 1_500 }],
    ...over,
  },
});

describe('order.import', () => {
  test('takes an order at its amounts, with what it is called there, and holds its stock', async () => {
    const nuts = await makeProduct(app, { priceFen: 999, stock: { [GATE]: '10' } });
    const eggs = await makeProduct(app, { unit: 'PIECE', stock: { [CENTRE]: '30' } });
    await linkProduct('ITEM-1', nuts);
    await linkProduct('SKU-7', eggs, 'one', 'sku');
    // A product of the same id there is another thing than the SKU.
    await linkProduct('SKU-7', nuts, 'two');
    const key = newKey();
    const command: Command = {
      kind: 'order.import',
      order: {
        externalId: '4503599627370497123',
        placedAt: '2026-05-01T10:00:00+08:00',
        postageFen: 800,
        buyer: { name: '王小明', phone: '138****1234', address: '蚌埠市固镇县谷阳镇' },
        customer: 'nick-1',
        holdMinutes: 60,
        lines: [
          { product: { externalId: 'ITEM-1' }, quantity: '1.5', amountFen: 1_300, externalId: 'L1' },
          { product: { externalId: 'SKU-7' }, quantity: '3', amountFen: 0, externalId: 'L2' },
        ],
      },
    };
    const { orderId, number } = await doIt(command, key);
    const order = await readOrder(orderId);
    expect(order).toEqual({
      id: orderId,
      number,
      status: 'PLACED',
      kind: 'DELIVERY',
      totalFen: 2_100,
      postageFen: 800,
      paidFen: 0,
      refundedFen: 0,
      refundingFen: 0,
      version: 1,
      channel: {
        code: 'one',
        connection: 'one',
        externalId: '4503599627370497123',
        madeAt: '2026-05-01T02:00:00.000Z',
      },
      buyer: { maskedName: '王**', maskedPhone: '138****1234' },
      lines: [
        {
          lineNo: 1,
          quantity: { value: '1.500' },
          returned: { value: '0.000' },
          unitPriceFen: 867,
          amountFen: 1_300,
          site: { code: GATE },
        },
        {
          lineNo: 2,
          quantity: { value: '3' },
          returned: { value: '0' },
          unitPriceFen: 0,
          amountFen: 0,
          site: { code: CENTRE },
        },
      ],
      payments: [],
      refunds: [],
      parcels: [],
      returns: [],
      reservation: { expiresAt: expect.any(String) },
    });
    const held = Date.parse(order.reservation.expiresAt) - Date.now();
    expect(held).toBeGreaterThan(55 * 60_000);
    expect(held).toBeLessThanOrEqual(60 * 60_000);
    expect(await stockOf(nuts)).toEqual({ onHand: '10.000', reserved: '1.500', available: '8.500' });
    expect(await stockOf(eggs)).toEqual({ onHand: '30', reserved: '3', available: '27' });
    const { rows } = await app.db.pool.query(
      `select theirs, ours from channel_link where connection = 'one' and kind = 'order' and theirs = '4503599627370497123'`,
    );
    expect(rows).toEqual([
      { theirs: '4503599627370497123', ours: Buffer.from(orderId, 'base64url').toString().slice(6) },
    ]);

    // Its customer sees it when they come; nobody else's does.
    const me = await doIt({ kind: 'customer.sign-in', externalId: 'nick-1' });
    const other = await doIt({ kind: 'customer.sign-in', externalId: 'nick-1' }, undefined, 'two');
    expect((await readOrder(orderId, { token: me['token'] })).number).toBe(number);
    expect(await readOrder(orderId, { token: other['token'] })).toBeNull();
  });

  test('once by its id there, however often and at once, under whatever key', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const key = newKey();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => execute(orderOf('once-1', productId), i % 2 ? key : newKey())),
    );
    expect(all.map((one) => one.status)).toEqual(Array.from({ length: 10 }, () => 'done'));
    expect(all.filter((one) => one.status === 'done' && !one.duplicate)).toHaveLength(1);
    expect(new Set(all.map((one) => one.status === 'done' && one.values['orderId'])).size).toBe(1);
    expect((await stockOf(productId)).reserved).toBe('2.000');
    // Their buyer is told differently later: the same order. Other money: another order under the same id.
    expect(await execute(orderOf('once-1', productId, { buyer: { name: '李' } }))).toMatchObject({
      status: 'done',
      duplicate: true,
    });
    const before = await books();
    expect(codeOf(await execute(orderOf('once-1', productId, { postageFen: 1 })))).toBe('CONFLICT');
    // Long after, when its key is forgotten.
    await app.db.pool.query(`delete from idempotency_key where key like 'order.import once-1%'`);
    expect(await execute(orderOf('once-1', productId))).toMatchObject({ status: 'done', duplicate: true });
    expect(codeOf(await execute(orderOf('once-1', productId, { postageFen: 1 })))).toBe('CONFLICT');
    expect({ ...(await books()), keys: before.keys }).toEqual(before);
    // Another connection has its own ids.
    expect(await execute(orderOf('once-1', productId), undefined, 'two')).toMatchObject({
      status: 'done',
      duplicate: false,
    });
  });

  test('without the stock, or of a product that is not linked: refused whole; tried again under the same key when mended', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '1' } });
    const plenty = await makeProduct(app, { stock: { [GATE]: '10' } });
    const key = newKey();
    const command: Command = {
      kind: 'order.import',
      order: {
        externalId: 'short-1',
        placedAt: '2026-05-01T02:00:00Z',
        lines: [
          { product: { id: plenty }, quantity: '1', amountFen: 100 },
          { product: { externalId: 'NEW-1' }, quantity: '2', amountFen: 100 },
        ],
      },
    };
    const before = await books();
    expect(await execute(command, key)).toEqual({
      status: 'refused',
      code: 'UNKNOWN_PRODUCT',
      message: 'NEW-1 is not linked with a product',
      field: 'order.lines.1.product',
    });
    await linkProduct('NEW-1', productId);
    expect(await execute(command, key)).toMatchObject({
      status: 'refused',
      code: 'OUT_OF_STOCK',
      field: 'lines.1.quantity',
    });
    expect(await books()).toEqual(before);
    await receive(app, productId, GATE, '1');
    expect(await execute(command, key)).toMatchObject({ status: 'done', duplicate: false });
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('from whichever site has it; a time of holding that makes no sense is refused', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '1', [CENTRE]: '2' } });
    const { orderId } = await doIt(orderOf('sites-1', productId));
    expect((await readOrder(orderId)).lines[0].site.code).toBe(CENTRE);
    expect(await execute(orderOf('sites-2', productId, { holdMinutes: 0 }))).toMatchObject({
      code: 'INVALID',
      field: 'holdMinutes',
    });
    expect(await execute(orderOf('sites-3', globalId('Product', 999_999)))).toMatchObject({
      code: 'UNKNOWN_PRODUCT',
      field: 'lines.0.product',
    });
  });
});

describe('orders of another', () => {
  test('are not there: by no name, and nothing is changed', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const { externalId, orderId } = await imported([[productId, '1', 100]]);
    const { number } = await readOrder(orderId);
    const before = await books();
    for (const order of [
      { externalId },
      { id: orderId },
      { number },
      { id: 'nonsense' },
      { id: globalId('Product', 1) },
    ]) {
      for (const command of [
        { kind: 'order.cancel', order },
        { kind: 'order.ship', order },
        { kind: 'order.complete', order },
        { ...payment('', newKey(), 100), order },
        { kind: 'refund.record', order, refund: { externalId: 'R', amountFen: 1, state: 'SUCCEEDED' } },
      ] as Command[])
        expect(await execute(command, newKey(), 'two')).toEqual({
          status: 'refused',
          code: 'NOT_FOUND',
          message: 'there is no such order of this connection',
          field: 'order',
        });
    }
    expect(await books()).toEqual(before);
  });

  test('placed here by a customer of the channel, and linked with what it is called there, it is found by that', async () => {
    const productId = await makeProduct(app, { priceFen: 1_000, stock: { [GATE]: '10' } });
    await app.ask(
      'mutation($input: ListingSetInput!) { listingSet(input: $input) { userErrors { code } } }',
      { input: { productId, channel: 'one', priceFen: 900, siteCodes: [GATE] } },
      OPERATOR,
    );
    const { token } = await doIt({ kind: 'customer.sign-in', externalId: 'openid-1' });
    const place = (as: { token?: string }) =>
      app.ask(
        'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id totalFen channel { code connection externalId } } userErrors { code } } }',
        {
          input: {
            idempotencyKey: newKey(),
            channel: 'one',
            buyer: { name: '李', phone: '13812345678' },
            lines: [{ productId, quantity: '1' }],
          },
        },
        as,
      );
    expect((await place({})).data.orderPlace.userErrors).toEqual([{ code: 'NOT_FOR_SALE' }]);
    const stranger = await doIt({ kind: 'customer.sign-in', externalId: 'openid-1' }, undefined, 'two');
    expect((await place({ token: stranger['token'] })).data.orderPlace.userErrors).toEqual([{ code: 'NOT_FOR_SALE' }]);
    const placed = (await place({ token })).data.orderPlace;
    expect(placed).toEqual({
      order: { id: expect.any(String), totalFen: 900, channel: { code: 'one', connection: 'one', externalId: null } },
      userErrors: [],
    });
    const { id } = placed.order;
    await app.db.pool.query(
      `insert into channel_link(connection, kind, theirs, ours) values ('one', 'order', 'OUT-1', $1)`,
      [Buffer.from(id, 'base64url').toString().slice(6)],
    );
    expect((await readOrder(id)).channel).toMatchObject({ externalId: 'OUT-1' });
    expect((await doIt(payment('OUT-1', 'tx-out-1', 900)))['orderId']).toBe(id);
    expect((await readOrder(id)).status).toBe('PAID');
  });
});
