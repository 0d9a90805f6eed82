import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase } from '../kit/database.js';
import { startApp } from '../kit/app.js';
import { GATE, makeProduct } from '../kit/goods.js';
import { serverProcess, type ServerProcess } from '../stories/server-process.js';
import { connect, list, until } from './connecting.js';
import { echoPlugin, signed, type EchoBody } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

// The whole server in a process of its own, killed by -9 with messages and deliveries at work, on one database all the time.
const CODE = 'echo';
const KEY = 'the key of this account';
const STOCK = 1_000;
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let server: ServerProcess;
let reader: pg.Client;
let remote: RemoteSide;
let product: string;
let sold = 0;

beforeAll(async () => {
  [database, remote] = await Promise.all([cloneDatabase(), startRemoteSide(KEY)]);
  const app = await startApp({}, database.url, { plugins: [echoPlugin()] });
  product = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: String(STOCK) } });
  await connect(app, CODE, { url: remote.url, key: KEY });
  await list(app, product, CODE);
  await app.stop();
  server = await serverProcess(database.url, {
    YIZHAN_PLUGINS: new URL('./killed-plug-in.ts', import.meta.url).pathname,
    YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'true',
  });
  await server.start();
  reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
});
afterAll(async () => {
  await server?.kill();
  await reader?.end();
  await remote?.stop();
  await database?.drop();
});

const rows = async (text: string, values: unknown[] = []) => (await reader.query(text, values)).rows;

/** As if the time had passed that a killed process may still be taken to be at work. */
async function startAgain(): Promise<void> {
  for (const table of ['inbox_message', 'delivery', 'channel_round'])
    await rows(`update ${table} set lease_until = now() where lease is not null`);
  await server.start();
}

const order = (id: string): EchoBody => ({
  id,
  about: id,
  intake: {
    commands: [
      {
        kind: 'order.import',
        order: {
          externalId: id,
          placedAt: '2026-11-27T08:00:00Z',
          lines: [{ product: { id: product }, quantity: '1', amountFen: 1_000 }],
        },
      },
    ],
  },
});

/** Says one message once; null where nobody answers any more. */
async function say(message: EchoBody): Promise<number | null> {
  const body = JSON.stringify([message]);
  return fetch(`${server.url}/channels/${CODE}/stored`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': signed(KEY, body) },
    body,
  }).then(
    ({ status }) => status,
    () => null,
  );
}

/** As a remote side does: again and again until it is taken. Answers how often it had to be said. */
async function sayUntilTaken(message: EchoBody): Promise<number> {
  for (let times = 1; ; times++) {
    if ((await say(message)) === 200) return times;
    await sleep(50);
  }
}

const openMessages = async () =>
  (await rows(`select count(*)::int as n from inbox_message where state <> 'DONE'`))[0].n as number;
/** What is still to be told, or has not reached the outbox yet. */
const openDeliveries = async () =>
  (
    await rows(
      `select (select count(*) from delivery where state not in ('DONE', 'DROPPED'))::int
            + (select count(*) from pending_event)::int
            + (select count(*) from event_feed f join event_consumer c on c.name = 'channels.outbox' and f.pos > c.pos)::int as n`,
    )
  )[0].n as number;

/** Every message came to one order, and nothing else left the stock. */
async function expectOnce(prefix: string, n: number): Promise<void> {
  await until(async () => (await openMessages()) === 0, 'the messages', 40);
  sold += n;
  const found = await rows(
    `select o.external_id, count(*)::int as orders, sum(l.amount_fen)::int as fen from customer_order o
       join order_line l on l.order_id = o.id where o.channel = $1 and o.external_id like $2 group by 1 order by 1`,
    [CODE, `${prefix}-%`],
  );
  const ids = Array.from({ length: n }, (_, i) => `${prefix}-${String(i).padStart(3, '0')}`);
  expect(found).toEqual(ids.map((id) => ({ external_id: id, orders: 1, fen: 1_000 })));
  expect(
    await rows(
      `select count(*)::int as kept, count(distinct dedupe_key)::int as keys from inbox_message where dedupe_key like $1`,
      [`${prefix}-%`],
    ),
  ).toEqual([{ kept: n, keys: n }]);
  expect(await rows(`select on_hand, reserved from stock_item where site_code = $1 and reserved > 0`, [GATE])).toEqual([
    { on_hand: String(STOCK), reserved: String(sold) },
  ]);
}

