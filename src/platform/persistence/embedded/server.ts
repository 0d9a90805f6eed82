import type { Logger } from 'pino';
import { findBinaries } from './binaries.js';
import { DATABASE, ensureCluster, readPassword, USER } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import { launch, type Running } from './launch.js';
import { layOut } from './layout.js';

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly logger: Logger;
  /** false for tests: a machine that loses power may lose the cluster. */
  readonly durable?: boolean;
  /** Called when the server died and could not be brought back. */
  readonly onLost?: (error: Error) => void;
}

export interface EmbeddedServer {
  /** Of the database `yizhan`, with its password; stays the same when the server is brought back after a crash. */
  readonly url: string;
  /** The postmaster's process id. */
  readonly pid: number;
  stop(): Promise<void>;
}

const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 60_000;

/**
 * Starts PostgreSQL below `dataDir`, making the cluster on first use, and brings it back should it die. The caller sees to
 * it that nobody else uses the folder.
 *
 * @throws EmbeddedError when it cannot run here
 */
export async function startEmbedded({
  dataDir,
  logger,
  durable = true,
  onLost,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const layout = layOut(dataDir);
  const binaries = findBinaries(layout.account);
  await ensureCluster(layout, binaries, logger);
  const start = (port: number | null) => launch(layout, binaries, logger, { durable, port });

  const first = await start(null);
  const restarts: number[] = [];
  let stopping: Promise<void> | null = null;
  let current: Promise<Running> = Promise.resolve(first);
  let pid = first.pid;

  const restart = async (dead: Running): Promise<Running> => {
    const now = Date.now();
    restarts.push(now);
    if (restarts.filter((at) => now - at < RESTARTS_WITHIN_MS).length > RESTARTS) {
      throw new EmbeddedError(`PostgreSQL keeps dying: see ${layout.logFile}`);
    }
    logger.error({ postgres: dead.pid }, 'PostgreSQL died: it is started again');
    const next = await start(first.port);
    pid = next.pid;
    keep(next);
    return next;
  };
  const keep = (running: Running): void => {
    void running.exited.then(() => {
      if (stopping) return;
      current = restart(running);
      current.catch((error: Error) => onLost?.(error));
    });
  };
  keep(first);

  return {
    url: `postgres://${USER}:${readPassword(layout)}@127.0.0.1:${first.port}/${DATABASE}`,
    get pid() {
      return pid;
    },
    stop: () =>
      (stopping ??= current.then(
        (running) => running.stop(),
        () => undefined,
      )),
  };
}
