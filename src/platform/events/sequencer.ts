import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Bell } from './bell.js';
import { closeLogConnection, openLogConnection } from './log-connection.js';
import { makeRoom } from './room.js';
import { depose, isOver, look, suspect, type Suspicion } from './standby.js';

const BATCH = 5_000;
const PARTITION_SIZE = 1_000_000;
const VACUUM_EVERY_MS = 3_000;
const IDLE_POLL_MS = 100;
const LOOK_EVERY_MS = 500;
/** Between attempts while the database is away. */
const BACKOFF_MS = [200, 400, 800, 1_600];
/** A last statement may take this long before its connection is cut under it. */
const STOP_MS = 3_000;

export interface Sequencer {
  /** True while this process holds the lock and moves events. */
  readonly active: boolean;
  /** Events moved by this process. */
  readonly moved: number;
  /** How many times this process got the lock. */
  readonly takeovers: number;
  stop(): Promise<void>;
}

export interface SequencerOptions {
  url: string;
  bell: Bell;
  logger: Logger;
  /** Events moved at once, at most. */
  batch?: number;
  /** Positions in each partition it makes. */
  partitionSize?: number;
}

/**
 * Moves committed events from `pending_event` into `event_feed` with a dense `pos`. Whoever holds the advisory lock does
 * it; the others look twice a second, take over when its connection is gone, and end that connection when events wait and
 * the head stands for 3 s. Only `pos` is ever a cursor: reading by serial id or by transaction id loses late commits.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { url, bell, logger, batch = BATCH, partitionSize = PARTITION_SIZE } = options;
  const state = { active: false, moved: 0, takeovers: 0 };
  const stopping = new AbortController();
  const { signal } = stopping;
  let rung = false;
  let wake: () => void = () => undefined;
  let open: pg.Client | undefined;
  let away = false;
  const unlisten = bell.on('pending', () => {
    rung = true;
    wake();
  });
  signal.addEventListener('abort', () => wake());

  /** Until a bell rings: one that rang since `rung` was last cleared counts. */
  const untilRung = (ms: number) =>
    new Promise<void>((resolve) => {
      if (rung || signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      wake = () => (clearTimeout(timer), resolve());
    });
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);

  /** Looks until the lock is ours; ends the connection of a holder that stands still. */
  async function standBy(client: pg.Client): Promise<void> {
    for (let suspicion: Suspicion | null = null; ;) {
      const seen = await look(client);
      if (seen.held || signal.aborted) return;
      suspicion = suspect(suspicion, seen, performance.now());
      if (suspicion && isOver(suspicion, seen)) {
        if (await depose(client, suspicion.holder))
          logger.warn({ head: seen.head }, 'the sequencer stood still while events waited: its connection was ended');
        suspicion = null;
        await pause(50);
      } else await pause(LOOK_EVERY_MS);
    }
  }

  async function move(client: pg.Client): Promise<{ moved: number; head: number }> {
    const { rows } = await client.query<{ moved: number; head: string }>({
      name: 'sequence_events_v2',
      text: 'select moved, head from sequence_events_v2($1)',
      values: [batch],
    });
    return { moved: rows[0]!.moved, head: Number(rows[0]!.head) };
  }

  async function hold(client: pg.Client): Promise<void> {
    const room = await makeRoom(client, { batch, partitionSize, logger });
    let vacuumed = performance.now();
    let littered = false;
    // Its predecessor may have moved events and gone before it rang.
    bell.ring('fed', room.head);
    while (!signal.aborted) {
      rung = false;
      const { moved, head } = await move(client);
      if (moved > 0) {
        state.moved += moved;
        bell.ring('fed', head);
        await room.reached(head);
        littered = true;
      }
      // Also when all is quiet again: what was moved is in the way of every look.
      if (littered && performance.now() - vacuumed > VACUUM_EVERY_MS) {
        await client
          .query('vacuum (truncate off, parallel 0, analyze off) pending_event')
          .catch((error: unknown) => logger.debug({ err: error }, 'pending events are vacuumed later'));
        vacuumed = performance.now();
        littered = false;
      }
      if (moved < batch) await untilRung(moved > 0 ? 1 : IDLE_POLL_MS);
    }
  }

  async function attend(): Promise<void> {
    const client = await openLogConnection(url, 'yizhan sequencer');
    open = client;
    try {
      if (away) logger.info('the database is back: the sequencer is connected');
      away = false;
      await standBy(client);
      if (signal.aborted) return;
      state.active = true;
      state.takeovers++;
      logger.info('this process moves events into the log');
      await hold(client);
    } finally {
      state.active = false;
      open = undefined;
      await closeLogConnection(client);
    }
  }

  const running = (async () => {
    for (let failures = 0; !signal.aborted;) {
      const takeovers = state.takeovers;
      await attend().catch((error: unknown) => {
        if (signal.aborted) return;
        // The database away for minutes is said once.
        if (!away) logger.warn({ err: error }, 'the sequencer lost its connection; it tries again until it is back');
        away = true;
      });
      failures = state.takeovers > takeovers || !away ? 0 : failures + 1;
      if (!signal.aborted) await pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)]!);
    }
  })();

  return {
    get active() {
      return state.active;
    },
    get moved() {
      return state.moved;
    },
    get takeovers() {
      return state.takeovers;
    },
    stop: async () => {
      unlisten();
      stopping.abort();
      const cut = setTimeout(() => open && void closeLogConnection(open), STOP_MS);
      await running;
      clearTimeout(cut);
    },
  };
}
