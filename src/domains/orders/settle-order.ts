import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/persistence/index.js';
import { announce, ITEM_COLUMNS, type Item } from '../stock/index.js';
import type { GoodsKeeper } from './goods-keeper.js';
import { orderEvent } from './order.events.js';
import { TRANSITIONS, type OrderStatus, type OrderVerb } from './order.rules.js';
import { orderErrors } from './orders.errors.js';

export interface SettledOrder {
  id: string;
  number: string;
  status: OrderStatus;
  version: number;
  channel: string;
  customer: number | null;
  by: string;
  totalFen: number;
  paidFen: number;
  refundedFen: number;
  /** Asked to go back, and not yet known to have arrived. */
  refundingFen: number;
}

export const SETTLED_COLUMNS = `id, number, status, version, channel, customer_id::float8 as customer, placed_by as by,
  total_fen::float8 as "totalFen", paid_fen::float8 as "paidFen", refunded_fen::float8 as "refundedFen",
  refunding_fen::float8 as "refundingFen"`;

/**
 * Takes an order through one verb: its state by compare-and-set, then its reservations, then the stock, items in id order.
 * Two verbs at once meet on the order's row: one of them finds the state changed and does nothing.
 */
export async function settleOrder(
  tx: Transaction,
  orderId: string,
  verb: OrderVerb,
  by: string,
  keeper: GoodsKeeper,
  /** `held`: the caller looked at the reservation under the order's lock. `lineNos`: which lines leave, null for all. */
  { held: known = false, lineNos = null }: { held?: boolean; lineNos?: readonly number[] | null } = {},
): Promise<SettledOrder> {
  const { from, to, reservation, stock } = TRANSITIONS[verb];
  const [order] = await tx.query<SettledOrder>(
    `update customer_order set status = $2, version = version + 1 where id = $1 and status = any($3) returning ${SETTLED_COLUMNS}`,
    [orderId, to, from],
  );
  if (!order) {
    const [now] = await tx.query<{ status: string }>('select status from customer_order where id = $1', [orderId]);
    throw orderErrors.refuse('INVALID_STATE', { field: 'orderId', status: now?.status });
  }
  if (reservation) {
    // Database time decides, so that servers with different clocks agree on what has expired.
    const held = await tx.query<{ item: number; quantity: number; live: boolean }>(
      'update reservation set state = $2 where order_id = $1 and state = any($3) returning item_id::float8 as item, quantity::float8 as quantity, expires_at > clock_timestamp() as live',
      [orderId, reservation.to, reservation.from],
    );
    if (verb === 'pay' && !known && held.some(({ live }) => !live))
      throw orderErrors.refuse('RESERVATION_EXPIRED', { field: 'orderId' });
    const items = held.map(({ item }) => item);
    if (stock) await moveStock(tx, orderId, items, stock, by);
    const goods = held.map(({ item, quantity }) => ({ itemId: item, steps: quantity }));
    if (verb === 'fulfil') await keeper.leaving(tx, { orderId, by, items: goods, lineNos, last: true });
    if (reservation.to === 'RELEASED') await keeper.released(tx, orderId, by);
  }
  await announceOrder(tx, order);
  return order;
}

async function moveStock(
  tx: Transaction,
  orderId: string,
  /** What was just settled: parts of an order may have left before. */
  settled: readonly number[],
  stock: { onHand: number; movement: string },
  by: string,
): Promise<void> {
  const items = await tx.query<Item>(
    `with held as (select item_id, quantity from reservation where order_id = $1 and item_id = any($2::bigint[])),
          locked as materialized (
            select s.id from stock_item s where s.id in (select item_id from held) order by s.id for no key update)
     update stock_item set on_hand = on_hand + held.quantity * $3::int, reserved = reserved - held.quantity, version = version + 1
       from locked join held on held.item_id = locked.id where stock_item.id = locked.id returning ${ITEM_COLUMNS}`,
    [orderId, settled, stock.onHand],
  );
  await tx.query(
    `insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
     select r.item_id, $3, r.quantity * $4::int, -r.quantity, $1, $5, s.version
       from reservation r join stock_item s on s.id = r.item_id where r.order_id = $1 and r.item_id = any($2::bigint[])`,
    [orderId, settled, stock.movement, stock.onHand, by],
  );
  for (const item of items) announce(tx, item);
}

/** Tells followers of orders; by what they may see it comes from the lines. */
export async function announceOrder(
  tx: Transaction,
  { id, version, status, number, channel, customer, by }: SettledOrder,
): Promise<void> {
  const [seen] = await tx.query<{ sites: string[]; places: string[] }>(
    'select array_agg(distinct site_code) as sites, array_agg(distinct place_code) as places from order_line where order_id = $1',
    [id],
  );
  tx.emit(orderEvent(id, version, { status, number, channel, customer, by, ...seen! }));
}

export interface BookedPayment {
  kind: 'PAYMENT' | 'REFUND';
  method: string;
  amountFen: number;
  reference?: string | null;
  /** When it was paid, where that is not now. */
  paidAt?: Date;
  /** Whose payment it is: what goes back is asked of it. Its number takes effect once. */
  channel?: string;
  transactionId?: string | null;
  /** False for money that came when the order could not be paid any more. */
  settles?: boolean;
  by: string;
}

/** Books money that came in or goes back; the order's sums are checked by the table. Answers the payment's uuid. */
export async function bookPayment(tx: Transaction, orderId: string, payment: BookedPayment): Promise<string | null> {
  if (payment.amountFen === 0) return null;
  const id = uuidv7();
  const written = await tx.query(
    `insert into payment(id, order_id, kind, method, amount_fen, reference, recorded_by, paid_at, channel, transaction_id, settles)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
    [
      id,
      orderId,
      payment.kind,
      payment.method,
      payment.amountFen,
      payment.reference ?? null,
      payment.by,
      payment.paidAt ?? null,
      payment.channel ?? null,
      payment.transactionId ?? null,
      payment.settles ?? true,
    ],
  );
  if (written.length === 0)
    throw orderErrors.refuse('CONFLICT', { field: 'transactionId', externalId: payment.transactionId });
  const column = payment.kind === 'PAYMENT' ? 'paid_fen' : 'refunded_fen';
  await tx.query(`update customer_order set ${column} = ${column} + $2 where id = $1`, [orderId, payment.amountFen]);
  return id;
}
