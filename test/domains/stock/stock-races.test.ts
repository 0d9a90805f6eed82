import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CENTRE, GATE, makeProduct, unbalancedItems } from '../../kit/goods.js';
import { adjust, app, count, movements, place, take, transfer, startStock } from './stock-keeping.js';

beforeAll(startStock);
afterAll(() => app.stop());

describe('many at once', () => {
  test('of 30 counts that expect the same, exactly one wins', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '100' } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        count({ productId, siteCode: GATE, expected: '100', counted: String(i + 1) }),
      ),
    );
    const won = answers.filter((a) => a.stockItem);
    expect(won.length).toBe(1);
    expect(answers.filter((a) => a.userErrors[0]?.code === 'STALE').length).toBe(29);
    expect((await movements(productId)).map((m) => m.kind)).toEqual(['RECEIVE', 'COUNT']);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('40 transfers that cross each other end, and the sum stays', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '50', [CENTRE]: '50' } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        transfer({
          productId,
          fromSiteCode: i % 2 ? GATE : CENTRE,
          toSiteCode: i % 2 ? CENTRE : GATE,
          quantity: String((i % 7) + 1),
        }),
      ),
    );
    expect(answers.flatMap((a) => a.userErrors)).toEqual([]);
    const { rows } = await app.db.pool.query(
      'select site_code as site, on_hand from stock_item where product_id = $1',
      [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
    );
    expect(rows.reduce((sum, row) => sum + row.on_hand, 0)).toBe(100_000);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('crossing transfers of goods that one of the sites never held do not fail for reasons of their own', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '50' } });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => transfer({ productId, fromSiteCode: GATE, toSiteCode: CENTRE, quantity: '1' })),
    );
    expect(answers.flatMap((a) => a.userErrors)).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('receipts, orders, counts and expiry beside each other leave the books in agreement', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const jobs: Promise<unknown>[] = [];
    for (let i = 0; i < 30; i++) {
      jobs.push(take({ productId, siteCode: GATE, quantity: '1' }), place(productId, '1.5'));
      jobs.push(adjust({ productId, siteCode: GATE, delta: '-0.1', reason: '霉变' }));
      if (i % 3 === 0)
        jobs.push(
          app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where state = 'ACTIVE'`),
        );
      if (i % 5 === 0) {
        const read = app.ask('query($id: ID!) { product(id: $id) { stock { onHand } } }', { id: productId });
        jobs.push(
          read.then(({ data }) =>
            count({
              productId,
              siteCode: GATE,
              expected: data.product.stock.onHand,
              counted: data.product.stock.onHand,
            }),
          ),
        );
      }
    }
    const answers = (await Promise.all(jobs)) as { errors?: object[] }[];
    expect(answers.filter((a) => a.errors)).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
    const { rows } = await app.db.pool.query('select min(on_hand - reserved) as least from stock_item');
    expect(rows[0].least).toBeGreaterThanOrEqual(0);
  });
});
