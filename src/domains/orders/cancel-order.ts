import type { Transaction } from '../../platform/persistence/index.js';
import type { GoodsKeeper } from './goods-keeper.js';
import { orderErrors } from './orders.errors.js';
import { giveBackAll } from './refunds/give-back.js';
import { settleOrder, type SettledOrder } from './settle-order.js';

/** Gives the stock back, and the money if it was paid. What has left in a parcel is not cancelled but returned. */
export async function cancelOrder(
  tx: Transaction,
  orderId: string,
  { reason, refundedThere = false, by }: { reason: string | null; refundedThere?: boolean; by: string },
  keeper: GoodsKeeper,
): Promise<SettledOrder> {
  const order = await settleOrder(tx, orderId, 'cancel', by, keeper);
  const [left] = await tx.query('select id from order_parcel where order_id = $1 limit 1', [orderId]);
  if (left) throw orderErrors.refuse('PARTLY_SHIPPED', { field: 'orderId' });
  if (!refundedThere) await giveBackAll(tx, order, { method: 'cancel', reference: reason, reason, by });
  return order;
}
