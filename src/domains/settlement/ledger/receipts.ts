import type { Transaction } from '../../../platform/persistence/index.js';
import { book, takeTurn } from './ledger.js';

interface Receipt {
  id: string;
  number: string;
  site: string;
  producer: string;
  amountFen: number;
  receivedAt: string;
  /** Null while it is owed. */
  paidAt: string | null;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const RECEIPTS = `
  select id::text as id, number, site_code as site, producer_id::text as producer, amount_fen::float8 as "amountFen",
         ${iso('received_at')} as "receivedAt", ${iso('paid_at')} as "paidAt"
    from collection_receipt where id = any($1::uuid[]) and amount_fen > 0 order by id`;

/**
 * Brings the ledger to where these receipts stand: what is due to a producer from when the goods are taken in, and that the
 * point paid it. Doing it again changes nothing.
 */
export async function bookReceipts(tx: Transaction, ids: readonly string[]): Promise<void> {
  await takeTurn(tx);
  for (const { id, number, site, producer, amountFen, receivedAt, paidAt } of await tx.query<Receipt>(RECEIPTS, [
    ids,
  ])) {
    await book(tx, {
      kind: 'COLLECTED',
      source: `collected:${id}`,
      note: number,
      occurredAt: receivedAt,
      postings: [
        { kind: 'PURCHASE', owner: site, amountFen },
        { kind: 'COLLECTION_DUE', owner: producer, amountFen: -amountFen },
      ],
    });
    if (paidAt === null) continue;
    await book(tx, {
      kind: 'COLLECTION_PAID',
      source: `collection-paid:${id}`,
      note: number,
      occurredAt: paidAt,
      postings: [
        { kind: 'COLLECTION_DUE', owner: producer, amountFen },
        { kind: 'POINT_CASH', owner: site, amountFen: -amountFen },
      ],
    });
  }
}
