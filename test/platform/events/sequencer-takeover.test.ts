import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createLocalBell } from '../../../src/platform/events/bell.js';
import { startSequencer, type Sequencer } from '../../../src/platform/events/sequencer.js';
import { cloneDatabase } from '../../kit/database.js';

const LOCK = 7001;
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
const bell = createLocalBell();
const open: { stop(): Promise<unknown> | void }[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function start(url = database.url): Sequencer & { said: string[] } {
  const said: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => said.push((JSON.parse(line) as { msg: string }).msg) });
  const sequencer = startSequencer({ url, bell, logger });
  open.push(sequencer);
  return Object.defineProperties(
    { said } as Sequencer & { said: string[] },
    Object.getOwnPropertyDescriptors(sequencer),
  );
}

/** A network between a sequencer and PostgreSQL that can be cut: packets stop (`freeze`), or connections break (`cut`). */
async function network() {
  const target = new URL(database.url);
  const pairs = new Set<[Socket, Socket]>();
  let down = false;
  const proxy = createServer((near) => {
    if (down) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const end = () => (pairs.delete(pair), near.destroy(), far.destroy());
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  const all = (act: (socket: Socket) => void) => [...pairs].forEach((pair) => pair.forEach(act));
  open.push({ stop: () => (all((socket) => socket.destroy()), void proxy.close()) });
  return {
    url: url.href,
    freeze: () => all((socket) => socket.unpipe().pause()),
    thaw: () => [...pairs].forEach(([near, far]) => near.pipe(far).pipe(near)),
    cut: () => ((down = true), all((socket) => socket.destroy())),
    mend: () => void (down = false),
  };
}

const head = async () => Number((await pool.query<{ pos: string }>('select pos from feed_head')).rows[0]!.pos);

/** Commits one event and waits until the log has it; answers after how many milliseconds. */
async function write(): Promise<number> {
  const before = await head();
  await pool.query(`insert into pending_event(kind, subject, version, payload) values ('test', '1', 1, '{}')`);
  const since = performance.now();
  bell.ring('pending', 0);
  while ((await head()) === before) if (performance.now() - since > 20_000) throw new Error('not within 20 s');
  expect(await head()).toBe(before + 1);
  return performance.now() - since;
}

async function until(test: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(10)) if (await test()) return;
  throw new Error(`not within ${ms} ms`);
}

test('an event is in the log a few milliseconds after its commit', async () => {
  const sequencer = start();
  await until(() => sequencer.active);
  const took: number[] = [];
  for (let i = 0; i < 50; i++) took.push(await write());
  expect(took.sort((a, b) => a - b)[25]).toBeLessThan(20);
  expect([sequencer.moved, sequencer.takeovers]).toEqual([50, 1]);
});

test('while nothing waits nothing is written, by the one that moves events and by one that waits', async () => {
  const both = [start(), start()];
  await until(() => both.some((s) => s.active));
  await write();
  const row = async () => (await pool.query('select ctid, xmin, xmax, pos, tail from feed_head')).rows;
  const before = await row();
  await sleep(1_500);
  expect(await row()).toEqual(before);
});

test('a holder without a network: another takes over within 5 s; when the network is back the first stands by', async () => {
  const between = await network();
  const first = start(between.url);
  await until(() => first.active);
  const other = start();
  await write();
  between.freeze();
  // Nothing waits: nobody is suspected, however long.
  await sleep(4_000);
  expect(other.active).toBe(false);
  const took = await write();
  expect(took).toBeGreaterThan(2_500);
  expect(took).toBeLessThan(5_000);
  expect([other.active, other.takeovers]).toEqual([true, 1]);
  expect(other.said).toEqual([
    'the sequencer stood still while events waited: its connection was ended',
    'this process moves events into the log',
  ]);
  between.thaw();
  await until(() => !first.active);
  await write();
  expect([first.active, other.active, first.takeovers]).toEqual([false, true, 1]);
}, 40_000);

test('a lock that somebody forgot to give back is taken from them, and their open transaction is undone', async () => {
  const holder = new pg.Client({ connectionString: database.url });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  await holder.query('begin');
  await holder.query('select sequence_events_v2(10)');
  await holder.query('select pos from feed_head for update');
  const sequencer = start();
  expect(await write()).toBeLessThan(5_000);
  expect(sequencer.active).toBe(true);
  await expect(holder.query('select 1')).rejects.toThrow();
}, 40_000);

test('the database gone and back: said once each, and events flow again', async () => {
  const between = await network();
  const sequencer = start(between.url);
  await until(() => sequencer.active);
  between.cut();
  await until(() => !sequencer.active);
  await sleep(1_500);
  between.mend();
  expect(await write()).toBeLessThan(5_000);
  expect(sequencer.said).toEqual([
    'this process moves events into the log',
    'the sequencer lost its connection; it tries again until it is back',
    'the database is back: the sequencer is connected',
    'this process moves events into the log',
  ]);
});

test('stopped in any state, soon: also with no network at all', async () => {
  const between = await network();
  const holding = start(between.url);
  await until(() => holding.active);
  const waiting = start();
  const refused = start('postgres://127.0.0.1:1/none');
  await sleep(100);
  between.freeze();
  const since = performance.now();
  await Promise.all([holding.stop(), waiting.stop(), refused.stop()]);
  expect(performance.now() - since).toBeLessThan(5_000);
});
