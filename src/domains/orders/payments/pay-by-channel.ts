import type { Transaction } from '../../../platform/persistence/index.js';
import { raiseDispute } from '../disputes/raise-dispute.js';
import type { GoodsKeeper } from '../goods-keeper.js';
import { checkFen, moment } from '../made-lines.rules.js';
import { orderErrors } from '../orders.errors.js';
import { requestRefund } from '../refunds/give-back.js';
import { announceOrder, bookPayment, SETTLED_COLUMNS, settleOrder, type SettledOrder } from '../settle-order.js';

export interface ChannelPayment {
  readonly orderId: string;
  readonly channel: string;
  /** Their number of the payment: one takes effect once. */
  readonly transactionId: string;
  readonly amountFen: number;
  readonly method: string;
  /** ISO 8601. */
  readonly paidAt: string;
  readonly by: string;
}

/**
 * What became of a payment. `REFUNDING`: it came when the order could not be paid any more; it is recorded and a refund is
 * asked for. `MISMATCH`: it is not the order's amount; the order is as it was, and a dispute is open.
 */
export type ChannelPaid =
  | { outcome: 'PAID'; duplicate: boolean }
  | { outcome: 'REFUNDING'; duplicate: boolean; refundId: string; status: string }
  | { outcome: 'MISMATCH'; duplicate: boolean; disputeId: string; dueFen: number };

interface Before {
  orderId: string;
  amountFen: number;
  settles: boolean;
  refundId: string | null;
}

/**
 * Money that a channel took for one of its orders; whatever notice brings it, a transaction takes effect once. The same
 * number with another order or amount is a `CONFLICT`.
 */
export async function payByChannel(
  tx: Transaction,
  payment: ChannelPayment,
  keeper: GoodsKeeper,
): Promise<ChannelPaid> {
  const { orderId, channel, transactionId, amountFen, by } = payment;
  const paidAt = moment(payment.paidAt, 'paidAt');
  if (checkFen(amountFen, 'amountFen') === 0) throw orderErrors.refuse('BAD_AMOUNT', { field: 'amountFen' });
  if (transactionId.length < 1 || transactionId.length > 128)
    throw orderErrors.refuse('BAD_EXTERNAL_ID', { field: 'transactionId' });
  const [order] = await tx.query<SettledOrder>(
    `select ${SETTLED_COLUMNS} from customer_order where id = $1 and channel = $2 for no key update`,
    [orderId, channel],
  );
  if (!order) throw orderErrors.refuse('UNKNOWN_ORDER', { field: 'order' });
  const before = await paidBefore(tx, channel, transactionId);
  if (before) return again(before, order, payment);
  if (amountFen !== order.totalFen) return mismatch(tx, order, payment);

  const money = { kind: 'PAYMENT', method: payment.method, amountFen, paidAt, channel, transactionId, by } as const;
  if (order.status === 'PLACED') {
    if (await stillHeld(tx, orderId)) {
      await settleOrder(tx, orderId, 'pay', by, keeper, { held: true });
      await bookPayment(tx, orderId, money);
      return { outcome: 'PAID', duplicate: false };
    }
    await settleOrder(tx, orderId, 'expire', by, keeper);
  }
  const paymentId = (await bookPayment(tx, orderId, { ...money, settles: false }))!;
  const late = { id: paymentId, channel, leftFen: amountFen };
  const refundId = await requestRefund(tx, orderId, late, { amountFen, reason: 'paid too late or twice', by });
  const now = await touched(tx, orderId);
  return { outcome: 'REFUNDING', duplicate: false, refundId, status: now.status };
}

async function paidBefore(tx: Transaction, channel: string, transactionId: string): Promise<Before | null> {
  const [before] = await tx.query<Before>(
    `select p.order_id as "orderId", p.amount_fen::float8 as "amountFen", p.settles,
            (select r.id from refund r where r.payment_id = p.id order by r.requested_at limit 1) as "refundId"
       from payment p where p.channel = $1 and p.transaction_id = $2 and p.kind = 'PAYMENT'`,
    [channel, transactionId],
  );
  return before ?? null;
}

function again(
  before: Before,
  order: SettledOrder,
  { orderId, amountFen, transactionId }: ChannelPayment,
): ChannelPaid {
  if (before.orderId !== orderId || before.amountFen !== amountFen)
    throw orderErrors.refuse('CONFLICT', { field: 'transactionId', externalId: transactionId });
  return before.settles
    ? { outcome: 'PAID', duplicate: true }
    : { outcome: 'REFUNDING', duplicate: true, refundId: before.refundId!, status: order.status };
}

async function mismatch(tx: Transaction, order: SettledOrder, payment: ChannelPayment): Promise<ChannelPaid> {
  const { channel, transactionId, amountFen, method, paidAt, by } = payment;
  const raised = await raiseDispute(tx, {
    channel,
    code: 'AMOUNT_MISMATCH',
    ref: transactionId,
    message: `payment ${transactionId} is ${amountFen} fen, order ${order.number} comes to ${order.totalFen}`,
    orderId: order.id,
    facts: { transactionId, amountFen, dueFen: order.totalFen, method, paidAt },
    by,
  });
  return { outcome: 'MISMATCH', ...raised, dueFen: order.totalFen };
}

/** By database time, as everywhere; the order is locked, so nobody else expires it meanwhile. */
async function stillHeld(tx: Transaction, orderId: string): Promise<boolean> {
  const [held] = await tx.query<{ live: boolean | null }>(
    `select bool_and(expires_at > clock_timestamp()) as live from reservation where order_id = $1 and state = 'ACTIVE'`,
    [orderId],
  );
  return held?.live === true;
}

/** Money changed, and nothing else: followers are told all the same. */
export async function touched(tx: Transaction, orderId: string): Promise<SettledOrder> {
  const [order] = await tx.query<SettledOrder>(
    `update customer_order set version = version + 1 where id = $1 returning ${SETTLED_COLUMNS}`,
    [orderId],
  );
  await announceOrder(tx, order!);
  return order!;
}
