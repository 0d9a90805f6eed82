import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Logger } from 'pino';

export interface LastingRunner {
  /** Takes no more jobs and waits for those at work. */
  stop(): Promise<void>;
}

const AGAIN_MS = 1_000;

/**
 * Keeps a runner at work until it is stopped. The library ends all its workers where it cannot book a job as done, which
 * takes no more than a line that is cut at that moment: then another is begun, once the database answers.
 *
 * @param begin starts a runner; jobs that an earlier one held are free again then
 * @throws what the first `begin` throws
 */
export async function keepRunning(begin: () => Promise<Runner>, logger: Logger): Promise<LastingRunner> {
  const stopping = new AbortController();
  let runner: Runner | undefined = await begin();

  const again = async (): Promise<Runner | undefined> => {
    for (;;) {
      await sleep(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      try {
        return await begin();
      } catch (err) {
        logger.error({ err }, 'jobs cannot run yet; trying again');
      }
    }
  };
  const kept = (async () => {
    while (runner) {
      const fault = await runner.promise.then(
        () => undefined,
        (err: unknown) => err,
      );
      if (stopping.signal.aborted) return;
      logger.error({ err: fault }, 'the job runner ended by itself; another begins');
      runner = await again();
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      // A runner that is ending by itself refuses to be stopped, and one whose line is cut tells of it: either way it is over.
      await runner?.stop().catch((err: unknown) => logger.warn({ err }, 'the job runner did not stop cleanly'));
      await kept;
    },
  };
}
