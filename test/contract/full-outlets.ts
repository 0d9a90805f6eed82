import type { TestApp } from '../kit/app.js';

/** A counter and a kiosk for each of so many villages, with all that lists of them can show. Counters come first: one is 1. */
export async function fillOutlets({ db }: TestApp, villages: readonly string[]): Promise<void> {
  const { pool } = db;
  for (const kind of ['COUNTER', 'KIOSK']) {
    await pool.query(
      `with s as (
         insert into site(code, kind, name, place_code)
         select $1 || '-F' || n, $1, 'x', v from unnest($2::text[]) with ordinality u(v, n) returning code, place_code)
       insert into outlet(kind, site_code, place_code, owner_kind, owner_name, channel, registered_by)
       select $1, code, place_code, 'SCHOOL', 'x', lower($1), 'test' from s order by code`,
      [kind, villages],
    );
  }
  await pool.query(`insert into kiosk(outlet_id) select id from outlet where kind = 'KIOSK'`);
  await pool.query(
    `insert into device(code, kind, site_code) select site_code, 'KIOSK', site_code from outlet where kind = 'KIOSK'`,
  );
  await pool.query(
    `insert into slot(outlet_id, code, product_id, scale, fresh, capacity, price_fen)
     select k.outlet_id, 'A' || p.n, p.id, p.scale, false, 9, 100 from kiosk k
      cross join (select id, scale, row_number() over (order by id) n from product order by id limit 3) p`,
  );
  await pool.query(
    `insert into kiosk_command(id, outlet_id, kind, issued_by, expires_at)
     select gen_random_uuid(), outlet_id, 'RESTART', 'test', now() + interval '1 hour' from kiosk`,
  );
  await pool.query(
    `insert into vend(id, outlet_id, slot_id, order_id, price_fen, state)
     select gen_random_uuid(), s.outlet_id, s.id, o.id, 100, 'VENDED'
       from (select *, row_number() over (order by id) n from slot) s
       join (select id, row_number() over (order by id) n from customer_order) o on o.n = s.n`,
  );
  await pool.query(`insert into outlet_alert(outlet_id, kind) select id, 'OFFLINE' from outlet where kind = 'KIOSK'`);
  await pool.query(
    `with a as (
       insert into kiosk_audit(id, outlet_id, epoch, content, sha256, journal_epoch, state, vended, value_fen)
       select gen_random_uuid(), outlet_id, 1, 'x', outlet_id::text, 1, 'BALANCED', 0, 0 from kiosk returning id)
     insert into kiosk_audit_line(audit_id, code, their_count, their_fen, our_count, our_fen)
     select id, code, 0, 0, 0, 0 from a cross join unnest(array['A1', 'A2']) c(code)`,
  );
  await fillCounters(pool);
}

/** What counters sold, kept back and declared, and the terms of the first one's concession. */
async function fillCounters(pool: TestApp['db']['pool']): Promise<void> {
  await pool.query(
    `with r as (
       insert into counter_receipt(channel, external_id, kind, site_code, business_date, happened_at, amount_fen, print, recorded_by)
       select channel, 'R-' || id, 'SALE', site_code, '2026-11-01', now(), 100, 'x', 'test' from outlet where kind = 'COUNTER'
       returning id)
     insert into kept_line(receipt_id, line, ref, reason, amount_fen, told)
       select id, '1', '6900000000000', 'UNKNOWN_PRODUCT', 100, '{}' from r`,
  );
  await pool.query(
    `insert into counter_declaration(site_code, business_date, channel, external_id, total_fen, by_receipt, declared_by)
     select site_code, '2026-11-01', channel, 'D-' || id, 90, true, 'test' from outlet where kind = 'COUNTER'`,
  );
  await pool.query(
    `with c as (
       insert into concession(site_code, place_code, first_month)
       select site_code, place_code, '2026-01-01' from outlet where kind = 'COUNTER' and site_code = 'COUNTER-F1' returning site_code)
     insert into concession_term(site_code, from_date, rate_bp, set_by)
       select site_code, date '2026-01-01' + n, 1000, 'test' from c, generate_series(1, 24) n`,
  );
}
