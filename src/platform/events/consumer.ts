import type { Logger } from 'pino';
import type { Database, Transaction } from '../persistence/index.js';
import type { Bell } from './bell.js';
import type { FeedEvent } from './event.js';
import type { LostReason } from './feed.js';

export interface ConsumerOptions {
  db: Database;
  bell: Bell;
  logger: Logger;
  /** Names its place in the log; never changed afterwards. */
  name: string;
  kinds: readonly string[];
  /** Events handled in one transaction, at most. */
  batch?: number;
  /** Takes events in the log's order, in the transaction that also moves the place: each takes effect just once. */
  handle(tx: Transaction, events: readonly FeedEvent[]): Promise<void>;
  /** Called after what was handled is committed. */
  handled?(): void;
  /** The log was restored, or is gone beyond its place: what was derived from it must be made anew. */
  lost(tx: Transaction, reason: LostReason): Promise<void>;
}

export interface Consumer {
  /** Handles all there is at the call; false when another process is at it. */
  drain(): Promise<boolean>;
  stop(): Promise<void>;
}

interface Row extends Omit<FeedEvent, 'pos'> {
  epoch: string;
  place: number;
  now: string;
  head: number;
  tail: number;
  pos: number | null;
}

/** The place, its row locked, with head, tail and events: in one snapshot, so that no partition dropped meanwhile slips in between. */
const READ = `
  with place as materialized (select epoch, pos from event_consumer where name = $1 for update skip locked)
  select place.epoch::text as epoch, place.pos::float8 as place, h.epoch::text as now, h.pos::float8 as head, h.tail::float8 as tail,
         e.pos::float8 as pos, e.kind, e.subject, e.version::float8 as version, e.payload,
         to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from place cross join feed_head h left join lateral (
      select * from event_feed where pos > place.pos and kind = any($2) order by pos limit $3) e on true order by e.pos`;

const BEGIN = `insert into event_consumer(name, epoch, pos) select $1, epoch, pos from feed_head on conflict do nothing returning 1`;

const BATCH = 500;
const POLL_MS = 1_000;
const RETRY_MS = 1_000;
/** A place that far behind the head is moved although nothing of its kinds came. */
const IDLE_SPAN = 50_000;

/**
 * A lasting reader of the event log with its place in `event_consumer`: the platform's way to let one part follow another
 * without missing or doubling a change. Any number of processes may run it; one at a time works, by the lock on its row.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { bell, logger, name } = options;
  let running: Promise<boolean> | undefined;
  let chimed = false;
  let stopped = false;
  let pausedUntil = 0;
  const run = (): Promise<boolean> => {
    running ??= drainAll()
      .catch((error: unknown) => {
        pausedUntil = Date.now() + RETRY_MS;
        logger.error({ err: error, consumer: name }, 'a reader of the event log failed; it tries again');
        return false;
      })
      .finally(() => (running = undefined));
    return running;
  };
  async function drainAll(): Promise<boolean> {
    for (;;) {
      chimed = false;
      const step = await takeStep(options);
      if (step !== 'busy') options.handled?.();
      if (step === 'busy') return false;
      if (stopped || (step === 'idle' && !chimed)) return true;
    }
  }
  const wake = () => {
    chimed = true;
    if (!stopped && Date.now() >= pausedUntil) void run();
  };
  const unlisten = bell.on('fed', wake);
  const timer = setInterval(wake, POLL_MS);
  wake();
  return {
    drain: async () => {
      // What works already may have looked before the newest came.
      await running;
      return run();
    },
    stop: async () => {
      stopped = true;
      unlisten();
      clearInterval(timer);
      await running;
    },
  };
}

function takeStep({
  db,
  name,
  kinds,
  batch = BATCH,
  handle,
  lost,
}: ConsumerOptions): Promise<'more' | 'idle' | 'busy'> {
  return db.command(async (tx) => {
    const rows = await tx.query<Row>(READ, [name, kinds, batch]);
    const [first] = rows;
    // Another process is at it, or nobody ever was: then it begins at the head.
    if (!first) return (await tx.query(BEGIN, [name])).length > 0 ? 'more' : 'busy';
    const { epoch, place: pos, now, head, tail } = first;
    const move = (to: number) =>
      tx.query('update event_consumer set epoch = $2, pos = $3, moved_at = now() where name = $1', [name, now, to]);
    if (epoch !== now || pos < tail) {
      await lost(tx, epoch !== now ? 'EPOCH_CHANGED' : 'PAST_RETENTION');
      await move(head);
      return 'more';
    }
    const events = rows.filter((row): row is Row & FeedEvent => row.pos !== null).map(eventOf);
    if (events.length > 0) await handle(tx, events);
    const reached = events.length < batch ? head : events.at(-1)!.pos;
    if (events.length > 0 || reached - pos > IDLE_SPAN) await move(reached);
    return events.length < batch ? 'idle' : 'more';
  });
}

const eventOf = ({ pos, kind, subject, version, payload, occurredAt }: Row & FeedEvent): FeedEvent => ({
  pos,
  kind,
  subject,
  version,
  payload,
  occurredAt,
});
