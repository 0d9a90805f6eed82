import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { SharedRate } from '../../src/channels/calls/shared-rate.js';
import { createSql, type Sql } from '../../src/channels/sql.js';
import { startApp, type TestApp } from '../kit/app.js';
import { cloneDatabase } from '../kit/database.js';
import { connect, QUICK, RememberingExecutor } from './connecting.js';
import { echoPlugin, type EchoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the key of a busy account';
const RPS = 20;
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
let sql: Sql;
let statements = 0;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  const real = createSql(pool);
  sql = (...given) => ((statements += 1), real(...given));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const never = new AbortController().signal;
/** When each of so many turns came, in ms from now, in the order that they were asked for. */
async function turns(rate: SharedRate, n: number): Promise<number[]> {
  const start = performance.now();
  return Promise.all(
    Array.from({ length: n }, async () => {
      await rate.turn(never);
      return performance.now() - start;
    }),
  );
}

describe('the rate of a connection', () => {
  test('lets a second’s worth through at once, and the others at its pace and in their order', async () => {
    const came = await turns(new SharedRate(sql, 'paced', RPS), 30);
    expect([...came].sort((a, b) => a - b)).toEqual(came);
    // Ten more than a second's worth, at twenty a second; what is early is only the clock of this process.
    expect(came[29]! - came[0]!).toBeGreaterThan(400);
    expect(came[19]! - came[0]!).toBeLessThan(400);
  });

  test('is one for all who share the database', async () => {
    const [one, other] = [new SharedRate(sql, 'shared', RPS), new SharedRate(sql, 'shared', RPS)];
    const came = (await Promise.all([turns(one, 25), turns(other, 25)])).flat();
    // Thirty more than a second's worth: alone each would have been through in a quarter of a second.
    expect(Math.max(...came) - Math.min(...came)).toBeGreaterThan(1_400);
  });

  test('of less than one a second lets one through', async () => {
    const rate = new SharedRate(sql, 'slow', 0.5);
    await rate.turn(never);
    const stop = new AbortController();
    const second = rate.turn(stop.signal);
    await expect(Promise.race([second, sleep(300).then(() => 'waiting')])).resolves.toBe('waiting');
    stop.abort(new Error('gave up'));
    await expect(second).rejects.toThrow('gave up');
  });

  test('leaves nobody waiting who gave up, and others are not held up by them', async () => {
    const rate = new SharedRate(sql, 'left', RPS);
    await turns(rate, RPS);
    const stop = new AbortController();
    const given = Promise.allSettled(Array.from({ length: 200 }, () => rate.turn(stop.signal)));
    await sleep(100);
    stop.abort(new Error('gave up'));
    const failed = (await given).filter(({ status }) => status === 'rejected').length;
    expect(failed).toBeGreaterThan(190);
    // Two hundred turns would have been ten seconds.
    const [came] = await turns(rate, 1);
    expect(came).toBeLessThan(1_500);
    await expect(rate.turn(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  });

  test('costs a few statements, however many wait', async () => {
    const rate = new SharedRate(sql, 'cheap', 400);
    statements = 0;
    await turns(rate, 600);
    expect(statements).toBeLessThan(20);
  });

  test('is not given without the database, and is again afterwards', async () => {
    let away = true;
    const rate = new SharedRate((...given) => (away ? Promise.reject(new Error('away')) : sql(...given)), 'away', RPS);
    const failed = await Promise.allSettled([rate.turn(never), rate.turn(never)]);
    expect(failed.map((one) => one.status === 'rejected' && (one.reason as Error).message)).toEqual(['away', 'away']);
    away = false;
    await rate.turn(never);
  });
});

describe('two servers on one database', () => {
  const apps: TestApp[] = [];
  const asked: { at: number; from: string }[] = [];
  let remote: RemoteSide;

  /** A channel that asks the remote side for each request that it gets. */
  const asking = (from: string): EchoPlugin => ({
    ...echoPlugin(),
    inbound: {
      normalise: () => ({ ignore: 'nothing' }),
      routes: {
        ask: {
          method: 'POST',
          path: 'ask',
          answers: 'stored',
          answerWithinMs: 30_000,
          authenticate: async (_request, call) => {
            const { status } = await call.fetch(`${call.config.url}/verify`, { headers: { authorization: KEY } });
            asked.push({ at: performance.now(), from });
            return status === 204;
          },
          read: () => [],
        },
      },
    },
    limits: { rps: RPS, concurrency: 50, timeoutMs: 20_000 },
  });

  beforeAll(async () => {
    remote = await startRemoteSide(KEY);
    for (const from of ['one', 'other']) {
      const channels = { plugins: [asking(from)], executor: new RememberingExecutor(), timings: QUICK };
      apps.push(await startApp({}, database.url, channels));
    }
    await connect(apps[0]!, 'busy', { url: remote.url, key: KEY });
  });
  afterAll(async () => {
    for (const app of apps) await app.stop();
    await remote.stop();
  });

  test('keep to one rate together, each with a share of it', async () => {
    // What verifying took is given out again.
    await sleep(1_100);
    const ask = async ({ url }: TestApp) => (await fetch(`${url}/channels/busy/ask`, { method: 'POST' })).status;
    const answers = await Promise.all(apps.flatMap((app) => Array.from({ length: 40 }, () => ask(app))));
    expect(answers).toEqual(answers.map(() => 204));
    expect(asked).toHaveLength(80);
    const times = asked.map(({ at }) => at).sort((a, b) => a - b);
    // Sixty more than a second's worth, at twenty a second; each by itself would have needed one second.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(2_500);
    // In the middle of it both are let through.
    const middle = [...asked].sort((a, b) => a.at - b.at).slice(20, 60);
    expect(new Set(middle.map(({ from }) => from)).size).toBe(2);
  });
});
