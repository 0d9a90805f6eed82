import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { PATIENT, waitMs } from '../../src/client/backoff.js';
import { FeedError } from '../../src/client/index.js';
import { change, closeFollowers, crate, follow, nextOf, QUICK, snapshot } from './following.js';
import { scriptedServer, type ScriptedServer } from './scripted-server.js';

let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer();
});
afterEach(async () => {
  await closeFollowers();
  server.greet = () => 'ack';
});
afterAll(() => server.stop());

test('the wait is anything up to a bound that doubles from 0.5 s to 30 s', () => {
  const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 5_000];
  expect(bounds.map((n) => waitMs(n, { ...PATIENT, random: () => 1 }))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
  expect(bounds.map((n) => waitMs(n, { ...PATIENT, random: () => 0.25 }))).toEqual([
    125, 250, 500, 1_000, 2_000, 4_000, 7_500, 7_500, 7_500,
  ]);
  expect(waitMs(3, { ...PATIENT, random: () => 0 })).toBe(0);
});

test('failures in a row wait longer, and a healthy connection starts the count again', async () => {
  const greetings = [4403, 1011, 4500, 1013, 'ack', 'ack', 'ack'] as const;
  let greeted = 0;
  server.greet = () => greetings[greeted++] ?? 'ack';
  const { states, reached } = follow(server.url, { retry: { ...QUICK, healthyMs: 60 } });
  const brief = await server.next();
  brief.close(1001);
  const healthy = await server.next();
  setTimeout(() => healthy.close(1001), 90);
  await server.next();
  await reached((state) => state.is === 'waiting' && state.delayMs === 4 && states.indexOf(state) > 5);
  expect(states.flatMap((state) => (state.is === 'waiting' ? [[state.code, state.delayMs]] : []))).toEqual([
    [4403, 4],
    [1011, 8],
    [4500, 16],
    [1013, 32],
    // This one had connected, but did not hold.
    [1001, 32],
    [1001, 4],
  ]);
});

test('nobody listens: it says so and goes on until somebody does', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  const { reached, feed } = follow(`http://127.0.0.1:${port}/graphql`);
  const waiting = await reached((state) => state.is === 'waiting' && state.delayMs === 32);
  expect(waiting).toMatchObject({ code: 1006, refused: false, reason: expect.stringMatching(/^closed with 1006/) });
  await feed.close();
  expect(feed.state).toEqual({ is: 'ended' });
});

test('a refused token is asked for again with every attempt', async () => {
  const tokens = ['old', 'old', 'new'];
  server.greet = (authorization) => (authorization === 'Bearer new' ? 'ack' : 4403);
  const { states } = follow(server.url, { token: () => Promise.resolve(tokens.shift()) });
  expect((await server.next()).authorization).toBe('Bearer new');
  expect(states.flatMap((state) => (state.is === 'waiting' ? [state.refused] : []))).toEqual([true, true]);
});

test('a token that cannot be had, or does not come, is a failed attempt', async () => {
  const answers: (() => Promise<string>)[] = [
    () => Promise.reject(new Error('the sign-in is down')),
    () => new Promise(() => undefined),
    () => Promise.resolve('good'),
  ];
  const { states } = follow(server.url, { token: () => answers.shift()!(), patience: { connectMs: 40 } });
  expect((await server.next()).authorization).toBe('Bearer good');
  expect(states.flatMap((state) => (state.is === 'waiting' ? [state.reason] : []))).toEqual([
    'no token: the sign-in is down',
    'no token: none within 40 ms',
  ]);
});

test('closing does not wait for a token, nor for the next attempt', async () => {
  const hanging = follow(server.url, { token: () => new Promise(() => undefined) });
  server.greet = () => 1013;
  const waiting = follow(server.url, { retry: { ...QUICK, firstMs: 60_000, maxMs: 60_000 } });
  await waiting.reached((state) => state.is === 'waiting');
  await Promise.all([hanging.feed.close(), waiting.feed.close()]);
  expect([hanging.feed.state, waiting.feed.state]).toEqual([{ is: 'ended' }, { is: 'ended' }]);
});

