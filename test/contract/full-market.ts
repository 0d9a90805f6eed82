import type { TestApp } from '../kit/app.js';

/** A quote, a plan, a warning and an expansion plan of every product. */
export async function fillMarket({ db }: TestApp, products: readonly string[]): Promise<void> {
  const keys = [products.map((id) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]))];
  await db.pool.query(
    `insert into market_quote(industry, goods, market, source, quoted_on, unit, price_fen, recorded_by)
     select industry, 'goods ' || id, 'market', 'source', date '2026-01-01', unit, 1, 'test' from product where id = any($1)`,
    keys,
  );
  await db.pool.query(
    `insert into planned_output(producer_id, village_code, industry, goods, unit, scale, quantity, ready_on, declared_by)
     select producer_id, village_code, industry, 'goods ' || id, unit, scale, 1, date '2099-01-01', 'test' from product where id = any($1)`,
    keys,
  );
  await db.pool.query(
    `insert into scale_warning(place_code, industry, goods, unit, scale, planned, county_planned, sold, open_orders, sold_from, planned_until, raised_at)
     select village_code, industry, 'goods ' || id, 'KG', 3, 1, 1, 0, 0, date '2026-01-01', date '2027-01-01', now() from product where id = any($1)`,
    keys,
  );
  await db.pool.query(
    `insert into expansion_plan(producer_id, village_code, product_id, cause, unit, scale, quantity, backlog, proposed_at, expires_at)
     select producer_id, village_code, id, 'OVERSOLD', unit, scale, 1, 1, now(), now() + interval '1 day' from product where id = any($1)`,
    keys,
  );
}
