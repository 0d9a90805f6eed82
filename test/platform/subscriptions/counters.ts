import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  createCursorCodec,
  createLocalBell,
  EventKinds,
  Feed,
  startSequencer,
} from '../../../src/platform/events/index.js';
import { createContext, type RequestContext } from '../../../src/platform/graphql/index.js';
import { Database } from '../../../src/platform/persistence/index.js';
import { Policy, type Viewer } from '../../../src/platform/policy/index.js';
import {
  createMemo,
  FeedSubscription,
  Hub,
  shareable,
  SubscriptionMetrics,
  type FeedSource,
  type Outlet,
  type Seat,
} from '../../../src/platform/subscriptions/index.js';
import { cloneDatabase } from '../../kit/database.js';

/** Messages as a reader gets them, in short: `s5` a snapshot at version 5, `3` a change to version 3, or a reason. */
export interface Reader extends Outlet {
  readonly got: string[];
  full: boolean;
  seat: Seat;
  until(test: (got: readonly string[]) => boolean): Promise<string[]>;
}

/** A hub over a real log, with one feed of counters: subjects whose version is all there is to them. */
export async function startCounters(source: Partial<FeedSource> = {}) {
  const logger = pino({ level: 'silent' });
  const bell = createLocalBell();
  const cursors = createCursorCodec('a secret of this test');
  const database = await cloneDatabase();
  const db = await Database.open({ url: database.url, entities: [], onError: () => undefined });
  db.onEvents(() => bell.ring('pending', 0));
  const sequencer = startSequencer({ url: database.url, bell, logger });
  const kinds = new EventKinds();
  kinds.define({ kind: 'counter', topics: (e) => [`counter/${e.subject}`], visible: () => true, node: () => null });
  const feed = new Feed(db, bell, logger, kinds);
  const registry = new Registry();
  const policy = new Policy();
  policy.define((allow, { role }) => role !== 'VISITOR' && allow('read', role));
  const viewer = (role: string, id = '1'): Viewer =>
    policy.viewer({ kind: 'staff', id, role, placeCode: null, siteCodes: [] });
  const versions = new Map<string, number>();
  const executed: string[] = [];

  const item = new GraphQLObjectType({
    name: 'Item',
    fields: {
      version: { type: GraphQLInt },
      reason: { type: GraphQLString },
      versions: { type: new GraphQLList(GraphQLInt) },
      role: { type: GraphQLString, resolve: (_root, _args, context: RequestContext) => context.viewer.role },
    },
  });
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLInt } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        counter: {
          type: item,
          args: { after: { type: GraphQLString }, subject: { type: GraphQLString } },
          resolve: (root) => root as object,
          subscribe: (_root, { after, subject }: { after?: string; subject?: string }) =>
            new FeedSubscription({
              kind: 'counter',
              topics: subject ? [`counter/${subject}`] : ['counter'],
              after,
              coalesce: true,
              wants: (event) => !subject || event.subject === subject,
              change: (event, at) => {
                executed.push(`${event.subject}:${event.version}`);
                return { ...at, version: event.version };
              },
              snapshot: async () => {
                await feed.pull();
                return {
                  ...feed.position,
                  parts: [{ versions: subject ? [versions.get(subject) ?? 0] : [...versions.values()] }],
                };
              },
              ...source,
            }),
        },
      },
    }),
  });
  const hub = new Hub(
    schema,
    {
      feed,
      cursors,
      logger,
      metrics: new SubscriptionMetrics(registry),
      memo: createMemo(),
      executing: new Map(),
      snapshots: (take) => take(),
      present: (result) => result,
    },
    viewer('VISITOR', '-'),
  );
  await feed.start();

  async function join(query: string, variables: Record<string, unknown> = {}, as = viewer('VISITOR')): Promise<Reader> {
    const waiting = new Set<() => void>();
    const reader = {
      got: [] as string[],
      full: false,
      send: (json: string) => {
        const { version, versions: all, reason, role } = (JSON.parse(json) as { data: { counter: Said } }).data.counter;
        reader.got.push((reason ?? (all ? `s${all.join()}` : String(version))) + (role ? ` ${role}` : ''));
        for (const check of waiting) check();
      },
      room: async () => {
        while (reader.full) await sleep(5);
      },
      until: (test: (got: readonly string[]) => boolean) =>
        new Promise<string[]>((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`did not come; came: ${reader.got.join(' ')}`)), 5_000);
          const check = () => {
            if (!test(reader.got)) return;
            clearTimeout(late);
            waiting.delete(check);
            resolve([...reader.got]);
          };
          waiting.add(check);
          check();
        }),
    } as unknown as Reader;
    const context = createContext({ db, live: { feed, cursors }, viewer: as, language: 'en', requestId: 'test' });
    const shared = shareable(schema, parse(query), undefined);
    const seat = await hub.join({ shared, variables }, context, reader);
    if (!('leave' in seat)) throw new Error(JSON.stringify(seat));
    return Object.assign(reader, { seat });
  }

  return {
    feed,
    cursors,
    db,
    viewer,
    executed,
    join,
    /** Steps a subject's version, each its own event of one transaction; resolves when the log has them all. */
    step: async (subject: string, times = 1) => {
      const until = feed.headPos + times;
      await db.command(async (tx) => {
        for (let i = 0; i < times; i++) {
          const version = (versions.get(subject) ?? 0) + 1;
          versions.set(subject, version);
          tx.emit({ kind: 'counter', subject, version, payload: {} });
        }
      });
      while (feed.headPos < until) await sleep(1);
    },
    metric: async (name: string) => {
      const found = await registry.getSingleMetric(name)!.get();
      return found.values[0]?.value ?? 0;
    },
    stop: async () => {
      await sequencer.stop();
      await feed.stop();
      await db.close();
      await database.drop();
    },
  };
}

interface Said {
  version?: number;
  versions?: number[];
  reason?: string;
  role?: string;
}

export const ALL = 'subscription($after: String) { counter(after: $after) { version versions reason } }';
