import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedOutlets } from '../../../src/domains/outlets/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeProduct, unbalancedItems, VILLAGE } from '../../kit/goods.js';

const PREMISES = 'PR-0';
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.db.pool.query(`insert into site(code, kind, name, place_code) values ($1, 'PREMISES', '合作社', $2)`, [
    PREMISES,
    VILLAGE,
  ]);
  for (let i = 0; i < 8; i++) await makeProduct(app, { unit: i % 2 ? 'BOX' : 'PIECE', stock: { [PREMISES]: '30' } });
  expect(await app.db.command((tx) => seedOutlets(tx))).toBe(8);
});
afterAll(() => app.stop());

test('the demo county has four kiosks in units of its own, and its counters', async () => {
  const { rows } = await app.db.pool.query(
    'select kind, owner_kind as owner, count(*) as n from outlet group by 1, 2 order by 1, 2',
  );
  expect(rows).toEqual([
    { kind: 'COUNTER', owner: 'SUPERMARKET', n: 4 },
    { kind: 'KIOSK', owner: 'ENTERPRISE', n: 1 },
    { kind: 'KIOSK', owner: 'HOSPITAL', n: 1 },
    { kind: 'KIOSK', owner: 'OFFICE', n: 1 },
    { kind: 'KIOSK', owner: 'SCHOOL', n: 1 },
  ]);
});

test('their slots are filled from producers’ premises, and what is in them stands at their sites', async () => {
  const { rows } = await app.db.pool.query(
    `select o.site_code as site, count(*) as slots, sum(s.level) as level, sum(i.on_hand)::bigint as "onHand"
       from slot s join outlet o on o.id = s.outlet_id join stock_item i on i.site_code = o.site_code and i.product_id = s.product_id
      group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { site: 'KIOSK-0001', slots: 6, level: 60, onHand: 60 },
    { site: 'KIOSK-0002', slots: 2, level: 20, onHand: 20 },
  ]);
  const left = await app.db.pool.query('select distinct on_hand from stock_item where site_code = $1', [PREMISES]);
  expect(left.rows).toEqual([{ on_hand: 20 }]);
  expect(await unbalancedItems(app)).toBe(0);
});
