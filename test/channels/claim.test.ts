import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InboxStore } from '../../src/channels/inbox/inbox-store.js';
import { createSql } from '../../src/channels/sql.js';
import { createPool } from '../../src/platform/persistence/index.js';
import { createPrivacy } from '../../src/platform/privacy/index.js';
import { cloneDatabase } from '../kit/database.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let client: pg.Client;
let watcher: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.url });
  watcher = new pg.Client({ connectionString: database.url });
  await Promise.all([client.connect(), watcher.connect()]);
  await client.query(`insert into channel_connection(code, plugin, name, county_code, config_version, created_by)
                      values ('shop-a', 'echo', 'A', '340323', 1, 'test')`);
});
afterAll(async () => {
  await Promise.all([client.end(), watcher.end()]);
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
    const judged = await put('rice', 5, 'PENDING');
    await put('rice', 6, 'DONE');
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('update delivery set sequence = 9 where id = $1', [judged]);
      const claimed = claim();
      expect(await waiting(1)).toBe(1);
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

describe('messages', () => {
  const privacy = createPrivacy(new Map([[1, 'a secret of more than thirty-two characters']]), 1);
  const lease = { id: randomUUID(), seconds: 60 };
  let pool: pg.Pool;
  let store: InboxStore;
  beforeAll(() => {
    pool = createPool(database.url, 4, () => undefined);
    store = new InboxStore(() => createSql(pool), privacy);
  });
  afterAll(() => pool.end());
  const keep = (key: string) =>
    client.query(
      `insert into inbox_message(connection, dedupe_key, fingerprint, type, ordering_key, body_sealed, next_at)
       values ('shop-a', $1, 'f', 'said', 'one key', 'sealed', now() - interval '1 minute')`,
      [key],
    );
  const asleep = async (key: string) =>
    (
      await client.query(`select next_at > now() + interval '1 s' as asleep from inbox_message where dedupe_key = $1`, [
        key,
      ])
    ).rows[0].asleep as boolean;

  test.each(['DONE', 'WAITING'] as const)(
    'one whose turn comes, with the one before %s, as it is put to sleep stays awake',
    async (state) => {
      await client.query('truncate inbox_message');
      await keep('first');
      const [first] = await store.claim('shop-a', null, 1, lease);
      expect(first!.dedupeKey).toBe('first');
      await keep('second');
      // Whoever holds the second's row keeps the claim, which saw it behind the first, from putting it to sleep.
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      try {
        await other.query('begin');
        await other.query(`select 1 from inbox_message where dedupe_key = 'second' for update`);
        const claimed = store.claim('shop-a', null, 1, { id: randomUUID(), seconds: 60 });
        expect(await waiting(1)).toBe(1);
        const finish = {
          state,
          code: null,
          note: null,
          results: [],
          nextAt: new Date(Date.now() + 600_000),
          newRound: false,
        };
        const finished = store.finish(first!, lease.id, finish);
        expect(await waiting(2)).toBe(2);
        await other.query('commit');
        await Promise.all([claimed, finished]);
      } finally {
        await other.end();
      }
      expect(await asleep('second')).toBe(false);
      await sleep(5);
      expect((await store.claim('shop-a', null, 1, lease)).map(({ dedupeKey }) => dedupeKey)).toEqual(['second']);
    },
  );
});

/** Until so many statements wait for a lock; how many do. Asked outside of any transaction, which would be told the same again. */
async function waiting(wanted: number): Promise<number> {
  for (const end = performance.now() + 10_000; ; await sleep(10)) {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]!.n === wanted || performance.now() > end) return rows[0]!.n;
  }
}
