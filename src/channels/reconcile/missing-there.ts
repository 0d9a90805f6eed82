import type { Transaction } from '../../platform/persistence/index.js';
import type { Compared } from './differences.js';
import type { End, Listed } from './records.js';

const PAYMENTS = `
  select transaction_id as id, amount_fen::text as fen from payment
   where channel = $1 and kind = 'PAYMENT' and transaction_id is not null and paid_at >= $2 and paid_at < $3
     and transaction_id <> all($4) order by id`;
const REFUNDS = `
  select coalesce(external_id, id::text) as id, amount_fen::text as fen from refund
   where channel = $1 and state = 'SUCCEEDED' and requested_at >= $2 and requested_at < $3
     and id::text <> all($4) and (external_id is null or external_id <> all($4)) order by id`;

/** By what a look at the remote side's books listed: ours of a time that are not among them. */
export async function missingThere(
  tx: Transaction,
  connection: string,
  { of: kind, from, to }: End,
  listed: ReadonlySet<string>,
): Promise<Compared[]> {
  const text = kind === 'payment' ? PAYMENTS : REFUNDS;
  const rows = await tx.query<{ id: string; fen: string }>(text, [connection, from, to, [...listed]]);
  return rows.map(({ id, fen }) => ({ kind, externalId: id, code: 'MISSING_THERE', ours: fen, theirs: null }));
}

/** What was listed in one look, by kind: under every number that it has. */
export class Seen {
  private readonly ids = { payment: new Set<string>(), refund: new Set<string>() };

  add(record: Listed): void {
    if (record.kind === 'payment') this.ids.payment.add(record.externalId);
    if (record.kind === 'refund') this.ids.refund.add(record.externalId).add(record.refund);
  }

  of(kind: End['of']): ReadonlySet<string> {
    return this.ids[kind];
  }
}
