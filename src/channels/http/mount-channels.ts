import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { receives } from '../connections/connection.rules.js';
import type { ConnectionBook } from '../connections/connection-book.js';
import type { LinesBook } from '../calls/lines.js';
import type { AnyChannel, RawRequest, Reply } from '../../plugin-kit/index.js';
import { answerRequest, type AnswerOptions, type Told } from './answer-request.js';
import { matchRoute } from './match-route.js';
import { TurnedAway, unavailable } from './turned-away.js';

export interface MountOptions extends AnswerOptions {
  readonly book: ConnectionBook;
  readonly plugins: ReadonlyMap<string, AnyChannel>;
  readonly lines: LinesBook;
  readonly told: (connection: string, told: Told) => void;
}

export const CHANNELS = '/channels/';
const MAX_BYTES = 1024 * 1024;
const METHODS = ['GET', 'POST', 'PUT'];

const refusal = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });

/** `/channels/<connection code>/<path>`: where the remote sides call us. Bodies are taken as the bytes that they are. */
export async function mountChannels(app: FastifyInstance, options: MountOptions): Promise<void> {
  const sizes = [...options.plugins.values()].flatMap(({ inbound }) =>
    Object.values(inbound?.routes ?? {}).map(({ maxBytes }) => maxBytes ?? MAX_BYTES),
  );
  const turnedAway = new TurnedAway();
  const bodyLimit = Math.max(MAX_BYTES, ...sizes);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
    // Before its body is read: of a storm most is turned away, and that should cost little.
    scope.addHook('onRequest', async (request, reply) => {
      const { connection } = request.params as { connection: string };
      if (options.lines.full(connection)) return send(reply, await turnAway(options, turnedAway, connection));
      return undefined;
    });
    scope.route({
      url: `${CHANNELS}:connection/*`,
      method: METHODS,
      bodyLimit,
      handler: async (request, reply) => send(reply, await answer(options, turnedAway, request)),
    });
  });
}

async function answer(options: MountOptions, turnedAway: TurnedAway, request: FastifyRequest): Promise<Reply> {
  const { connection: code, '*': path } = request.params as { connection: string; '*': string };
  let found: Awaited<ReturnType<ConnectionBook['find']>>;
  try {
    found = await options.book.find(code);
  } catch (error) {
    options.logger.error({ err: error }, 'a channel’s request could not be looked up');
    return unavailable('UNAVAILABLE', 'The database is away: send it again');
  }
  if (!found) return refusal(404, 'NOT_FOUND', 'There is no such connection');
  const { stored, opened } = found;
  if (!receives(stored.state) || 'fault' in opened)
    return unavailable('INACTIVE', 'This connection does not work at the moment');
  const matched = matchRoute(opened.open.plugin, request.method, path);
  if (!matched) return refusal(404, 'NOT_FOUND', 'There is no such path');
  if ('methods' in matched)
    return {
      ...refusal(405, 'METHOD_NOT_ALLOWED', 'Not by this method'),
      headers: { allow: matched.methods.join(', ') },
    };
  const raw = rawRequest(request, path, matched.params);
  if (raw.body.length > (matched.route.maxBytes ?? MAX_BYTES))
    return refusal(413, 'TOO_LARGE', `At most ${matched.route.maxBytes ?? MAX_BYTES} bytes`);
  const arrivedAt = performance.now();
  if (options.lines.full(code)) return turnAway(options, turnedAway, code);
  // A connection has its own places: its storm waits in its own line.
  return options.calls.linesOf(opened.open).inbound(async () => {
    const { reply, told } = await answerRequest(options, opened.open, matched.route, raw, arrivedAt);
    options.told(code, told);
    return reply;
  });
}

function turnAway(options: MountOptions, turnedAway: TurnedAway, connection: string): Promise<Reply> {
  options.told(connection, 'busy');
  return turnedAway.answer(connection);
}

function rawRequest(request: FastifyRequest, path: string, params: Readonly<Record<string, string>>): RawRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>))
    query[name] = Array.isArray(value) ? value.at(-1)! : value;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { method: request.method, path, url: request.raw.url!, params, query, headers, body };
}

function send(reply: FastifyReply, { status, headers = {}, body }: Reply): FastifyReply {
  reply.code(status);
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  if (body === undefined) return reply.send();
  if (typeof body === 'string') {
    if (!reply.hasHeader('content-type')) reply.type('text/plain; charset=utf-8');
    return reply.send(body);
  }
  if (body instanceof Uint8Array) return reply.send(Buffer.from(body));
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8');
  return reply.send(JSON.stringify(body));
}
