import { createServer, get, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Budget } from '../../src/channels/calls/budget.js';
import { allowedNext, placesOf } from '../../src/channels/calls/budget.rules.js';
import { LinesBook } from '../../src/channels/calls/lines.js';
import { Shares } from '../../src/channels/shares.js';
import { TurnedAway } from '../../src/channels/http/turned-away.js';
import { until } from './connecting.js';

// How much of the process one connection may take.
describe('rules', () => {
  test('a full process allows one at a time, one more each look while it has time', () => {
    expect([0.81, 1].map((busy) => allowedNext(9, busy))).toEqual([1, 1]);
    expect([0.6, 0.7, 0.8].map((busy) => allowedNext(9, busy))).toEqual([9, 9, 9]);
    expect([0, 0.59].map((busy) => allowedNext(9, busy))).toEqual([10, 10]);
    expect([0, 0.7, 1].map((busy) => allowedNext(Infinity, busy))).toEqual([Infinity, Infinity, 1]);
  });

  test('a line has as many places as are allowed or as the others have work, and never more than its own', () => {
    expect(placesOf(8, 16, 0)).toBe(8);
    expect(placesOf(32, Infinity, 0)).toBe(32);
    expect(placesOf(8, 1, 0)).toBe(1);
    expect(placesOf(8, 1, 5)).toBe(5);
    expect(placesOf(8, 1, 50)).toBe(8);
    expect(placesOf(8, 3, 2)).toBe(3);
  });
});

describe('of a process', () => {
  let server: Server;
  let url: string;
  let lines: LinesBook;
  let budget: Budget;
  const spin = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end;);
  };
  /** Keeps the event loop busy, and lets timers run. */
  const fill = async (done: () => boolean) => {
    for (const end = performance.now() + 10_000; !done() && performance.now() < end; await sleep(0)) spin(40);
    expect(done()).toBe(true);
  };
  const places = (code: string) => {
    const { inbound, execution } = lines.of(code, { concurrency: 4 });
    return [inbound.concurrency, execution.concurrency];
  };

  beforeEach(async () => {
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    lines = new LinesBook(() => Promise.reject(new Error('no rate is asked for')));
    budget = new Budget(lines);
    budget.start(server, '/channels/');
  });
  afterEach(() => {
    budget.stop();
    server.closeAllConnections();
    server.close();
  });

  test('while it is full each connection has one place, and all of them again when it has time', async () => {
    expect(places('stormy')).toEqual([8, 4]);
    await fill(() => places('stormy').join() === '1,1');
    await until(() => places('stormy').join() === '8,4', 'its places again');
  });

  test('a full process whose work is that of others leaves a connection as many as theirs', async () => {
    const seen = once(server, 'request');
    const open = ['/graphql', '/graphql', '/channels/calm/said', '/graphql/stream'].map((path) =>
      get(`${url}${path}`, { headers: { accept: path.endsWith('stream') ? 'text/event-stream' : '*/*' } }).on(
        'error',
        () => undefined,
      ),
    );
    await seen;
    places('stormy');
    await fill(() => places('stormy').join() === '2,2');
    // Another channel's work counts too, one's own does not.
    const gate = Promise.withResolvers<void>();
    const calm = lines.of('calm', { concurrency: 4 }).inbound(() => gate.promise);
    await fill(() => places('stormy').join() === '3,3' && places('calm').join() === '2,2');
    gate.resolve();
    await calm;
    for (const one of open) one.destroy();
    await fill(() => places('stormy').join() === '1,1');
  });

  test('whoever would not even find a place to wait is known before it is read', () => {
    const { inbound } = lines.of('stormy', { concurrency: 4 });
    const gate = Promise.withResolvers<void>();
    for (let n = 0; n < 8 + 199; n++) void inbound(() => gate.promise);
    return sleep(0).then(() => {
      expect([lines.full('stormy'), lines.full('unheard of')]).toEqual([false, false]);
      void inbound(() => gate.promise);
      expect(lines.full('stormy')).toBe(true);
      gate.resolve();
    });
  });
});

test('of what is few each has its share, in the order in which it asks', async () => {
  const shares = new Shares(2);
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const ask = (who: string, what: number) =>
    shares.of(who)(async () => {
      begun.push(`${who} ${what}`);
      await gate.promise;
    });
  const all = [1, 2, 3].map((what) => ask('stormy', what)).concat(ask('calm', 1));
  await sleep(0);
  expect(begun).toEqual(['stormy 1', 'stormy 2', 'calm 1']);
  gate.resolve();
  await Promise.all(all);
  expect(begun).toEqual(['stormy 1', 'stormy 2', 'calm 1', 'stormy 3']);
});

test('those turned away are told so one by one, and beyond a thousand at once, at the price of their connection', async () => {
  const turnedAway = new TurnedAway();
  const startedAt = performance.now();
  const told: number[] = [];
  const held = Array.from({ length: 1_000 }, async () => {
    const reply = await turnedAway.answer('stormy');
    told.push(performance.now() - startedAt);
    return reply;
  });
  const body = { code: 'BUSY', message: 'Too many requests at once: send it again in a moment' };
  expect(await turnedAway.answer('stormy')).toEqual({
    status: 503,
    headers: { 'retry-after': '5', connection: 'close' },
    body,
  });
  expect(told).toEqual([]);
  expect((await Promise.all(held)).at(-1)).toEqual({ status: 503, headers: { 'retry-after': '5' }, body });
  expect(told[0]).toBeGreaterThanOrEqual(490);
  // Spread over a second: the later half is not told with the first.
  expect(told[999]! - told[0]!).toBeGreaterThan(500);
});
