import { EventEmitter } from 'node:events';
import {
  Logger as WorkerLogger,
  makeWorkerUtils,
  run,
  runMigrations,
  type Task,
  type WorkerEvents,
} from 'graphile-worker';
import type { Logger } from 'pino';
import type pg from 'pg';
import { createPool, type Transaction } from '../persistence/index.js';
import { keepRunning, type LastingRunner } from './lasting-runner.js';

/** A job's work. It may run more than once, so it must be idempotent. */
export type Job = (payload: Record<string, unknown>) => Promise<void>;

/** A job that runs again and again, `everySeconds` after its last run, in one process at a time. */
export interface Recurring {
  name: string;
  everySeconds: number;
  work: () => Promise<void>;
}

/** Adds a job in the same transaction as the change it follows. `key` makes a second adding replace the first. */
export async function addJob(
  tx: Transaction,
  name: string,
  payload: Record<string, unknown>,
  key?: string,
): Promise<void> {
  await tx.query(`select graphile_worker.add_job($1, payload => $2::json, job_key => $3)`, [
    name,
    JSON.stringify(payload),
    key ?? null,
  ]);
}

/** Creates or upgrades the job queue's own schema. On a pool of ours: the library's own throws when its server stops. */
export async function migrateJobs(url: string): Promise<void> {
  const pool = createPool(url, 1, () => undefined);
  try {
    await runMigrations({ pgPool: pool, logger: quiet() });
  } finally {
    await pool.end();
  }
}

/** Runs jobs until stopped. Recurring ones put themselves back with their key, and are put in again at each start. */
export async function startJobs(
  pool: pg.Pool,
  logger: Logger,
  jobs: Readonly<Record<string, Job>>,
  recurring: readonly Recurring[],
): Promise<LastingRunner> {
  const tasks: Record<string, Task> = {};
  for (const [name, job] of Object.entries(jobs)) tasks[name] = (payload) => job(payload as Record<string, unknown>);
  for (const { name, everySeconds, work } of recurring) {
    tasks[name] = async (_payload, { addJob: again }) => {
      try {
        await work();
      } finally {
        await again(name, {}, { jobKey: `every:${name}`, runAt: new Date(Date.now() + everySeconds * 1000) });
      }
    };
  }
  // What the pool of an ended runner held would otherwise be free only after four hours.
  let held: string | undefined;
  const begin = async () => {
    const utils = await makeWorkerUtils({ pgPool: pool, logger: bridged(logger) });
    if (held) await utils.forceUnlockWorkers([held]);
    for (const { name } of recurring)
      await utils.addJob(name, {}, { jobKey: `every:${name}`, jobKeyMode: 'preserve_run_at' });
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => (held = workerPool.id));
    return run({
      pgPool: pool,
      taskList: tasks,
      noHandleSignals: true,
      events,
      logger: bridged(logger),
      preset: PRESET,
    });
  };
  return keepRunning(begin, logger);
}

/** With a delay, if one of 0, the library awaits the booking of jobs when it stops; without, a failed one ends the process. */
const PRESET = {
  worker: { concurrentJobs: 2, pollInterval: 1_000, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
} as const;

const bridged = (logger: Logger) =>
  new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error') logger.error({ meta }, message);
    else if (level === 'warning') logger.warn({ meta }, message);
    else logger.debug({ meta }, message);
  });

const quiet = () => new WorkerLogger(() => () => undefined);