test('a line that went dead without a word is noticed, and taken up again with the newest cursor', async () => {
  const { feed, states, reached } = follow(server.url, { patience: { pingMs: 200, pongMs: 150 } });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  // While pings are answered it holds.
  await new Promise((later) => setTimeout(later, 600));
  expect(states).toEqual([{ is: 'connecting', attempt: 1 }, { is: 'following' }]);
  line.goMute();
  await reached((state) => state.is === 'waiting' && state.reason === 'no sign of life within 150 ms');
  expect((await server.next()).variables).toEqual({ after: 'c1' });
});

test('a slow line that is busy is not dead: any message is a sign of life', async () => {
  const { feed, states } = follow(server.url, { patience: { pingMs: 50, pongMs: 300 } });
  const line = await server.next();
  line.goBusy();
  line.send(snapshot('c1', [crate('a', 1)]));
  for (let version = 2; version <= 11; version++) {
    await new Promise((later) => setTimeout(later, 60));
    line.send(change(`c${version}`, crate('a', version)));
  }
  await feed.until((items) => items.get('a')?.version === 11);
  expect(states).toEqual([{ is: 'connecting', attempt: 1 }, { is: 'following' }]);
});

test.each([
  ['the global WebSocket', undefined],
  ['ws', WebSocket],
])('a connection that never comes about is given up on, with %s', async (_, webSocketImpl) => {
  const held = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => held.once('listening', listening));
  held.on('connection', (socket) => socket.on('error', () => undefined));
  const url = `ws://127.0.0.1:${(held.address() as AddressInfo).port}/graphql`;
  const { feed, states, reached } = follow(url, { webSocketImpl, patience: { connectMs: 40 } });
  await reached((state) => state.is === 'connecting' && state.attempt === 3);
  await feed.close();
  expect(states[1]).toEqual({ is: 'waiting', delayMs: 4, reason: 'no connection within 40 ms', refused: false });
  held.close();
});

test('a server that accepts and says nothing is given up on, and tried again', async () => {
  server.greet = () => 'silence';
  const { reached } = follow(server.url, { patience: { connectMs: 30 } });
  await reached((state) => state.is === 'waiting' && state.reason === 'no connection within 30 ms');
  server.greet = () => 'ack';
  await server.next();
});

test('a document that the server refuses ends it, after what came before', async () => {
  const { feed, states } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  const errors = [{ message: 'Cannot query field "feed"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }];
  line.refuse(errors);
  const events = feed[Symbol.asyncIterator]();
  await feed.until((items) => items.size === 1);
  expect((await nextOf(events)).type).toBe('snapshot');
  const error = await nextOf(events).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FeedError);
  expect(error).toMatchObject({ message: 'the server refuses the subscription: Cannot query field "feed"', errors });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  await expect(feed.until(() => false)).rejects.toThrow('the server refuses the subscription');
  expect(states.at(-1)).toEqual({ is: 'ended', error });
});

test.each([
  ['INTERNAL_SERVER_ERROR', false],
  ['FORBIDDEN', true],
])('an answer of %s may pass: it is tried again', async (code, refused) => {
  const { feed, states } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  line.fail([{ message: 'not now', extensions: { code } }]);
  const back = await server.next();
  expect(back.variables).toEqual({ after: 'c1' });
  back.send(change('c2', crate('a', 2)));
  await feed.until((items) => items.get('a')?.version === 2);
  expect(states[2]).toEqual({ is: 'waiting', delayMs: 4, reason: 'not now', refused });
});

test.each([
  [{ cursor: 'c1', items: [] }, 'a snapshot has to select complete'],
  [{ complete: true, items: [] }, 'every message has to select its cursor'],
  [{ cursor: 'c1', sequence: 1, item: { id: 'a' } }, 'every item has to select its id and version'],
])('a selection that cannot be followed ends it: %j', async (message, words) => {
  const { feed } = follow(server.url);
  (await server.next()).send(message);
  await expect(nextOf(feed[Symbol.asyncIterator]())).rejects.toThrow(words);
});

test('an address that is none is told at once', () => {
  expect(() => follow('nonsense')).toThrow('Invalid URL');
  expect(() => follow('ftp://127.0.0.1/graphql')).toThrow('no address of a graph: ftp://127.0.0.1/graphql');
});
