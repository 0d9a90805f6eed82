import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';

let app: TestApp;
let household: string;
beforeAll(async () => {
  app = await startApp();
  household = await makeHousehold(app);
});
afterAll(() => app.stop());

const FIELDS =
  'id name description industry unit scale priceFen photoUrls status freshness version brand { code } producer { id displayName } village { code }';
const run = async (operation: string, type: string, input: object, as: object = OPERATOR) =>
  (
    await app.ask(
      `mutation($input: ${type}!) { ${operation}(input: $input) { product { ${FIELDS} } userErrors { code field } } }`,
      { input },
      as,
    )
  ).data?.[operation];
const draft = (over: object = {}) => ({
  idempotencyKey: newKey(),
  producerId: household,
  name: `产品 ${newKey()}`,
  industry: 'PRIMARY',
  unit: 'KG',
  priceFen: 1_280,
  ...over,
});
const seen = async (id: string, as: object = {}) =>
  (await app.ask('query($id: ID!) { product(id: $id) { id } }', { id }, as)).data.product;
const found = async (search: string) =>
  (
    await app.ask('query($s: String) { products(first: 50, filter: { search: $s }) { nodes { name } } }', { s: search })
  ).data.products.nodes.map((n: { name: string }) => n.name);

test('a product is a draft nobody else sees, then published, then withdrawn', async () => {
  const { product, userErrors } = await run(
    'productCreate',
    'ProductCreateInput',
    draft({ name: '固镇黑花生', description: '颗粒饱满' }),
  );
  expect(userErrors).toEqual([]);
  expect(product).toEqual({
    id: expect.any(String),
    name: '固镇黑花生',
    description: '颗粒饱满',
    industry: 'PRIMARY',
    unit: 'KG',
    scale: 3,
    priceFen: 1_280,
    photoUrls: [],
    status: 'DRAFT',
    freshness: 'FRESH',
    version: 1,
    brand: null,
    producer: { id: household, displayName: '王**' },
    village: { code: VILLAGE },
  });
  const { id } = product;
  expect(await seen(id)).toBeNull();
  expect(await seen(id, OPERATOR)).toEqual({ id });
  expect((await run('productPublish', 'ProductStateInput', { productId: id })).product.status).toBe('PUBLISHED');
  expect(await seen(id)).toEqual({ id });
  expect((await run('productWithdraw', 'ProductStateInput', { productId: id })).product.status).toBe('WITHDRAWN');
  expect(await seen(id)).toBeNull();
});

test('花生 finds 固镇黑花生, its village and its description; what is not there finds nothing', async () => {
  await makeProduct(app, { name: '大粒黑花生果', producerId: household });
  expect(await found('花生')).toEqual(['大粒黑花生果']);
  expect(await found('黑花生')).toEqual(['大粒黑花生果']);
  expect(await found('陡沟村 花生')).toEqual(['大粒黑花生果']);
  expect(await found('花')).toContain('大粒黑花生果');
  expect(await found('荞麦')).toEqual([]);
  expect(await found(`' | !! & \\`)).toEqual([]);
});

test.each([
  [{ name: ' ' }, 'BAD_NAME', 'name'],
  [{ name: '长'.repeat(61) }, 'BAD_NAME', 'name'],
  [{ priceFen: 0 }, 'BAD_PRICE', 'priceFen'],
  [{ photoUrls: ['http://x.example/a.jpg'] }, 'BAD_PHOTO_URL', 'photoUrls.0'],
  [{ brandCode: 'nothing' }, 'UNKNOWN_BRAND', 'brandCode'],
  [{ producerId: 'SG91c2Vob2xkOjk5OTk5OQ' }, 'NOT_FOUND', 'producerId'],
])('%j is refused as %s and nothing is entered', async (over, code, field) => {
  const count = () => app.db.pool.query('select count(*)::int as n from product').then((r) => r.rows[0].n);
  const before = await count();
  const answer = await run('productCreate', 'ProductCreateInput', draft(over));
  expect(answer).toEqual({ product: null, userErrors: [{ code, field }] });
  expect(await count()).toBe(before);
});

test('one household has no two products of one name; the same key answers the same product', async () => {
  const input = draft({ name: '绿豆皮' });
  const first = await run('productCreate', 'ProductCreateInput', input);
  expect((await run('productCreate', 'ProductCreateInput', input)).product.id).toBe(first.product.id);
  expect((await run('productCreate', 'ProductCreateInput', { ...input, priceFen: 1 })).userErrors).toEqual([
    { code: 'KEY_REUSED', field: 'idempotencyKey' },
  ]);
  expect((await run('productCreate', 'ProductCreateInput', { ...input, idempotencyKey: newKey() })).userErrors).toEqual(
    [{ code: 'DUPLICATE_NAME', field: 'name' }],
  );
});

