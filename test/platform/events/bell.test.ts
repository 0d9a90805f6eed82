import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createLocalBell, createRedisBell, type RedisBell } from '../../../src/platform/events/bell.js';
import { redisServer, type RedisServer } from '../../kit/redis-server.js';

const NODES = `/tmp/yizhan-nodes-${process.pid}.conf`;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
  rmSync(NODES, { force: true });
});

async function server(options: string[] = []): Promise<RedisServer | null> {
  const redis = await redisServer(options);
  if (redis) open.push({ close: redis.kill });
  return redis;
}

/** A bell, what it heard of either chime, and what it wrote to the log. */
function ringer(url: string) {
  const said: string[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => said.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const bell: RedisBell = createRedisBell(url, logger);
  open.unshift(bell);
  const heard: [string, number][] = [];
  for (const chime of ['pending', 'fed'] as const) bell.on(chime, (pos) => heard.push([chime, pos]));
  return { bell, heard, said };
}

async function until(test: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(5)) if (await test()) return;
  throw new Error(`not within ${ms} ms`);
}

/** Bytes of the heap that something still holds. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const AWAY = 'redis is away: the event log is polled once a second until it is back';

test('the bell of one process rings for those who listen, while they listen', () => {
  const bell = createLocalBell();
  const heard: number[] = [];
  const leave = bell.on('fed', (pos) => heard.push(pos));
  bell.ring('fed', 7);
  bell.ring('pending', 0);
  leave();
  bell.ring('fed', 8);
  expect(heard).toEqual([7]);
});

test.each([
  ['sharded', [], ['ssubscribe', 'spublish']],
  ['plain', ['--rename-command', 'SSUBSCRIBE', '', '--rename-command', 'SPUBLISH', ''], ['subscribe', 'publish']],
  ['plain', ['--cluster-enabled', 'yes', '--cluster-config-file', NODES], ['subscribe', 'publish']],
] as const)('%s channels where the server offers them %#', async (kind, options, commands) => {
  const redis = await server([...options]);
  if (!redis) return;
  if (options[0] === '--cluster-enabled') await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  const [one, other] = [ringer(redis.url), ringer(redis.url)];
  await until(() => one.bell.carried === kind && other.bell.carried === kind);
  one.bell.ring('fed', 41);
  expect(one.heard).toEqual([['fed', 41]]);
  await until(() => other.heard.length > 0);
  other.bell.ring('pending', 0);
  await until(() => one.heard.length > 1);
  expect(other.heard).toEqual([
    ['fed', 41],
    ['pending', 0],
  ]);
  expect(one.heard).toEqual([
    ['fed', 41],
    ['pending', 0],
  ]);
  const stats = String(await redis.command('INFO', 'commandstats'));
  expect(commands.map((command) => stats.includes(`cmdstat_${command}:`))).toEqual([true, true]);
  expect([one.said, other.said]).toEqual([[], []]);
});

test('many rings are few messages, and the last position comes', async () => {
  const redis = await server();
  if (!redis) return;
  const [one, other] = [ringer(redis.url), ringer(redis.url)];
  await until(() => one.bell.carried !== null && other.bell.carried !== null);
  for (let pos = 1; pos <= 10_000; pos++) one.bell.ring('fed', pos);
  await until(() => other.heard.at(-1)?.[1] === 10_000);
  // The first went at once, the newest when it had arrived.
  expect(other.heard).toEqual([
    ['fed', 1],
    ['fed', 10_000],
  ]);
  expect(one.heard.length).toBe(10_000);
});

test('what is not a ring of ours is not heard', async () => {
  const redis = await server();
  if (!redis) return;
  const { bell, heard } = ringer(redis.url);
  await until(() => bell.carried !== null);
  for (const message of ['', 'x', 'x -1', 'x 1.5', 'x 9007199254740993', 'x NaN', 'x 12'])
    await redis.command('SPUBLISH', 'yizhan:{bell}:fed', message);
  await until(() => heard.length > 0);
  expect(heard).toEqual([['fed', 12]]);
});

test('flushed, nothing changes; killed and back, it is said once each, and what rang last meanwhile is told', async () => {
  const redis = await server();
  if (!redis) return;
  const [one, other] = [ringer(redis.url), ringer(redis.url)];
  await until(() => one.bell.carried !== null && other.bell.carried !== null);
  await redis.command('FLUSHALL');
  one.bell.ring('fed', 1);
  await until(() => other.heard.length > 0);

  await redis.kill();
  await until(() => one.bell.carried === null && other.bell.carried === null);
  for (let pos = 2; pos <= 500; pos++) one.bell.ring('fed', pos);
  await sleep(500);
  expect([one.said, other.said]).toEqual([[AWAY], [AWAY]]);
  expect(one.heard.length).toBe(500);

  await redis.start();
  await until(() => one.said.length > 1 && other.said.length > 1);
  expect([one.said, other.said]).toEqual([
    [AWAY, 'redis is back'],
    [AWAY, 'redis is back'],
  ]);
  one.bell.ring('fed', 501);
  await until(() => other.heard.at(-1)?.[1] === 501);
  // On its return each listener is asked to look by itself, whether or not it was there for the newest ring.
  expect(other.heard.filter(([, pos]) => pos === 0).sort()).toEqual([
    ['fed', 0],
    ['pending', 0],
  ]);
});

test('gone at the start: the bell rings at home, and abroad when Redis comes', async () => {
  const redis = await server();
  if (!redis) return;
  await redis.kill();
  const one = ringer(redis.url);
  one.bell.ring('fed', 1);
  expect(one.heard).toEqual([['fed', 1]]);
  await until(() => one.said.length > 0);
  await redis.start();
  const other = ringer(redis.url);
  await until(() => one.bell.carried !== null && other.bell.carried !== null);
  one.bell.ring('fed', 2);
  await until(() => other.heard.at(-1)?.[1] === 2);
  expect(one.said[0]).toBe(AWAY);
});

test('a server that hangs counts as away, nothing piles up, and it comes back by itself', async () => {
  const redis = await server();
  if (!redis) return;
  const [one, other] = [ringer(redis.url), ringer(redis.url)];
  await until(() => one.bell.carried !== null && other.bell.carried !== null);
  redis.freeze();
  const since = performance.now();
  const before = heldBytes();
  let rung = 0;
  while ((one.bell.carried !== null || rung <= 100_000) && performance.now() - since < 20_000) {
    for (let i = 0; i < 1_000; i++) one.bell.ring('fed', ++rung);
    one.heard.length = 0;
    await sleep(1);
  }
  expect(one.bell.carried).toBeNull();
  expect(rung).toBeGreaterThan(100_000);
  expect(heldBytes() - before).toBeLessThan(5e6);
  expect(one.said).toEqual([AWAY]);
  redis.thaw();
  await until(() => one.said.length > 1 && other.bell.carried !== null);
  one.bell.ring('fed', rung + 1);
  await until(() => other.heard.at(-1)?.[1] === rung + 1);
  // Of all that rang into the hanging server, the first and at most one newest of each session were ever on their way.
  expect(other.heard.filter(([, pos]) => pos > 0).length).toBeLessThan(6);
}, 30_000);

test('another server in its place, of another kind, is spoken to as it understands', async () => {
  const redis = await server();
  if (!redis) return;
  const [one, other] = [ringer(redis.url), ringer(redis.url)];
  await until(() => one.bell.carried === 'sharded' && other.bell.carried === 'sharded');
  await redis.kill();
  const port = Number(new URL(redis.url).port);
  const older = await redisServer(['--rename-command', 'SSUBSCRIBE', '', '--rename-command', 'SPUBLISH', ''], port);
  open.push({ close: older!.kill });
  await until(() => one.bell.carried === 'plain' && other.bell.carried === 'plain');
  one.bell.ring('fed', 5);
  await until(() => other.heard.some(([, pos]) => pos === 5));
});

test('closed in any state, at once', async () => {
  const redis = await server();
  if (!redis) return;
  const states = [ringer(redis.url), ringer('redis://127.0.0.1:1')];
  await until(() => states[0]!.bell.carried !== null);
  redis.freeze();
  states.push(ringer(redis.url));
  await sleep(100);
  const since = performance.now();
  await Promise.all(states.map(({ bell }) => bell.close()));
  expect(performance.now() - since).toBeLessThan(500);
});
