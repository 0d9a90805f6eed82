import type { Logger } from '../platform/logging/index.js';

/** Something that runs until `stop`, which answers what was accepted, then ends. */
export interface Running {
  stop(): Promise<void>;
}

const LIMIT_MS = 30_000;
/** Ctrl-C reaches us from the terminal and again through npm: a second wish is one that comes later than this. */
const SAME_WISH_MS = 1_000;

/** Runs until SIGTERM, SIGINT or SIGHUP, stops in order and exits 0; a second signal or 30 s end it with 1. */
export async function runUntilStopped(start: () => Promise<Running>, logger: Logger): Promise<never> {
  const started = start();
  await wishToStop(started, logger);
  setTimeout(() => {
    logger.error(`not stopped after ${LIMIT_MS / 1000} s: ending anyway`);
    process.exit(1);
  }, LIMIT_MS).unref();
  await (await started).stop();
  logger.info('stopped');
  process.exit();
}

function wishToStop(started: Promise<Running>, logger: Logger): Promise<void> {
  return new Promise((resolve, reject) => {
    let wished = 0;
    // A listener for signals does not hold the process, and an embedded database is made not to.
    const holding = setInterval(() => undefined, 60_000);
    const stop = () => {
      clearInterval(holding);
      wished ||= Date.now();
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (wished && Date.now() - wished < SAME_WISH_MS) return;
        if (wished) process.exit(1);
        logger.info({ signal }, 'stopping');
        stop();
      });
    }
    // A bug that nobody caught leaves an unknown state: say it, stop in order, and let the supervisor start afresh.
    process.on('uncaughtException', (error) => {
      logger.fatal({ err: error }, 'uncaught error');
      process.exitCode = 1;
      stop();
    });
    started.catch(reject);
  });
}
