import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey, OPERATOR } from '../../kit/goods.js';
import { countOf, makeShop, REGISTER, shopInput } from './shop-making.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const UPDATE = `mutation($input: ShopUpdateInput!) { shopUpdate(input: $input) {
  shop { name address version active position { latitude longitude } services phone showcase { code } openingHours { weekday } }
  userErrors { code field } } }`;

const update = (input: Record<string, unknown>, as: { role?: string } = OPERATOR) => app.ask(UPDATE, { input }, as);

describe('shopRegister', () => {
  test('opens a site and keeps the source of its position; a repeat answers the same shop', async () => {
    const input = shopInput({
      siteCode: 'SHOP-TEST-1',
      position: { latitude: 33.32, longitude: 117.31, sourceSystem: 'GCJ02' },
      openingHours: [{ weekday: 1, opens: '08:00', closes: '18:00' }],
      services: ['PICK_UP', 'TASTING', 'PICK_UP'],
      phone: '0552-6012345',
      showcaseCode: 'liuji-street',
    });
    const first = await app.ask(REGISTER, { input }, OPERATOR);
    expect(first.data.shopRegister.userErrors).toEqual([]);
    const { id, position, ...rest } = first.data.shopRegister.shop;
    expect(rest).toEqual({
      name: '刘集镇农粮驿站',
      version: 1,
      sourceSystem: 'GCJ02',
      site: { code: 'SHOP-TEST-1', kind: 'SHOP', name: '刘集镇农粮驿站', place: { code: '340323104' } },
      place: { code: '340323104', name: '刘集镇' },
      openingHours: [{ weekday: 1, opens: '08:00', closes: '18:00' }],
      services: ['PICK_UP', 'TASTING'],
      active: true,
      phone: '0552-6012345',
      showcase: {
        code: 'liuji-street',
        name: '刘集镇电商一条街',
        kind: 'ECOMMERCE_STREET',
        place: { code: '340323104' },
      },
      deliveryArea: null,
    });
    expect(position.latitude).toBeCloseTo(33.321562, 5);
    expect(position.longitude).toBeCloseTo(117.304293, 5);
    const { rows } = await app.db.pool.query(
      "select source_latitude, source_longitude, phone_sealed from shop where site_code = 'SHOP-TEST-1'",
    );
    expect(rows[0]).toEqual({
      source_latitude: 33.32,
      source_longitude: 117.31,
      phone_sealed: expect.stringMatching(/^v1\.[\w-]+$/),
    });
    const before = await countOf(app, 'shop');
    const again = await app.ask(REGISTER, { input }, OPERATOR);
    expect(again.data.shopRegister.shop.id).toBe(id);
    expect(await countOf(app, 'shop')).toBe(before);
    const other = await app.ask(REGISTER, { input: { ...input, name: '别的店' } }, OPERATOR);
    expect(other.data.shopRegister).toEqual({
      shop: null,
      userErrors: [{ code: 'KEY_REUSED', field: 'idempotencyKey' }],
    });
  });

  test.each([
    ['a name of nothing', { name: ' ' }, 'BAD_NAME', 'name'],
    ['a pole too far', { position: { latitude: 91, longitude: 117 } }, 'BAD_POSITION', 'position'],
    ['a county as its place', { placeCode: '340323' }, 'UNKNOWN_PLACE', 'placeCode'],
    ['a village that is not there', { placeCode: '340323104999' }, 'UNKNOWN_PLACE', 'placeCode'],
    ['another county', { placeCode: '340322100' }, 'OUT_OF_REGION', 'placeCode'],
    ['a taken site', { siteCode: 'CC-340323' }, 'DUPLICATE_SITE', 'siteCode'],
    ['an unknown showcase', { showcaseCode: 'nowhere' }, 'UNKNOWN_SHOWCASE', 'showcaseCode'],
    ['an owner who is none', { ownerUsername: 'county_operator' }, 'UNKNOWN_OWNER', 'ownerUsername'],
    [
      'hours that overlap',
      {
        openingHours: [
          { weekday: 1, opens: '08:00', closes: '18:00' },
          { weekday: 1, opens: '17:00', closes: '19:00' },
        ],
      },
      'BAD_HOURS',
      'openingHours.1',
    ],
  ])('refuses %s and leaves nothing behind', async (_, over, code, field) => {
    const before = [await countOf(app, 'shop'), await countOf(app, 'site')];
    const { data } = await app.ask(REGISTER, { input: shopInput(over) }, OPERATOR);
    expect(data.shopRegister).toEqual({ shop: null, userErrors: [{ code, field }] });
    expect([await countOf(app, 'shop'), await countOf(app, 'site')]).toEqual(before);
  });

  test('is for operators, each in the own region', async () => {
    const township = await app.ask(REGISTER, { input: shopInput() }, { role: 'TOWNSHIP_OPERATOR' });
    expect(township.data.shopRegister.userErrors).toEqual([{ code: 'OUT_OF_REGION', field: 'placeCode' }]);
    const own = await app.ask(
      REGISTER,
      { input: shopInput({ placeCode: '340323200207' }) },
      { role: 'TOWNSHIP_OPERATOR' },
    );
    expect(own.data.shopRegister.userErrors).toEqual([]);
    const visitor = await app.ask(REGISTER, { input: shopInput() });
    expect(visitor.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const cadre = await app.ask(REGISTER, { input: shopInput() }, { role: 'CADRE' });
    expect(cadre.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('shopUpdate', () => {
  test('changes what is given, steps the version, renames the site and writes an event', async () => {
    const { id, site } = await makeShop(app, { phone: '13800001234', services: ['PICK_UP'] });
    const { data } = await update({
      shopId: id,
      expectedVersion: 1,
      name: '新名',
      phone: null,
      position: { latitude: 33.4, longitude: 117.4 },
    });
    expect(data.shopUpdate).toEqual({
      shop: {
        name: '新名',
        address: '演示街 1 号',
        version: 2,
        active: true,
        position: { latitude: 33.4, longitude: 117.4 },
        services: ['PICK_UP'],
        phone: null,
        showcase: null,
        openingHours: [],
      },
      userErrors: [],
    });
    const { rows } = await app.db.pool.query('select name, active from site where code = $1', [site.code]);
    expect(rows).toEqual([{ name: '新名', active: true }]);
    const events = await app.db.pool.query(
      `select version, payload from (select * from event_feed union all select null, kind, subject, version, payload, occurred_at from pending_event) e
        where kind = 'shop' and payload->>'site' = $1 order by version`,
      [site.code],
    );
    expect(events.rows.map((e) => [e.version, e.payload.place, e.payload.active])).toEqual([
      [1, '340323104', true],
      [2, '340323104', true],
    ]);
    const stale = await update({ shopId: id, expectedVersion: 1, name: '旧名' });
    expect(stale.data.shopUpdate).toEqual({ shop: null, userErrors: [{ code: 'STALE', field: 'expectedVersion' }] });
    expect((await update({ shopId: id })).data.shopUpdate.shop.name).toBe('新名');
  });

  test('an owner keeps the own shop, but neither gives it away nor touches another', async () => {
    const { rows } = await app.db.pool.query<{ username: string }>(
      "select username from staff where role = 'SHOP_OWNER'",
    );
    const own = await makeShop(app, { ownerUsername: rows[0]!.username });
    const other = await makeShop(app);
    // A fresh account of the role would not do: who owns which shop is looked up with the credential.
    await new Promise((done) => setTimeout(done, 2_100));
    const owner = { role: 'SHOP_OWNER' };
    expect((await update({ shopId: own.id, services: ['TASTING'] }, owner)).data.shopUpdate.shop.services).toEqual([
      'TASTING',
    ]);
    expect((await update({ shopId: own.id, active: false }, owner)).data.shopUpdate.userErrors).toEqual([
      { code: 'OUT_OF_REGION', field: 'active' },
    ]);
    const foreign = (await update({ shopId: other.id, name: '我的' }, owner)).data.shopUpdate;
    const missing = (await update({ shopId: Buffer.from('Shop:999999').toString('base64url'), name: '我的' }, owner))
      .data.shopUpdate;
    expect(foreign).toEqual({ shop: null, userErrors: [{ code: 'NOT_FOUND', field: 'shopId' }] });
    expect(missing).toEqual(foreign);
    expect((await update({ shopId: other.id })).data.shopUpdate.shop.name).toBe('刘集镇农粮驿站');
  });
});

describe('reading shops', () => {
  test('filters by place (a former code too), showcase, service and words; the closed are left out', async () => {
    await makeShop(app, { name: '百分百 100%', placeCode: '340323108', services: ['RETURNS'] });
    const closed = await makeShop(app, { name: '已关门', placeCode: '340323108' });
    await update({ shopId: closed.id, active: false });
    const names = async (filter: Record<string, unknown>) => {
      const { data } = await app.ask(
        'query($filter: ShopFilter) { shops(first: 100, filter: $filter) { totalCount nodes { name } } }',
        { filter },
      );
      expect(data.shops.totalCount).toBe(data.shops.nodes.length);
      return data.shops.nodes.map((shop: { name: string }) => shop.name);
    };
    expect(await names({ placeCode: '340323108' })).toEqual(['百分百 100%']);
    expect(await names({ placeCode: '340323201' })).toEqual(['百分百 100%']);
    expect(await names({ service: 'RETURNS' })).toEqual(['百分百 100%']);
    expect(await names({ search: '100%' })).toEqual(['百分百 100%']);
    expect(await names({ search: '%' })).toEqual(['百分百 100%']);
    expect(await names({ showcaseCode: 'liuji-street' })).toEqual(['刘集镇农粮驿站']);
    expect(await names({ placeCode: '340323109' })).toEqual([]);
  });

  test('pages without gap or repeat, and node answers the same', async () => {
    const all = (await app.ask('{ shops(first: 100) { nodes { id name } } }')).data.shops.nodes;
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const shops: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } = (
        await app.ask(
          'query($after: String) { shops(first: 2, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }',
          { after },
        )
      ).data.shops;
      seen.push(...shops.nodes);
      ({ endCursor: after, hasNextPage: more } = shops.pageInfo);
    }
    expect(seen).toEqual(all);
    const { node } = (
      await app.ask('query($id: ID!) { node(id: $id) { __typename id ... on Shop { name place { name } } } }', {
        id: all[0].id,
      })
    ).data;
    expect(node).toEqual({ __typename: 'Shop', ...all[0], place: { name: expect.any(String) } });
    expect((await app.ask('query($id: ID!) { shop(id: $id) { id name } }', { id: all[0].id })).data.shop).toEqual(
      all[0],
    );
  });

  test('the phone is shown to staff only', async () => {
    const { id } = await makeShop(app, { phone: '13800001234' });
    const phone = async (as: object) =>
      (await app.ask('query($id: ID!) { shop(id: $id) { phone } }', { id }, as)).data.shop.phone;
    expect(await phone({})).toBeNull();
    expect(await phone({ role: 'CUSTOMER' })).toBeNull();
    expect(await phone({ role: 'CADRE' })).toBe('13800001234');
  });

  test('a shop without hours is closed, one with every hour is open', async () => {
    const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
    const open = await makeShop(app, { openingHours: always });
    const shut = await makeShop(app);
    const { data } = await app.ask(
      'query($a: ID!, $b: ID!) { a: shop(id: $a) { openNow } b: shop(id: $b) { openNow } }',
      { a: open.id, b: shut.id },
    );
    expect(data).toEqual({ a: { openNow: true }, b: { openNow: false } });
  });

  test('each showcase shows its own shops', async () => {
    await makeShop(app, {
      name: '陡沟店',
      placeCode: '340323200207',
      showcaseCode: 'dougou-village',
      idempotencyKey: newKey(),
    });
    const { data } = await app.ask(
      '{ county { showcases { code shops(first: 1) { name site { code } showcase { name } } } } }',
    );
    expect(data.county.showcases).toEqual([
      {
        code: 'dougou-village',
        shops: [
          {
            name: '陡沟店',
            site: { code: expect.stringMatching(/^SHOP-340323200207-[0-9A-F]{8}$/) },
            showcase: { name: '陡沟村电商示范村' },
          },
        ],
      },
      {
        code: 'liuji-street',
        shops: [{ name: '刘集镇农粮驿站', site: { code: 'SHOP-TEST-1' }, showcase: { name: '刘集镇电商一条街' } }],
      },
    ]);
  });
});
