import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createLogRetention, trimLog } from '../../../src/platform/events/retention.js';
import { createLocalBell } from '../../../src/platform/events/bell.js';
import { startSequencer } from '../../../src/platform/events/sequencer.js';
import { createOrm, migrateDown, migrateUp } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

const SIZE = 100;
const DAYS = 30;
const logger = pino({ level: 'silent' });
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;

beforeEach(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  // A log that begins after its first position, in partitions small enough to fill.
  await pool.query('drop table event_feed_p0');
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const trim = () => trimLog({ url: database.url, logger, days: DAYS, partitionSize: SIZE });
const values = async (sql: string) => (await pool.query<{ v: unknown }>(sql)).rows.map(({ v }) => v);
const one = async (sql: string) => (await values(sql))[0];
const partitions = () =>
  values(`select relname || ' ' || pg_get_expr(relpartbound, c.oid) as v from pg_inherits i join pg_class c on c.oid = inhrelid
           where inhparent = 'event_feed'::regclass order by pg_get_expr(relpartbound, c.oid) collate "C"`);
const names = async () => (await partitions()).map((text) => String(text).split(' ')[0]);
const tables = () =>
  values(`select relname as v from pg_class where relname ~ '^event_feed_p\\d+$' order by relname collate "C"`);
const tail = async () => Number(await one('select tail as v from feed_head'));

/** `n` events of this age, moved into the log as the sequencer does. */
async function log(n: number, daysOld: number): Promise<void> {
  await pool.query(
    `insert into pending_event(kind, subject, version, payload, occurred_at)
     select 'test', g::text, 1, '{}', now() - make_interval(secs => $2 * 86400.0) from generate_series(1, $1) g`,
    [n, daysOld],
  );
  await pool.query('select event_log_room_v1($1, $2)', [n, SIZE]);
  await pool.query('select sequence_events_v2($1)', [n]);
}

test('partitions before the head, every event of which is old, go from the oldest on; the tail says so', async () => {
  await log(250, 40);
  await log(100, 20);
  await log(5, 0);
  // 1–100, 101–200 old, 201–300 half old, 301–400 with the head.
  expect(await trim()).toEqual(['event_feed_p1', 'event_feed_p101']);
  expect(await tail()).toBe(200);
  expect(await partitions()).toEqual([
    `event_feed_p201 FOR VALUES FROM ('201') TO ('301')`,
    `event_feed_p301 FOR VALUES FROM ('301') TO ('401')`,
    `event_feed_p401 FOR VALUES FROM ('401') TO ('501')`,
  ]);
  expect(await tables()).toEqual(['event_feed_p201', 'event_feed_p301', 'event_feed_p401']);
  expect(await values('select pos::int as v from event_feed order by pos')).toEqual(
    Array.from({ length: 155 }, (_, i) => 201 + i),
  );
  expect(await trim()).toEqual([]);
});

test('the partition of the head stays, however old; also a head on its last position', async () => {
  await log(100, 400);
  expect(await trim()).toEqual([]);
  expect(await tail()).toBe(0);
  await log(1, 400);
  expect(await trim()).toEqual(['event_feed_p1']);
  expect(await tail()).toBe(100);
  expect(await values('select pos::int as v from event_feed')).toEqual([101]);
});

test('one young event keeps its partition and all after it, also when an older one came later', async () => {
  await log(50, 40);
  await log(1, 29.9);
  await log(200, 40);
  expect(await trim()).toEqual([]);
  expect(await tail()).toBe(0);
});

test('an empty log has room for a partition after a run', async () => {
  expect(await trim()).toEqual([]);
  expect(await partitions()).toEqual([`event_feed_p1 FOR VALUES FROM ('1') TO ('101')`]);
});

test.each(['after the tail moved', 'while detaching', 'before the drop'])(
  'a run cut off %s is finished by the next',
  async (where) => {
    await log(150, 40);
    await pool.query('update feed_head set tail = 100');
    if (where === 'before the drop') await pool.query('alter table event_feed detach partition event_feed_p1');
    if (where === 'while detaching') await detachHalf('event_feed_p1');
    expect(await trim()).toEqual(['event_feed_p1']);
    expect(await tail()).toBe(100);
    expect(await tables()).toEqual(['event_feed_p101', 'event_feed_p201']);
    expect(Number(await one('select count(*) as v from event_feed'))).toBe(50);
  },
);

/** Detaches as a run does that dies while it waits for an older transaction. */
async function detachHalf(name: string): Promise<void> {
  const reader = await pool.connect();
  await reader.query('begin isolation level repeatable read');
  await reader.query('select count(*) from event_feed');
  const detaching = await pool.connect();
  await detaching.query('set statement_timeout = 300');
  await expect(detaching.query(`alter table event_feed detach partition ${name} concurrently`)).rejects.toThrow(
    'statement timeout',
  );
  detaching.release(true);
  await reader.query('commit');
  reader.release();
  expect(await values(`select inhrelid::regclass::text as v from pg_inherits where inhdetachpending`)).toEqual([name]);
}

test('a detached partition with events after the tail is not dropped', async () => {
  await log(150, 40);
  await pool.query('alter table event_feed detach partition event_feed_p1');
  expect(await trim()).toEqual([]);
  expect(Number(await one('select count(*) as v from event_feed_p1'))).toBe(100);
});

test('a reader in a transaction keeps what it reads; writers go on; the next run drops it', async () => {
  await log(150, 40);
  const reader = await pool.connect();
  await reader.query('begin isolation level repeatable read');
  expect((await reader.query('select 1 from event_feed')).rowCount).toBe(150);
  const trimming = trim();
  // The tail is forward and the detaching waits: nobody else does.
  while ((await tail()) === 0);
  const since = Date.now();
  await log(30, 0);
  expect(Date.now() - since).toBeLessThan(1_500);
  expect((await reader.query('select 1 from event_feed')).rowCount).toBe(150);
  await reader.query('commit');
  reader.release();
  expect(await trimming).toEqual(['event_feed_p1']);
  expect(Number(await one('select count(*) as v from event_feed'))).toBe(80);
});

test('two runs at once are one', async () => {
  await log(150, 40);
  const both = await Promise.all([trim(), trim()]);
  expect(both.flatMap((dropped) => dropped ?? [])).toEqual(['event_feed_p1']);
});

test('as a recurring job', async () => {
  await log(150, 40);
  const job = createLogRetention({ url: database.url, logger, days: DAYS, partitionSize: SIZE });
  expect([job.name, job.everySeconds]).toEqual(['events.retention', 3_600]);
  await job.work();
  expect(await tail()).toBe(100);
});

test('the sequencer makes its own partitions, without the job, beside another that does the same, and from none', async () => {
  const options = { url: database.url, bell: createLocalBell(), logger, batch: 70, partitionSize: SIZE };
  const both = [startSequencer(options), startSequencer(options)];
  const makers = Array.from({ length: 4 }, () => pool.query('select event_log_room_v1(150, $1)', [SIZE]));
  await pool.query(
    `insert into pending_event(kind, subject, version, payload) select 'test', g::text, 1, '{}' from generate_series(1, 2000) g`,
  );
  await Promise.all(makers);
  while (Number(await one('select pos as v from feed_head')) < 2_000);
  await Promise.all(both.map((sequencer) => sequencer.stop()));
  expect(both.map((s) => s.moved).sort((a, b) => a - b)).toEqual([0, 2_000]);
  expect(await values('select pos::int as v from event_feed order by pos')).toEqual(
    Array.from({ length: 2_000 }, (_, i) => i + 1),
  );
  // Each of 100 positions, one after another, with room for another batch beyond the head.
  const made = await names();
  expect(made.length).toBeGreaterThanOrEqual(21);
  expect(made.map((name) => Number(name!.slice(12))).sort((a, b) => a - b)).toEqual(made.map((_, i) => 1 + i * SIZE));
});

test('reading one kind far behind touches the partitions in range alone, by their keys', async () => {
  await log(1_000, 1);
  await pool.query('analyze event_feed');
  const client = await pool.connect();
  await client.query('set plan_cache_mode = force_generic_plan');
  await client.query(
    `prepare page as select pos from event_feed where pos > $1 and pos <= $2 and kind = $3 order by pos`,
  );
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off) execute page(150, 350, 'test')`,
  );
  client.release();
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect([...plan.matchAll(/Index Scan using (\S+) on/g)].map(([, name]) => name)).toEqual([
    'event_feed_p101_pkey',
    'event_feed_p201_pkey',
    'event_feed_p301_pkey',
  ]);
  expect(plan).toContain('Subplans Removed');
});

test('the migration down and up again keeps every event', async () => {
  await log(250, 1);
  const before = await pool.query('select * from event_feed order by pos');
  const orm = await createOrm(database.url, []);
  const [undone] = [await migrateDown(orm, 8)];
  expect(undone.at(-1)).toBe('M0009EventLogPartitions');
  expect(await one(`select relkind as v from pg_class where relname = 'event_feed'`)).toBe('r');
  expect((await pool.query('select * from event_feed order by pos')).rows).toEqual(before.rows);
  await pool.query(`insert into pending_event(kind, subject, version, payload) values ('test', 'v1', 1, '{}')`);
  expect((await pool.query('select moved, head from sequence_events_v1(10)')).rows).toEqual([
    { moved: 1, head: '251' },
  ]);
  await migrateUp(orm);
  await orm.close();
  expect(await partitions()).toEqual([`event_feed_p0 FOR VALUES FROM ('0') TO ('1000000')`]);
  expect((await pool.query('select * from event_feed order by pos limit 250')).rows).toEqual(before.rows);
  expect(Number(await one('select max(pos) as v from event_feed'))).toBe(251);
  await log(1, 0);
  expect(await values('select pos::int as v from event_feed where pos > 250 order by pos')).toEqual([251, 252]);
});
