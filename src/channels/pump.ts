import type { Logger } from 'pino';

/** Looks for work again and again: when woken, and by itself every so often. One look at a time. */
export interface Pump {
  wake(): void;
  /** One look now; resolves when all that it started is done. For tests, and for whoever must know. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface PumpOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly logger: Logger;
  /** Starts what there is to do, and answers it; more may have become due when it is done. */
  readonly look: () => Promise<readonly Promise<unknown>[]>;
}

const PAUSE_MS = 1_000;

export function startPump({ name, everyMs, logger, look }: PumpOptions): Pump {
  const working = new Set<Promise<unknown>>();
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let pausedUntil = 0;
  const run = (): Promise<void> => {
    looking ??= lookOnce()
      .catch((error: unknown) => {
        pausedUntil = Date.now() + PAUSE_MS;
        logger.error({ err: error, pump: name }, 'looking for the channels’ work failed; it is tried again');
      })
      .finally(() => (looking = undefined));
    return looking;
  };
  async function lookOnce(): Promise<void> {
    do {
      again = false;
      for (const work of await look()) {
        const done = work
          .catch((error: unknown) => logger.error({ err: error, pump: name }, 'the work of a channel failed'))
          .finally(() => {
            working.delete(done);
            wake();
          });
        working.add(done);
      }
    } while (again && !stopped);
  }
  const wake = () => {
    again = true;
    if (!stopped && Date.now() >= pausedUntil) void run();
  };
  const timer = setInterval(wake, everyMs);
  return {
    wake,
    drain: async () => {
      do {
        await looking;
        await run();
        await Promise.all(working);
      } while (looking);
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(working);
    },
  };
}
