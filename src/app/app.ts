import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { Registry } from 'prom-client';
import { Authenticator, createTokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import {
  createCursorCodec,
  createLocalBell,
  createLogRetention,
  createRedisBell,
  EventKinds,
  Feed,
  startSequencer,
} from '../platform/events/index.js';
import { buildGraph, createContext, NodeRegistry, type RequestContext } from '../platform/graphql/index.js';
import { createLeftoversPruning, startJobs } from '../platform/jobs/index.js';
import type { Logger } from '../platform/logging/index.js';
import { createPool, Database, watchReplica } from '../platform/persistence/index.js';
import { Policy, type Viewer } from '../platform/policy/index.js';
import { createPrivacy } from '../platform/privacy/index.js';
import { systemClock } from '../shared/clock.js';
import { mountGraphql } from './graphql/apollo.js';
import { createHttp, firstQueries, registerIde } from './http/index.js';
import { measureLog } from './log-metrics.js';
import { registerUploads } from './http/uploads.js';
import { mountLive } from './live/index.js';
import { createDomains, entities } from './modules.js';

export interface App {
  readonly http: FastifyInstance;
  readonly db: Database;
  /** Stops accepting, answers what was accepted, then lets go of the database. */
  stop(): Promise<void>;
}

export interface AppOptions {
  url: string;
  config: Config;
  logger: Logger;
  /** Whether this process also runs background jobs. */
  jobs?: boolean;
}

/** The platform on a migrated database: everything but listening on a port. */
export async function createApp({ url, config, logger, jobs = true }: AppOptions): Promise<App> {
  let stopping = false;
  const onError = (error: Error) => {
    if (!stopping) logger.warn({ err: error }, 'database connection lost');
  };
  const db = await Database.open({ url, entities, onError });
  const bell = config.redisUrl ? createRedisBell(config.redisUrl, logger) : createLocalBell();
  db.onEvents(() => bell.ring('pending', 0));
  const sequencer = startSequencer({ url, bell, logger });
  const events = new EventKinds();
  const feed = new Feed(db, bell, logger, events);

  const policy = new Policy();
  policy.define((allow) => allow('read', 'Node'));
  const nodes = new NodeRegistry();
  const tokens = createTokens(config.secret);
  const cursors = createCursorCodec(config.secret);
  const kernel = {
    db,
    policy,
    nodes,
    events,
    privacy: createPrivacy(new Map([[1, config.secret]]), 1),
    clock: systemClock,
    logger,
    demo: config.seed === 'demo',
  };
  const domains = createDomains(kernel, { tokens, county: config.county });
  const schema = buildGraph(
    domains.all.flatMap((d) => d.resolvers),
    domains.all.flatMap((d) => d.orphanedTypes ?? []),
  );
  const authenticator = new Authenticator(tokens, policy, domains.people.findIdentity);
  feed.onEvent(domains.orders.onEvent);

  const live = { feed, cursors };
  const contextOf = (viewer: Viewer, { language, requestId }: { language: string | undefined; requestId: string }) =>
    createContext({ db, live, viewer, requestId, language: /^en\b/i.test(language ?? '') ? 'en' : 'zh' });
  const contextFor = async ({
    authorization,
    language,
    requestId,
  }: {
    authorization?: string | undefined;
    language?: string | undefined;
    requestId: string;
  }): Promise<RequestContext> => {
    const viewer = await authenticator.viewer(authorization);
    if (!viewer) throw unauthenticated();
    return contextOf(viewer, { language, requestId });
  };

  const metrics = new Registry();
  measureLog(metrics, feed, sequencer);
  const http = await createHttp({ config, logger, metrics, ready: () => readiness(db, feed) });
  await registerIde(http, { tabs: firstQueries('340323200207') });
  registerUploads(http, {
    authenticator,
    save: (viewer, filename, bytes) => domains.people.uploads.save(viewer, filename, bytes),
  });
  const replica = config.databaseReadUrl ? watchReplica(db, config.databaseReadUrl, logger, onError) : undefined;
  const stopGraphql = await mountGraphql(http, { schema, production: config.production, logger, replica, contextFor });
  const stopLive = mountLive(http, {
    schema,
    config,
    feed,
    cursors,
    authenticator,
    registry: metrics,
    logger,
    contextOf,
  });
  await feed.start();
  const followers = domains.all.flatMap((domain) => domain.follow?.(bell) ?? []);

  const jobPool = jobs ? createPool(url, 3, onError) : undefined;
  const runner =
    jobPool &&
    (await startJobs(jobPool, logger, Object.assign({}, ...domains.all.map((d) => d.jobs ?? {})), [
      ...domains.all.flatMap((d) => d.recurring ?? []),
      createLogRetention({ url, logger, days: config.logDays }),
      createLeftoversPruning(db),
    ]));

  return {
    http,
    db,
    stop: async () => {
      stopping = true;
      stopLive();
      await http.close();
      await stopGraphql();
      await runner?.stop();
      await Promise.all(followers.map((follower) => follower.stop()));
      for (const domain of domains.all) await domain.stop?.();
      await sequencer.stop();
      await feed.stop();
      await bell.close();
      await jobPool?.end();
      await replica?.stop();
      await db.close();
    },
  };
}

async function readiness(db: Database, feed: Feed): Promise<Record<string, string>> {
  const [head] = await db.read<{ behind: number }>('ready', 'select pos - $1 as behind from feed_head', [feed.headPos]);
  const behind = Number(head?.behind ?? 0);
  return { database: 'ok', events: behind < 100_000 ? 'ok' : `${behind} events behind` };
}

/** A status of its own: a proxy or a client library that looks at nothing else still knows what to do. */
const unauthenticated = () =>
  new GraphQLError('This token is not valid, or not any more: sign in again.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
