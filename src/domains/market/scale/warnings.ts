import type { Logger } from '../../../platform/logging/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { todayInChina } from '../../people/index.js';
import { daysAfter } from '../checks.rules.js';
import { scaleEvent, type ScalePayload } from './scale.events.js';
import {
  AHEAD_DAYS,
  overPlanned,
  SOLD_DAYS,
  type Demand,
  type ScaleWarningFigures,
  type VillagePlan,
} from './scale.rules.js';

/** A jin is 500 g and counts hundredths of it: five grams. */
const inGrams = (alias: string, quantity: string) =>
  `case ${alias}.unit when 'JIN' then 5 * (${quantity}) else ${quantity} end`;
const weighed = (alias: string) => `case ${alias}.unit when 'JIN' then 'KG' else ${alias}.unit end`;

const PLANS = `
  select o.village_code as village, o.industry, o.goods, ${weighed('o')} as unit, sum(${inGrams('o', 'o.quantity')})::float8 as planned
    from planned_output o where o.ready_on >= $1::text::date and o.ready_on < $2::text::date group by 1, 2, 3, 4`;

const DEMANDS = `
  select left(l.place_code, 6) as county, p.industry, p.name as goods, ${weighed('l')} as unit,
         coalesce(sum(${inGrams('l', 'l.quantity - l.returned')}) filter (
           where o.status in ('FULFILLED', 'COMPLETED', 'RETURNED')
             and o.created_at >= $1::text::date::timestamp at time zone 'Asia/Shanghai'), 0)::float8 as sold,
         coalesce(sum(${inGrams('l', 'l.quantity')}) filter (where o.status in ('PLACED', 'PAID')), 0)::float8 as open
    from order_line l join customer_order o on o.id = l.order_id join product p on p.id = l.product_id
   where p.name = any($2) and o.status in ('PLACED', 'PAID', 'FULFILLED', 'COMPLETED', 'RETURNED') group by 1, 2, 3, 4`;

const RAISE = `
  insert into scale_warning as w (place_code, industry, goods, unit, scale, planned, county_planned, sold, open_orders, sold_from, planned_until, raised_at)
  select n.village, n.industry, n.goods, n.unit, case n.unit when 'KG' then 3 else 0 end, n.planned, n."countyPlanned", n.sold, n.open,
         $2::text::date, $3::text::date, $4::timestamptz
    from jsonb_to_recordset($1::jsonb) n(village text, industry text, goods text, unit text, planned bigint, "countyPlanned" bigint, sold bigint, open bigint)
  on conflict (place_code, industry, goods, unit) where cleared_at is null do update set planned = excluded.planned,
    county_planned = excluded.county_planned, sold = excluded.sold, open_orders = excluded.open_orders,
    sold_from = excluded.sold_from, planned_until = excluded.planned_until
  returning id::float8 as warning, place_code as place, industry, goods, xmax = 0 as fresh`;

const CLEAR = `
  update scale_warning w set cleared_at = $2::timestamptz, version = version + 1
   where cleared_at is null and not exists (
     select 1 from jsonb_to_recordset($1::jsonb) n(village text, industry text, goods text, unit text)
      where n.village = w.place_code and n.industry = w.industry and n.goods = w.goods and n.unit = w.unit)
  returning id::float8 as warning, place_code as place, industry, goods, version`;

type Told = Omit<ScalePayload, 'cleared'>;

/**
 * Raises warnings, brings the figures of those that stand up to date, and clears those that are over, each told once.
 * Answers how many were raised and cleared.
 */
export async function turnScaleWarnings(
  db: Database,
  now: Date,
  logger?: Logger,
): Promise<{ raised: number; cleared: number }> {
  return db.command(async (tx) => {
    // One process at a time: what one sees the other does not undo.
    await tx.query('select pg_advisory_xact_lock(7024)');
    const today = todayInChina(now);
    const [from, until] = [daysAfter(today, -SOLD_DAYS), daysAfter(today, AHEAD_DAYS)];
    const wanted = JSON.stringify(await wantedWarnings(tx, { today, from, until }));
    const at = now.toISOString();
    const stand = await tx.query<Told & { fresh: boolean }>(RAISE, [wanted, from, until, at]);
    const raised = stand.filter(({ fresh }) => fresh);
    for (const { fresh: _, ...told } of raised) {
      tx.emit(scaleEvent(1, { ...told, cleared: false }));
      logger?.warn({ warning: told.warning, place: told.place, goods: told.goods }, 'more is planned than is ordered');
    }
    const cleared = await tx.query<Told & { version: number }>(CLEAR, [wanted, at]);
    for (const { version, ...told } of cleared) tx.emit(scaleEvent(version, { ...told, cleared: true }));
    return { raised: raised.length, cleared: cleared.length };
  });
}

async function wantedWarnings(
  tx: Transaction,
  { today, from, until }: { today: string; from: string; until: string },
): Promise<ScaleWarningFigures[]> {
  const plans = await tx.query<VillagePlan>(PLANS, [today, until]);
  const goods = [...new Set(plans.map((plan) => plan.goods))];
  return overPlanned(plans, await tx.query<Demand>(DEMANDS, [from, goods]));
}
