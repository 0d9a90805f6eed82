import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  createLocalBell,
  startConsumer,
  startSequencer,
  type Consumer,
  type ConsumerOptions,
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
const consumers: Consumer[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  db = await Database.open({ url: database.url, entities: [], onError: () => undefined });
  db.onEvents(() => bell.ring('pending', 0));
  sequencer = startSequencer({ url: database.url, bell, logger });
  await db.pool.query('create table heard(n bigint generated always as identity, name text, pos bigint, subject text)');
});
afterEach(() => stopAll());
afterAll(async () => {
  await sequencer.stop();
  await db.close();
  await database.drop();
});

const stopAll = () => Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));

/** Writes down what it hears, in the transaction of its place. */
async function follow(name: string, over: Partial<ConsumerOptions> = {}): Promise<Consumer> {
  const consumer = startConsumer({
    db,
    bell,
    logger,
    name,
    kinds: ['consumed'],
    handle: async (tx, events) => {
      for (const { pos, subject } of events)
        await tx.query('insert into heard(name, pos, subject) values ($1, $2, $3)', [name, pos, subject]);
    },
    lost: async () => {
      throw new Error('the log was not lost');
    },
    ...over,
  });
  consumers.push(consumer);
  await until(async () => (await db.pool.query('select 1 from event_consumer where name = $1', [name])).rowCount === 1);
  return consumer;
}

const emit = (subjects: readonly string[], kind = 'consumed') =>
  db.command(async (tx) => {
    for (const subject of subjects) tx.emit({ kind, subject, version: 1, payload: {} });
  });

async function heard(name: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ subject: string }>('select subject from heard where name = $1 order by n', [
    name,
  ]);
  return rows.map(({ subject }) => subject);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(5)) if (await holds()) return;
  throw new Error('it did not come to that');
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));

test('begins at the head, and hears each event of its kinds once and in order, also what came while it was away', async () => {
  await emit(['before']);
  await until(async () => (await db.pool.query('select 1 from pending_event')).rowCount === 0);
  await follow('one', { batch: 7 });
  await emit(numbers(20));
  await emit(['another'], 'other');
  await until(async () => (await heard('one')).length === 20);
  await stopAll();
  await emit(['away']);
  await follow('one');
  await until(async () => (await heard('one')).length === 21);
  expect(await heard('one')).toEqual([...numbers(20), 'away']);
});

test('a handler that throws leaves nothing behind, and the same events come again', async () => {
  let failures = 0;
  await follow('two', {
    handle: async (tx, events: readonly FeedEvent[]) => {
      for (const { pos, subject } of events)
        await tx.query('insert into heard(name, pos, subject) values ($1, $2, $3)', ['two', pos, subject]);
      if (failures++ < 2) throw new Error('not now');
    },
  });
  await emit(['a', 'b']);
  await until(async () => (await heard('two')).length > 0);
  expect([await heard('two'), failures]).toEqual([['a', 'b'], 3]);
});

test('of many processes one works at a time: nothing is doubled', async () => {
  await Promise.all(numbers(4).map(() => follow('three', { batch: 3 })));
  for (let i = 0; i < 10; i++) await emit(numbers(10).map((n) => `${i}${n}`));
  await until(async () => (await heard('three')).length >= 100);
  await sleep(50);
  expect(await heard('three')).toEqual(numbers(10).flatMap((i) => numbers(10).map((n) => `${i}${n}`)));
});

test.each([
  ['EPOCH_CHANGED', 'update event_consumer set epoch = gen_random_uuid() where name = $1'],
  ['PAST_RETENTION', 'update event_consumer set pos = -1 where name = $1'],
])('says when what it stood on is gone (%s), and goes on from the head', async (reason, breakIt) => {
  const name = reason.toLowerCase().replace('_', '-');
  await follow(name);
  await stopAll();
  await db.pool.query(breakIt, [name]);
  await emit(['missed']);
  await until(async () => (await db.pool.query('select 1 from pending_event')).rowCount === 0);
  const reasons: string[] = [];
  await follow(name, { lost: async (_tx, why) => void reasons.push(why) });
  await until(async () => reasons.length > 0);
  await emit(['next']);
  await until(async () => (await heard(name)).length > 0);
  expect([reasons, await heard(name)]).toEqual([[reason], ['next']]);
});

test('drained while it is at work, it also handles what came after that work began', async () => {
  const deaf = createLocalBell();
  let [release, isHeld] = [() => undefined as void, false];
  const held = new Promise<void>((resolve) => (release = resolve));
  await stopAll();
  const consumer = await follow('drained', {
    bell: deaf,
    handle: async (tx, events) => {
      isHeld = true;
      await held;
      for (const { pos, subject } of events)
        await tx.query('insert into heard(name, pos, subject) values ($1, $2, $3)', ['drained', pos, subject]);
    },
  });
  await emit(['first']);
  await until(async () => isHeld);
  await emit(['second']);
  await until(async () => (await db.pool.query('select 1 from pending_event')).rowCount === 0);
  const drained = consumer.drain();
  release();
  expect(await drained).toBe(true);
  expect(await heard('drained')).toEqual(['first', 'second']);
});
