import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createLocalBell, type Bell, type Chime } from './local-bell.js';
import { openRedisSession, type RedisSession } from './redis-session.js';

const BACKOFF_MS = [100, 200, 400, 800];
/** A session younger than this is not yet called "back": a server that takes connections and drops them would fill the log. */
const SETTLED_MS = 1_000;

export interface RedisBell extends Bell {
  /** Whether other processes hear this one now; null while Redis is away. */
  readonly carried: 'sharded' | 'plain' | null;
}

/**
 * The bell of several processes over Redis. It rings at home at once and abroad when Redis is there: one message a chime on
 * its way, then the newest position. Whatever happens to Redis costs latency alone. Does not wait for the first connection.
 */
export function createRedisBell(url: string, logger: Logger): RedisBell {
  const home = createLocalBell();
  const id = randomUUID();
  const stopping = new AbortController();
  const { signal } = stopping;
  const due = new Map<Chime, number>();
  const sending = new Set<Chime>();
  let session: RedisSession | undefined;
  let away = false;

  const report = (error: unknown) => {
    if (!away && !signal.aborted)
      logger.warn({ err: error }, 'redis is away: the event log is polled once a second until it is back');
    away = true;
  };
  const settled = () => {
    if (away) logger.info('redis is back');
    away = false;
  };

  const hear = (chime: Chime, message: string) => {
    const [from, text] = message.split(' ');
    const pos = Number(text);
    if (from !== id && Number.isSafeInteger(pos) && pos >= 0) home.ring(chime, pos);
  };

  async function send(chime: Chime): Promise<void> {
    const through = session;
    if (!through || sending.has(chime)) return;
    sending.add(chime);
    try {
      for (let pos = due.get(chime); pos !== undefined; pos = due.get(chime)) {
        due.delete(chime);
        try {
          await through.publish(chime, `${id} ${pos}`);
        } catch (error) {
          due.set(chime, Math.max(due.get(chime) ?? 0, pos));
          report(error);
          return through.close();
        }
      }
    } finally {
      sending.delete(chime);
    }
  }

  async function live(): Promise<void> {
    session = await openRedisSession(url, hear, signal);
    const settling = setTimeout(settled, SETTLED_MS);
    logger.debug({ sharded: session.sharded }, 'redis carries the bell');
    // What rang meanwhile is told, and asked for.
    for (const chime of ['pending', 'fed'] as const) {
      if (away) home.ring(chime, 0);
      void send(chime);
    }
    report(await session.over);
    clearTimeout(settling);
  }

  const running = (async () => {
    for (let failures = 0; !signal.aborted; failures++) {
      const since = performance.now();
      await live().catch(report);
      session?.close();
      session = undefined;
      if (performance.now() - since > SETTLED_MS) failures = 0;
      const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)]!;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  })();

  return {
    get carried() {
      return session ? (session.sharded ? 'sharded' : 'plain') : null;
    },
    on: home.on,
    ring: (chime, pos) => {
      home.ring(chime, pos);
      due.set(chime, Math.max(due.get(chime) ?? 0, pos));
      if (session && !sending.has(chime)) void send(chime);
    },
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}
