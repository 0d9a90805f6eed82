import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
const claim = async (limit = 1): Promise<string[]> => {
  const { rows } = await client.query<{ what: string }>(
    `select subject || ':' || sequence as what from claim_deliveries_v1('shop-a', $1, gen_random_uuid(), 60)`,
    [limit],
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

describe('stock', () => {
  const put = async (subject: string, sequence: number, state: string): Promise<string> => {
    const id = randomUUID();
    await client.query(
      `insert into delivery(id, connection, event, subject, sequence, state, occurred_at, next_at)
       values ($1, 'shop-a', 'stock', $2, $3, $4, now(), now() - interval '1 minute')`,
      [id, subject, sequence, state],
    );
    return id;
  };
  const standing = async (subject: string) =>
    (
      await client.query<{ what: string }>(
        `select sequence || ' ' || state as what from delivery where subject = $1 order by sequence`,
        [subject],
      )
    ).rows.map(({ what }) => what);
  beforeEach(() => client.query('truncate delivery'));

  test('an older gives way to a newer that waits, and to a newer that was sent', async () => {
    await put('waits', 1, 'RETRY');
    await put('waits', 2, 'PENDING');
    await put('sent', 1, 'PENDING');
    await put('sent', 2, 'DONE');
    expect(await claim(2)).toEqual(['waits:2']);
    expect(await standing('waits')).toEqual(['1 DROPPED', '2 SENDING']);
    expect(await standing('sent')).toEqual(['1 DROPPED', '2 DONE']);
    expect(await claim(2)).toEqual([]);
  });

  test('one that says more while it is judged is sent, not dropped', async () => {
    const waiting = await put('rice', 5, 'PENDING');
    await put('rice', 6, 'DONE');
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('update delivery set sequence = 9 where id = $1', [waiting]);
      const claimed = claim();
      const { rows } = await until(
        () =>
          other.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
        ({ rowCount }) => rowCount === 1,
      );
      expect(rows).toHaveLength(1);
      await other.query('commit');
      expect(await claimed).toEqual([]);
    } finally {
      await other.end();
    }
    expect(await standing('rice')).toEqual(['6 DONE', '9 PENDING']);
    expect(await claim()).toEqual(['rice:9']);
  });

  test('a claim costs the same whether 300 wait or 3,000', async () => {
    const touched = async () => {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        `explain (analyze, buffers, format json) select * from claim_deliveries_v1('shop-a', 20, gen_random_uuid(), 60)`,
      );
      const { Plan: plan } = rows[0]!['QUERY PLAN'][0];
      return plan['Shared Hit Blocks']! + plan['Shared Read Blocks']!;
    };
    const wait = async (n: number) => {
      // As after a quiet day: what the planner knows of the table is that nothing waits.
      await client.query('truncate delivery');
      await client.query(
        `insert into delivery(id, connection, event, subject, sequence, state, occurred_at)
         select gen_random_uuid(), 'shop-a', 'stock', n, 0, 'DONE', now() from generate_series(1, 2000) n`,
      );
      await client.query('analyze delivery');
      await client.query(
        `insert into delivery(id, connection, event, subject, sequence, occurred_at, next_at)
         select gen_random_uuid(), 'shop-a', 'stock', n, 1, now(), now() - interval '1 minute' from generate_series(1, $1::int) n`,
        [n],
      );
    };
    await wait(300);
    const few = await touched();
    await wait(3_000);
    const many = await touched();
    expect(many).toBeLessThan(2 * few);
  });
});

/** Asks until the answer is right; the last answer. */
async function until<T>(ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  for (const end = performance.now() + 10_000; ; await sleep(10)) {
    const answer = await ask();
    if (right(answer) || performance.now() > end) return answer;
  }
}
