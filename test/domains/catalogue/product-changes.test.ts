import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Unit } from '../../../src/shared/quantity.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';
import type { Watch } from '../../kit/watch-feed.js';
import { inSnapshot, newsOf, watchProducts, type ProductMessage, type ProductsWatched } from './product-watch.js';

let app: TestApp;
const watches: Watch<ProductMessage>[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(() => app.stop());

async function watch(options: ProductsWatched = {}): Promise<Watch<ProductMessage>> {
  const opened = watchProducts(app.url, options);
  watches.push(opened);
  await opened.until((messages) => messages.length >= 1);
  return opened;
}

async function change(mutation: string, input: object): Promise<void> {
  const type = { productUpdate: 'ProductUpdateInput', listingSet: 'ListingSetInput' }[mutation] ?? 'ProductStateInput';
  const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { code field message } } }`;
  expect((await app.ask(query, { input }, OPERATOR)).data[mutation].userErrors).toEqual([]);
}
const priced = (productId: string, priceFen: number) => change('productUpdate', { productId, priceFen });
const withdraw = (productId: string) => change('productWithdraw', { productId });
const publish = (productId: string) => change('productPublish', { productId });
const list = (productId: string, channel: string, siteCodes: string[], active = true) =>
  change('listingSet', { productId, channel, siteCodes, active });

async function draft(): Promise<string> {
  const input = {
    idempotencyKey: newKey(),
    producerId: await makeHousehold(app),
    name: '未发布的花生',
    industry: 'PRIMARY',
    unit: 'KG',
    priceFen: 500,
  };
  const query = 'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } } }';
  return (await app.ask(query, { input }, OPERATOR)).data.productCreate.product.id;
}

test('what is shown first, then prices, listings, withdrawing and publishing again', async () => {
  const id = await makeProduct(app, { name: '固镇黑花生', priceFen: 1_000 });
  const follower = await watch({ filter: { productIds: [id] } });
  expect(follower.messages).toEqual([
    {
      __typename: 'ProductSnapshot',
      cursor: expect.stringMatching(/^[\w-]{40,200}$/),
      complete: true,
      products: [
        { id, name: '固镇黑花生', status: 'PUBLISHED', freshness: 'FRESH', priceFen: 1_000, version: 2, listings: [] },
      ],
    },
  ]);
  const step = async (act: Promise<void>, count: number) => {
    await act;
    return (await follower.until((all) => all.length === count + 1)).at(-1);
  };
  expect(await step(priced(id, 1_200), 1)).toEqual({
    __typename: 'ProductChange',
    cursor: expect.stringMatching(/^[\w-]{40,200}$/),
    sequence: expect.any(Number),
    occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    product: {
      id,
      name: '固镇黑花生',
      status: 'PUBLISHED',
      freshness: 'FRESH',
      priceFen: 1_200,
      version: 3,
      listings: [],
    },
  });
  expect(await step(list(id, 'taobao', [GATE]), 2)).toMatchObject({
    product: { version: 4, listings: [{ channel: 'taobao', active: true, priceFen: 1_200 }] },
  });
  expect(await step(withdraw(id), 3)).toEqual({
    __typename: 'ProductGone',
    cursor: expect.any(String),
    sequence: expect.any(Number),
    occurredAt: expect.any(String),
    productId: id,
  });
  expect(await step(publish(id), 4)).toMatchObject({ product: { status: 'PUBLISHED', version: 6 } });
});

test('of a draft only its reviewers hear; of its end nobody else does', async () => {
  const visitor = await watch({ filter: { villageCode: VILLAGE } });
  const operator = await watch({ filter: { villageCode: VILLAGE }, token: await app.token('VILLAGE_OPERATOR') });
  const auditor = await watch({ filter: { villageCode: VILLAGE }, token: await app.token('AUDITOR') });
  const customer = await watch({ filter: { villageCode: VILLAGE }, token: await app.token('CUSTOMER') });
  const id = await draft();
  await withdraw(id);
  const last = await makeProduct(app);
  for (const follower of [visitor, operator, auditor, customer])
    await follower.until((all) => newsOf(all, last).length > 0);
  expect([visitor, customer].flatMap(({ messages }) => newsOf(messages, id))).toEqual([]);
  for (const { messages } of [operator, auditor]) expect(newsOf(messages, id).at(-1)).toBe('WITHDRAWN FRESH 500');
  const later = await watch({ filter: { productIds: [id] } });
  const reviewer = await watch({ filter: { productIds: [id] }, token: await app.token('AUDITOR') });
  expect([inSnapshot(later.messages), inSnapshot(reviewer.messages)]).toEqual([[], [id]]);
});

test('who comes back with a cursor after a withdrawal is told that it is gone', async () => {
  const id = await makeProduct(app);
  const filter = { productIds: [id] };
  const first = await watch({ filter });
  const after = (first.messages[0] as { cursor: string }).cursor;
  first.drop();
  await priced(id, 900);
  await withdraw(id);
  // Changed once more while nobody sees it: the newest event alone must still say that it is gone.
  await priced(id, 950);
  const back = await watch({ filter, after });
  expect(newsOf(await back.until((all) => all.length === 3), id)).toEqual(['gone', 'gone', 'gone']);
});

test('within a channel and a site: what enters is a change, what leaves is gone, what is elsewhere is nothing', async () => {
  const id = await makeProduct(app);
  const elsewhere = await makeProduct(app);
  await list(elsewhere, 'direct', [CENTRE]);
  const follower = await watch({ filter: { channel: 'kiosk-line', siteCodes: [GATE] } });
  const atCentre = await watch({ filter: { siteCodes: [CENTRE] } });
  expect(inSnapshot(follower.messages)).toEqual([]);
  expect(inSnapshot(atCentre.messages)).toEqual([elsewhere]);
  // One after the other: a change gives the product as it is by now.
  let sent = 0;
  const step = async (act: Promise<void>) => {
    await act;
    return newsOf(await follower.until((all) => newsOf(all, id).length > sent), id)[sent++];
  };
  expect(await step(list(id, 'kiosk-line', [GATE]))).toBe('PUBLISHED FRESH 1000');
  expect(await step(priced(id, 1_100))).toBe('PUBLISHED FRESH 1100');
  expect(await step(list(id, 'kiosk-line', [CENTRE]))).toBe('gone');
  await priced(id, 1_200);
  await priced(elsewhere, 700);
  expect(await step(list(id, 'kiosk-line', [GATE, CENTRE]))).toBe('PUBLISHED FRESH 1200');
  expect(await step(list(id, 'kiosk-line', [GATE, CENTRE], false))).toBe('gone');
  expect(await step(list(id, 'kiosk-line', [GATE]))).toBe('PUBLISHED FRESH 1200');
  expect(newsOf(follower.messages, elsewhere)).toEqual([]);
  expect(newsOf(atCentre.messages, elsewhere)).toEqual(['PUBLISHED FRESH 700']);
  // The listing that brought it there was taken back while it was read, or before.
  expect(newsOf(await atCentre.until((all) => newsOf(all, id).includes('gone')), id).at(-1)).toBe('gone');
});

test('filters by village and industry', async () => {
  const id = await makeProduct(app);
  const [there, elsewhere] = [
    await watch({ filter: { villageCode: '340323200', industry: 'PRIMARY' } }),
    await watch({ filter: { villageCode: '340323100' } }),
  ];
  const fruit = await watch({ filter: { industry: 'FRUIT' } });
  expect(inSnapshot(there.messages)).toContain(id);
  await priced(id, 2_000);
  await there.until((all) => newsOf(all, id).length === 1);
  const { rows } = await app.db.pool.query<{ code: string }>(
    `select min(code) as code from place where code like '340323100%' and level = 'VILLAGE'`,
  );
  const outsider = await makeProduct(app, { producerId: await makeHousehold(app, rows[0]!.code) });
  await elsewhere.until((all) => newsOf(all, outsider).length > 0);
  expect([...elsewhere.messages, ...fruit.messages].flatMap((m) => newsOf([m], id))).toEqual([]);
  expect(newsOf(there.messages, outsider)).toEqual([]);
});

test('an industry that the handbook corrects: gone from the one, come to the other', async () => {
  const id = await makeProduct(app);
  const key = Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
  const before = await watch({ filter: { productIds: [id], industry: 'PRIMARY' } });
  const after = await watch({ filter: { productIds: [id], industry: 'PICKLED' } });
  const { takeHandbookProducts } = await import('../../../src/domains/catalogue/index.js');
  const { rows } = await app.db.pool.query('select producer_id as producer, name from product where id = $1', [key]);
  await app.db.command((tx) =>
    takeHandbookProducts(
      tx,
      [
        {
          producerKey: rows[0].producer,
          villageCode: VILLAGE,
          name: rows[0].name,
          industry: 'PICKLED',
          unit: Unit.KG,
          priceFen: 1_500,
          quantity: null,
        },
      ],
      { enteredBy: 'staff:1', enteredAs: 'HELPER', source: 'IMPORT' },
      new Date(),
    ),
  );
  expect(newsOf(await before.until((all) => all.length === 2), id)).toEqual(['gone']);
  expect(newsOf(await after.until((all) => all.length === 2), id)).toEqual(['PUBLISHED FRESH 1500']);
});

test('a large snapshot comes in parts of 250', async () => {
  const producer = Number(
    Buffer.from(await makeHousehold(app, VILLAGE), 'base64url')
      .toString()
      .split(':')[1],
  );
  await app.db.pool.query(
    `insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
     select $1, $2, '牛' || n, 'CATTLE', false, 'KG', 3, 100, 'PUBLISHED', now() + interval '1 day', now() + interval '2 days', '', 'test' from generate_series(1, 251) n`,
    [producer, VILLAGE],
  );
  const follower = await watch({ filter: { industry: 'CATTLE' } });
  const parts = await follower.until((all) => all.length === 2);
  expect(parts.map((m) => (m.__typename === 'ProductSnapshot' ? [m.products.length, m.complete] : null))).toEqual([
    [250, false],
    [1, true],
  ]);
  expect(new Set(inSnapshot(parts)).size).toBe(251);
});

test.each([[{ productIds: ['bm90LWEtcHJvZHVjdA'] }], [{ siteCodes: Array.from({ length: 251 }, (_, i) => `S-${i}`) }]])(
  'a filter that makes no sense is refused',
  async (filter) => {
    await expect(watchProducts(app.url, { filter }).until((all) => all.length > 0)).rejects.toThrow('BAD_USER_INPUT');
  },
);
