import { execute, type ExecutionResult } from 'graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext } from '../../platform/graphql/index.js';
import type { Position } from '../../platform/events/index.js';
import { CloseReason, type Line } from './line.js';
import type { Live } from './live.js';
import type { Session } from './session.js';
import { mapped } from './streams.js';

/** Some browsers and proxies give up on a stream that is silent for longer. */
const BEAT_MS = 12_000;

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
  const { documents, sessions, schema, present, cursors, metrics } = live;

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
      stream.open(request, () => sessions.close(session));
      const { document, shared } = known;
      const variables = resumed(asked.variables, shared?.cursorVariable, request.headers['last-event-id']);
      const args = { schema, document, operationName: asked.operationName, variableValues: variables };
      if (!shared) return finish(stream, present(await execute({ ...args, contextValue: session.context() })));
      const running = await session.subscribe({ shared, variables }, outletOf(stream, session, cursors.encode));
      if ('stop' in running) return reply;
      if (!(Symbol.asyncIterator in running)) return finish(stream, present({ errors: running }));
      metrics.unshared(1);
      const contextValue = session.context();
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
      return reply;
    },
  });

  function finish(stream: EventStream, result: object): FastifyReply {
    stream.next(JSON.stringify(result));
    stream.complete();
    return stream.reply;
  }
}

/** One response as a line of events. */
class EventStream implements Line {
  private beat: NodeJS.Timeout | undefined;
  private readonly ending: (() => void)[] = [];

  constructor(readonly reply: FastifyReply) {}

  get backlog(): number {
    return this.reply.raw.writableLength;
  }

  open(request: FastifyRequest, ended: () => void): void {
    this.reply.hijack();
    const { raw } = this.reply;
    request.raw.socket.setNoDelay(true);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
      // nginx would otherwise keep events until its buffer is full.
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
    });
    raw.write(':\n\n');
    this.beat = setInterval(() => this.backlog === 0 && raw.write(':\n\n'), BEAT_MS);
    this.ending.push(ended);
    raw.on('error', () => undefined);
    raw.once('close', () => {
      clearInterval(this.beat);
      for (const end of this.ending) end();
    });
  }

  onEnd(listener: () => void): void {
    this.ending.push(listener);
  }

  next(json: string, id?: string): void {
    this.reply.raw.write(`event: next\n${id ? `id: ${id}\n` : ''}data: ${json}\n\n`);
  }

  complete(): void {
    this.reply.raw.end('event: complete\ndata:\n\n');
  }

  close(code: CloseReason, reason: string): void {
    if (code !== CloseReason.FORBIDDEN) return void this.reply.raw.destroy();
    this.next(JSON.stringify({ errors: [{ message: reason, extensions: { code: 'UNAUTHENTICATED' } }] }));
    this.complete();
  }

  probe(): void {
    // TCP tells of a reader who is gone, as comments are written all the time.
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
