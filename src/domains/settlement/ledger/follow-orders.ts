import type { FeedEvent } from '../../../platform/events/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { SupplySource } from './load-orders.js';
import { settleOrders } from './settle-orders.js';

const AT_ONCE = 200;

/** The ledger follows the orders' events: its place in the log and its entries are one transaction. */
export async function settleEvents(
  tx: Transaction,
  events: readonly FeedEvent[],
  supplies: SupplySource,
): Promise<void> {
  const ids = [...new Set(events.map(({ subject }) => subject))];
  if (ids.length > 0) await settleOrders(tx, ids, supplies);
}

/**
 * Orders whose books are behind their sums, such as those paid before there was a ledger, or whose events are gone with the
 * log. Answers how many were looked at.
 */
export async function catchUp(db: Database, supplies: SupplySource): Promise<number> {
  for (let seen = 0; ;) {
    const behind = await db.command(async (tx) => {
      const rows = await tx.query<{ id: string }>(BEHIND, [AT_ONCE]);
      if (rows.length > 0)
        await settleOrders(
          tx,
          rows.map(({ id }) => id),
          supplies,
        );
      return rows.length;
    });
    seen += behind;
    if (behind < AT_ONCE) return seen;
  }
}

const BEHIND = `
  select o.id::text as id from customer_order o left join order_settlement s on s.order_id = o.id
   where o.paid_fen > 0 and (
     (s.order_id is null and (o.status in ('PAID', 'FULFILLED', 'COMPLETED', 'RETURNED')
        or not exists (select 1 from ledger_entry e where e.source = 'received:' || o.id)
        or o.refunded_fen > 0 and not exists (select 1 from ledger_entry e where e.source = 'returned:' || o.id || ':' || o.refunded_fen)))
     or s.refunded_fen <> o.refunded_fen or (o.status = 'COMPLETED' and not s.released))
   order by o.id limit $1`;