test('an update needs the version it was made on, and confirms the listing', async () => {
  const id = await makeProduct(app, { producerId: household });
  const version = (await run('productUpdate', 'ProductUpdateInput', { productId: id, priceFen: 999 })).product.version;
  expect(
    (await run('productUpdate', 'ProductUpdateInput', { productId: id, priceFen: 1, expectedVersion: version - 1 }))
      .userErrors,
  ).toEqual([{ code: 'STALE', field: 'expectedVersion' }]);
  const kept = await run('productUpdate', 'ProductUpdateInput', {
    productId: id,
    expectedVersion: version,
    description: '新货',
  });
  expect(kept.product).toMatchObject({ priceFen: 999, description: '新货', version: version + 1 });
});

test('a listing nobody confirms is flagged, then hidden, then back when it is confirmed', async () => {
  const id = await makeProduct(app, { producerId: household });
  const age = (days: number) =>
    app.db.pool.query(
      `update product set stale_at = stale_at - $2 * interval '1 day', hidden_at = hidden_at - $2 * interval '1 day' where id = $1`,
      [Number(Buffer.from(id, 'base64url').toString().split(':')[1]), days],
    );
  const freshness = async () =>
    (await app.ask('query($id: ID!) { product(id: $id) { freshness } }', { id }, OPERATOR)).data.product.freshness;
  await age(61);
  expect(await freshness()).toBe('STALE');
  expect(await seen(id)).toEqual({ id });
  await age(120);
  expect(await freshness()).toBe('HIDDEN');
  expect(await seen(id)).toBeNull();
  await run('productUpdate', 'ProductUpdateInput', { productId: id });
  expect(await freshness()).toBe('FRESH');
  expect(await seen(id)).toEqual({ id });
});

test('staff of another village find neither the household nor the product, and nothing changes', async () => {
  const elsewhere = await makeHousehold(app, '340323104200');
  const id = await makeProduct(app, { producerId: elsewhere, priceFen: 500 });
  const as = { role: 'CADRE' };
  expect((await run('productCreate', 'ProductCreateInput', draft({ producerId: elsewhere }), as)).userErrors).toEqual([
    { code: 'NOT_FOUND', field: 'producerId' },
  ]);
  expect((await run('productUpdate', 'ProductUpdateInput', { productId: id, priceFen: 1 }, as)).userErrors).toEqual([
    { code: 'NOT_FOUND', field: 'productId' },
  ]);
  expect((await app.ask('query($id: ID!) { product(id: $id) { priceFen } }', { id })).data.product.priceFen).toBe(500);
});

test('a listing gives a channel its own price and sites; an unknown site leaves all as it was', async () => {
  const id = await makeProduct(app, { producerId: household, priceFen: 500, stock: { [GATE]: '5', [CENTRE]: '5' } });
  const listings = async () =>
    (
      await app.ask('query($id: ID!) { product(id: $id) { listings { channel priceFen active sites { code } } } }', {
        id,
      })
    ).data.product.listings;
  await run('listingSet', 'ListingSetInput', {
    productId: id,
    channel: 'kiosk',
    priceFen: 600,
    siteCodes: [CENTRE, GATE],
  });
  const set = [{ channel: 'kiosk', priceFen: 600, active: true, sites: [{ code: CENTRE }, { code: GATE }] }];
  expect(await listings()).toEqual(set);
  const refused = await run('listingSet', 'ListingSetInput', {
    productId: id,
    channel: 'kiosk',
    priceFen: 700,
    siteCodes: [GATE, 'NO-SUCH'],
  });
  expect(refused.userErrors).toEqual([{ code: 'UNKNOWN_SITE', field: 'siteCodes.1' }]);
  expect(await listings()).toEqual(set);
});

test('an industry hall shows producers of scale alone, with live stock', async () => {
  await app.db.pool.query(
    `insert into industry_hall(code, name, industry, county_code) values ('fruit', '果产业馆', 'FRUIT', '340323')`,
  );
  const registered = await app.ask(
    `mutation($input: OrganisationRegisterInput!) { organisationRegister(input: $input) { organisation { id displayName __typename } userErrors { code field } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        kind: 'COOPERATIVE',
        name: '陡沟种植合作社',
        villageCode: VILLAGE,
        creditCode: '91350100M000100Y43',
      },
    },
    OPERATOR,
  );
  const { organisation, userErrors } = registered.data.organisationRegister;
  expect(userErrors).toEqual([]);
  expect(organisation).toEqual({ id: expect.any(String), displayName: '陡沟种植合作社', __typename: 'Cooperative' });
  for (const producerId of [organisation.id, household]) {
    const { product } = await run(
      'productCreate',
      'ProductCreateInput',
      draft({ producerId, name: '酥梨', industry: 'FRUIT' }),
    );
    await run('productPublish', 'ProductStateInput', { productId: product.id });
  }
  const { industryHall } = (
    await app.ask(
      `{ industryHall(code: "fruit") { name products(first: 10) { nodes { name producer { id } stock { available } } } } }`,
    )
  ).data;
  expect(industryHall).toEqual({
    name: '果产业馆',
    products: { nodes: [{ name: '酥梨', producer: { id: organisation.id }, stock: { available: '0.000' } }] },
  });
});
