import type { Logger } from 'pino';

/** Looks for work again and again: when woken, and by itself every so often. One look at a time. */
export interface Pump {
  wake(): void;
  /** Looks until there is nothing to do, and all that was started is done. For tests, and for whoever must know. */
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
  let looking: Promise<number> | undefined;
  let again = false;
  let stopped = false;
  let pausedUntil = 0;
  const run = (): Promise<number> => {
    looking ??= lookOnce()
      .catch((error: unknown) => {
        pausedUntil = Date.now() + PAUSE_MS;
        logger.error({ err: error, pump: name }, 'looking for the channels’ work failed; it is tried again');
        return 0;
      })
      .finally(() => (looking = undefined));
    return looking;
  };
  async function lookOnce(): Promise<number> {
    let found = 0;
    do {
      again = false;
      for (const work of await look()) {
        found++;
        const done = work
          .catch((error: unknown) => logger.error({ err: error, pump: name }, 'the work of a channel failed'))
          .finally(() => {
            working.delete(done);
            wake();
          });
        working.add(done);
      }
    } while (again && !stopped);
    return found;
  }
  const wake = () => {
    again = true;
    if (!stopped && Date.now() >= pausedUntil) void run();
  };
  const timer = setInterval(wake, everyMs);
  return {
    wake,
    drain: async () => {
      // Not while somebody looks: of two who drain at once, each would wait for the other's look for ever.
      for (let busy = true; busy;) {
        await looking;
        busy = (await run()) > 0 || working.size > 0;
        await Promise.all(working);
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(working);
    },
  };
}
