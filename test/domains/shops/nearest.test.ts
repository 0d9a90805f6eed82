import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { haversineM, type Point } from '../../../src/domains/shops/position.rules.js';
import { nearestSql } from '../../../src/domains/shops/shop.service.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { statementsOf } from './counting.js';

const SHOPS = 2_000;
let app: TestApp;
let shops: (Point & { name: string; services: string[] })[];

beforeAll(async () => {
  app = await startApp();
  // Positions are drawn in the table and read back, so that both sides compare the very same numbers.
  await app.db.pool.query(`select setseed(0.5);`);
  await app.db.pool.query(
    `with s as (
       select n, 33.1 + 0.5 * random() as lat, 117.0 + 0.7 * random() as lng from generate_series(1, ${SHOPS}) n),
     opened as (insert into site(code, kind, name, place_code) select 'N-' || n, 'SHOP', 'n' || n, '340323104' from s returning code)
     insert into shop(site_code, name, place_code, address, latitude, longitude, source_system, source_latitude, source_longitude, services, active)
     select 'N-' || n, 'n' || n, '340323104', '演示', lat, lng, 'WGS84', lat, lng,
            case when n % 10 = 0 then array['TASTING'] else '{}' end, n % 50 <> 0
       from s where (select count(*) from opened) > 0`,
  );
  await app.db.pool.query('analyze shop');
  shops = (await app.db.pool.query('select name, latitude, longitude, services from shop where active')).rows;
});
afterAll(() => app.stop());

const NEAREST = `query($point: PointInput!, $first: Int!, $filter: ShopFilter) {
  nearestShops(point: $point, first: $first, filter: $filter) { distanceM shop { name site { code } place { name } deliveryArea { kind } } } }`;

/** The nearest by measuring the way to every shop. */
const bruteForce = (point: Point, first: number, wanted = shops) =>
  wanted
    .map((shop) => ({ name: shop.name, metres: haversineM(point, shop) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, first)
    .map(({ name, metres }) => ({ name, distanceM: Math.round(metres) }));

const asked = async (point: object, first: number, filter?: object) => {
  const { data } = await app.ask(NEAREST, { point, first, filter });
  return data.nearestShops.map((found: { distanceM: number; shop: { name: string } }) => ({
    name: found.shop.name,
    distanceM: found.distanceM,
  }));
};

describe('nearestShops', () => {
  test('equals brute force from 40 points in and around the county', async () => {
    expect(shops.length).toBe(SHOPS * 0.98);
    for (let n = 0; n < 40; n++) {
      const point = { latitude: 32.9 + ((n * 7) % 40) * 0.02, longitude: 116.8 + ((n * 11) % 40) * 0.028 };
      expect(await asked(point, 20)).toEqual(bruteForce(point, 20));
    }
  });

  test('filters before it counts to k', async () => {
    const point = { latitude: 33.32, longitude: 117.31 };
    expect(await asked(point, 50, { service: 'TASTING' })).toEqual(
      bruteForce(
        point,
        50,
        shops.filter((shop) => shop.services.includes('TASTING')),
      ),
    );
    expect(await asked(point, 5, { placeCode: '340323105' })).toEqual([]);
  });

  test('takes a point as other maps give it', async () => {
    const [first] = await asked({ latitude: 33.32, longitude: 117.31, sourceSystem: 'GCJ02' }, 1);
    expect(first).toEqual(bruteForce({ latitude: 33.32156155464797, longitude: 117.30429339195118 }, 1)[0]);
  });

  test.each([0, 51])('refuses first: %s', async (first) => {
    const { errors } = await app.ask(NEAREST, { point: { latitude: 33, longitude: 117 }, first });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('refuses a point that is none', async () => {
    const { errors, data } = await app.ask(NEAREST, { point: { latitude: 133, longitude: 117 }, first: 1 });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('walks the index in order and sorts no table', async () => {
    const { rows } = await app.db.pool.query<{ 'QUERY PLAN': string }>(
      `explain ${nearestSql('s.active')}`,
      [33.32, 117.31, 10],
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Scan using shop_nearest on shop s');
    expect(plan).not.toContain('Seq Scan');
  });

  test('costs two statements with places, sites and areas, and shops the same', async () => {
    const nearest = await statementsOf(app, () => asked({ latitude: 33.32, longitude: 117.31 }, 50));
    const listed = await statementsOf(app, () =>
      app.ask(
        '{ shops(first: 50) { nodes { name site { code place { name } } place { name } showcase { name } deliveryArea { kind } } } }',
      ),
    );
    expect([nearest, listed]).toEqual([2, 2]);
  });
});
