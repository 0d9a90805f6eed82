import type { Transaction } from '../../../platform/persistence/index.js';

/** Goods of a line that a point took in from a producer, and what it paid or owes for them. */
export interface Bought {
  producer: number;
  /** The receipt's uuid. */
  receipt: string;
  site: string;
  amountFen: number;
}

/** Who delivered the goods of an order's line, and what they were given for them already. */
export interface LineSupply {
  /** By the allocation, adding up to its quantity in steps; empty where the line was not allocated: then its product's producer did. */
  delivered: readonly { producer: number; village: string; steps: number }[];
  bought: readonly Bought[];
}

const DELIVERED = `
  select a.order_id::text as "orderId", a.line_no::int as "lineNo", m.producer_id::float8 as producer, m.place_code as village,
         sum(s.delivered)::float8 as steps
    from order_allocation a join allocation_share s on s.allocation_id = a.id join alliance_member m on m.id = s.member_id
   where a.order_id = any($1::uuid[]) group by 1, 2, 3, 4 having sum(s.delivered) > 0
  union all
  -- What members did not bring was the alliance's own.
  select a.order_id::text, a.line_no::int, r.id::float8, r.village_code,
         (a.quantity - coalesce((select sum(s.delivered) from allocation_share s where s.allocation_id = a.id and s.member_id is not null), 0))::float8
    from order_allocation a join producer_alliance g on g.id = a.alliance_id join product p on p.id = g.product_id
    join producer r on r.id = p.producer_id where a.order_id = any($1::uuid[])
   order by 1, 2, 3`;

/** Brought for a share of the line: its receipts whole, whichever batches of the pool left in the end. */
const BROUGHT = `
  select a.order_id::text as "orderId", a.line_no::int as "lineNo", r.producer_id::float8 as producer, r.id::text as receipt,
         r.site_code as site, r.amount_fen::float8 as "amountFen"
    from order_allocation a join allocation_share s on s.allocation_id = a.id join collection_receipt r on r.share_id = s.id
   where a.order_id = any($1::uuid[]) and r.amount_fen > 0 order by 1, 2, r.id`;

/**
 * Not brought for an order, or for one that gave its goods back: by the batches that left, back to their receipts, each in
 * part (a fraction of whole numbers, so that nothing is rounded on the way) and rounded down at the end.
 */
const BY_BATCH = `
  with recursive way(order_id, line_no, batch_id, num, den) as (
    select o.order_id, o.line_no, o.batch_id, o.quantity::numeric, b.quantity::numeric
      from order_batch o join batch b on b.id = o.batch_id where o.order_id = any($1::uuid[])
    union all
    select w.order_id, w.line_no, i.input_id, w.num * i.quantity, w.den * b.quantity
      from way w join batch_input i on i.batch_id = w.batch_id join batch b on b.id = i.input_id
     where not exists (select 1 from collection_receipt r where r.batch_id = w.batch_id))
  select w.order_id::text as "orderId", w.line_no::int as "lineNo", r.producer_id::float8 as producer, r.id::text as receipt,
         r.site_code as site, sum(div(r.amount_fen * w.num, w.den))::float8 as "amountFen"
    from way w join collection_receipt r on r.batch_id = w.batch_id
   where r.share_id is null or exists (
           select 1 from allocation_share s join order_allocation a on a.id = s.allocation_id join customer_order o on o.id = a.order_id
            where s.id = r.share_id and a.order_id <> w.order_id and o.status in ('CANCELLED', 'RETURNED'))
   group by w.order_id, w.line_no, r.id having sum(div(r.amount_fen * w.num, w.den)) > 0 order by 1, 2, r.id`;

type OfLine<Row> = Row & { orderId: string; lineNo: number };

/**
 * Who delivered the lines of orders whose goods have left, by order and line: by their allocation, and by the batches that
 * left. What was bought is no more than the receipts say; how much of it other orders gave back already is the ledger's to know.
 */
export async function suppliesOf(
  tx: Transaction,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, LineSupply>>> {
  const delivered = await tx.query<OfLine<LineSupply['delivered'][number]>>(DELIVERED, [orderIds]);
  const bought = [
    ...(await tx.query<OfLine<Bought>>(BROUGHT, [orderIds])),
    ...(await tx.query<OfLine<Bought>>(BY_BATCH, [orderIds])),
  ];
  const orders = new Map<string, Map<number, { delivered: LineSupply['delivered'][number][]; bought: Bought[] }>>();
  const lineOf = ({ orderId, lineNo }: { orderId: string; lineNo: number }) => {
    const lines = orders.get(orderId) ?? orders.set(orderId, new Map()).get(orderId)!;
    return lines.get(lineNo) ?? lines.set(lineNo, { delivered: [], bought: [] }).get(lineNo)!;
  };
  for (const { producer, village, steps, ...line } of delivered)
    if (steps > 0) lineOf(line).delivered.push({ producer, village, steps });
  for (const { producer, receipt, site, amountFen, ...line } of bought)
    lineOf(line).bought.push({ producer, receipt, site, amountFen });
  return orders;
}
