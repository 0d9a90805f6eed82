import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { todayInChina } from '../../people/index.js';
import { findBacklogs, type FoundBacklog } from './backlog.js';
import { expansionEvent, type ExpansionPayload } from './expansion.events.js';
import { expansions, OPEN_DAYS } from './expansion.rules.js';

const DAY_MS = 86_400_000;

const EXPIRE = `
  update expansion_plan set state = 'EXPIRED', answered_at = $1::timestamptz, version = version + 1
   where state = 'PROPOSED' and expires_at <= $1::timestamptz
  returning id::float8 as plan, village_code as place, producer_id::float8 as producer, state, version`;

const PROPOSE = `
  insert into expansion_plan(producer_id, village_code, product_id, member_id, cause, unit, scale, quantity, backlog, proposed_at, expires_at)
  select n.producer, n.village, n.product, n.member, $2, $3, $4, n.quantity, $5, $6::timestamptz, $7::timestamptz
    from jsonb_to_recordset($1::jsonb) n(producer bigint, village text, product bigint, member bigint, quantity bigint)
  on conflict do nothing
  returning id::float8 as plan, village_code as place, producer_id::float8 as producer, state, version`;

type Told = ExpansionPayload & { version: number };

/** 订单再扩大 (mission B6): lets proposals lapse, and proposes what the backlog of orders asks for. Answers how many of each. */
export async function turnExpansionPlans(db: Database, now: Date): Promise<{ expired: number; proposed: number }> {
  return db.command(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7025)');
    const expired = await tx.query<Told>(EXPIRE, [now.toISOString()]);
    for (const { version, ...payload } of expired) tx.emit(expansionEvent(version, payload));
    let proposed = 0;
    for (const backlog of await findBacklogs(tx, todayInChina(now), now)) proposed += await propose(tx, backlog, now);
    return { expired: expired.length, proposed };
  });
}

async function propose(tx: Transaction, backlog: FoundBacklog, now: Date): Promise<number> {
  const { households, cause, unit, scale, missing } = backlog;
  const byKey = new Map(households.map((one) => [one.key, one]));
  const plans = expansions(backlog).map(({ key, quantity }) => ({ ...byKey.get(key)!, quantity }));
  if (plans.length === 0) return 0;
  const expires = new Date(now.getTime() + OPEN_DAYS * DAY_MS);
  const made = await tx.query<Told>(PROPOSE, [
    JSON.stringify(
      plans.map(({ producer, village, product, member, quantity }) => ({
        producer,
        village,
        product,
        member,
        quantity,
      })),
    ),
    cause,
    unit,
    scale,
    missing,
    now.toISOString(),
    expires.toISOString(),
  ]);
  for (const { version, ...payload } of made) tx.emit(expansionEvent(version, payload));
  return made.length;
}
