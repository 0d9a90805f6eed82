import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkArea, inside } from '../../../src/domains/shops/delivery.rules.js';
import { DeliveryService, haversineM, seedShops } from '../../../src/domains/shops/index.js';
import { checkHours } from '../../../src/domains/shops/shop.rules.js';
import { systemClock } from '../../../src/shared/clock.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { countOf } from './shop-making.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  expect(await app.db.command((tx) => seedShops(tx))).toBe(118);
});
afterAll(() => app.stop());

test('118 shops over twelve townships, twenty on the street, all marked as invented', async () => {
  const { rows } = await app.db.pool.query('select * from shop order by id');
  expect(rows.length).toBe(118);
  expect(rows.filter((shop) => shop.showcase_code === 'liuji-street').length).toBe(20);
  expect(rows.filter((shop) => shop.showcase_code === 'dougou-village').length).toBe(2);
  expect(new Set(rows.map((shop) => shop.place_code.slice(0, 9))).size).toBe(12);
  expect(new Set(rows.map((shop) => shop.name)).size).toBe(118);
  expect(new Set(rows.map((shop) => `${shop.latitude},${shop.longitude}`)).size).toBe(118);
  for (const shop of rows) {
    expect(shop.name).toContain('演示');
    expect(shop.address).toContain('演示');
    expect(haversineM(shop, { latitude: 33.32, longitude: 117.31 })).toBeLessThan(45_000);
    checkHours(shop.opening_hours);
  }
  expect(rows.map((shop) => shop.owner_staff_id !== null).indexOf(true)).toBe(0);
  expect(await countOf(app, 'shop where owner_staff_id is not null')).toBe(1);
});

test("the county's centre covers 45 km, four shops keep to their own areas, one of them a polygon", async () => {
  const { rows } = await app.db.pool.query('select kind, count(*) as n from delivery_area group by kind order by kind');
  expect(rows).toEqual([
    { kind: 'POLYGON', n: 1 },
    { kind: 'RADIUS', n: 4 },
  ]);
  const polygons = await app.db.pool.query(
    "select a.polygon, s.latitude, s.longitude from delivery_area a join shop s using (site_code) where a.kind = 'POLYGON'",
  );
  const { polygon, latitude, longitude } = polygons.rows[0];
  checkArea({ kind: 'POLYGON', polygon });
  expect(inside({ kind: 'POLYGON', polygon }, { latitude, longitude })).toBe(true);
  const delivery = new DeliveryService(app.db, systemClock);
  const near = { latitude: 33.6, longitude: 117.31 };
  expect([...(await delivery.covers(['FG-340323200207', 'CC-340323'], near))]).toEqual([
    'FG-340323200207',
    'CC-340323',
  ]);
  expect([...(await delivery.covers(['FG-340323200207', 'CC-340323'], { latitude: 33.8, longitude: 117.31 }))]).toEqual(
    [],
  );
});

test('six picking experiences in six villages', async () => {
  const { data } = await app.ask('{ pickingExperiences { nodes { name village { name } seasonFrom seasonTo } } }');
  expect(data.pickingExperiences.nodes.length).toBe(6);
  expect(new Set(data.pickingExperiences.nodes.map((e: { village: { name: string } }) => e.village.name)).size).toBe(6);
});
