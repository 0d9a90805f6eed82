import type { Logger } from '../platform/logging/index.js';

/** Something that runs until `stop`, which answers what was accepted, then ends. */
export interface Running {
  stop(): Promise<void>;
}

const LIMIT_MS = 30_000;
/** Ctrl-C reaches us from the terminal and again through npm: a second wish is one that comes later than this. */
const SAME_WISH_MS = 1_000;
const LOOK_MS = 500;

/** Runs until SIGTERM, SIGINT or SIGHUP, stops in order and exits 0; a second signal or 30 s end it with 1. */
export async function runUntilStopped(start: () => Promise<Running>, logger: Logger): Promise<never> {
  const wish = wishToStop(logger);
  const started = start();
  await Promise.race([wish, started.then(() => wish)]);
  setTimeout(() => {
    logger.error(`not stopped after ${LIMIT_MS / 1000} s: ending anyway`);
    process.exit(1);
  }, LIMIT_MS).unref();
  await (await started).stop();
  logger.info('stopped');
  process.exit();
}

function wishToStop(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    let wished = 0;
    const parent = process.ppid;
    // npm hands SIGTERM to its shell alone, which dies of it without a word to us. The timer also holds the process: a
    // listener for signals does not, and an embedded database is made not to.
    const looking = setInterval(() => {
      if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
      logger.info('npm has ended: stopping');
      stop();
    }, LOOK_MS);
    const stop = () => {
      clearInterval(looking);
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
  });
}
