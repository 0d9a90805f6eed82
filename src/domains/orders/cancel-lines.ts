import type { Transaction } from '../../platform/persistence/index.js';
import { cancelOrder } from './cancel-order.js';
import type { GoodsKeeper } from './goods-keeper.js';
import { orderErrors } from './orders.errors.js';
import { linesToCancel, type LineStanding } from './cancel-lines.rules.js';
import { settleLines } from './parcels/settle-lines.js';
import { touched } from './payments/pay-by-channel.js';
import { giveBack } from './refunds/give-back.js';
import { settleOrder, type SettledOrder } from './settle-order.js';

export interface LineCancellation {
  readonly lineNos: readonly number[];
  readonly reason: string | null;
  /** The channel sends the money back by itself and says so: none is asked for here. */
  readonly refundedThere?: boolean;
  readonly by: string;
}

/**
 * Cancels lines of a paid order that have not left: their stock is free again, their price goes back, and the rest is sent.
 * Lines that are cancelled already are passed over, so that being told twice is being told once. With nothing else in it the
 * order is cancelled; with nothing left to leave it is FULFILLED.
 */
export async function cancelLines(
  tx: Transaction,
  orderId: string,
  { lineNos, reason, refundedThere = false, by }: LineCancellation,
  keeper: GoodsKeeper,
): Promise<SettledOrder> {
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 for no key update',
    [orderId],
  );
  if (order?.status !== 'PAID') throw orderErrors.refuse('INVALID_STATE', { field: 'orderId', status: order?.status });
  const { cancel, rest } = linesToCancel(lineNos, await tx.query<LineStanding>(STANDING, [orderId]));
  if (cancel.length === 0) return touched(tx, orderId);
  const numbers = cancel.map(({ lineNo }) => lineNo);
  await markCancelled(tx, orderId, numbers);
  if (rest === 'NOTHING') return cancelOrder(tx, orderId, { reason, refundedThere, by }, keeper);
  await settleLines(tx, orderId, numbers, 'release', by);
  await keeper.released(tx, orderId, by, numbers);
  const amountFen = cancel.reduce((sum, line) => sum + line.amountFen, 0);
  if (!refundedThere) await giveBack(tx, orderId, { amountFen, method: 'cancel', reference: reason, reason, by });
  if (rest === 'SHIPPED') return settleOrder(tx, orderId, 'fulfil', by, keeper, { lineNos: [] });
  return touched(tx, orderId);
}

const STANDING = `
  select l.line_no as "lineNo", l.amount_fen::float8 as "amountFen", l.cancelled, p.parcel_id is not null as shipped
    from order_line l left join order_parcel_line p on p.order_id = l.order_id and p.line_no = l.line_no
   where l.order_id = $1 order by l.line_no`;

/** Nothing of a paid order has come back yet, so all of a line's price goes back. */
async function markCancelled(tx: Transaction, orderId: string, lineNos: readonly number[]): Promise<void> {
  await tx.query(
    `update order_line set cancelled = true, returned = quantity, refunded_fen = amount_fen
      where order_id = $1 and line_no = any($2::smallint[])`,
    [orderId, lineNos],
  );
}
