import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { orderErrors } from '../orders.errors.js';
import { bookPayment, type SettledOrder } from '../settle-order.js';
import { announceRefund } from './refund.events.js';

export interface BackMoney {
  amountFen: number;
  /** How, where it is given back on the spot. */
  method: string;
  reference?: string | null;
  reason: string | null;
  by: string;
}

/** A payment through a channel: money goes back by the same way, when the channel says so. */
export interface ChannelMoney {
  id: string;
  channel: string;
  /** What was paid, less all that went back or was asked to. */
  leftFen: number;
}

const SETTLING = `
  select p.id, p.channel,
         (p.amount_fen - coalesce((select sum(r.amount_fen) from refund r where r.payment_id = p.id and r.state <> 'FAILED'), 0))::float8
           as "leftFen"
    from payment p where p.order_id = $1 and p.kind = 'PAYMENT' and p.settles and p.channel is not null`;

/** The payment through a channel that paid the order; null where it was paid otherwise. The order's row must be locked. */
export async function settlingPayment(tx: Transaction, orderId: string): Promise<ChannelMoney | null> {
  const [payment] = await tx.query<ChannelMoney>(SETTLING, [orderId]);
  return payment ?? null;
}

/**
 * Money of an order goes back, whose row the caller has locked: asked of the channel that took it, or booked at once where
 * it was cash or the like.
 */
export async function giveBack(tx: Transaction, orderId: string, { reason, ...money }: BackMoney): Promise<void> {
  if (money.amountFen === 0) return;
  const payment = await settlingPayment(tx, orderId);
  if (!payment) return void (await bookPayment(tx, orderId, { kind: 'REFUND', ...money }));
  // The channel may have sent some of it back by itself.
  const amountFen = Math.min(money.amountFen, payment.leftFen);
  if (amountFen > 0) await requestRefund(tx, orderId, payment, { amountFen, reason, by: money.by });
}

/** All that is left of an order's money goes back. */
export async function giveBackAll(
  tx: Transaction,
  order: SettledOrder,
  money: Omit<BackMoney, 'amountFen'>,
): Promise<void> {
  await giveBack(tx, order.id, { ...money, amountFen: order.paidFen - order.refundedFen - order.refundingFen });
}

/**
 * Asks a channel to send money back, under one number for ever: the refund's uuid, which is answered. Never more than is left
 * of the payment, and of all that was paid.
 */
export async function requestRefund(
  tx: Transaction,
  orderId: string,
  payment: ChannelMoney,
  { amountFen, reason, by }: { amountFen: number; reason: string | null; by: string },
): Promise<string> {
  const held = amountFen <= payment.leftFen && (await holdRefund(tx, orderId, amountFen));
  if (!held) throw orderErrors.refuse('OVER_REFUND', { field: 'amountFen', left: payment.leftFen });
  const id = uuidv7();
  const { channel } = payment;
  await tx.query(
    'insert into refund(id, order_id, payment_id, channel, amount_fen, reason, requested_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, orderId, payment.id, channel, amountFen, reason, by],
  );
  await announceRefund(tx, { id, order: orderId, channel, amountFen, state: 'REQUESTED', version: 1 });
  return id;
}

/** Sets money of an order aside to go back, if so much is left. */
export async function holdRefund(tx: Transaction, orderId: string, amountFen: number): Promise<boolean> {
  const held = await tx.query(
    `update customer_order set refunding_fen = refunding_fen + $2
      where id = $1 and refunded_fen + refunding_fen + $2 <= paid_fen returning id`,
    [orderId, amountFen],
  );
  return held.length > 0;
}
