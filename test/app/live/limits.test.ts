import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startApp, type TestApp } from '../../kit/app.js';
import { metric } from './metrics.js';

const QUERY = 'subscription { stockChanges(filter: { siteCodes: ["CC-340323"] }) { __typename } }';

let app: TestApp;
const clients: Client[] = [];
beforeAll(async () => {
  app = await startApp({ limits: { socketsPerAddress: 3, subscriptionsPerSocket: 2, subscriptionsPerCredential: 3 } });
});
afterAll(async () => {
  for (const client of clients) client.terminate();
  await app.stop();
});

function connect(token?: string): Client {
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  clients.push(client);
  return client;
}

/** Subscribes; answers what came first, and the function that stops it. */
function subscribe(client: Client): Promise<{ first: unknown; stop: () => void }> {
  return new Promise((resolve, reject) => {
    const stop = client.subscribe(
      { query: QUERY },
      { next: (result) => resolve({ first: result, stop }), error: reject, complete: () => undefined },
    );
  });
}

const SNAPSHOT = { data: { stockChanges: { __typename: 'StockSnapshot' } } };
const tooMany = (what: string) => ({ errors: [{ message: what, extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] });

test('a connection has so many subscriptions, a credential so many over its connections; one that ends makes room', async () => {
  const token = await app.token('COUNTY_OPERATOR');
  const [one, two] = [connect(token), connect(token)];
  const first = await subscribe(one);
  expect(first.first).toEqual(SNAPSHOT);
  expect((await subscribe(one)).first).toEqual(SNAPSHOT);
  expect((await subscribe(one)).first).toMatchObject(tooMany('At most 2 subscriptions on one connection.'));
  expect((await subscribe(two)).first).toEqual(SNAPSHOT);
  expect((await subscribe(two)).first).toMatchObject(tooMany('At most 3 subscriptions with one credential.'));
  first.stop();
  // The end travels: the next attempts may come before it.
  let again = await subscribe(two);
  while (JSON.stringify(again.first) !== JSON.stringify(SNAPSHOT)) again = await subscribe(two);
  expect(await metric(app.url, 'yizhan_subscriptions')).toBe(3);
  one.terminate();
  two.terminate();
});

test('an address has so many connections: the next handshake is refused with 429, until one is closed', async () => {
  while ((await metric(app.url, 'yizhan_sockets')) > 0);
  const open = () => new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const sockets = [open(), open(), open()];
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  const [, response] = (await once(open(), 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(429);
  // The same places count for event streams.
  const stream = await fetch(`${app.url}/graphql/stream?query=${encodeURIComponent(QUERY)}`);
  expect([stream.status, await stream.json()]).toEqual([
    429,
    { errors: [{ message: 'Too many connections.', extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] },
  ]);
  expect(await metric(app.url, 'yizhan_subscriptions_refused_total{reason="sockets per address"}')).toBe(2);
  sockets[0]!.terminate();
  for (let opened = false; !opened;) {
    const socket = open();
    socket.on('error', () => undefined);
    opened = await Promise.race([
      once(socket, 'open').then(() => true),
      once(socket, 'unexpected-response').then(() => false),
    ]);
    sockets.push(socket);
  }
  for (const socket of sockets) socket.terminate();
});