/** Everything that was to be told was, the newest last, and what was told twice under one key. Answers how many were. */
async function expectTold(): Promise<number> {
  await until(async () => (await openDeliveries()) === 0, 'the deliveries', 40);
  const told = remote.deliveries;
  const made = await rows(`select id, event from delivery where state = 'DONE'`);
  expect(made.map(({ id }) => id).filter((id) => !told.some((one) => one.id === id))).toEqual([]);
  const keys = Map.groupBy(told, ({ event, subject, sequence }) => `${event} ${subject} ${sequence}`);
  for (const [about, tellings] of keys) expect([about, new Set(tellings.map(({ id }) => id)).size]).toEqual([about, 1]);
  const orders = new Set(told.filter(({ event }) => event === 'order').map(({ subject }) => subject));
  expect(orders.size).toBe(sold);
  expect(told.filter(({ event }) => event === 'stock').at(-1)?.data).toEqual({
    id: product,
    stock: { available: String(STOCK - sold) },
  });
  return told.length - new Set(told.map(({ id }) => id)).size;
}

test('messages that were taken and not executed yet, or half, take effect once', async () => {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from stock_item where site_code = $1 for update', [GATE]);
  const ids = Array.from({ length: 12 }, (_, i) => `held-${String(i).padStart(3, '0')}`);
  expect(await Promise.all(ids.map((id) => say(order(id))))).toEqual(ids.map(() => 200));
  await until(
    async () =>
      (await rows(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`))
        .length > 0,
    'an order in the middle of its transaction',
  );
  expect(await openMessages()).toBe(12);
  await server.kill();
  await holder.end();
  // What the database was in the middle of it may still commit: the dead process has no answer, and asks again.
  expect(await openMessages()).toBe(12);
  await startAgain();
  await expectOnce('held', 12);
  await expectTold();
});

test('killed while it delivers, what the remote side took is told again under its key, and nothing is lost', async () => {
  // It takes what it is told, and the answer never comes.
  const held = remote.hold();
  const before = remote.deliveries.length;
  expect(await say(order('told-000'))).toBe(200);
  await until(() => remote.deliveries.length > before, 'a delivery');
  await until(async () => (await rows(`select 1 from delivery where state = 'SENDING'`)).length > 0, 'it at work');
  const [cut] = remote.deliveries.slice(before);
  await server.kill();
  held.release();
  await startAgain();
  await expectOnce('told', 1);
  const doubled = await expectTold();
  expect(doubled).toBeGreaterThan(0);
  expect(remote.deliveries.filter(({ id }) => id === cut!.id).length).toBeGreaterThan(1);
});

test('a storm in which it is killed three times: each message once, each delivery told', async () => {
  const KILLS = 3;
  const ids = Array.from({ length: 60 }, (_, i) => `storm-${String(i).padStart(3, '0')}`);
  const waiting = [...ids];
  let taken = 0;
  let repeated = 0;
  const teller = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      repeated += (await sayUntilTaken(order(id))) - 1;
      taken += 1;
    }
  };
  const telling = Promise.all(Array.from({ length: 6 }, teller));
  for (let kill = 1; kill <= KILLS; kill++) {
    await until(() => taken >= kill * 12, `message ${kill * 12}`, 30);
    await server.kill();
    await startAgain();
  }
  await telling;
  // The kills hit: some were not answered, and were said again.
  expect(repeated).toBeGreaterThan(0);
  await expectOnce('storm', ids.length);
  await expectTold();
}, 180_000);
