import type { Transaction } from '../../../platform/persistence/index.js';

export type AccountKind =
  /** Money that came in through a channel. */
  | 'CLEARING'
  /** Money of orders that were never settled, until it goes back. */
  | 'SUSPENSE'
  | 'PLATFORM'
  | 'CHANNEL_FEE'
  | 'LOGISTICS'
  | 'VILLAGE_POINT'
  /** A producer's share of orders that are not completed yet. */
  | 'PRODUCER_PENDING'
  /** What a producer may be paid. */
  | 'PRODUCER'
  | 'BANK'
  /** By site: what it paid or owes for goods that are not sold yet. */
  | 'PURCHASE'
  /** By site: what it paid out for goods. */
  | 'POINT_CASH'
  /** By producer: what a point owes for goods that it took in. */
  | 'COLLECTION_DUE';

export interface Posting {
  kind: AccountKind;
  owner: string;
  /** A debit is positive, a credit negative. */
  amountFen: number;
}

export interface Entry {
  kind:
    | 'SALE'
    | 'REFUND'
    /** A sale shared among those who delivered it. */
    | 'ALLOTTED'
    | 'RELEASE'
    | 'RECEIVED'
    | 'RETURNED'
    | 'PAYOUT'
    | 'PAYOUT_RETURNED'
    | 'COLLECTED'
    | 'COLLECTION_PAID';
  /** Names what is booked; booked again, it changes nothing. */
  source: string;
  orderId?: string;
  runId?: string;
  note?: string;
  occurredAt: string;
  postings: readonly Posting[];
}

const ACCOUNTS = `
  insert into ledger_account(kind, owner) select distinct kind, owner from unnest($1::text[], $2::text[]) a(kind, owner)
   order by 1, 2 on conflict do nothing`;
const POST = `
  with wanted as (select kind, owner, amount, no from unnest($2::text[], $3::text[], $4::bigint[]) with ordinality p(kind, owner, amount, no)),
       put as (insert into ledger_posting(entry_id, no, account_id, amount_fen)
               select $1, w.no, a.id, w.amount from wanted w join ledger_account a on a.kind = w.kind and a.owner = w.owner
               returning account_id, amount_fen)
  insert into ledger_balance(account_id, balance_fen)
    select account_id, sum(amount_fen) from put group by account_id order by account_id
  on conflict (account_id) do update set balance_fen = ledger_balance.balance_fen + excluded.balance_fen`;

/** Waits until nobody else books: balances cannot change until commit, and two who book much cannot block each other. */
export async function takeTurn(tx: Transaction): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7010)');
}

/** Books an entry with its postings, once for its source; answers whether it was booked now. The database refuses one that does not balance. */
export async function book(tx: Transaction, { postings, ...entry }: Entry): Promise<boolean> {
  const merged = mergedPostings(postings);
  if (merged.length === 0) return false;
  const [row] = await tx.query<{ id: string }>(
    `insert into ledger_entry(kind, source, order_id, run_id, note, occurred_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (source) do nothing returning id::text as id`,
    [entry.kind, entry.source, entry.orderId ?? null, entry.runId ?? null, entry.note ?? null, entry.occurredAt],
  );
  if (!row) return false;
  const kinds = merged.map(({ kind }) => kind);
  const owners = merged.map(({ owner }) => owner);
  await tx.query(ACCOUNTS, [kinds, owners]);
  await tx.query(POST, [row.id, kinds, owners, merged.map(({ amountFen }) => amountFen)]);
  return true;
}

/** One posting an account; what cancels out is left away. */
function mergedPostings(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const { kind, owner, amountFen } of postings) {
    const key = `${kind} ${owner}`;
    const known = sums.get(key);
    if (known) known.amountFen += amountFen;
    else sums.set(key, { kind, owner, amountFen });
  }
  return [...sums.values()].filter(({ amountFen }) => amountFen !== 0);
}
