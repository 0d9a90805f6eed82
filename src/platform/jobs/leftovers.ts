import type { Database } from '../persistence/index.js';
import type { Recurring } from './jobs.js';

/** A repeat of a command is answered from its key for this long; later it is a new command. */
const KEY_DAYS = 30;
/** An uploaded file waits this long for its import. */
const UPLOAD_DAYS = 7;
const BATCH = 5_000;

/** Six times a day: forgets idempotency keys and uploaded files that are past their days, a short transaction at a time. */
export function createLeftoversPruning(db: Database): Recurring {
  return { name: 'leftovers.prune', everySeconds: 14_400, work: async () => void (await pruneLeftovers(db)) };
}

/** One run; answers how many rows went. */
export async function pruneLeftovers(db: Database): Promise<{ keys: number; uploads: number }> {
  return {
    keys: await prune(db, 'idempotency_key', KEY_DAYS),
    uploads: await prune(db, 'upload', UPLOAD_DAYS),
  };
}

async function prune(db: Database, table: 'idempotency_key' | 'upload', days: number): Promise<number> {
  for (let gone = 0; ;) {
    const { rowCount } = await db.pool.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where created_at < now() - make_interval(days => $1) limit $2))`,
      [days, BATCH],
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return gone;
  }
}
