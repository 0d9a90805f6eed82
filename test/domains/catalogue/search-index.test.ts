import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { searchWords } from '../../../src/domains/catalogue/search.rules.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeHousehold } from '../../kit/goods.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await makeHousehold(app);
});
afterAll(() => app.stop());

test('among 100,000 products a search goes by its index and finds what it should', async () => {
  const names = ['西红柿', '黄瓜', '酥梨', '土鸡蛋', '生态大米', '红薯粉丝', '腌萝卜', '绿豆皮', '小豆饼', '白山羊肉'];
  await app.db.pool.query(
    `insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
     select (select min(id) from producer), '340323200207', ($1::text[])[1 + n % 10] || n, 'PRIMARY', false, 'KG', 3, 100, 'PUBLISHED',
            now() + interval '1 day', now() + interval '2 days', ($2::text[])[1 + n % 10] || ' ' || n, 'test'
       from generate_series(1, 99990) n`,
    [names, names.map((name) => searchWords(name))],
  );
  await app.db.pool.query(
    `insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
     select (select min(id) from producer), '340323200207', '固镇黑花生' || n, 'PRIMARY', false, 'KG', 3, 100, 'PUBLISHED',
            now() + interval '1 day', now() + interval '2 days', $1, 'test' from generate_series(1, 10) n`,
    [searchWords('固镇黑花生')],
  );
  await app.db.pool.query('analyze product');
  const asked: { text: string; values: unknown[] }[] = [];
  const query = app.db.pool.query.bind(app.db.pool) as (...given: unknown[]) => Promise<unknown>;
  app.db.pool.query = ((...given: unknown[]) => (asked.push(given[0] as (typeof asked)[0]), query(...given))) as never;
  const answer = await app.ask(
    '{ products(first: 50, filter: { search: "花生" }) { totalCount nodes { name } pageInfo { hasNextPage } } }',
  );
  app.db.pool.query = query as never;
  const { text, values } = asked.find((config) => config.text?.includes('search @@'))!;
  const { rows } = await app.db.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('product_search');
  expect(answer.data.products.totalCount).toBe(10);
  expect(answer.data.products.nodes.map((node: { name: string }) => node.name)).toEqual(
    Array.from({ length: 10 }, (_, i) => `固镇黑花生${i + 1}`),
  );
});
