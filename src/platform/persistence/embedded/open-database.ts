import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../../config/index.js';
import { DATABASE, readPassword, USER } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import { findLayout } from './layout.js';
import { holderOf, takeFolder, type Holder } from './lock.js';
import { isRunning, readPostmaster } from './postmaster.js';
import { startEmbedded } from './server.js';

/** A database to work with; `stop` ends the server if it is ours. */
export interface OpenDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

type Where = Pick<Config, 'databaseUrl' | 'dataDir'>;

const PATIENCE_MS = 120_000;

/**
 * For a process that stays: `serve` holds the data folder alone, `worker` joins a server that runs. With `DATABASE_URL`
 * nothing is started and nothing is locked.
 *
 * @throws EmbeddedError when another process holds the folder, or PostgreSQL cannot run here
 */
export function openDatabase(
  config: Where,
  logger: Logger,
  command: 'serve' | 'worker' = 'serve',
): Promise<OpenDatabase> {
  return open(config, logger, { command, lasting: true, joins: command === 'worker' });
}

/** For a command that comes to an end: joins the server that runs, else starts one for as long as `work` takes. */
export async function withDatabase<T>(config: Where, logger: Logger, work: (url: string) => Promise<T>): Promise<T> {
  const command = process.argv[2] ?? 'command';
  const database = await open(config, logger, { command, lasting: false, joins: true });
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

/** The URL of the embedded server that runs on this folder and is ready, or null. */
export function connectRunning(dataDir: string): string | null {
  if (!holderOf(dataDir)) return null;
  const layout = findLayout(dataDir);
  const postmaster = layout && readPostmaster(layout.cluster);
  if (!postmaster || postmaster.status !== 'ready' || !isRunning(postmaster, layout.cluster)) return null;
  return `postgres://${USER}:${readPassword(layout)}@127.0.0.1:${postmaster.port}/${DATABASE}`;
}

interface Manner {
  readonly command: string;
  readonly lasting: boolean;
  readonly joins: boolean;
}

async function open(
  { databaseUrl, dataDir }: Where,
  logger: Logger,
  { command, lasting, joins }: Manner,
): Promise<OpenDatabase> {
  if (databaseUrl) return { url: databaseUrl, stop: async () => undefined };
  let waitingFor: number | null = null;
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    const taken = takeFolder(dataDir, command, lasting);
    if ('release' in taken) return start(dataDir, logger, taken.release);
    const { holder } = taken;
    if (holder.lasting && !joins) throw new EmbeddedError(`already running, process ${who(holder)} uses ${dataDir}`);
    const url = holder.lasting ? connectRunning(dataDir) : null;
    if (url) return { url, stop: async () => undefined };
    if (Date.now() > until)
      throw new EmbeddedError(`process ${who(holder)} still uses ${dataDir}: try again when it has ended`);
    // One that comes to an end stops its server then: joining it would cut us off.
    if (waitingFor !== holder.pid) logger.info(`waiting for process ${who(holder)}`);
    waitingFor = holder.pid;
  }
}

const who = ({ pid, command }: Holder): string => `${pid} (yizhan ${command})`;

async function start(dataDir: string, logger: Logger, release: () => void): Promise<OpenDatabase> {
  const onLost = (error: Error) => {
    // Without its database the server is of no use: it ends in order, and with a code that has it started again.
    logger.fatal({ err: error }, 'PostgreSQL is lost');
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  };
  try {
    const server = await startEmbedded({ dataDir, logger, onLost });
    const stop = async () => {
      await server.stop();
      release();
    };
    return { url: server.url, stop };
  } catch (error) {
    release();
    throw error;
  }
}
