import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct, newKey } from '../../kit/goods.js';

const WATCH = `subscription($after: Cursor, $filter: StockChangesFilter) { stockChanges(after: $after, filter: $filter) {
  __typename
  ... on StockSnapshot { cursor items { onHand } }
  ... on StockChange { cursor item { onHand version } }
  ... on ResyncRequired { reason } } }`;

let app: TestApp;
const open: AbortController[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => open.splice(0).forEach((one) => one.abort()));
afterAll(() => app.stop());

const receive = (productId: string, quantity: string) =>
  app.ask(
    'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: newKey(), productId, siteCode: GATE, quantity } },
    { role: 'COUNTY_OPERATOR' },
  );

interface Told {
  event: string;
  id?: string;
  data: { data?: { stockChanges: Record<string, unknown> }; errors?: { extensions: { code: string } }[] };
}

/** An event stream read by hand. */
async function stream(variables: object, headers: Record<string, string> = {}, query = WATCH) {
  const abort = new AbortController();
  open.push(abort);
  const address = `${app.url}/graphql/stream?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
  const response = await fetch(address, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Told | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (block.startsWith(':')) continue;
        const fields = Object.fromEntries(
          block.split('\n').map((line) => [line.split(':')[0]!, line.slice(line.indexOf(':') + 1).trim()]),
        );
        return {
          event: fields['event']!,
          ...(fields['id'] && { id: fields['id'] }),
          data: fields['data'] ? JSON.parse(fields['data']) : null,
        } as Told;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  return { response, next };
}

test('a graphql-sse client gets the snapshot and each change, and goes on from its cursor', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
  const client = createClient({ url: `${app.url}/graphql/stream` });
  const filter = { productIds: [productId] };
  const first = client.iterate<{ stockChanges: { cursor: string } }>({ query: WATCH, variables: { filter } });
  const snapshot = (await first.next()).value!.data!.stockChanges;
  expect(snapshot).toEqual({ __typename: 'StockSnapshot', cursor: expect.any(String), items: [{ onHand: '5.000' }] });
  await receive(productId, '1');
  expect((await first.next()).value!.data!.stockChanges).toMatchObject({ item: { onHand: '6.000', version: 2 } });
  await first.return!();
  await receive(productId, '1');
  const again = client.iterate<{ stockChanges: object }>({
    query: WATCH,
    variables: { filter, after: snapshot.cursor },
  });
  expect((await again.next()).value!.data!.stockChanges).toMatchObject({ item: { version: 2 } });
  expect((await again.next()).value!.data!.stockChanges).toMatchObject({ item: { version: 3 } });
  await again.return!();
  client.dispose();
});

test("each event's id is its cursor: an EventSource that comes back goes on from the last it saw", async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
  const variables = { filter: { productIds: [productId] } };
  const first = await stream(variables);
  expect([
    first.response.status,
    first.response.headers.get('content-type'),
    first.response.headers.get('x-accel-buffering'),
  ]).toEqual([200, 'text/event-stream; charset=utf-8', 'no']);
  const snapshot = (await first.next())!;
  expect(snapshot).toMatchObject({ event: 'next', data: { data: { stockChanges: { __typename: 'StockSnapshot' } } } });
  expect(snapshot.id).toBe(snapshot.data.data!.stockChanges['cursor']);
  await receive(productId, '1');
  await receive(productId, '1');
  const change = (await first.next())!;
  expect(change.id).toBe(change.data.data!.stockChanges['cursor']);
  const back = await stream(variables, { 'last-event-id': change.id! });
  expect(await back.next()).toMatchObject({ data: { data: { stockChanges: { item: { version: 3 } } } } });
});

test('a token that holds no longer ends the stream with an error that says so', async () => {
  const token = await app.token('AUDITOR');
  const { next } = await stream({ filter: { siteCodes: [GATE] } }, { authorization: `Bearer ${token}` });
  expect(await next()).toMatchObject({ event: 'next' });
  await app.db.pool.query("update staff set credential_version = credential_version + 1 where role = 'AUDITOR'");
  expect(await next()).toMatchObject({
    event: 'next',
    data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  });
  expect(await next()).toMatchObject({ event: 'complete' });
  expect(await next()).toBeNull();
});

test('queries answer and end; what is wrong is told before the stream begins', async () => {
  const query = await stream({}, {}, '{ __typename }');
  expect(await query.next()).toEqual({ event: 'next', data: { data: { __typename: 'Query' } } });
  expect(await query.next()).toEqual({ event: 'complete', data: null });
  const refused = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${app.url}/graphql/stream${path}`, init);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, errors[0]!.extensions.code];
  };
  expect(await refused('?query={nothing}')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(await refused('')).toEqual([400, 'BAD_REQUEST']);
  expect(await refused('?query={__typename}&variables=x')).toEqual([400, 'BAD_REQUEST']);
  expect(await refused('?query=mutation{signOut(input:{refreshToken:"x"}){__typename}}')).toEqual([405, 'BAD_REQUEST']);
  expect(
    await refused('?query={__typename}', { headers: { authorization: 'Bearer not.a.token.at.all.not.a.token' } }),
  ).toEqual([401, 'UNAUTHENTICATED']);
});
