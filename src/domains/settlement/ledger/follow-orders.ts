import type { FeedEvent } from '../../../platform/events/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { bookReceipts } from './receipts.js';
import { settleOrders } from './settle-orders.js';

const AT_ONCE = 200;

/** The ledger follows the events of orders and receipts: its place in the log and its entries are one transaction. */
export async function settleEvents(tx: Transaction, events: readonly FeedEvent[]): Promise<void> {
  const of = (wanted: string) => [
    ...new Set(events.filter(({ kind }) => kind === wanted).map(({ subject }) => subject)),
  ];
  const [receipts, orders] = [of('receipt'), of('order')];
  if (receipts.length > 0) await bookReceipts(tx, receipts);
  if (orders.length > 0) await settleOrders(tx, orders);
}

/**
 * Orders and receipts whose books are behind, such as those from before there was a ledger, or whose events are gone with the
 * log. Answers how many were looked at.
 */
export async function catchUp(db: Database): Promise<number> {
  const receipts = await inParts(db, BEHIND_RECEIPTS, bookReceipts);
  return receipts + (await inParts(db, BEHIND, settleOrders));
}

async function inParts(
  db: Database,
  sql: string,
  work: (tx: Transaction, ids: readonly string[]) => Promise<unknown>,
): Promise<number> {
  for (let seen = 0; ;) {
    const behind = await db.command(async (tx) => {
      const rows = await tx.query<{ id: string }>(sql, [AT_ONCE]);
      if (rows.length > 0)
        await work(
          tx,
          rows.map(({ id }) => id),
        );
      return rows.length;
    });
    seen += behind;
    if (behind < AT_ONCE) return seen;
  }
}

const BEHIND_RECEIPTS = `
  select r.id::text as id from collection_receipt r
   where r.amount_fen > 0 and (not exists (select 1 from ledger_entry e where e.source = 'collected:' || r.id)
      or r.payment = 'PAID' and not exists (select 1 from ledger_entry e where e.source = 'collection-paid:' || r.id))
   order by r.id limit $1`;

const BEHIND = `
  select o.id::text as id from customer_order o left join order_settlement s on s.order_id = o.id
   where o.paid_fen > 0 and (
     (s.order_id is null and (o.status in ('PAID', 'FULFILLED', 'COMPLETED', 'RETURNED')
        or not exists (select 1 from ledger_entry e where e.source = 'received:' || o.id)
        or o.refunded_fen > 0 and not exists (select 1 from ledger_entry e where e.source = 'returned:' || o.id || ':' || o.refunded_fen)))
     or s.refunded_fen <> o.refunded_fen or not s.released and (o.status = 'COMPLETED' or o.status in ('FULFILLED', 'RETURNED') and not s.allotted))
   order by o.id limit $1`;
