import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { Authenticator } from '../platform/auth/index.js';
import {
  createCursorCodec,
  createLocalBell,
  createLogRetention,
  createRedisBell,
  Feed,
  startConsumer,
  startSequencer,
} from '../platform/events/index.js';
import { createContext, type RequestContext } from '../platform/graphql/index.js';
import { createLeftoversPruning, startJobs } from '../platform/jobs/index.js';
import { createPool, Database, watchReplica } from '../platform/persistence/index.js';
import type { Viewer } from '../platform/policy/index.js';
import type { Channels } from '../channels/index.js';
import { compose, stopDomains, type ComposeOptions } from './compose.js';
import { mountGraphql } from './graphql/apollo.js';
import { createInProcessGraph } from './graphql/in-process.js';
import { createHttp, firstQueries, registerIde, registerVerifyPage } from './http/index.js';
import { measureLog } from './log-metrics.js';
import { registerEpcis } from './http/epcis.js';
import { registerLabels } from './http/labels.js';
import { registerTracePage } from './http/trace-page/index.js';
import { registerTraceProofs } from './http/trace-proofs.js';
import { registerUploads } from './http/uploads.js';
import { mountLive } from './live/index.js';
import { entities } from './modules.js';

export interface App {
  readonly http: FastifyInstance;
  readonly db: Database;
  readonly channels: Channels;
  /** Stops accepting, answers what was accepted, then lets go of the database. */
  stop(): Promise<void>;
}

export interface AppOptions extends ComposeOptions {
  url: string;
  /** Whether this process also runs background jobs. */
  jobs?: boolean;
}

/** The platform on a migrated database: everything but listening on a port. */
export async function createApp(options: AppOptions): Promise<App> {
  const { url, config, logger, jobs = true } = options;
  let stopping = false;
  const onError = (error: Error) => {
    if (!stopping) logger.warn({ err: error }, 'database connection lost');
  };
  const db = await Database.open({ url, entities, onError });
  const composed = await compose(db, options).catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  const { kernel, tokens, metrics, domains, schema } = composed;
  const { channels } = domains;
  const bell = config.redisUrl ? createRedisBell(config.redisUrl, logger) : createLocalBell();
  db.onEvents(() => bell.ring('pending', 0));
  const sequencer = startSequencer({ url, bell, logger });
  const feed = new Feed(db, bell, logger, kernel.events);
  const cursors = createCursorCodec(config.secret);
  const authenticator = new Authenticator(tokens, kernel.policy, domains.people.findIdentity);
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

  measureLog(metrics, feed, sequencer);
  const http = await createHttp({ config, logger, metrics, ready: () => readiness(db, feed) });
  await registerIde(http, { tabs: firstQueries('340323200207') });
  registerVerifyPage(http);
  registerUploads(http, {
    authenticator,
    save: (viewer, filename, bytes) => domains.people.uploads.save(viewer, filename, bytes),
  });
  await registerEpcis(http, { authenticator, epcis: domains.trace.epcis });
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
  const inProcess = (requestId: string) =>
    createInProcessGraph({ schema, logger, contextOf: (viewer) => contextOf(viewer, { language: 'en', requestId }) });
  const pages = inProcess('pages');
  const { printing, labels, proofs } = domains.trace;
  const visitor = async () => (await authenticator.viewer(undefined))!;
  registerTracePage(http, {
    printing,
    db,
    query: async (text, variables) => pages.query(await visitor(), text, variables),
  });
  registerLabels(http, labels);
  registerTraceProofs(http, { proofs, visitor });
  await channels.start({
    graph: inProcess('channels'),
    bell,
    http,
    works: jobs,
  });
  await feed.start();

  const jobPool = jobs ? createPool(url, 3, onError) : undefined;
  const runner =
    jobPool &&
    (await startJobs(jobPool, logger, Object.assign({}, ...domains.all.map((d) => d.jobs ?? {})), [
      ...domains.all.flatMap((d) => d.recurring ?? []),
      createLogRetention({ url, logger, days: config.logDays }),
      createLeftoversPruning(db),
    ]));
  const followers = jobs
    ? domains.all.flatMap((d) => d.followers ?? []).map((follower) => startConsumer({ db, bell, logger, ...follower }))
    : [];

  return {
    http,
    db,
    channels,
    stop: async () => {
      stopping = true;
      stopLive();
      await http.close();
      await stopGraphql();
      await runner?.stop();
      await Promise.all(followers.map((follower) => follower.stop()));
      await stopDomains(domains);
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
