import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { startApp, type TestApp } from '../../kit/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A socket that speaks the protocol by hand. */
async function socket() {
  const ws = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  ws.on('message', (data) => messages.push(JSON.parse(String(data)) as { type: string }));
  ws.on('error', () => undefined);
  const closed = once(ws, 'close').then(([code]) => code as number);
  await once(ws, 'open');
  const send = (message: unknown) => ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  const next = async () => {
    while (messages.length === 0) await Promise.race([once(ws, 'message'), closed]);
    return messages.shift()!;
  };
  return { ws, send, next, closed };
}

async function acknowledged() {
  const one = await socket();
  one.send({ type: 'connection_init' });
  expect(await one.next()).toEqual({ type: 'connection_ack' });
  return one;
}

const ask = (id: string, query: string, variables?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

test('queries and mutations go over the socket as over HTTP, with the same limits and codes', async () => {
  const { ws, send, next } = await acknowledged();
  send(ask('1', '{ feedPosition { __typename } }'));
  expect(await next()).toEqual({
    id: '1',
    type: 'next',
    payload: { data: { feedPosition: { __typename: 'FeedPosition' } } },
  });
  expect(await next()).toEqual({ id: '1', type: 'complete' });
  send(ask('2', '{ nothing }'));
  expect(await next()).toMatchObject({
    id: '2',
    type: 'error',
    payload: [
      { message: 'Cannot query field "nothing" on type "Query".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ],
  });
  send(ask('3', '{ broken'));
  expect(await next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
  send(ask('4', `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`));
  expect(await next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
  send(
    ask('5', 'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }', {
      input: { idempotencyKey: 'x', productId: 'x', siteCode: 'x', quantity: '1' },
    }),
  );
  expect(await next()).toMatchObject({ payload: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
  ws.terminate();
});

test("a subscription's wrong variables and arguments are told as errors, and the socket lives on", async () => {
  const { ws, send, next } = await acknowledged();
  send(ask('1', 'subscription($after: Cursor) { stockChanges(after: $after) { __typename } }', { after: 5 }));
  expect(await next()).toMatchObject({
    id: '1',
    type: 'next',
    payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  });
  expect(await next()).toEqual({ id: '1', type: 'complete' });
  send(ask('1', 'subscription { stockChanges(filter: { productIds: ["x"] }) { __typename } }'));
  expect(await next()).toMatchObject({ payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
  expect(await next()).toEqual({ id: '1', type: 'complete' });
  ws.terminate();
});

test("the client's own faults close with codes of their own; a fault of ours with 1013, after which clients come back", async () => {
  const garbled = await acknowledged();
  garbled.send('no json');
  expect(await garbled.closed).toBe(4400);
  const wrong = await acknowledged();
  wrong.send({ id: '1', type: 'next', payload: {} });
  expect(await wrong.closed).toBe(4400);
  const early = await socket();
  early.send(ask('1', '{ __typename }'));
  expect(await early.closed).toBe(4401);
  const stranger = await socket();
  stranger.send({ type: 'connection_init', payload: { authorization: 'Bearer not.a.token.at.all.not.a.token' } });
  expect(await stranger.closed).toBe(4403);
  const big = await acknowledged();
  big.send(JSON.stringify(ask('1', `{ __typename } # ${'x'.repeat(70_000)}`)));
  expect(await big.closed).toBe(1009);

  const token = await app.token('COUNTY_OPERATOR');
  const { read } = app.db;
  app.db.read = () => Promise.reject(new Error('the database is away'));
  try {
    const unlucky = await socket();
    unlucky.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await unlucky.closed).toBe(1013);
  } finally {
    app.db.read = read;
  }
});

test('a bug in a resolver is masked, and ends neither subscription nor socket', async () => {
  const { ws, send, next } = await acknowledged();
  const { pool } = app.db;
  const connect = pool.connect.bind(pool);
  let failures = 1;
  // Only a caller who waits for a promise is a snapshot: queries use a callback.
  pool.connect = ((...callback: []) =>
    callback.length === 0 && failures-- > 0
      ? Promise.reject(new Error('secret detail'))
      : connect(...callback)) as typeof pool.connect;
  send(ask('1', 'subscription { stockChanges(filter: { siteCodes: ["CC-340323"] }) { __typename } }'));
  // The snapshot failed once, and was taken again.
  expect(await next()).toEqual({
    id: '1',
    type: 'next',
    payload: { data: { stockChanges: { __typename: 'StockSnapshot' } } },
  });
  expect(failures).toBeLessThan(1);
  pool.connect = connect;
  ws.terminate();
});

test('another protocol is refused with 4406, another path with 404', async () => {
  const ws = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`);
  expect((await once(ws, 'close'))[0]).toBe(4406);
  const lost = new WebSocket(`${app.url.replace('http', 'ws')}/elsewhere`, 'graphql-transport-ws');
  const [, response] = (await once(lost, 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(404);
});
