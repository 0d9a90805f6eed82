import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createGuardedFetch } from '../../src/channels/calls/guarded-fetch.js';
import { createLinks } from '../../src/channels/calls/links.js';
import { SharedValues } from '../../src/channels/calls/shared-values.js';
import { startPump } from '../../src/channels/pump.js';
import { createSql, type Sql } from '../../src/channels/sql.js';
import { globalId } from '../../src/platform/graphql/index.js';
import { createPool } from '../../src/platform/persistence/index.js';
import { createPrivacy } from '../../src/platform/privacy/index.js';
import { systemClock } from '../../src/shared/clock.js';
import { LinkTaken } from 'yizhan/plugin-kit';
import { pino } from 'pino';
import { cloneDatabase } from '../kit/database.js';
import { SECRET } from '../kit/app.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: ReturnType<typeof createPool>;
let sql: Sql;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = createPool(database.url, 6, () => undefined);
  sql = createSql(pool);
  await pool.query(
    `insert into channel_connection(code, plugin, name, county_code, config_version, created_by) values ('shared', 'p', 'c', '340323', 1, 'test')`,
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('fetch', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${port}/` });
      response.end('reached');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ['an address', () => `http://127.0.0.1:${port}/`],
    ['an address as IPv6', () => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a number', () => `http://2130706433:${port}/`],
    ['a name that leads there', () => `http://localhost:${port}/`],
    ['cloud metadata', () => 'http://169.254.169.254/latest'],
  ])('reaches nothing private: %s', async (_what, url) => {
    const { fetch, close } = createGuardedFetch(false);
    await expect(fetch(url())).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'PRIVATE_ADDRESS' } });
    await expect(fetch('file:///etc/passwd')).rejects.toThrow('only http and https');
    await close();
  });

  test('where the operator allows it, it does', async () => {
    const { fetch, close } = createGuardedFetch(true);
    expect(await (await fetch(`http://127.0.0.1:${port}/away`)).text()).toBe('reached');
    await close();
  });
});

describe('values shared by all processes', () => {
  const privacy = createPrivacy(new Map([[1, SECRET]]), 1);
  const inProcess = () => new SharedValues(sql, privacy, systemClock);
  const call = () => ({ signal: new AbortController().signal, deadline: new Date(Date.now() + 5_000) });
  let made = 0;
  const make =
    (seconds = 3_600) =>
    async () => {
      made++;
      await sleep(20);
      return { value: `token ${made}`, expiresAt: new Date(Date.now() + seconds * 1_000) };
    };
  afterEach(async () => {
    made = 0;
    await pool.query('truncate channel_shared');
  });

  test('are made once, however many ask at once in however many processes, and kept sealed', async () => {
    const processes = [inProcess(), inProcess(), inProcess()];
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, n) => processes[n % 3]!.get('shared', 'token', make(), {}, call())),
    );
    expect([new Set(asked), made]).toEqual([new Set(['token 1']), 1]);
    const { rows } = await pool.query('select * from channel_shared');
    expect(JSON.stringify(rows)).not.toContain('token 1');
  });

  test('are made anew when little time is left; a fresh one is asked for once by many', async () => {
    const shared = inProcess();
    expect(await shared.get('shared', 'token', make(100), {}, call())).toBe('token 1');
    expect(await shared.get('shared', 'token', make(), { renewSeconds: 10 }, call())).toBe('token 1');
    expect(await shared.get('shared', 'token', make(), {}, call())).toBe('token 2');
    const fresh = await Promise.all(
      [inProcess(), inProcess()].map((one) => one.get('shared', 'token', make(), { fresh: true }, call())),
    );
    expect([new Set(fresh), made]).toEqual([new Set(['token 3']), 3]);
  });

  test('a making that fails leaves it to the next', async () => {
    const shared = inProcess();
    const failing = () => Promise.reject(new Error('they are away'));
    await expect(shared.get('shared', 'token', failing, {}, call())).rejects.toThrow('they are away');
    expect(await shared.get('shared', 'token', make(), {}, call())).toBe('token 1');
  });
});

describe('links', () => {
  const product = (key: number) => globalId('Product', key);
  test('are one to one within a kind', async () => {
    const made: string[] = [];
    const links = createLinks(sql, 'shared', async (kind) => void made.push(kind));
    await links.link('product', 'x1', product(1));
    await links.link('product', 'x1', product(1));
    await links.link('sku', 'x1', product(1));
    await links.link('voucher', 'v1', globalId('Shop', 7));
    await expect(links.link('product', 'x1', product(2))).rejects.toThrow(LinkTaken);
    await expect(links.link('product', 'x2', product(1))).rejects.toThrow(LinkTaken);
    await expect(links.link('product', 'x3', globalId('Shop', 1))).rejects.toThrow(TypeError);
    expect(made).toEqual(['product', 'sku', 'voucher']);
    expect([
      await links.ours('product', 'x1'),
      await links.ours('product', 'x2'),
      await links.theirs('sku', product(1)),
      await links.ours('voucher', 'v1'),
    ]).toEqual([product(1), null, 'x1', globalId('Shop', 7)]);
  });

  test('a race for one id has one winner', async () => {
    const links = createLinks(sql, 'shared', async () => undefined);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        links.link('order', 'wanted', globalId('Order', `0000000${n}-0000-7000-8000-000000000000`)),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await pool.query(`select 1 from channel_link where theirs = 'wanted'`);
    expect(rows).toHaveLength(1);
  });
});

test('a pump goes on after a look that failed, and is drained when all of its work is done', async () => {
  let looks = 0;
  const done: number[] = [];
  const pump = startPump({
    name: 'test',
    everyMs: 5,
    logger: pino({ level: 'silent' }),
    look: async () => {
      const look = ++looks;
      if (look === 1) throw new Error('the database is away');
      return look === 2 ? [sleep(20).then(() => void done.push(look)), Promise.reject(new Error('work failed'))] : [];
    },
  });
  await pump.drain();
  while (done.length === 0) await pump.drain();
  expect(done).toEqual([2]);
  await pump.stop();
});

test('a pump that many drain at once is drained: none waits for the looks of the others', async () => {
  let looks = 0;
  const pump = startPump({
    name: 'test',
    everyMs: 60_000,
    logger: pino({ level: 'silent' }),
    look: async () => {
      await sleep(20);
      return ++looks === 3 ? [sleep(5)] : [];
    },
  });
  const drained = Promise.all(Array.from({ length: 8 }, (_, n) => sleep(n * 5).then(() => pump.drain())));
  const ended = await Promise.race([
    drained.then(() => 'drained'),
    sleep(5_000, 'they drain for ever', { ref: false }),
  ]);
  expect(ended).toBe('drained');
  expect(looks).toBeLessThan(40);
  await pump.stop();
});
