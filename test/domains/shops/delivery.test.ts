import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeliveryService } from '../../../src/domains/shops/index.js';
import { systemClock } from '../../../src/shared/clock.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import { countOf, makeShop } from './shop-making.js';

let app: TestApp;
let delivery: DeliveryService;
beforeAll(async () => {
  app = await startApp();
  delivery = new DeliveryService(app.db, systemClock);
});
afterAll(() => app.stop());

const SET = `mutation($input: DeliveryAreaSetInput!) { deliveryAreaSet(input: $input) {
  deliveryArea { siteCode kind radiusM centre { latitude longitude } polygon { latitude longitude } } userErrors { code field } } }`;
const REMOVE = `mutation($input: DeliveryAreaRemoveInput!) { deliveryAreaRemove(input: $input) { deliveryArea { kind } userErrors { code field } } }`;
const CHECK = `query($input: DeliveryCheckInput!) { deliveryCheck(input: $input) { covered site { code } area { siteCode kind } } }`;

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const circle = (latitude: number, longitude: number, radiusM: number) => ({
  radius: { centre: at(latitude, longitude), radiusM },
});
const set = async (siteCode: string, area: object, as: { role?: string } = OPERATOR) =>
  (await app.ask(SET, { input: { siteCode, ...area } }, as)).data.deliveryAreaSet;
const remove = async (siteCode: string) =>
  (await app.ask(REMOVE, { input: { siteCode } }, OPERATOR)).data.deliveryAreaRemove;
const check = async (input: object) => (await app.ask(CHECK, { input })).data.deliveryCheck;

describe('deliveryAreaSet', () => {
  test('gives a shop a circle, then a polygon in its place, then none', async () => {
    const { id, site } = await makeShop(app);
    expect(await set(site.code, circle(33.405, 117.365, 5_000))).toEqual({
      deliveryArea: { siteCode: site.code, kind: 'RADIUS', radiusM: 5_000, centre: at(33.405, 117.365), polygon: null },
      userErrors: [],
    });
    const polygon = [at(33.4, 117.3), at(33.4, 117.4), at(33.5, 117.35)];
    expect((await set(site.code, { polygon })).deliveryArea).toEqual({
      siteCode: site.code,
      kind: 'POLYGON',
      radiusM: null,
      centre: null,
      polygon,
    });
    const shown = async () =>
      (await app.ask('query($id: ID!) { shop(id: $id) { version deliveryArea { kind } } }', { id })).data.shop;
    expect(await shown()).toEqual({ version: 3, deliveryArea: { kind: 'POLYGON' } });
    expect(await remove(site.code)).toEqual({ deliveryArea: null, userErrors: [] });
    expect(await remove(site.code)).toEqual({ deliveryArea: null, userErrors: [] });
    expect(await shown()).toEqual({ version: 4, deliveryArea: null });
  });

  test.each([
    ['neither', {}, 'BAD_AREA', 'radius'],
    ['both', { ...circle(33, 117, 1), polygon: [at(33, 117), at(33, 118), at(34, 118)] }, 'BAD_AREA', 'radius'],
    ['no radius', circle(33, 117, 0), 'BAD_RADIUS', 'radius.radiusM'],
    ['a line', { polygon: [at(33, 117), at(33, 118)] }, 'BAD_POLYGON', 'polygon'],
    ['a corner off the globe', { polygon: [at(33, 117), at(93, 118), at(34, 118)] }, 'BAD_POSITION', 'polygon.1'],
  ])('refuses %s', async (_, area, code, field) => {
    const before = await countOf(app, 'delivery_area');
    expect(await set('CC-340323', area)).toEqual({ deliveryArea: null, userErrors: [{ code, field }] });
    expect(await countOf(app, 'delivery_area')).toBe(before);
  });

  test('a site of another region and one that is not there answer alike', async () => {
    const refused = { deliveryArea: null, userErrors: [{ code: 'NOT_FOUND', field: 'siteCode' }] };
    const area = circle(33.4, 117.3, 1_000);
    expect(await set('TC-340323104', area, { role: 'TOWNSHIP_OPERATOR' })).toEqual(refused);
    expect(await set('CC-340323', area, { role: 'TOWNSHIP_OPERATOR' })).toEqual(refused);
    expect(await set('NOWHERE', area)).toEqual(refused);
    expect((await set('TC-340323200', area, { role: 'TOWNSHIP_OPERATOR' })).userErrors).toEqual([]);
    expect(await remove('TC-340323200')).toEqual({ deliveryArea: null, userErrors: [] });
  });
});

