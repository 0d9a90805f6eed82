import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { createContext, type RequestContext } from '../../platform/graphql/index.js';
import { masked } from './masked-errors.js';

const MAX_PAYLOAD = 64 * 1024;
const MAX_UNSENT = 1024 * 1024;
const STALLED_MS = 10_000;
const CHECK_MS = 4_000;
const INIT_MS = 10_000;

export interface WebsocketOptions {
  schema: GraphQLSchema;
  logger: Logger;
  contextFor(headers: {
    authorization?: string | undefined;
    language?: string | undefined;
    requestId: string;
  }): Promise<RequestContext>;
}

interface Extra extends Record<PropertyKey, unknown> {
  socket: { readonly bufferedAmount: number; close(code: number, reason: string): void };
  request: IncomingMessage;
}

/**
 * GraphQL over WebSocket (graphql-ws) on `/graphql`. Credentials come as `connectionParams.authorization` or as the header,
 * and are asked again every few seconds: one that was revoked ends its socket with 4403. A reader who leaves more than 1 MB
 * unread for 10 s is closed with 1013.
 */
export function mountWebsocket(http: Server, { schema, logger, contextFor }: WebsocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request));
  };
  http.on('upgrade', upgrade);

  const credentials = ({
    connectionParams,
    extra,
  }: {
    connectionParams?: Record<string, unknown> | undefined;
    extra: Extra;
  }) => {
    const given =
      connectionParams?.['authorization'] ?? connectionParams?.['Authorization'] ?? extra.request.headers.authorization;
    return {
      authorization: typeof given === 'string' ? given : undefined,
      language: extra.request.headers['accept-language'],
      requestId: String(extra.request.headers['x-request-id'] ?? 'ws'),
    };
  };

  const server = useServer<Record<string, unknown>, Extra>(
    {
      schema,
      connectionInitWaitTimeout: INIT_MS,
      onConnect: (ctx) =>
        contextFor(credentials(ctx)).then(
          () => {
            watch(ctx.extra, () => contextFor(credentials(ctx)));
            return true;
          },
          () => false,
        ),
      context: (ctx) => contextFor(credentials(ctx)),
      // Each event gets batch loaders of its own: those of a long subscription would answer from their cache for ever.
      execute: (args) => execute({ ...args, contextValue: createContext(args.contextValue as RequestContext) }),
      onNext: (_ctx, _id, _payload, _args, result) => {
        if (!result.errors) return undefined;
        return { ...result, errors: result.errors.map((error) => logged(error, logger)) };
      },
      onError: (_ctx, _id, _payload, errors) =>
        errors.map(
          (error) => new GraphQLError(masked(error, error).message, { extensions: masked(error, error).extensions! }),
        ),
    },
    sockets as never,
  );

  return async () => {
    http.off('upgrade', upgrade);
    await server.dispose();
  };
}

function logged(error: GraphQLError, logger: Logger): GraphQLError {
  const shown = masked(error.toJSON(), error);
  if (shown.extensions?.['code'] === 'INTERNAL_SERVER_ERROR')
    logger.error({ err: error.originalError ?? error, path: error.path }, 'subscription resolver failed');
  return new GraphQLError(shown.message, { extensions: shown.extensions!, path: error.path ?? null });
}

/** Looks after one socket: whether its credential still holds, and whether its reader still reads. */
function watch({ socket }: Extra, holds: () => Promise<unknown>): void {
  let stalledSince = 0;
  const timer = setInterval(() => {
    holds().catch(() => socket.close(CloseCode.Forbidden, 'The credential holds no longer'));
    if (socket.bufferedAmount < MAX_UNSENT) stalledSince = 0;
    else if (!stalledSince) stalledSince = Date.now();
    else if (Date.now() - stalledSince >= STALLED_MS) socket.close(1013, 'Read faster');
  }, CHECK_MS);
  (socket as unknown as { once(event: 'close', listener: () => void): void }).once('close', () => clearInterval(timer));
}
