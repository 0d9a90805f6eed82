import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  createCursorCodec,
  createLocalBell,
  Feed,
  follow,
  startSequencer,
  type FeedEvent,
  type Sequencer,
} from '../../../src/platform/events/index.js';
import { Database } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

const logger = pino({ level: 'silent' });
const bell = createLocalBell();
const cursors = createCursorCodec('a secret of this test');
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let sequencer: Sequencer;
const feeds: Feed[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  db = await Database.open({ url: database.url, entities: [], onError: () => undefined });
  db.onEvents(() => bell.ring('pending', 0));
  sequencer = startSequencer({ url: database.url, bell, logger });
});
afterEach(async () => {
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
});
afterAll(async () => {
  await sequencer.stop();
  await db.close();
  await database.drop();
});

async function started(): Promise<Feed> {
  const feed = new Feed(db, bell, logger);
  feeds.push(feed);
  await feed.start();
  return feed;
}

const emit = (kind: string, n: number, subjects = 1) =>
  db.command(async (tx) => {
    for (let i = 0; i < n; i++)
      tx.emit({ kind, subject: String(i % subjects), version: Math.floor(i / subjects) + 1, payload: { i } });
  });

async function reached(feed: Feed, pos: number): Promise<void> {
  const limit = AbortSignal.timeout(5_000);
  while (feed.headPos < pos && !limit.aborted) await feed.beyond(feed.headPos, limit);
  expect(feed.headPos).toBe(pos);
}

const follower = (feed: Feed, kind: string, after: number | null, coalesce = false) =>
  follow<FeedEvent | string>({
    feed,
    cursors,
    kind,
    coalesce,
    after: after === null ? null : cursors.encode({ epoch: feed.epoch, pos: after }),
    snapshot: async () => ({ items: ['snapshot'], pos: feed.headPos }),
    resync: (reason) => reason,
    wants: () => true,
    change: (event) => event,
  });

async function take<Item>(from: AsyncIterableIterator<Item>, n: number): Promise<Item[]> {
  const items: Item[] = [];
  while (items.length < n) items.push((await from.next()).value as Item);
  return items;
}

test('an event is known within a moment of its commit, to listeners too, with its time as ISO text', async () => {
  const feed = await started();
  const heard: FeedEvent[] = [];
  feed.onEvent((event) => heard.push(event));
  const before = feed.headPos;
  const since = Date.now();
  await emit('quick', 3);
  await reached(feed, before + 3);
  expect(Date.now() - since).toBeLessThan(1_000);
  expect(heard.map((e) => [e.pos, e.kind, e.version, e.payload])).toEqual(
    [1, 2, 3].map((n) => [before + n, 'quick', n, { i: n - 1 }]),
  );
  expect(heard[0]!.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('events of a rolled back command are never seen', async () => {
  const feed = await started();
  const before = feed.headPos;
  await expect(
    db.command(
      async (tx) => (tx.emit({ kind: 'gone', subject: '1', version: 1, payload: {} }), Promise.reject(new Error('no'))),
    ),
  ).rejects.toThrow('no');
  await db.command(async (tx) => {
    await tx
      .attempt(
        async () => (tx.emit({ kind: 'gone', subject: '2', version: 1, payload: {} }), Promise.reject(new Error('no'))),
      )
      .catch(() => undefined);
    tx.emit({ kind: 'kept', subject: '1', version: 1, payload: {} });
  });
  await reached(feed, before + 1);
  expect((await feed.read(before, 10)).map((e) => e.kind)).toEqual(['kept']);
});

test('a page reads the same from memory and from the table', async () => {
  const early = await started();
  const before = early.headPos;
  await emit('page', 50);
  await reached(early, before + 50);
  const late = await started();
  for (const [from, limit] of [
    [0, 5],
    [10, 20],
    [45, 100],
    [50, 5],
  ] as const) {
    expect(await early.read(before + from, limit)).toEqual(await late.read(before + from, limit));
  }
  expect((await late.read(before + 45, 100)).map((e) => e.pos)).toEqual([46, 47, 48, 49, 50].map((n) => before + n));
});

test('a follower without a cursor gets a snapshot, then only its own kind', async () => {
  const feed = await started();
  const items = follower(feed, 'mine', null);
  expect(await take(items, 1)).toEqual(['snapshot']);
  await emit('other', 2);
  await emit('mine', 2);
  expect((await take(items, 2)).map((e) => [(e as FeedEvent).kind, (e as FeedEvent).version])).toEqual([
    ['mine', 1],
    ['mine', 2],
  ]);
  await items.return!();
});

test('a follower who leaves in the middle of a wait is let go at once', async () => {
  const feed = await started();
  const items = follower(feed, 'nothing', null);
  await take(items, 1);
  const waiting = items.next();
  await sleep(20);
  await items.return!();
  expect(await waiting).toEqual({ value: undefined, done: true });
});

test('a feed that stops ends its followers', async () => {
  const feed = await started();
  const items = follower(feed, 'nothing', null);
  await take(items, 1);
  const waiting = items.next();
  await feed.stop();
  expect(await waiting).toEqual({ value: undefined, done: true });
});

test('far behind, a follower gets every step, or the newest of each thing when it asked for that: in order, nothing lost', async () => {
  const feed = await started();
  const before = feed.headPos;
  await emit('far', 5_000, 10);
  await reached(feed, before + 5_000);
  const all = await take(follower(feed, 'far', before), 5_000);
  expect(all.map((e) => (e as FeedEvent).pos)).toEqual(Array.from({ length: 5_000 }, (_, i) => before + i + 1));

  const thinned = follower(feed, 'far', before, true);
  const newest = new Map<string, number>();
  let count = 0;
  for (let pos = before; pos < before + 5_000; count++) {
    const { value } = (await thinned.next()) as { value: FeedEvent };
    expect(value.pos).toBeGreaterThan(pos);
    pos = value.pos;
    newest.set(value.subject, value.version);
  }
  expect([...newest.values()]).toEqual(Array.from({ length: 10 }, () => 500));
  // 2,000 and 2,000 as ten each, and the last 1,000 whole.
  expect(count).toBe(1_020);
});

test('a new epoch asks the follower to forget, and gives a fresh snapshot', async () => {
  const feed = await started();
  const items = follower(feed, 'epoch', null);
  await take(items, 1);
  await db.pool.query('update feed_head set epoch = gen_random_uuid()');
  expect(await take(items, 2)).toEqual(['EPOCH_CHANGED', 'snapshot']);
  await emit('epoch', 1);
  expect((await take(items, 1)).map((e) => (e as FeedEvent).version)).toEqual([1]);
  await items.return!();
});
