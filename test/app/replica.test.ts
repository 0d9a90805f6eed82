import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startApp, type TestApp } from '../kit/app.js';
import { cloneDatabase } from '../kit/database.js';

/** A copy that says so: a stand-in for a replica, which would say what the primary says. */
let copy: Awaited<ReturnType<typeof cloneDatabase>>;
let primary: Awaited<ReturnType<typeof cloneDatabase>>;
let client: pg.Client;
let app: TestApp;
const REPLICA = 'from the replica';
beforeAll(async () => {
  [copy, primary] = [await cloneDatabase(), await cloneDatabase()];
  client = new pg.Client({ connectionString: copy.url });
  client.on('error', () => undefined);
  await client.connect();
  const HALL = "insert into industry_hall(code, county_code, name, industry) values ('TEST', '340323', $1, 'FRUIT')";
  await client.query(HALL, [REPLICA]);
  app = await startApp({ databaseReadUrl: copy.url }, primary.url);
  await app.db.pool.query(HALL, ['from the primary']);
});
afterAll(async () => {
  await app.stop();
  await client.end();
  await copy.drop();
  await primary.drop();
});

async function hallName(role?: string): Promise<string> {
  const { data } = await app.ask('{ industryHalls { name } }', {}, role ? { role } : {});
  return (data as { industryHalls: { name: string }[] }).industryHalls[0]!.name;
}

async function comesTo(fromReplica: boolean): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50))
    if (((await hallName()) === REPLICA) === fromReplica) return;
  throw new Error(`visitors are ${fromReplica ? 'not' : 'still'} read to from the replica`);
}

test("visitors' queries are read from the replica, everybody else's from the primary", async () => {
  await comesTo(true);
  expect(await hallName('COUNTY_OPERATOR')).toBe('from the primary');
});

test('a replica that falls behind is left out until it has caught up', async () => {
  await comesTo(true);
  await app.db.pool.query('update feed_head set pos = pos + 5');
  await comesTo(false);
  await client.query('update feed_head set pos = pos + 5');
  await comesTo(true);
});

test('a replica that is gone is left out at once', async () => {
  await comesTo(true);
  await client.end();
  await copy.drop();
  await comesTo(false);
  expect((await app.ask('{ industryHalls { name } }')).errors).toBeUndefined();
});
