import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase } from '../kit/database.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`insert into channel_connection(code, plugin, name, county_code, config_version, created_by)
                      values ('shop-a', 'echo', 'A', '340323', 1, 'test')`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const add = (subject: string, sequence: number) =>
  client.query(
    `insert into delivery(id, connection, event, subject, sequence, occurred_at, next_at)
     values ($1, 'shop-a', 'order', $2, $3, now(), now() - interval '1 minute')`,
    [randomUUID(), subject, sequence],
  );
const claim = async (): Promise<string[]> => {
  const { rows } = await client.query<{ what: string }>(
    `select subject || ':' || sequence as what from claim_deliveries_v1('shop-a', 1, gen_random_uuid(), 60)`,
  );
  return rows.map(({ what }) => what);
};

test('however many wait for one of their order that is being sent, those of other orders are sent', async () => {
  for (let sequence = 1; sequence <= 10; sequence++) await add('slow', sequence);
  expect(await claim()).toEqual(['slow:1']);
  await add('quick', 11);
  const claimed = [];
  for (let look = 0; look < 4; look++) claimed.push(...(await claim()));
  expect(claimed).toEqual(['quick:11']);
});
