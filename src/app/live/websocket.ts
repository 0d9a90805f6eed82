import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { execute, type ExecutionArgs, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Server as Protocol } from 'graphql-ws';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { createContext, type RequestContext } from '../../platform/graphql/index.js';
import type { Documents, KnownDocument } from './documents.js';
import { CloseReason } from './line.js';
import type { Live } from './live.js';
import { held, mapped } from './streams.js';
import { TextFrames } from './text-frames.js';
import type { Session } from './session.js';

const PATH = '/graphql';
const MAX_PAYLOAD = 64 * 1024;
const INIT_MS = 10_000;
/** A closed socket whose reader has not read its close frame by then is cut off. */
const LINGER_MS = 30_000;
const LEAVE_MS = 3_000;

interface Extra {
  readonly socket: WebSocket;
  /** What `socket` writes to: whole frames go there directly, between its own. No frame of ours is ever compressed or split. */
  readonly raw: Duplex;
  readonly request: IncomingMessage;
  session: Session | undefined;
}

type Params = Record<string, unknown>;

/**
 * GraphQL over WebSocket (the graphql-transport-ws protocol) on `/graphql`. Credentials come as `connectionParams.authorization`
 * or as the header. What fails on our side closes with 1013, after which clients come back; never with 4500, after which
 * they would not.
 */
export function mountWebsocket(http: Server, live: Live): () => void {
  const { logger, sessions, addressOf } = live;
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const protocol = makeProtocol(live);
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== PATH) return refuse(socket, '404 Not Found');
    const address = addressOf(request);
    if (!sessions.admit(address)) return refuse(socket, '429 Too Many Requests');
    socket.once('close', () => sessions.dismiss(address));
    server.handleUpgrade(request, socket, head, (ws) => serve(protocol, ws, socket, request, live));
  };
  server.on('wsClientError', (error, socket) => {
    logger.debug({ err: error }, 'no websocket handshake');
    refuse(socket, '400 Bad Request');
  });
  http.on('upgrade', upgrade);
  return () => {
    http.off('upgrade', upgrade);
    for (const ws of server.clients) end(ws, CloseReason.GOING_AWAY, 'The server goes away', LEAVE_MS);
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  // A client that reads the refusal and stays would keep the server from stopping.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** Between `ws` and the protocol. */
function serve(
  protocol: Protocol<Extra>,
  ws: WebSocket,
  raw: Duplex,
  request: IncomingMessage,
  { logger, sessions }: Live,
): void {
  const extra: Extra = { socket: ws, raw, request, session: undefined };
  const closed = protocol.opened(
    {
      protocol: ws.protocol,
      send: (data) => new Promise((resolve, reject) => ws.send(data, (error) => (error ? reject(error) : resolve()))),
      close: (code, reason) => end(ws, code ?? CloseReason.TRY_AGAIN, reason ?? ''),
      onMessage: (take) => {
        ws.on('message', (data: RawData) => {
          Promise.resolve(take(String(data))).catch((error: unknown) => {
            if (ws.readyState !== WebSocket.OPEN) return;
            const theirs = error instanceof Error && error.message.startsWith('Unexpected message of type');
            if (!theirs) logger.error({ err: error }, 'a websocket message could not be answered');
            end(ws, theirs ? CloseReason.BAD_REQUEST : CloseReason.TRY_AGAIN, theirs ? 'Bad message' : 'Try again');
          });
        });
      },
    },
    extra,
  );
  ws.on('error', (error) => logger.debug({ err: error }, 'websocket failed'));
  ws.once('close', (code, reason) => {
    if (extra.session) sessions.close(extra.session);
    Promise.resolve(closed(code, String(reason))).catch((error: unknown) => {
      logger.error({ err: error }, 'a websocket could not be tidied up');
    });
  });
}

function end(ws: WebSocket, code: number, reason: string, lingerMs = LINGER_MS): void {
  ws.close(code, reason);
  setTimeout(() => ws.terminate(), lingerMs).unref();
}

function makeProtocol(live: Live): Protocol<Extra> {
  const { schema, sessions, documents, present } = live;
  return makeServer<Params, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    onConnect: async ({ connectionParams, extra }) => {
      const session = await sessions.open(lineOf(extra.socket), said(connectionParams, extra.request));
      if (!session) return false;
      extra.session = session;
      // Gone while its credential was looked up.
      if (extra.socket.readyState !== WebSocket.OPEN) sessions.close(session);
      return true;
    },
    onSubscribe: ({ extra }, _id, { query, operationName, variables }) =>
      argumentsOf(schema, documents, extra.session!.context(), query, operationName ?? undefined, variables),
    execute,
    // Nothing yet: what it becomes needs the id, which the next hook has.
    subscribe: () => ({}),
    onOperation: async ({ extra }, id, _payload, args, result) => {
      const { known } = args as Arguments;
      return known.operation === 'subscription'
        ? begin(live, extra, id, args as Arguments)
        : (result as ExecutionResult);
    },
    onNext: (_ctx, _id, _payload, _args, result) => present(result),
  });
}

interface Arguments extends ExecutionArgs {
  contextValue: RequestContext;
  known: KnownDocument;
}

function argumentsOf(
  schema: GraphQLSchema,
  documents: Documents,
  contextValue: RequestContext,
  query: string,
  operationName: string | undefined,
  variableValues: Params | null | undefined,
): Arguments | readonly GraphQLError[] {
  const known = documents.read(query, operationName);
  if (!('document' in known)) return known;
  return { schema, document: known.document, operationName, variableValues: variableValues ?? {}, contextValue, known };
}

const frames = new TextFrames();

async function begin({ metrics }: Live, { session, socket, raw }: Extra, id: string, args: Arguments) {
  const prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const outlet = {
    get full() {
      return session!.isFull;
    },
    send: (json: string) => {
      if (socket.readyState === WebSocket.OPEN) raw.write(frames.frame(prefix, json));
    },
    room: () => session!.room(),
  };
  const running = await session!.subscribe({ shared: args.known.shared!, variables: args.variableValues }, outlet);
  if ('stop' in running) return held(running.stop);
  if (!(Symbol.asyncIterator in running)) return { errors: running };
  metrics.unshared(1);
  // Each event gets batch loaders of its own: those of a long subscription would answer from their cache for ever.
  return mapped(
    running,
    (rootValue) => execute({ ...args, rootValue, contextValue: createContext(args.contextValue) }),
    () => metrics.unshared(-1),
  );
}

function said(params: Params | undefined, { headers }: IncomingMessage) {
  const given = params?.['authorization'] ?? params?.['Authorization'] ?? headers.authorization;
  return {
    authorization: typeof given === 'string' ? given : undefined,
    language: headers['accept-language'],
    requestId: String(headers['x-request-id'] ?? 'ws'),
  };
}

function lineOf(ws: WebSocket) {
  let answered = true;
  ws.on('pong', () => (answered = true));
  return {
    get backlog() {
      return ws.bufferedAmount;
    },
    close: (code: number, reason: string) => end(ws, code, reason),
    probe: () => {
      if (!answered) return end(ws, CloseReason.TRY_AGAIN, 'No answer to a ping');
      answered = false;
      ws.ping();
    },
  };
}
