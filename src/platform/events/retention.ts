import type pg from 'pg';
import type { Logger } from 'pino';
import type { Recurring } from '../jobs/index.js';
import { closeLogConnection, openLogConnection } from './log-connection.js';
import { extendLog } from './room.js';

const RETENTION_LOCK = 7005;
const PARTITION_SIZE = 1_000_000;
const HOUR_S = 3_600;
/** statement_timeout and lock_timeout. */
const WAITED_TOO_LONG = new Set(['57014', '55P03']);

export interface LogRetentionOptions {
  url: string;
  logger: Logger;
  /** Events are kept at least this many days. */
  days: number;
  /** Positions in each partition it makes ahead of the head; partitions are dropped whole. */
  partitionSize?: number;
  everySeconds?: number;
}

interface Partition {
  name: string;
  /** The first position beyond it. */
  end: number;
}

/**
 * Each hour: room for a partition more, then the partitions before the head whose every event is older than `days` go. First
 * `feed_head.tail` moves, then they are detached, then dropped; a run cut off between is finished by the next. Two runs at
 * once are one: the second leaves.
 */
export function createLogRetention(options: LogRetentionOptions): Recurring {
  return {
    name: 'events.retention',
    everySeconds: options.everySeconds ?? HOUR_S,
    work: async () => void (await trimLog(options)),
  };
}

/** One run; answers the names of the partitions dropped, null when another process is at it. */
export async function trimLog({
  url,
  logger,
  days,
  partitionSize = PARTITION_SIZE,
}: LogRetentionOptions): Promise<string[] | null> {
  const client = await openLogConnection(url, 'yizhan log retention');
  const dropped: string[] = [];
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [RETENTION_LOCK]);
    if (!rows[0]!.held) return null;
    await extendLog(client, partitionSize, partitionSize);
    await finishDetaching(client);
    dropped.push(...(await dropDetached(client, logger)));
    for (const partition of await outdated(client, days)) {
      await client.query('update feed_head set tail = $1 where tail < $1', [partition.end - 1]);
      // Readers and the sequencer go on; it waits for older transactions.
      await client.query(`alter table event_feed detach partition ${partition.name} concurrently`);
      await client.query(`drop table ${partition.name}`);
      dropped.push(partition.name);
    }
  } catch (error) {
    if (!WAITED_TOO_LONG.has((error as pg.DatabaseError).code ?? '')) throw error;
    logger.warn({ err: error }, 'a long transaction keeps an old partition of the event log: the next run drops it');
  } finally {
    if (dropped.length > 0) logger.info({ dropped, days }, 'old partitions of the event log were dropped');
    await closeLogConnection(client);
  }
  return dropped;
}

async function finishDetaching(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'event_feed'::regclass and inhdetachpending`,
  );
  for (const { name } of rows) await client.query(`alter table event_feed detach partition ${name} finalize`);
}

/** Partitions detached by a run that did not come to drop them: only what is before the tail, so no event that anybody may read. */
async function dropDetached(client: pg.Client, logger: Logger): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and not c.relispartition and c.relname ~ '^event_feed_p\\d+$'
        and c.relnamespace = (select relnamespace from pg_class where oid = 'event_feed'::regclass)`,
  );
  const dropped: string[] = [];
  for (const { name } of rows) {
    const { rows: left } = await client.query(`select 1 from ${name} where pos > (select tail from feed_head) limit 1`);
    if (left.length > 0) {
      logger.warn({ table: name }, 'a detached partition holds events after the tail of the log: it is left alone');
      continue;
    }
    await client.query(`drop table ${name}`);
    dropped.push(name);
  }
  return dropped;
}

/** The oldest partitions, one after another, that end before the head and hold nothing younger than `days`. */
async function outdated(client: pg.Client, days: number): Promise<Partition[]> {
  const { rows } = await client.query<{ name: string; end: string }>(
    `select name, "end" from (
       select c.oid::regclass::text as name,
              substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''(\\d+)''\\)')::bigint as "end"
         from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event_feed'::regclass) p
      where "end" <= (select pos from feed_head) order by "end"`,
  );
  const found: Partition[] = [];
  for (const { name, end } of rows) {
    if (!(await isOlder(client, name, days))) break;
    found.push({ name, end: Number(end) });
  }
  return found;
}

/** Times only nearly follow positions: the last event answers at once for most partitions, the newest for the one that goes. */
async function isOlder(client: pg.Client, name: string, days: number): Promise<boolean> {
  const limit = `now() - make_interval(secs => $1 * 86400.0)`;
  const { rows } = await client.query(
    `select 1 where coalesce((select occurred_at < ${limit} from ${name} order by pos desc limit 1), true)`,
    [days],
  );
  if (rows.length === 0) return false;
  const { rows: younger } = await client.query(`select 1 from ${name} where occurred_at >= ${limit} limit 1`, [days]);
  return younger.length === 0;
}
