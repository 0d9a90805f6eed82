import type { Transaction } from '../../../platform/persistence/index.js';
import { suppliesOf } from '../../circulation/index.js';
import type { Supply } from '../shares/share-plan.rules.js';
import { supplied } from '../shares/supplied.rules.js';

/** What the points got back for receipts so far, less what went back to buyers. */
const RECOVERED = `
  select receipt_id::text as receipt, sum(amount_fen - refunded_fen)::float8 as fen
    from order_share where receipt_id = any($1::uuid[]) group by receipt_id`;

/**
 * Looks up who supplied a line of these orders, `seller` being its product's producer. It is our turn on the ledger, so that
 * no two orders take the same receipt's money.
 */
export async function supplyOf(
  tx: Transaction,
  orderIds: readonly string[],
): Promise<(orderId: string, lineNo: number, seller: Supply) => readonly Supply[]> {
  if (orderIds.length === 0) return (_order, _line, seller) => [seller];
  const found = await suppliesOf(tx, orderIds);
  const receipts = [...found.values()].flatMap((lines) => [...lines.values()].flatMap(({ bought }) => bought));
  const recovered = await tx.query<{ receipt: string; fen: number }>(RECOVERED, [receipts.map((r) => r.receipt)]);
  const whole = await tx.query<{ receipt: string; fen: number }>(
    'select id::text as receipt, amount_fen::float8 as fen from collection_receipt where id = any($1::uuid[])',
    [receipts.map(({ receipt }) => receipt)],
  );
  const open = new Map(whole.map(({ receipt, fen }) => [receipt, fen]));
  for (const { receipt, fen } of recovered) open.set(receipt, Math.max(0, open.get(receipt)! - fen));
  return (orderId, lineNo, seller) => {
    const line = found.get(orderId)?.get(lineNo);
    return line ? supplied(seller, line, open) : [seller];
  };
}
