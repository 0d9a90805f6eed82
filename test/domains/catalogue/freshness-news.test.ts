import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tellFreshness } from '../../../src/domains/catalogue/freshness-news.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeProduct } from '../../kit/goods.js';
import { newsOf, watchProducts } from './product-watch.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const keyOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
/** Moves the times of a product, as if it had been confirmed so long ago. */
const age = (id: string, stale: string, hidden: string) =>
  app.db.pool.query(
    `update product set stale_at = now() + $2::interval, hidden_at = now() + $3::interval where id = $1`,
    [keyOf(id), stale, hidden],
  );
/** Versions of a product's events, sequenced or not. */
const versions = async (id: string) =>
  (
    await app.db.pool.query<{ version: number }>(
      `select version from event_feed where kind = 'product' and subject = $1
       union all select version from pending_event where kind = 'product' and subject = $1 order by version`,
      [String(keyOf(id))],
    )
  ).rows.map(({ version }) => version);

test('what goes stale and is hidden by time is told without a command', async () => {
  const id = await makeProduct(app);
  const follower = watchProducts(app.url, { filter: { productIds: [id] } });
  await follower.until((all) => all.length === 1);
  await age(id, '-1 minute', '1 hour');
  // The recurring job of the server finds it.
  expect(newsOf(await follower.until((all) => all.length === 2, 15_000), id)).toEqual(['PUBLISHED STALE 1000']);
  await age(id, '-2 minutes', '-1 minute');
  expect(newsOf(await follower.until((all) => all.length === 3, 15_000), id).at(-1)).toBe('gone');
  const confirm = 'mutation($id: ID!) { productPublish(input: { productId: $id }) { userErrors { code } } }';
  await app.ask(confirm, { id }, { role: 'COUNTY_OPERATOR' });
  expect(newsOf(await follower.until((all) => all.length === 4), id).at(-1)).toBe('PUBLISHED FRESH 1000');
  follower.drop();
  expect(await versions(id)).toEqual([1, 2, 3, 4, 5]);
}, 60_000);

test('each is told once, however many processes look at the same time', async () => {
  const ids = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
  await age(ids[0]!, '-1 minute', '1 hour');
  await age(ids[1]!, '-2 minutes', '-1 minute');
  await Promise.all(Array.from({ length: 6 }, () => tellFreshness(app.db)));
  expect(await tellFreshness(app.db)).toBe(0);
  expect(await Promise.all(ids.map(versions))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2],
  ]);
});

test('more than a batch at once; drafts and what is withdrawn are not told', async () => {
  const id = await makeProduct(app);
  await app.db.pool.query(
    `insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
     select producer_id, village_code, '旧' || n, industry, false, 'KG', 3, 100, (array['PUBLISHED', 'PUBLISHED', 'DRAFT', 'WITHDRAWN'])[1 + n % 4],
            now() - interval '1 minute', now() + interval '1 hour', '', 'test'
       from product, generate_series(1, 1400) n where id = $1`,
    [keyOf(id)],
  );
  await tellFreshness(app.db);
  const { rows } = await app.db.pool.query(
    `select status, version, count(*) as n from product where name like '旧%' group by 1, 2 order by 1`,
  );
  expect(rows).toEqual([
    { status: 'DRAFT', version: 1, n: 350 },
    { status: 'PUBLISHED', version: 2, n: 700 },
    { status: 'WITHDRAWN', version: 1, n: 350 },
  ]);
});