describe('covers', () => {
  test("the own area decides, else the township's centre's, else the county's, else nobody delivers", async () => {
    const own = (await makeShop(app, { placeCode: '340323104' })).site.code;
    const township = (await makeShop(app, { placeCode: '340323104' })).site.code;
    const county = (await makeShop(app, { placeCode: '340323200207' })).site.code;
    const sites = [own, township, county, 'NOWHERE'];
    const far = at(33.2, 117.2);
    const near = at(33.401, 117.365);
    const covering = async (point: { latitude: number; longitude: number }) =>
      sites
        .map((_, i, all) => all[i]!)
        .filter(
          (
            (found) => (code) =>
              found.has(code)
          )(await delivery.covers(sites, point)),
        );
    expect(await covering(near)).toEqual([]);

    await set('CC-340323', circle(33.32, 117.31, 45_000));
    expect(await covering(far)).toEqual([own, township, county]);
    await set('TC-340323104', circle(33.405, 117.365, 10_000));
    expect(await covering(far)).toEqual([county]);
    expect(await covering(near)).toEqual([own, township, county]);
    await set(own, circle(33.405, 117.365, 100));
    expect(await covering(near)).toEqual([township, county]);
    expect(await covering(at(33.405, 117.365))).toEqual([own, township, county]);
    // A centre that is closed delivers nothing: its county's does.
    await app.db.pool.query("update site set active = false where code = 'TC-340323104'");
    expect(await covering(far)).toEqual([township, county]);
    await app.db.pool.query("update site set active = true where code = 'TC-340323104'");
    await remove('TC-340323104');
    await remove('CC-340323');
  });
});

describe('deliveryCheck', () => {
  test('asks a site, or every site that sells a product', async () => {
    const near = (await makeShop(app)).site.code;
    const wide = (await makeShop(app)).site.code;
    await set(near, circle(33.405, 117.365, 1_000));
    const point = at(33.45, 117.365);
    expect(await check({ siteCode: near, point })).toEqual({
      covered: false,
      site: null,
      area: { siteCode: near, kind: 'RADIUS' },
    });
    expect(await check({ siteCode: wide, point })).toEqual({ covered: false, site: null, area: null });
    await set('CC-340323', circle(33.32, 117.31, 45_000));
    const byCounty = { covered: true, site: { code: wide }, area: { siteCode: 'CC-340323', kind: 'RADIUS' } };
    expect(await check({ siteCode: wide, point })).toEqual(byCounty);

    const productId = await makeProduct(app, { stock: { [near]: '5', [wide]: '5' } });
    expect(await check({ productId, point })).toEqual(byCounty);
    const listing = (siteCodes: string[]) =>
      app.ask(
        'mutation($input: ListingSetInput!) { listingSet(input: $input) { userErrors { code } } }',
        { input: { productId, channel: 'direct', siteCodes } },
        OPERATOR,
      );
    await listing([near]);
    expect(await check({ productId, point })).toEqual({
      covered: false,
      site: null,
      area: { siteCode: near, kind: 'RADIUS' },
    });
    await listing([near, wide]);
    expect(await check({ productId, point })).toEqual(byCounty);
    await listing([]);
    expect(await check({ productId, point })).toEqual(byCounty);
    expect(await check({ productId, channel: 'taobao', point })).toBeNull();
    expect(await check({ siteCode: 'NOWHERE', point })).toBeNull();
    expect(await check({ productId: newKey(), point })).toBeNull();
  });
});
