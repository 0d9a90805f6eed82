import type { Transaction } from '../../../platform/persistence/index.js';

// Held shared until commit: a statement of the site waits, and sales do not wait for each other.
const OPEN = `open as materialized (
  select c.site_code, greatest(date_trunc('month', $2::date)::date,
                               coalesce((c.issued_through + interval '1 month')::date, c.first_month)) as month
    from concession c where c.site_code = (select site_code from counter_receipt where id = $1) for share)`;

/**
 * Writes an order as a part of its receipt, and freezes on its lines the rates of the day: what is agreed later does not
 * change what was sold. One statement, for there is one with every sale.
 */
export async function freezeRates(
  tx: Transaction,
  { receiptId, part, orderId, day }: { receiptId: number; part: number; orderId: string; day: string },
): Promise<void> {
  await tx.query(
    `with ${OPEN},
     part as (insert into receipt_part(receipt_id, part, order_id) values ($1, $4, $3))
     insert into concession_entry(site_code, month, day, kind, receipt_id, order_id, line_no, term_id, rate_bp, amount_fen,
                                  deduction_fen)
     select open.site_code, open.month, $2, 'SALE', $1, l.order_id, l.line_no, t.id, t.rate_bp, l.amount_fen,
            (l.amount_fen * t.rate_bp + 5000) / 10000
       from open join order_line l on l.order_id = $3 join product p on p.id = l.product_id
      cross join lateral (
        select id, rate_bp from concession_term
         where site_code = open.site_code and from_date <= $2 and (industry is null or industry = p.industry)
         order by industry is null, from_date desc, id desc limit 1) t`,
    [receiptId, day, orderId, part],
  );
}

/**
 * Gives back the deduction of what came back, by the rate its sale was made at. It is cumulative, so that all parts of a
 * line together give back exactly what was deducted.
 */
export async function freezeReturn(
  tx: Transaction,
  { receiptId, returnId, day }: { receiptId: number; returnId: string; day: string },
): Promise<void> {
  await tx.query(
    `with ${OPEN},
     back as (
       select r.order_id, l.line_no, sum(l.refund_fen)::bigint as fen from order_return r join order_return_line l on l.return_id = r.id
        where r.id = $3 group by r.order_id, l.line_no)
     insert into concession_entry(site_code, month, day, kind, receipt_id, order_id, line_no, term_id, rate_bp, amount_fen,
                                  deduction_fen)
     select open.site_code, open.month, $2, 'RETURN', $1, e.order_id, e.line_no, e.term_id, e.rate_bp, -back.fen,
            -((2 * e.deduction_fen * (before.fen + back.fen) + e.amount_fen) / (2 * e.amount_fen) - before.deduction)
       from open cross join back
       join concession_entry e on e.order_id = back.order_id and e.line_no = back.line_no and e.kind = 'SALE' and e.amount_fen > 0
      cross join lateral (
        select coalesce(-sum(amount_fen), 0)::bigint as fen, coalesce(-sum(deduction_fen), 0)::bigint as deduction
          from concession_entry b where b.order_id = e.order_id and b.line_no = e.line_no and b.kind = 'RETURN') before`,
    [receiptId, day, returnId],
  );
}
