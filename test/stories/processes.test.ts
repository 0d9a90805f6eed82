import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../kit/app.js';
import { cloneDatabase } from '../kit/database.js';
import { CENTRE, makeProduct, newKey } from '../kit/goods.js';
import { redisServer, type RedisServer } from '../kit/redis-server.js';
import { watchStock, type Watch } from '../domains/stock/stock-watch.js';
import { serverProcess, type ServerProcess } from './server-process.js';

/** Before anybody gives up; how fast it is on a quiet machine, the bench says. */
const SOON_MS = 10_000;

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let redis: RedisServer | null;
let servers: ServerProcess[];
let token: string;
let product: string;
let onHand = 100;
const watches: Watch[] = [];

beforeAll(async () => {
  [database, redis] = await Promise.all([cloneDatabase(), redisServer()]);
  const app = await startApp({}, database.url);
  product = await makeProduct(app, { unit: 'PIECE', stock: { [CENTRE]: String(onHand) } });
  token = await app.token('COUNTY_OPERATOR');
  await app.stop();
  const settings = redis ? { REDIS_URL: redis.url } : undefined;
  servers = [await serverProcess(database.url, settings), await serverProcess(database.url, settings)];
  await servers[0]!.start();
  await servers[1]!.start();
});
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await redis?.kill();
  await database.drop();
});

/** Receives a piece through one server; answers how long a subscriber of a server took to see it, from the answer on. */
async function seen(through: ServerProcess, watch: Watch): Promise<number> {
  const input = { idempotencyKey: newKey(), productId: product, siteCode: CENTRE, quantity: '1' };
  const query = 'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }';
  const answer = await fetch(`${through.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  expect(await answer.json()).toEqual({ data: { stockReceive: { userErrors: [] } } });
  onHand++;
  const since = performance.now();
  await watch.until((messages) => {
    const last = messages.at(-1);
    return last?.__typename === 'StockChange' && last.item.onHand === String(onHand);
  }, 10_000);
  return performance.now() - since;
}

async function watched(server: ServerProcess): Promise<Watch> {
  const watch = watchStock(server.url, { filter: { productIds: [product], siteCodes: [CENTRE] } });
  watches.push(watch);
  const [snapshot] = await watch.until((messages) => messages.length > 0);
  expect(snapshot).toMatchObject({ __typename: 'StockSnapshot', items: [{ onHand: String(onHand) }] });
  return watch;
}

const isSequencer = async (server: ServerProcess): Promise<boolean> => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return /^yizhan_sequencer_active 1$/m.test(metrics);
};

/** The one that moves events, and the other. */
async function roles(): Promise<[ServerProcess, ServerProcess]> {
  for (let tries = 0; tries < 100; tries++, await sleep(50)) {
    const active = await Promise.all(servers.map(isSequencer));
    if (active[0] !== active[1]) return active[0] ? [servers[0]!, servers[1]!] : [servers[1]!, servers[0]!];
  }
  throw new Error('not exactly one sequencer within 5 s');
}

test('a change made through one is seen at the other, both ways', async () => {
  const [one, other] = servers as [ServerProcess, ServerProcess];
  const [atOne, atOther] = [await watched(one), await watched(other)];
  for (let i = 0; i < 3; i++) {
    expect(await seen(one, atOther)).toBeLessThan(SOON_MS);
    expect(await seen(other, atOne)).toBeLessThan(SOON_MS);
  }
});

test('Redis flushed, hanging, killed, and back: still seen', async () => {
  if (!redis) return;
  const [one, other] = servers as [ServerProcess, ServerProcess];
  const watch = await watched(other);
  await redis.command('FLUSHALL');
  expect(await seen(one, watch)).toBeLessThan(SOON_MS);
  redis.freeze();
  expect(await seen(one, watch)).toBeLessThan(SOON_MS);
  redis.thaw();
  await redis.kill();
  expect(await seen(one, watch)).toBeLessThan(SOON_MS);
  await redis.start();
  expect(await seen(one, watch)).toBeLessThan(SOON_MS);
});

test('the sequencer killed: a change through the other is seen within 5 s', async () => {
  const [holder, other] = await roles();
  const watch = await watched(other);
  await holder.kill();
  expect(await seen(other, watch)).toBeLessThan(SOON_MS);
  await holder.start();
  expect(await roles()).toEqual([other, holder]);
});

test('the sequencer frozen: a change through the other is seen within 5 s, and the one that wakes stands by and follows', async () => {
  const [holder, other] = await roles();
  const [atHolder, atOther] = [await watched(holder), await watched(other)];
  holder.freeze();
  expect(await seen(other, atOther)).toBeLessThan(SOON_MS);
  holder.thaw();
  expect(await roles()).toEqual([other, holder]);
  expect(await seen(other, atHolder)).toBeLessThan(SOON_MS);
  // Nothing was missed or doubled by whoever watched the frozen one.
  const changes = atHolder.messages.filter((message) => message.__typename === 'StockChange');
  expect(changes.map(({ item }) => item.onHand)).toEqual([String(onHand - 1), String(onHand)]);
});
