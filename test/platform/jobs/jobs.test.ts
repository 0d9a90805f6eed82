import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type pg from 'pg';
import { startJobs } from '../../../src/platform/jobs/index.js';
import { createPool } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
let direct: pg.Pool;
/** While set, no line can be had; `cut` counts those refused. */
let down = false;
let cut = 0;
let logged: string[];
const logger = pino(
  { level: 'info' },
  { write: (line: string) => void logged.push((JSON.parse(line) as { msg: string }).msg) },
);

beforeEach(async () => {
  database = await cloneDatabase();
  [down, cut, logged] = [false, 0, []];
  direct = createPool(database.url, 1, () => undefined);
  pool = createPool(database.url, 3, () => undefined);
  const connect = pool.connect.bind(pool);
  pool.connect = ((done?: (error: Error) => void) => {
    if (!down) return (connect as (done?: unknown) => unknown)(done);
    cut += 1;
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    return done ? done(error) : Promise.reject(error);
  }) as typeof pool.connect;
});
afterEach(async () => {
  await pool.end();
  await direct.end();
  await database.drop();
});

const add = (name: string) => direct.query('select graphile_worker.add_job($1)', [name]);
const waiting = async () =>
  (await direct.query('select task_identifier as task from graphile_worker.jobs order by 1')).rows;
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 300; n += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('it did not come to pass');
}

test('a line cut as a job is booked: other jobs run on, and that one runs again instead of being held for hours', async () => {
  const ran: string[] = [];
  const jobs = await startJobs(
    pool,
    logger,
    {
      cutting: async () => {
        ran.push('cutting');
        down = ran.length === 1;
      },
      later: async () => void ran.push('later'),
    },
    [],
  );
  try {
    await add('cutting');
    await until(() => cut > 0);
    await add('later');
    down = false;
    await until(async () => (await waiting()).length === 0);
    expect(ran.filter((name) => name === 'later')).toEqual(['later']);
    expect(ran.filter((name) => name === 'cutting')).toEqual(['cutting', 'cutting']);
    expect(logged).toContain('the job runner ended by itself; another begins');
  } finally {
    await jobs.stop();
  }
});

test('a recurring job goes on after its line was cut', async () => {
  let runs = 0;
  const jobs = await startJobs(pool, logger, {}, [
    {
      name: 'tick',
      everySeconds: 0,
      work: async () => {
        runs += 1;
        down = runs === 1;
      },
    },
  ]);
  try {
    await until(() => cut > 0);
    down = false;
    await until(() => runs >= 3);
  } finally {
    await jobs.stop();
  }
});

test('it stops while no line can be had, and a second time changes nothing', async () => {
  let runs = 0;
  const jobs = await startJobs(
    pool,
    logger,
    {
      cutting: async () => {
        runs += 1;
        down = true;
      },
    },
    [],
  );
  await add('cutting');
  await until(() => cut > 0);
  await jobs.stop();
  await jobs.stop();
  down = false;
  await sleep(1_500);
  expect(runs).toBe(1);
  expect(await waiting()).toEqual([{ task: 'cutting' }]);
});
