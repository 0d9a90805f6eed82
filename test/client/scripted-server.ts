import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

type Json = Record<string, unknown>;

/** One connection of a client that has subscribed: what it asked, and what the test lets it hear. */
export interface Subscribed {
  readonly authorization: unknown;
  readonly variables: Json;
  /** Messages of the feed, one after the other. */
  send(...messages: Json[]): void;
  /** An answer with errors in the place of a message. */
  fail(errors: Json[]): void;
  /** Refuses the document. */
  refuse(errors: Json[]): void;
  complete(): void;
  close(code: number, reason?: string): void;
  readonly closed: Promise<number>;
  /** From now on it hears and says nothing, as behind a pulled plug. */
  goMute(): void;
  /** From now on it answers no pings: as a line does that is busy with a large message. */
  goBusy(): void;
}

export interface ScriptedServer {
  readonly url: string;
  /** The next connection that subscribes, or has. */
  next(): Promise<Subscribed>;
  /** What becomes of those who connect: 'ack', nothing at all, or a close code. */
  greet: (authorization: unknown) => 'ack' | 'silence' | number;
  stop(): Promise<void>;
}

/** A server of the graphql-transport-ws protocol by hand, which says what a test tells it, at the moment it does. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
  await once(sockets, 'listening');
  const arrived: Subscribed[] = [];
  const waiting: ((subscribed: Subscribed) => void)[] = [];
  const server: ScriptedServer = {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/graphql`,
    greet: () => 'ack',
    next: () =>
      new Promise((resolve) => {
        const first = arrived.shift();
        if (first) resolve(first);
        else waiting.push(resolve);
      }),
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((done) => sockets.close(done));
    },
  };
  sockets.on('connection', (socket) =>
    converse(
      socket,
      (authorization) => server.greet(authorization),
      (subscribed) => {
        const first = waiting.shift();
        if (first) first(subscribed);
        else arrived.push(subscribed);
      },
    ),
  );
  return server;
}

function converse(socket: WebSocket, greet: ScriptedServer['greet'], arrive: (subscribed: Subscribed) => void): void {
  let authorization: unknown;
  let mute = false;
  let busy = false;
  const say = (message: Json) => socket.send(JSON.stringify(message));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (raw: Buffer) => {
    if (mute) return;
    const { type, id, payload } = JSON.parse(raw.toString()) as { type: string; id: string; payload: Json };
    if (type === 'ping' && !busy) say({ type: 'pong' });
    if (type === 'connection_init') {
      authorization = payload?.['authorization'];
      const answer = greet(authorization);
      if (answer === 'ack') say({ type: 'connection_ack' });
      else if (answer !== 'silence') socket.close(answer);
    }
    if (type !== 'subscribe') return;
    arrive({
      authorization,
      variables: payload['variables'] as Json,
      send: (...messages) => messages.forEach((feed) => say({ type: 'next', id, payload: { data: { feed } } })),
      fail: (errors) => say({ type: 'next', id, payload: { data: null, errors } }),
      refuse: (errors) => say({ type: 'error', id, payload: errors }),
      complete: () => say({ type: 'complete', id }),
      close: (code, reason) => socket.close(code, reason),
      closed,
      goBusy: () => (busy = true),
      goMute: () => {
        mute = true;
        socket.pause();
      },
    });
  });
}
