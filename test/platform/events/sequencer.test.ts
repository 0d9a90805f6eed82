import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createLocalBell, startSequencer, type Sequencer } from '../../../src/platform/events/index.js';
import { cloneDatabase } from '../../kit/database.js';

const logger = pino({ level: 'silent' });
const LOCK = 7001;
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
const running: Sequencer[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 30 });
  pool.on('error', () => undefined);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sequencer) => sequencer.stop()));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function start(): Sequencer {
  const sequencer = startSequencer({ url: database.url, bell: createLocalBell(), logger });
  running.push(sequencer);
  return sequencer;
}

const INSERT = `insert into pending_event(kind, subject, version, payload) values ('test', $1, $2, '{}')`;
const feed = async (subject: string) =>
  (
    await pool.query(
      `select pos::int as pos, subject, version::int as version from event_feed where subject like $1 order by pos`,
      [subject],
    )
  ).rows as { pos: number; subject: string; version: number }[];

async function until(test: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(10)) if (await test()) return;
  throw new Error(`not within ${ms} ms`);
}

/** Writes versions 1 to n of a subject, each in a transaction that stays open for a while after its id was given out. */
async function write(subject: string, versions: number, slow: boolean): Promise<void> {
  for (let version = 1; version <= versions; version++) {
    const client = await pool.connect();
    await client.query('begin');
    await client.query(INSERT, [subject, version]);
    if (slow) await sleep(20 + Math.random() * 60);
    // Every seventh of the slow ones is given up: its id is a hole that must not become a hole of the log.
    await client.query(slow && version % 7 === 0 ? 'rollback' : 'commit');
    client.release();
    if (slow && version % 7 === 0) await pool.query(INSERT, [subject, version]);
  }
}

test('24 writers, a third of them slow to commit: positions are dense, nothing is lost, each subject keeps its order', async () => {
  start();
  await Promise.all(Array.from({ length: 24 }, (_, i) => write(`dense:${i}`, i % 3 === 0 ? 15 : 60, i % 3 === 0)));
  await until(async () => (await pool.query('select 1 from pending_event')).rowCount === 0);
  const events = await feed('dense:%');
  expect(events.length).toBe(8 * 15 + 16 * 60);
  const { rows } = await pool.query(
    'select min(pos)::int as first, max(pos)::int as last, count(*)::int as n, (select pos::int from feed_head) as head from event_feed',
  );
  expect(rows[0]).toEqual({ first: 1, last: rows[0].n, n: rows[0].n, head: rows[0].n });
  for (const [subject, own] of Map.groupBy(events, (e) => e.subject)) {
    expect({ subject, versions: own.map((e) => e.version) }).toEqual({ subject, versions: own.map((_, i) => i + 1) });
  }
});

test('an event that commits after later ones still comes: late, and after them', async () => {
  start();
  const slow = await pool.connect();
  await slow.query('begin');
  await slow.query(INSERT, ['late:slow', 1]);
  await pool.query(INSERT, ['late:fast', 1]);
  await until(async () => (await feed('late:%')).length === 1);
  await slow.query('commit');
  slow.release();
  await until(async () => (await feed('late:%')).length === 2);
  expect((await feed('late:%')).map((e) => e.subject)).toEqual(['late:fast', 'late:slow']);
});

test('one of two moves events; when its connection is cut, events still flow within 5 s, each once', async () => {
  const both = [start(), start()];
  await until(() => both.some((s) => s.active));
  expect(both.filter((s) => s.active).length).toBe(1);
  let written = 0;
  let writing = true;
  const writer = (async () => {
    for (; writing; written++) {
      await pool.query(INSERT, ['over:1', written + 1]);
      await sleep(5);
    }
  })();
  for (let cut = 0; cut < 3; cut++) {
    await until(async () => both.some((s) => s.active) && (await feed('over:1')).length > cut * 20);
    const { rowCount } = await pool.query(
      'select pg_terminate_backend(pid) from pg_locks where locktype = $1 and objid = $2 and granted and database = (select oid from pg_database where datname = current_database())',
      ['advisory', LOCK],
    );
    expect(rowCount).toBe(1);
    const { rows } = await pool.query('select pos::int as pos from feed_head');
    const since = Date.now();
    await until(async () => (await pool.query('select pos::int as pos from feed_head')).rows[0].pos > rows[0].pos);
    expect(Date.now() - since).toBeLessThan(5_000);
  }
  writing = false;
  await writer;
  await until(async () => (await feed('over:1')).length === written);
  expect((await feed('over:1')).map((e) => e.version)).toEqual(Array.from({ length: written }, (_, i) => i + 1));
});

test('when the one that moves events stops in good order, the other goes on', async () => {
  const both = [start(), start()];
  await until(() => both.some((s) => s.active));
  const [first, other] = both[0]!.active ? [both[0]!, both[1]!] : [both[1]!, both[0]!];
  await first.stop();
  expect(first.active).toBe(false);
  await until(() => other.active);
  await pool.query(INSERT, ['order:1', 1]);
  await until(async () => (await feed('order:1')).length === 1);
});
