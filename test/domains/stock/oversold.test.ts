import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR, unbalancedItems } from '../../kit/goods.js';
import { book, saleOf } from '../orders/selling.js';
import { adjust, app, count, item, place, startStock, take, transfer } from './stock-keeping.js';

beforeAll(startStock);
afterAll(() => app.stop());

const sell = (productId: string, quantity: string, siteCode = GATE) =>
  book(app, saleOf([[productId, quantity, 100]], { siteCode }));
const oversoldOf = async (productId: string) =>
  (
    await app.db.pool.query('select oversold::int from stock_item where product_id = $1 order by id', [
      Number(Buffer.from(productId, 'base64url').toString().split(':')[1]),
    ])
  ).rows.map((row) => row.oversold);
const cancel = async (id: string) =>
  (
    await app.ask(
      'mutation($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: newKey(), orderId: id } },
      OPERATOR,
    )
  ).data.orderCancel.userErrors;
const shown = async (productId: string) =>
  (
    await app.ask(
      'query($ids: [ID!]) { stockItems(first: 10, filter: { productIds: $ids, oversold: true }) { nodes { site { code } onHand reserved available version } } }',
      { ids: [productId] },
    )
  ).data.stockItems.nodes;

describe('sold beyond the book', () => {
  test('below what is promised and below zero: shown, and paid back first by what comes in', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    const held = (await place(productId, '3')).order.id;
    await sell(productId, '4');
    expect(await shown(productId)).toEqual([item(GATE, '1.000', '3.000', '-2.000', 3)]);
    await sell(productId, '2');
    expect(await shown(productId)).toEqual([item(GATE, '-1.000', '3.000', '-4.000', 4)]);
    expect(await oversoldOf(productId)).toEqual([4_000]);
    const { data } = await app.ask('query($id: ID!) { product(id: $id) { stock { onHand available } } }', {
      id: productId,
    });
    expect(data.product.stock).toEqual({ onHand: '-1.000', available: '-4.000' });

    // Whoever asks first gets nothing; whatever comes back goes to the hole.
    expect((await place(productId, '0.001')).userErrors).toEqual([{ code: 'OUT_OF_STOCK' }]);
    expect((await adjust({ productId, siteCode: GATE, delta: '-0.001', reason: '霉变' })).userErrors[0].code).toBe(
      'INSUFFICIENT_STOCK',
    );
    expect(
      (await transfer({ productId, fromSiteCode: GATE, toSiteCode: CENTRE, quantity: '0.001' })).userErrors[0].code,
    ).toBe('INSUFFICIENT_STOCK');
    await take({ productId, siteCode: GATE, quantity: '1.5' });
    expect(await oversoldOf(productId)).toEqual([2_500]);
    expect((await adjust({ productId, siteCode: GATE, delta: '0.5', reason: '找到了' })).userErrors).toEqual([]);
    expect(await cancel(held)).toEqual([]);
    expect(await shown(productId)).toEqual([]);
    expect(await oversoldOf(productId)).toEqual([0]);
    expect((await place(productId, '1')).userErrors).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('what was never held at a site can be sold there, and be counted right again', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    await sell(productId, '2', CENTRE);
    expect(await shown(productId)).toEqual([item(CENTRE, '-2.000', '0.000', '-2.000', 1)]);
    const wrong = await count({ productId, siteCode: CENTRE, expected: '0', counted: '1' });
    expect(wrong.userErrors[0]).toMatchObject({
      code: 'STALE',
      message: 'The book quantity is -2.000 by now: count again',
    });
    const right = await count({ productId, siteCode: CENTRE, expected: '-2', counted: '1' });
    expect(right).toEqual({ stockItem: item(CENTRE, '1.000', '0.000', '1.000', 2), userErrors: [] });
    expect(await shown(productId)).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('no other way leads below: the table itself refuses it', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    await expect(
      app.db.pool.query('update stock_item set on_hand = -1 where product_id = $1', [
        Number(Buffer.from(productId, 'base64url').toString().split(':')[1]),
      ]),
    ).rejects.toThrow('stock_bounds');
  });

  test('tells those who keep the site, and nobody else', async () => {
    const position = (await app.ask('{ feedPosition { cursor } }')).data.feedPosition.cursor;
    const productId = await makeProduct(app, { stock: { [GATE]: '1' } });
    await sell(productId, '1');
    await sell(productId, '0.25');
    const asked = async (role?: string) => {
      const { data } = await app.ask(
        'query($after: Cursor) { events(after: $after, kinds: [STOCK_OVERSOLD]) { nodes { kind version node { ... on StockItem { available product { id } } } } } }',
        { after: position },
        role ? { role } : {},
      );
      return data.events.nodes;
    };
    const wanted = [{ kind: 'STOCK_OVERSOLD', version: 3, node: { available: '-0.250', product: { id: productId } } }];
    for (let tries = 0; tries < 100 && (await asked('VILLAGE_OPERATOR')).length === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await asked('VILLAGE_OPERATOR')).toEqual(wanted);
    expect(await asked('CUSTOMER')).toEqual([]);
    expect(await asked()).toEqual([]);
  });

  test('against orders at once: orders never get more than there is, sales always what they took', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '50' } });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? sell(productId, '1') : place(productId, '1'))),
    );
    const placed = answers.filter((answer) => 'order' in answer && answer.order).length;
    const refused = answers.filter(
      (answer) => 'userErrors' in answer && answer.userErrors[0]?.code === 'OUT_OF_STOCK',
    ).length;
    expect(placed + refused).toBe(30);
    // 30 left by sales; an order was refused only where sales and orders before it had taken all 50.
    const { rows } = await app.db.pool.query(
      'select on_hand::int as "onHand", reserved::int as reserved, oversold::int as oversold from stock_item where product_id = $1',
      [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
    );
    expect(rows).toEqual([{ onHand: 20_000, reserved: placed * 1_000, oversold: Math.max(0, placed - 20) * 1_000 }]);
    if (refused > 0) expect(placed).toBeGreaterThanOrEqual(20);
    expect(await unbalancedItems(app)).toBe(0);
  });
});
