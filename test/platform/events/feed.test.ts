import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  createLocalBell,
  Feed,
  EventKinds,
  startSequencer,
  type FeedEvent,
  type Sequencer,
} from '../../../src/platform/events/index.js';
import { Database } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

const logger = pino({ level: 'silent' });
const bell = createLocalBell();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let sequencer: Sequencer;
const feeds: Feed[] = [];
const kinds = new EventKinds();
kinds.define({ kind: 'topic', topics: (e) => [`topic/${e.subject}`], visible: () => true, node: () => null });

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
  const feed = new Feed(db, bell, logger, kinds);
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
  for (const until = Date.now() + 5_000; feed.headPos < pos && Date.now() < until;) await sleep(2);
  expect(feed.headPos).toBe(pos);
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
  expect((await feed.all({ epoch: feed.epoch, pos: before }, 10)).events.map((e) => e.kind)).toEqual(['kept']);
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
    const position = { epoch: early.epoch, pos: before + from };
    expect(await early.all(position, limit)).toEqual(await late.all(position, limit));
  }
  expect((await late.all({ epoch: late.epoch, pos: before + 45 }, 100)).events.map((e) => e.pos)).toEqual(
    [46, 47, 48, 49, 50].map((n) => before + n),
  );
});

test('events of one kind and topic are found in memory as in the table, with what was looked at', async () => {
  const early = await started();
  const before = early.position;
  await emit('topic', 40, 4);
  await emit('other', 3);
  await reached(early, before.pos + 43);
  const late = await started();
  const one = await early.after(before, 'topic', ['topic/2'], 100);
  expect(one.upTo).toBe(before.pos + 43);
  expect(one.events.map((e) => [e.subject, e.version])).toEqual(Array.from({ length: 10 }, (_, i) => ['2', i + 1]));
  const table = await late.after(before, 'topic', ['topic/2'], 100);
  expect(table.upTo).toBe(before.pos + 43);
  expect(table.events.filter((e) => e.subject === '2')).toEqual(one.events);
  expect(table.events).toHaveLength(40);
  const two = await early.after(before, 'topic', ['topic/3', 'topic/1', 'topic/3'], 5);
  expect([two.events.map((e) => e.subject), two.upTo]).toEqual([['1', '3', '1', '3', '1'], two.events[4]!.pos]);
  const some = await early.after(before, 'topic', ['topic/2'], 3);
  expect([some.events.length, some.upTo]).toEqual([3, some.events[2]!.pos]);
});

test('a position of another epoch, or older than the log, is lost; one beyond the head waits', async () => {
  const feed = await started();
  const before = feed.position;
  await emit('lost', 5);
  await reached(feed, before.pos + 5);
  expect(await feed.all({ ...before, epoch: '00000000-0000-0000-0000-000000000000' }, 5)).toMatchObject({
    events: [],
    lost: 'EPOCH_CHANGED',
  });
  expect(await feed.after({ ...before, pos: feed.headPos + 7 }, 'lost', ['lost'], 5)).toEqual({
    events: [],
    upTo: feed.headPos + 7,
  });
  await db.pool.query('update feed_head set tail = $1', [before.pos + 2]);
  const late = await started();
  expect(await late.all({ ...before, pos: before.pos + 1 }, 5)).toMatchObject({ events: [], lost: 'PAST_RETENTION' });
  expect((await late.all({ ...before, pos: before.pos + 2 }, 5)).events.map((e) => e.version)).toEqual([3, 4, 5]);
  expect(await late.tail()).toBe(before.pos + 2);
});

test('a new epoch is told, and the head begins anew', async () => {
  const feed = await started();
  const { epoch } = feed;
  const told = new Promise<void>((resolve) => feed.onLost(resolve));
  await db.pool.query('update feed_head set epoch = gen_random_uuid()');
  await told;
  expect(feed.epoch).not.toBe(epoch);
  const before = feed.headPos;
  await emit('epoch', 1);
  await reached(feed, before + 1);
});
