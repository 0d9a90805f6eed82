import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createLeftoversPruning, pruneLeftovers } from '../../../src/platform/jobs/leftovers.js';
import { commandOnce, Database } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;

beforeAll(async () => {
  database = await cloneDatabase();
  db = await Database.open({ url: database.url, entities: [], onError: () => undefined });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => void (await db.pool.query('truncate idempotency_key, upload')));

const keys = (n: number, daysOld: number) =>
  db.pool.query(
    `insert into idempotency_key(scope, key, fingerprint, ref, answer, created_at)
     select 'test', $2 || ':' || g, '-', gen_random_uuid(), '{}', now() - make_interval(secs => $2::float8 * 86400)
       from generate_series(1, $1) g`,
    [n, String(daysOld)],
  );
const uploads = (n: number, daysOld: number) =>
  db.pool.query(
    `insert into upload(id, filename, size, content, uploaded_by, created_at)
     select gen_random_uuid(), 'handbook.csv', 1, 'x', 'test', now() - make_interval(secs => $2::float8 * 86400)
       from generate_series(1, $1)`,
    [n, String(daysOld)],
  );
const left = async (table: string) => Number((await db.pool.query(`select count(*) as n from ${table}`)).rows[0].n);

test('keys of 30 days and files of 7 days go, in as many steps as it takes; younger ones stay', async () => {
  await keys(12_001, 30.01);
  await keys(3, 29.9);
  await uploads(2, 7.01);
  await uploads(4, 6.9);
  expect(await pruneLeftovers(db)).toEqual({ keys: 12_001, uploads: 2 });
  expect([await left('idempotency_key'), await left('upload')]).toEqual([3, 4]);
  expect(await pruneLeftovers(db)).toEqual({ keys: 0, uploads: 0 });
});

test('a command is answered from its key until that is forgotten, and then is a new one', async () => {
  const key = { scope: 'test', key: 'k', input: { n: 1 } };
  let ran = 0;
  const run = () => commandOnce(db, key, async () => ++ran);
  expect([await run(), await run()]).toEqual([1, 1]);
  await createLeftoversPruning(db).work();
  expect(await run()).toBe(1);
  await db.pool.query(`update idempotency_key set created_at = now() - interval '31 days'`);
  await createLeftoversPruning(db).work();
  expect(await run()).toBe(2);
});
