import type { Transaction } from '../../../platform/persistence/index.js';
import { REST_DAYS, type Backlog, type Grower } from './expansion.rules.js';

/** A backlog with what its plans are written of. */
export interface FoundBacklog extends Backlog {
  unit: string;
  scale: number;
  households: readonly FoundGrower[];
}

export interface FoundGrower extends Grower {
  product: number;
  producer: number;
  village: string;
  member: number | null;
}

/** Proposed, or accepted and not to be ready before the day `$1`; `plans` chooses among expansion_plan e. */
const asked = (plans: string) => `coalesce((select sum(e.quantity) from expansion_plan e where ${plans}
    and (e.state = 'PROPOSED' or e.state = 'ACCEPTED' and e.ready_on >= $1::text::date)), 0)::float8`;
/** The product's household is not asked now, and did not refuse lately; `now` is the place of the time. */
const free = (
  product: string,
  now: string,
) => `not exists (select 1 from expansion_plan e where e.product_id = ${product}
    and (e.state = 'PROPOSED' or e.state in ('DECLINED', 'EXPIRED') and e.answered_at > ${now}::timestamptz - make_interval(days => ${REST_DAYS})))`;

/** Of orders allocated to an alliance, what members did not give and its own stock does not cover. */
const UNCOVERED = `
  with own as (
    select a.alliance_id as alliance, sum(s.quantity - s.delivered) as promised
      from allocation_share s join order_allocation a on a.id = s.allocation_id
     where s.member_id is null and s.state = 'PROMISED' group by 1)
  select g.id::float8 as alliance, p.unit, p.scale, g.portion::float8 as portion,
         (own.promised - greatest(0, coalesce(i.on_hand, 0) - d.declared))::float8 as missing,
         ${asked('e.member_id in (select id from alliance_member where alliance_id = g.id)')} as asked
    from own join producer_alliance g on g.id = own.alliance and g.active join product p on p.id = g.product_id
    left join stock_item i on i.product_id = g.product_id and i.site_code = g.site_code
    cross join lateral (select coalesce(sum(declared), 0) as declared from alliance_member where alliance_id = g.id) d
   where own.promised > greatest(0, coalesce(i.on_hand, 0) - d.declared) order by g.id`;

const MEMBERS = `
  select m.id::float8 as key, m.id::float8 as member, m.alliance_id::float8 as alliance, m.sold::float8 as sold, m.capacity::float8 as most,
         m.product_id::float8 as product, m.producer_id::float8 as producer, m.place_code as village
    from alliance_member m join household h on h.id = m.producer_id and h.willing and h.able
   where m.alliance_id = any($2) and m.active and ${free('m.product_id', '$1')} order by m.id`;

/** Of a household's own product, what orders hold beyond what there is. */
const OVERSOLD = `
  select p.id::float8 as product, p.unit, p.scale, sum(i.reserved - i.on_hand)::float8 as missing, h.id::float8 as producer,
         h.village_code as village, ${free('p.id', '$2')} as free, ${asked('e.product_id = p.id')} as asked
    from stock_item i join product p on p.id = i.product_id join household h on h.id = p.producer_id and h.willing and h.able
   where i.reserved > i.on_hand group by p.id, h.id order by p.id`;

/** What orders want and nobody has now, with the households that may be asked to grow it. */
export async function findBacklogs(tx: Transaction, today: string, now: Date): Promise<FoundBacklog[]> {
  const uncovered = await tx.query<FoundBacklog & { alliance: number }>(UNCOVERED, [today]);
  const members = Map.groupBy(
    await tx.query<FoundGrower & { alliance: number }>(MEMBERS, [
      now.toISOString(),
      uncovered.map(({ alliance }) => alliance),
    ]),
    ({ alliance }) => alliance,
  );
  const oversold = await tx.query<
    FoundGrower & { unit: string; scale: number; missing: number; asked: number; free: boolean }
  >(OVERSOLD, [today, now.toISOString()]);
  return [
    ...uncovered.map((one): FoundBacklog => ({
      ...one,
      cause: 'UNCOVERED_ALLOCATION',
      households: members.get(one.alliance) ?? [],
    })),
    ...oversold.map(({ unit, scale, missing, asked, free, product, producer, village }): FoundBacklog => ({
      cause: 'OVERSOLD',
      unit,
      scale,
      missing,
      asked,
      portion: missing,
      households: free ? [{ key: product, sold: 0, most: missing, product, producer, village, member: null }] : [],
    })),
  ];
}
