import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '../../../src/platform/persistence/index.js';
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

const PREPARED = `select statement, generic_plans + custom_plans as runs from pg_prepared_statements where statement like '%mark%' order by 1`;

test('a command’s statement with values is prepared once a connection; what has no values, or another text, is not the same', async () => {
  const runs = await db.command(async (tx) => {
    for (const value of [1, 2, 3]) {
      expect(await tx.query('select $1::int + 1 as mark', [value])).toEqual([{ mark: value + 1 }]);
      expect(await tx.query('select $1::int + 2 as mark', [value])).toEqual([{ mark: value + 2 }]);
    }
    expect(await tx.query('select 7 as mark')).toEqual([{ mark: 7 }]);
    return tx.query<{ statement: string; runs: number }>(PREPARED);
  });
  expect(runs.map(({ statement, runs: n }) => [statement, Number(n)])).toEqual([
    ['select $1::int + 1 as mark', 3],
    ['select $1::int + 2 as mark', 3],
  ]);
});

test('texts without end are not prepared without end', async () => {
  const [{ n }] = (await db.command(async (tx) => {
    for (let i = 0; i < 1_100; i++) await tx.query(`select $1::int + ${i} as endless`, [i]);
    return tx.query<{ n: number }>('select count(*)::int as n from pg_prepared_statements');
  })) as [{ n: number }];
  expect(n).toBeLessThanOrEqual(1_000);
});
