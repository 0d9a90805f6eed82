import { execute, type ExecutionResult } from 'graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext } from '../../platform/graphql/index.js';
import type { Position } from '../../platform/events/index.js';
import type { KnownDocument } from './documents.js';
import { EventStream } from './event-stream.js';
import { CloseReason } from './line.js';
import type { Live } from './live.js';
import type { Session } from './session.js';
import { mapped } from './streams.js';

interface Parameters {
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

/**
 * GraphQL over server-sent events on `/graphql/stream`, for clients behind proxies that break WebSocket: one operation a
 * request, as graphql-sse's distinct connections ask for it. The same feeds and cursors; each event's id is its cursor, so that
 * a browser's EventSource goes on by itself. (graphql-sse's own handler queues without bound for a reader who stalls.)
 */
export function mountSse(app: FastifyInstance, live: Live): void {
  const { documents, sessions, schema, present, cursors, metrics, logger } = live;

  app.route({
    url: '/graphql/stream',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const asked = parametersOf(request);
      if (typeof asked === 'string') return refuse(reply, 400, 'BAD_REQUEST', asked);
      const known = documents.read(asked.query, asked.operationName);
      if (!('document' in known)) return reply.code(400).send({ errors: known.map((error) => error.toJSON()) });
      if (known.operation === 'mutation' && request.method === 'GET')
        return refuse(reply, 405, 'BAD_REQUEST', 'A mutation is sent with POST.');
      if (!sessions.admit(request.ip)) return refuse(reply, 429, 'TOO_MANY_SUBSCRIPTIONS', 'Too many connections.');
      reply.raw.once('close', () => sessions.dismiss(request.ip));
      const stream = new EventStream(reply);
      const session = await sessions.open(stream, {
        authorization: request.headers.authorization,
        language: request.headers['accept-language'],
        requestId: request.id,
      });
      if (!session)
        return refuse(reply, 401, 'UNAUTHENTICATED', 'This token is not valid, or not any more: sign in again.');
      // Gone while its credential was looked up.
      if (reply.raw.destroyed) return (sessions.close(session), reply.hijack());
      stream.open(request, () => sessions.close(session));
      await answer(stream, session, known, asked, request.headers['last-event-id']).catch((error: unknown) => {
        logger.error({ err: error }, 'an event stream could not be answered');
        stream.close(CloseReason.TRY_AGAIN, 'Try again');
      });
      return reply;
    },
  });

  async function answer(
    stream: EventStream,
    session: Session,
    { document, shared }: KnownDocument,
    asked: Parameters,
    last: unknown,
  ): Promise<void> {
    const variables = resumed(asked.variables, shared?.cursorVariable, last);
    const args = { schema, document, operationName: asked.operationName, variableValues: variables };
    const contextValue = session.context();
    if (!shared) return stream.finish(present(await execute({ ...args, contextValue })));
    const running = await session.subscribe({ shared, variables }, outletOf(stream, session, cursors.encode));
    if ('stop' in running) return;
    if (!(Symbol.asyncIterator in running)) return stream.finish(present({ errors: running }));
    metrics.unshared(1);
    const results = mapped(
      running,
      (rootValue) => execute({ ...args, rootValue, contextValue: createContext(contextValue) }),
      () => metrics.unshared(-1),
    );
    stream.onEnd(() => void results.return(undefined));
    for await (const result of results) {
      await session.room();
      stream.next(JSON.stringify(present(result as ExecutionResult)));
    }
    stream.complete();
  }
}

const outletOf = (stream: EventStream, session: Session, encode: (position: Position) => string) => ({
  get full() {
    return session.isFull;
  },
  send: (json: string, position?: Position) => stream.next(json, position && encode(position)),
  room: () => session.room(),
});

/** What was asked for, from the body or the address; or what is wrong with it. */
function parametersOf({ method, query, body }: FastifyRequest): Parameters | string {
  const given = (method === 'GET' ? query : body) as Record<string, unknown> | null | undefined;
  if (typeof given?.['query'] !== 'string') return 'Send `query`, in the body as JSON or in the address.';
  const { operationName } = given;
  let variables: unknown = given['variables'] ?? {};
  try {
    if (typeof variables === 'string') variables = JSON.parse(variables);
  } catch {
    return '`variables` is no JSON.';
  }
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables))
    return '`variables` is no object.';
  return {
    query: given['query'],
    operationName: typeof operationName === 'string' && operationName ? operationName : undefined,
    variables: variables as Record<string, unknown>,
  };
}

/** An EventSource that comes back says where it was. */
function resumed(
  variables: Record<string, unknown>,
  cursor: string | undefined,
  last: unknown,
): Record<string, unknown> {
  return cursor && typeof last === 'string' && last ? { ...variables, [cursor]: last } : variables;
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });
