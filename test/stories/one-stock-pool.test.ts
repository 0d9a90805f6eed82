import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandResult } from '../../src/plugin-kit/index.js';
import { PERMISSIONS } from '../../src/plugin-kit/index.js';
import { connect, executorOf, type Executing } from '../channels/commands/executing.js';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeProduct, newKey, unbalancedItems } from '../kit/goods.js';

let app: TestApp;
let channels: Executing;

beforeAll(async () => {
  app = await startApp();
  channels = executorOf(app);
  for (const code of ['wechat-main', 'taobao-main', 'super-main']) await connect(app, code);
});
afterAll(async () => {
  await channels.stop();
  await app.stop();
});

/** Fifty bags of peanuts, and everybody wants one at once. */
test('one stock pool: exactly 50 leave by those who ask, a counter’s offline sales go below and are shown', async () => {
  const productId = await makeProduct(app, { unit: 'BOX', priceFen: 1_000, stock: { [GATE]: '50' } });
  const byGraph = async () => {
    const { data } = await app.ask(
      'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }',
      {
        input: {
          idempotencyKey: newKey(),
          buyer: { name: '李', phone: '13812345678' },
          lines: [{ productId, quantity: '1' }],
        },
      },
    );
    return data.orderPlace.order ? 'sold' : data.orderPlace.userErrors[0].code;
  };
  const outcome = (result: CommandResult) => (result.status === 'done' ? 'sold' : result.code);
  const byImport = async (code: string) => {
    const order = {
      externalId: newKey(),
      placedAt: '2026-05-01T02:00:00Z',
      lines: [{ product: { id: productId }, quantity: '1', amountFen: 900 }],
    };
    return outcome(
      await channels.executor.execute({ code, permissions: PERMISSIONS }, { kind: 'order.import', order }, newKey()),
    );
  };
  const byCounter = async () => {
    const sale = {
      externalId: newKey(),
      siteCode: GATE,
      soldAt: '2026-05-01T02:00:00Z',
      lines: [{ product: { id: productId }, quantity: '1', amountFen: 950 }],
      tenders: [{ method: 'cash', amountFen: 950 }],
    };
    return outcome(
      await channels.executor.execute(
        { code: 'super-main', permissions: PERMISSIONS },
        { kind: 'sale.book', sale },
        newKey(),
      ),
    );
  };
  const ways = [byGraph, () => byImport('wechat-main'), () => byImport('taobao-main')];
  const [asking, offline] = await Promise.all([
    Promise.all(Array.from({ length: 90 }, (_, i) => ways[i % 3]!())),
    Promise.all(Array.from({ length: 5 }, byCounter)),
  ]);
  // Those who ask share 50 with the five that did not: never more, and each refusal has its code.
  const sold = asking.filter((one) => one === 'sold').length;
  expect(asking.filter((one) => one === 'OUT_OF_STOCK').length).toBe(90 - sold);
  expect(sold).toBeGreaterThanOrEqual(45);
  expect(sold).toBeLessThanOrEqual(50);
  expect(offline).toEqual(Array.from({ length: 5 }, () => 'sold'));

  const shown = async () =>
    (
      await app.ask(
        'query($ids: [ID!]) { stockItems(first: 5, filter: { productIds: $ids }) { nodes { onHand reserved available } } }',
        {
          ids: [productId],
        },
      )
    ).data.stockItems.nodes[0];
  expect(await shown()).toEqual({ onHand: '45', reserved: String(sold), available: String(45 - sold) });

  // Nothing is left: three more in the hole by a counter, and nobody else gets any.
  for (let i = 0; i < 3 + (50 - sold); i++) expect(await byCounter()).toBe('sold');
  expect(await Promise.all(ways.map((way) => way()))).toEqual(['OUT_OF_STOCK', 'OUT_OF_STOCK', 'OUT_OF_STOCK']);
  const { rows } = await app.db.pool.query(
    'select on_hand::int as "onHand", reserved::int as reserved, oversold::int as oversold from stock_item',
  );
  const onHand = 45 - 3 - (50 - sold);
  expect(rows).toEqual([{ onHand, reserved: sold, oversold: sold - onHand }]);
  expect(Number((await shown()).available)).toBeLessThan(0);
  const { rows: made } = await app.db.pool.query<{ channel: string; n: number }>(
    `select channel, count(*)::int as n from customer_order group by channel order by channel`,
  );
  expect(made.reduce((sum, { n }) => sum + n, 0)).toBe(sold + 5 + 3 + (50 - sold));
  expect(await unbalancedItems(app)).toBe(0);
});
