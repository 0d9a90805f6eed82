import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Bell } from './bell.js';

const LOCK = 7001;
const BATCH = 5_000;
const VACUUM_EVERY_MS = 3_000;
const IDLE_POLL_MS = 100;

export interface Sequencer {
  /** True while this process holds the lock and moves events. */
  readonly active: boolean;
  stop(): Promise<void>;
}

/**
 * Moves committed events from `pending_event` into `event_feed` with a dense `pos`. Whoever holds the advisory lock does
 * it; the others try once a second and take over when the holder's connection is gone. Only `pos` is ever a cursor: reading
 * by serial id or by transaction id loses events that commit late.
 */
export function startSequencer({ url, bell, logger }: { url: string; bell: Bell; logger: Logger }): Sequencer {
  let active = false;
  let stopped = false;
  let wake: () => void = () => undefined;
  const unlisten = bell.on('pending', () => wake());

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => (clearTimeout(timer), resolve());
    });

  async function hold(client: pg.Client): Promise<void> {
    let vacuumed = Date.now();
    while (!stopped) {
      const { rows } = await client.query<{ moved: number; head: string }>({
        name: 'sequence_events_v1',
        text: 'select moved, head from sequence_events_v1($1)',
        values: [BATCH],
      });
      const { moved, head } = rows[0]!;
      if (moved > 0) bell.ring('fed', Number(head));
      if (moved > 0 && Date.now() - vacuumed > VACUUM_EVERY_MS) {
        await client.query('vacuum (truncate off, parallel 0, analyze off) pending_event');
        vacuumed = Date.now();
      }
      if (moved < BATCH) await pause(moved > 0 ? 1 : IDLE_POLL_MS);
    }
  }

  async function attend(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'yizhan sequencer', keepAlive: true });
    client.on('error', (error) => logger.warn({ err: error }, 'sequencer connection lost'));
    try {
      await client.connect();
      while (!stopped) {
        const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
        if (rows[0]!.held) {
          active = true;
          await hold(client);
        } else await pause(1_000);
      }
    } finally {
      active = false;
      await client.end().catch(() => undefined);
    }
  }

  const running = (async () => {
    while (!stopped) {
      await attend().catch((error: unknown) => {
        if (!stopped) logger.error({ err: error }, 'sequencer failed; trying again');
      });
      if (!stopped) await sleep(200);
    }
  })();

  return {
    get active() {
      return active;
    },
    stop: async () => {
      stopped = true;
      unlisten();
      wake();
      await running;
    },
  };
}
