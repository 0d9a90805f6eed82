import type { Server } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import pLimit from 'p-limit';
import type { Registry } from 'prom-client';
import type { Authenticator } from '../../platform/auth/index.js';
import type { Config } from '../../platform/config/index.js';
import type { CursorCodec, Feed } from '../../platform/events/index.js';
import type { RequestContext } from '../../platform/graphql/index.js';
import type { Logger } from '../../platform/logging/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import { createMemo, Hub, SubscriptionMetrics } from '../../platform/subscriptions/index.js';
import { isOurs, shownError } from '../graphql/masked-errors.js';
import { trusts } from '../http/index.js';
import { Documents } from './documents.js';
import type { Live } from './live.js';
import type { Said } from './options.js';
import { Sessions } from './sessions.js';
import { mountSse } from './sse.js';
import { mountWebsocket } from './websocket.js';

export interface LiveOptions {
  schema: GraphQLSchema;
  config: Config;
  feed: Feed;
  cursors: CursorCodec;
  authenticator: Authenticator;
  registry: Registry;
  logger: Logger;
  contextOf(viewer: Viewer, said: Said): RequestContext;
}

/** Snapshots that the database is asked for at once: a crowd that comes back leaves the pool to others. */
const SNAPSHOTS_AT_ONCE = 3;

/** Subscriptions over WebSocket and server-sent events. Answers the function that ends them all. */
export function mountLive(app: FastifyInstance, options: LiveOptions): () => void {
  const { schema, config, feed, cursors, authenticator, logger, contextOf } = options;
  const metrics = new SubscriptionMetrics(options.registry);
  const present = (result: ExecutionResult) => presented(result, logger);
  const snapshots = pLimit(SNAPSHOTS_AT_ONCE);
  const hub = new Hub(
    schema,
    {
      feed,
      cursors,
      logger,
      metrics,
      present,
      memo: createMemo(),
      executing: new Map(),
      snapshots: (take) => snapshots(take),
    },
    authenticator.visitor,
  );
  const sessions = new Sessions({ hub, authenticator, limits: config.limits, metrics, logger, contextOf });
  feed.onEvent((event) => {
    if (event.kind === 'credential') sessions.recheck(event.subject);
  });
  const trusted = trusts(config.trustProxy);
  const live: Live = {
    schema,
    documents: new Documents(schema, config.production),
    sessions,
    cursors,
    metrics,
    logger,
    present,
    addressOf: (request) => proxyAddr(request, trusted),
  };
  mountSse(app, live);
  const unmount = mountWebsocket(app.server as Server, live);
  return () => {
    unmount();
    sessions.stop();
  };
}

/** A bug is masked to the client and logged whole. */
function presented(result: ExecutionResult, logger: Logger): ExecutionResult {
  if (!result.errors) return result;
  for (const error of result.errors) {
    if (!isOurs(error))
      logger.error({ err: error.originalError ?? error, path: error.path }, 'subscription resolver failed');
  }
  return { ...result, errors: result.errors.map(shownError) };
}
