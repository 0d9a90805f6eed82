import type { Transaction } from '../../../platform/persistence/index.js';
import type { RefundedShare } from '../shares/share-plan.rules.js';

/** Writes what an order was split into, in place of what was written before. */
export async function writeOrderShares(
  tx: Transaction,
  orderId: string,
  shares: readonly RefundedShare[],
): Promise<void> {
  await tx.query('delete from order_share where order_id = $1', [orderId]);
  await tx.query(
    `insert into order_share(order_id, line_no, no, party, owner, amount_fen, refunded_fen, receipt_id)
     select $1, line_no, n, party, owner, amount, refunded, receipt
       from unnest($2::smallint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::uuid[])
              with ordinality s(line_no, party, owner, amount, refunded, receipt, n)`,
    [
      orderId,
      shares.map(({ lineNo }) => lineNo),
      shares.map(({ party }) => party),
      shares.map(({ owner }) => owner),
      shares.map(({ amountFen }) => amountFen),
      shares.map(({ refundedFen }) => refundedFen),
      shares.map(({ bought }) => bought?.receipt ?? null),
    ],
  );
}
