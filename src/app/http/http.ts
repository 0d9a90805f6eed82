import { randomUUID } from 'node:crypto';
import { getHeapStatistics } from 'node:v8';
import multipart from '@fastify/multipart';
import proxyAddr from '@fastify/proxy-addr';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from '../../platform/config/index.js';
import type { Logger } from '../../platform/logging/index.js';
import { drainOnClose } from './drain.js';
import { maskFaults } from './faults.js';
import { registerHealth, type Readiness } from './health.js';
import { registerMetrics } from './metrics.js';
import { protect } from './security-headers.js';

export interface HttpOptions {
  readonly config: Pick<Config, 'trustProxy' | 'rateLimit' | 'slowestLoopMs'>;
  readonly logger: Logger;
  /** Each thing the server needs, and `ok` or what is wrong with it. */
  readonly ready: () => Promise<Readiness>;
  readonly metrics: Registry;
}

const BODY_LIMIT = 1024 * 1024;
const UPLOAD_LIMIT = 20 * 1024 * 1024;
const FULLEST_HEAP = 0.92;
const RETRY_AFTER_S = 5;
const SLOW_MS = 1_000;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/**
 * The HTTP server without GraphQL: request ids, logs, limits, health, metrics. Not yet listening.
 * `/health/*` and `/metrics` answer under pressure and count against no rate limit.
 */
export async function createHttp({ config, logger, ready, metrics }: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // One line a request, written below, instead of two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request) => acceptedId(request.headers['x-request-id']) ?? randomUUID(),
    trustProxy: trusts(config.trustProxy),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    // A slow sender may not hold a connection for ever.
    requestTimeout: 60_000,
  });

  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    // At thousands a second the log would be a tenth of the work: an ordinary answer is told to those who ask for it.
    const ordinary = reply.statusCode < 300 && ms < SLOW_MS;
    request.log[ordinary ? 'debug' : 'info']({ req: request, status: reply.statusCode, ms }, 'answered');
  });
  protect(app);
  maskFaults(app);
  drainOnClose(app);
  registerMetrics(app, metrics);

  await app.register(underPressure, {
    // Slower than this every answer is late: refusing some lets the rest through.
    maxEventLoopDelay: config.slowestLoopMs,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * FULLEST_HEAP),
    retryAfter: RETRY_AFTER_S,
    message: 'The server is busy: try again in a few seconds',
  });
  if (config.rateLimit > 0) {
    await app.register(rateLimit, { max: config.rateLimit, timeWindow: '1 second', cache: 50_000 });
  }
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 10, parts: 11 } });

  registerHealth(app, ready);
  app.get('/', async (_request, reply) => reply.redirect('/graphql'));
  return app;
}

/** Which addresses in front may say for whom they speak, as Fastify and proxy-addr ask it. */
export function trusts(proxies: Config['trustProxy']): (address: string, hop: number) => boolean {
  if (typeof proxies === 'number') return (_address, hop) => hop < proxies;
  return typeof proxies === 'boolean' ? () => proxies : proxyAddr.compile(proxies.split(/\s*,\s*/));
}

/** A caller's own id is kept when it is short and harmless in a log. */
function acceptedId(given: string | string[] | undefined): string | null {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : null;
}
