import { loaderOf, type RequestContext } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import type { CounterDay, CounterStock } from './counter.types.js';

const ZONE = `at time zone 'Asia/Shanghai'`;

/**
 * Takings of a counter by day in China: what was paid less what went back, of orders sold there and nowhere else. A sale
 * booked later counts on the day that it happened.
 */
const DAYS = `
  with days as (select d::date as day from generate_series($3::date, $4::date, interval '1 day') d),
  money as (
    select (coalesce(p.paid_at, p.at) ${ZONE})::date as day, p.kind, p.amount_fen
      from payment p
     where p.at >= $3::date::timestamp ${ZONE} and (coalesce(p.paid_at, p.at) ${ZONE})::date between $3::date and $4::date
       and exists (select 1 from order_line l where l.order_id = p.order_id and l.site_code = $2)
       and not exists (select 1 from order_line l where l.order_id = p.order_id and l.site_code <> $2))
  select days.day::text as day, coalesce(sum(amount_fen) filter (where m.kind = 'PAYMENT'), 0)::bigint as "salesFen",
         coalesce(sum(amount_fen) filter (where m.kind = 'REFUND'), 0)::bigint as "returnsFen",
         count(*) filter (where m.kind = 'PAYMENT')::int as sales, c.counted_fen as "countedFen"
    from days left join money m on m.day = days.day left join counter_day c on c.outlet_id = $1 and c.day = days.day
   group by days.day, c.counted_fen order by days.day`;

export type CounterDayRow = Omit<CounterDay, 'stock'> & { site: string };

export async function counterDays(
  { db }: RequestContext,
  counter: { key: number; siteCode: string },
  from: string,
  to: string,
): Promise<CounterDayRow[]> {
  const rows = await db.read<Omit<CounterDayRow, 'takingsFen' | 'differenceFen' | 'site'>>('counter_days', DAYS, [
    counter.key,
    counter.siteCode,
    from,
    to,
  ]);
  return rows.map((row) => {
    const takingsFen = row.salesFen - row.returnsFen;
    const differenceFen = row.countedFen === null ? null : row.countedFen - takingsFen;
    return { ...row, takingsFen, differenceFen, site: counter.siteCode };
  });
}

interface Moved {
  day: string;
  product: number;
  name: string;
  scale: number;
  opening: number;
  received: number;
  sold: number;
  returned: number;
  adjusted: number;
  other: number;
}

/** What stood there in the morning and what moved, by product; from movements alone, so that it always adds up. */
const STOCK = `
  select d.day::text as day, i.product_id as product, p.name, p.scale,
         coalesce(sum(m.d_on_hand) filter (where m.at < d.day::timestamp ${ZONE}), 0)::bigint as opening,
         coalesce(sum(m.d_on_hand) filter (where today and m.kind in ('RECEIVE', 'TRANSFER_IN')), 0)::bigint as received,
         coalesce(-sum(m.d_on_hand) filter (where today and m.kind in ('SHIP', 'SELL')), 0)::bigint as sold,
         coalesce(sum(m.d_on_hand) filter (where today and m.kind = 'RETURN'), 0)::bigint as returned,
         coalesce(sum(m.d_on_hand) filter (where today and m.kind in ('COUNT', 'ADJUST', 'WRITE_OFF')), 0)::bigint as adjusted,
         coalesce(sum(m.d_on_hand) filter (where today), 0)::bigint as other
    from unnest($2::date[]) d(day) join stock_item i on i.site_code = $1 join product p on p.id = i.product_id
    join lateral (
      select m.*, m.at >= d.day::timestamp ${ZONE} as today from stock_movement m
       where m.item_id = i.id and m.at < (d.day + 1)::timestamp ${ZONE}) m on true
   group by d.day, i.product_id, p.name, p.scale order by d.day, i.product_id`;

/** The stock of a counter on a day, batched over the days of a request. */
export function counterStock(context: RequestContext, { site, day }: CounterDayRow): Promise<CounterStock[]> {
  return loaderOf<string, CounterStock[]>(context, `CounterDay.stock ${site}`, async (days) => {
    const rows = await context.db.read<Moved>('counter_stock', STOCK, [site, days]);
    const byDay = Map.groupBy(rows, (row) => row.day);
    return days.map((one) => (byDay.get(one) ?? []).map(stockOf));
  }).load(day);
}

function stockOf({ product, name, scale, opening, received, sold, returned, adjusted, other }: Moved): CounterStock {
  const text = (steps: number) => formatQuantity(steps, scale);
  return {
    productKey: product,
    productName: name,
    opening: text(opening),
    received: text(received),
    sold: text(sold),
    returned: text(returned),
    adjusted: text(adjusted),
    moved: text(other - received + sold - returned - adjusted),
    closing: text(opening + other),
  };
}
