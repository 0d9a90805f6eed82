import type { TestApp } from '../kit/app.js';
import { CENTRE } from '../kit/goods.js';
import { globalId } from '../../src/platform/graphql/index.js';
import { collect, done } from '../domains/circulation/circulating.js';
import { good, pass, today } from '../domains/circulation/inspecting.js';
import { caughtUp } from '../domains/trace/events/tracing.js';

/** Printed code of a batch with more than a page of events. */
export const TRACED = 'B260101-TRACED22';

const keyOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);

/** Batches, reports, alliances, marks and stories of the county's products: one of each of every product. */
export async function fillCirculation(app: TestApp, products: readonly string[]): Promise<void> {
  const { pool } = app.db;
  for (const [i, productId] of products.entries()) {
    const batch = await collect(app, { productId, net: '2', siteCode: CENTRE });
    await pass(app, batch.id, { class: batch.class });
    const inputs = [{ batchId: batch.id, quantity: '1' }];
    if (i % 2) await done(app, 'batchPack', { siteCode: CENTRE, inputs, quantity: '1' });
    const csv = `class,item,unit,most\nOTHER,铅,mg/kg,${i + 1}\n`;
    const table = { code: `T${100 + i}`, title: '限量', source: '测试', effectiveOn: today(), csv };
    await good(app, 'limitTableImport', table);
  }
  await fillEvents(app);
  const keys = [products.map(keyOf)];
  await pool.query(
    `insert into input_use(batch_id, kind, name, ingredient, source, dose, purpose, first_on, last_on, interval_days, interval_for, recorded_by)
     select id, 'PESTICIDE', 'n', 'n', 's', 'd', 'p', date '2026-01-01', date '2026-01-01', 1, 'HARVEST', 'test' from batch`,
  );
  await pool.query(
    `insert into conformity_certificate(number, batch_id, product_name, quantity, unit, scale, origin, issued_on, promisor, basis, issued_by)
     select 'C-' || id, id, 'n', 1, unit, scale, 'o', date '2026-01-01', '王小明', 'SELF_PROMISE', 'test' from batch`,
  );
  await pool.query(
    `insert into collection_round(site_code, place_code, opens_at, closes_at, changed_by)
     select s.code, s.place_code, timestamptz '2026-01-01T00:00Z', timestamptz '2026-01-01T01:00Z', 'test' from site s where kind = 'COLLECTION_POINT'
     union all select s.code, s.place_code, timestamptz '2026-01-02T00:00Z', timestamptz '2026-01-02T01:00Z', 'test' from site s where kind = 'COLLECTION_POINT'`,
  );
  await pool.query(
    `insert into producer_alliance(product_id, name, site_code, place_code, portion, created_by)
     select id, name, $2, '340323', 1, 'test' from product where id = any($1) order by id`,
    [...keys, CENTRE],
  );
  await pool.query(
    `insert into alliance_member(alliance_id, product_id, producer_id, place_code, capacity)
     select (select min(id) from producer_alliance), id, producer_id, village_code, 9 from product where id = any($1) order by id`,
    keys,
  );
  await pool.query(
    `with made as (
       insert into order_allocation(id, order_id, line_no, alliance_id, quantity, explained, made_by)
       select gen_random_uuid(), l.order_id, l.line_no, (select min(id) from producer_alliance), l.quantity, '{"zh": "规则", "en": "rule"}'::jsonb, 'test'
         from order_line l where l.line_no = 1 returning *)
     insert into allocation_share(allocation_id, member_id, place_code, quantity, reason)
     select made.id, (select min(id) from alliance_member), '340323200207', quantity, '{"soldBefore": 0, "free": 1, "room": 1, "stale": false}'::jsonb from made`,
  );
  await pool.query(
    `insert into order_parcel(id, order_id, site_code, carrier, tracking_no, shipped_by)
     select gen_random_uuid(), id, $1, '中通', number, 'test' from customer_order`,
    [CENTRE],
  );
  await pool.query(
    `with pledge as (
       insert into operator_pledge(operator, place_code, text_sha256, evidence, signed_on, recorded_by)
       select 'producer:' || producer_id, village_code, '-', '-', date '2026-01-01', 'test' from product where id = any($1) returning id)
     insert into pledge_breach(pledge_id, severity, reason, evidence, recorded_by) select id, 'MINOR', '-', '-', 'test' from pledge`,
    keys,
  );
  await pool.query(
    `insert into brand_licence(brand_code, producer_id, evidence, from_on, until_on, granted_by)
     select brand_code, producer_id, '-', date '2026-01-01', date '2099-01-01', 'test' from product where id = any($1)`,
    keys,
  );
  await pool.query(
    `insert into heritage_mark(kind, name, producer_id, place_code, since_year, evidence, granted_by)
     select 'LOCAL', 'mark ' || id, producer_id, village_code, 1900, array['x'], 'test' from product where id = any($1)`,
    keys,
  );
  await pool.query(
    `insert into story(kind, title, body, village_code, brand_code, state, written_by, published_at)
     select 'FOLKLORE', 'story ' || id, 'body', village_code, brand_code, 'PUBLISHED', 'test', now() from product where id = any($1)`,
    keys,
  );
}

/** More events of the first batch than a page of twenty has. */
async function fillEvents(app: TestApp): Promise<void> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    'update batch set code = $1 where id = (select min(id) from batch) returning id',
    [TRACED],
  );
  const batchId = globalId('Batch', rows[0]!.id);
  for (let shelf = 1; shelf <= 20; shelf++)
    await done(app, 'batchStore', { batchId, siteCode: CENTRE, location: `A-${shelf}` });
  await caughtUp(app);
}
