import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/persistence/index.js';
import { announce, ITEM_COLUMNS, type Item } from '../stock/index.js';
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
}

const COLUMNS = `id, number, status, version, channel, customer_id::float8 as customer, placed_by as by,
  total_fen::float8 as "totalFen", paid_fen::float8 as "paidFen", refunded_fen::float8 as "refundedFen"`;

/**
 * Takes an order through one verb: its state by compare-and-set, then its reservations, then the stock, items in id order.
 * Two verbs at once meet on the order's row: one of them finds the state changed and does nothing.
 */
export async function settleOrder(
  tx: Transaction,
  orderId: string,
  verb: OrderVerb,
  by: string,
): Promise<SettledOrder> {
  const { from, to, reservation, stock } = TRANSITIONS[verb];
  const [order] = await tx.query<SettledOrder>(
    `update customer_order set status = $2, version = version + 1 where id = $1 and status = any($3) returning ${COLUMNS}`,
    [orderId, to, from],
  );
  if (!order) {
    const [now] = await tx.query<{ status: string }>('select status from customer_order where id = $1', [orderId]);
    throw orderErrors.refuse('INVALID_STATE', { field: 'orderId', status: now?.status });
  }
  if (reservation) {
    // Database time decides, so that servers with different clocks agree on what has expired.
    const held = await tx.query<{ live: boolean }>(
      'update reservation set state = $2 where order_id = $1 and state = any($3) returning expires_at > clock_timestamp() as live',
      [orderId, reservation.to, reservation.from],
    );
    if (verb === 'pay' && held.some(({ live }) => !live))
      throw orderErrors.refuse('RESERVATION_EXPIRED', { field: 'orderId' });
    if (stock) await moveStock(tx, orderId, reservation.to, stock, by);
  }
  await announceOrder(tx, order);
  return order;
}

async function moveStock(
  tx: Transaction,
  orderId: string,
  state: string,
  stock: { onHand: number; movement: string },
  by: string,
): Promise<void> {
  const items = await tx.query<Item>(
    `with held as (select item_id, quantity from reservation where order_id = $1 and state = $2),
          locked as materialized (
            select s.id from stock_item s where s.id in (select item_id from held) order by s.id for no key update)
     update stock_item set on_hand = on_hand + held.quantity * $3::int, reserved = reserved - held.quantity, version = version + 1
       from locked join held on held.item_id = locked.id where stock_item.id = locked.id returning ${ITEM_COLUMNS}`,
    [orderId, state, stock.onHand],
  );
  await tx.query(
    `insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
     select r.item_id, $3, r.quantity * $4::int, -r.quantity, $1, $5, s.version
       from reservation r join stock_item s on s.id = r.item_id where r.order_id = $1 and r.state = $2`,
    [orderId, state, stock.movement, stock.onHand, by],
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

/** Books money that came in or goes back; the order's sums are checked by the table. */
export async function bookPayment(
  tx: Transaction,
  orderId: string,
  payment: { kind: 'PAYMENT' | 'REFUND'; method: string; amountFen: number; reference?: string | null; by: string },
): Promise<void> {
  if (payment.amountFen === 0) return;
  await tx.query(
    'insert into payment(id, order_id, kind, method, amount_fen, reference, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [uuidv7(), orderId, payment.kind, payment.method, payment.amountFen, payment.reference ?? null, payment.by],
  );
  const column = payment.kind === 'PAYMENT' ? 'paid_fen' : 'refunded_fen';
  await tx.query(`update customer_order set ${column} = ${column} + $2 where id = $1`, [orderId, payment.amountFen]);
}
