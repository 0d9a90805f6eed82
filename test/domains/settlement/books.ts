import type { TestApp } from '../../kit/app.js';
import { until, uuidOf } from '../orders/settling.js';

/** What was posted for an order, by account, in fen; what an account nets out to is left away. */
export async function posted({ db }: TestApp, orderId: string): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ account: string; fen: number }>(
    `select a.kind || coalesce(nullif(':' || a.owner, ':'), '') as account, sum(p.amount_fen)::bigint as fen
       from ledger_entry e join ledger_posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
      where e.order_id = $1 group by 1 having sum(p.amount_fen) <> 0 order by 1`,
    [uuidOf(orderId)],
  );
  return Object.fromEntries(rows.map(({ account, fen }) => [account, fen]));
}

/** Kinds of an order's entries, in order. */
export const kinds = async ({ db }: TestApp, orderId: string): Promise<string[]> =>
  (
    await db.pool.query<{ kind: string }>('select kind from ledger_entry where order_id = $1 order by id', [
      uuidOf(orderId),
    ])
  ).rows.map(({ kind }) => kind);

/** Waits until an order has these entries. */
export const booked = (app: TestApp, orderId: string, wanted: readonly string[]): Promise<void> =>
  until(async () => (await kinds(app, orderId)).join() === wanted.join());

/** Balances of the accounts of some kinds that are not zero, in fen; a debit is positive. */
export async function balances({ db }: TestApp, ...of: string[]): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ account: string; fen: number }>(
    `select a.kind || coalesce(nullif(':' || a.owner, ':'), '') as account, b.balance_fen as fen
       from ledger_account a join ledger_balance b on b.account_id = a.id where a.kind = any($1) and b.balance_fen <> 0 order by 1`,
    [of],
  );
  return Object.fromEntries(rows.map(({ account, fen }) => [account, fen]));
}
