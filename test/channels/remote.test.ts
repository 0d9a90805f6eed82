import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import remote from '../../plugins/remote/index.js';
import type { TestApp } from '../kit/app.js';
import { documentOf, eventRows, saleOf } from '../domains/trace/events/tracing.js';
import { GATE, makeProduct, newKey, OPERATOR, receive } from '../kit/goods.js';
import { connect, connectionDo, createConnection, list, settle, startChannels, until } from './connecting.js';

const SECRET = `whsec_${Buffer.from('a partner’s secret of 32 bytes!!').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret of just 32 bytes!').toString('base64')}`;
const SETTINGS = {
  secret: SECRET,
  selections: { stock: '{ id name stock { available } }', order: '{ number status channel { code } }' },
};

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  payload: { type: string; orderingKey: string; sequence: number; externalId: string | null; data: unknown };
}

/** A partner's own server: verifies with the library of Standard Webhooks, which is none of ours. */
const received: Received[] = [];
let answer: () => { status: number; headers?: Record<string, string>; body?: string } = () => ({ status: 204 });
const server = createServer((request, response) => {
  void buffer(request)
    .then(
      (body) => {
        const text = body.toString();
        new Webhook(SECRET).verify(text, request.headers as Record<string, string>);
        const payload = JSON.parse(text) as Received['payload'];
        if (payload.type !== 'yizhan.ping') received.push({ headers: request.headers, text, payload });
        const {
          status,
          headers,
          body: said,
        } = payload.type === 'yizhan.ping' ? ({ status: 204 } as ReturnType<typeof answer>) : answer();
        response.writeHead(status, headers).end(said);
      },
      () => undefined,
    )
    .catch(() => response.writeHead(401).end());
});

let app: TestApp;
let url: string;
let id: string;
let product: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  app = await startChannels([remote]);
  product = await makeProduct(app, { stock: { [GATE]: '5' } });
  await settle(app);
  id = await connect(app, 'canteen', { url, ...SETTINGS }, 'remote');
  await list(app, product, 'canteen');
  await settle(app);
  await until(() => received.length === 1, 'the first webhook');
});
afterAll(async () => {
  await app.stop();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received.length = 0;
  answer = () => ({ status: 204 });
});

const arrived = async (n: number) => {
  await settle(app);
  await until(() => received.length === n, `${n} webhooks`);
};
const lastDelivery = async () =>
  (await app.ask('{ deliveries(first: 1) { nodes { state code attempts } } }', {}, OPERATOR)).data.deliveries.nodes[0];

describe('webhooks', () => {
  test('are signed by the standard, with the partner’s own selection, a stable id and an ordering key', async () => {
    await receive(app, product, GATE, '1.5');
    await arrived(1);
    const { headers, text, payload } = received[0]!;
    expect(payload).toEqual({
      type: 'yizhan.stock',
      timestamp: expect.stringMatching(/^\d{4}-/),
      orderingKey: product,
      sequence: expect.any(Number),
      externalId: null,
      data: { id: product, name: expect.any(String), stock: { available: '6.500' } },
    });
    expect(headers['webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
    const forged = new Webhook(OTHER);
    expect(() => forged.verify(text, headers as Record<string, string>)).toThrow();
    expect(() =>
      new Webhook(SECRET).verify(text.replace('6.500', '6.501'), headers as Record<string, string>),
    ).toThrow();
  });

  test('that come again have the same id; the partner’s id of the thing is remembered', async () => {
    let first = true;
    answer = () => {
      const status = first ? 503 : 200;
      first = false;
      return { status, body: '{"externalId":"dish-7"}' };
    };
    await receive(app, product, GATE, '1');
    await arrived(2);
    expect(received[0]!.headers['webhook-id']).toBe(received[1]!.headers['webhook-id']);
    expect(received[0]!.payload.sequence).toBe(received[1]!.payload.sequence);
    await until(async () => (await lastDelivery()).state === 'DONE');
    await receive(app, product, GATE, '1');
    await arrived(3);
    expect(received[2]!.payload.externalId).toBe('dish-7');
    expect(received[2]!.payload.sequence).toBeGreaterThan(received[1]!.payload.sequence);
  });

  test.each([
    [429, { 'retry-after': '600' }, { state: 'RETRY', code: 'HTTP_429', attempts: 1 }],
    [422, {}, { state: 'DEAD', code: 'HTTP_422', attempts: 1 }],
    [302, { location: 'http://127.0.0.1:1/' }, { state: 'DEAD', code: 'HTTP_302', attempts: 1 }],
  ])('answered with %i', async (status, headers, expected) => {
    answer = () => ({ status, headers });
    await receive(app, product, GATE, '1');
    await arrived(1);
    await until(async () => !['SENDING', 'PENDING'].includes((await lastDelivery()).state));
    expect(await lastDelivery()).toEqual(expected);
    await app.db.pool.query(`delete from delivery where state <> 'DONE'`);
  });

  test('answered with 410 are wanted no more until the connection is verified', async () => {
    answer = () => ({ status: 410 });
    await receive(app, product, GATE, '1');
    await arrived(1);
    const state = async () =>
      (await app.ask('query($id: ID!) { connection(id: $id) { state } }', { id }, OPERATOR)).data.connection.state;
    await until(async () => (await state()) === 'SUSPENDED', 'the suspension');
    answer = () => ({ status: 204 });
    await connectionDo(app, 'Verify', id);
    await arrived(2);
    expect(await state()).toBe('ACTIVE');
  });
});

describe('settings', () => {
  const create = (over: object, code = 'other') =>
    createConnection(app, { plugin: 'remote', code, name: code, settings: { url, ...SETTINGS, ...over } });
  test.each([
    [{ secret: 'whsec_short' }, 'settings.secret'],
    [{ url: 'ftp://a.cn' }, 'settings.url'],
    [{ selections: { stock: '{ colour }' } }, 'settings'],
    [{ selections: { weather: '{ id }' } }, 'settings.selections.weather'],
  ])('%j is refused', async (over, field) => {
    expect((await create(over)).userErrors).toMatchObject([{ code: 'BAD_SETTING', field }]);
  });

  test('a partner with another secret is not verified; with both, while it is changed, it is', async () => {
    const { connection } = await create({ secret: OTHER });
    expect((await connectionDo(app, 'Verify', connection.id)).userErrors).toMatchObject([
      { code: 'NOT_VERIFIED', field: 'settings.secret' },
    ]);
    const both = await create({ secret: OTHER, previousSecret: SECRET }, 'both');
    expect((await connectionDo(app, 'Verify', both.connection.id)).connection).toMatchObject({ state: 'VERIFIED' });
  });
});

test('the partner’s own commands come by the graph, with the connection’s token and no more rights', async () => {
  const issued = await app.ask(
    'mutation($id: ID!) { connectionTokenIssue(input: { connectionId: $id }) { token } }',
    { id },
    OPERATOR,
  );
  const as = { token: issued.data.connectionTokenIssue.token as string };
  const place = (channel: string) =>
    app.ask(
      'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id totalFen number } userErrors { code } } }',
      {
        input: {
          idempotencyKey: newKey(),
          channel,
          buyer: { name: '李小明', phone: '13812345678' },
          lines: [{ productId: product, quantity: '0.5' }],
        },
      },
      as,
    );
  const { order } = (await place('canteen')).data.orderPlace;
  await arrived(2);
  expect(received.map(({ payload }) => payload.type).toSorted()).toEqual(['yizhan.order', 'yizhan.stock']);
  const paid = await app.ask(
    'mutation($input: OrderPayInput!) { orderPay(input: $input) { order { status } userErrors { code } } }',
    { input: { idempotencyKey: newKey(), orderId: order.id, amountFen: order.totalFen, method: 'canteen' } },
    as,
  );
  expect(paid.data.orderPay).toEqual({ order: { status: 'PAID' }, userErrors: [] });
  await settle(app);
  await until(
    () => received.some(({ payload }) => (payload.data as { status?: string }).status === 'PAID'),
    'the payment',
  );
  const orders = received.filter(({ payload }) => payload.type === 'yizhan.order');
  expect(orders.at(-1)!.payload).toMatchObject({
    orderingKey: order.id,
    data: { number: order.number, status: 'PAID', channel: { code: 'canteen' } },
  });
  expect((await place('direct')).data.orderPlace).toEqual({ order: null, userErrors: [{ code: 'NOT_FOR_SALE' }] });
  expect((await app.ask('{ connections { nodes { id } } }', {}, as)).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
});

test('the partner’s own system captures and reads EPCIS events, as far as its connection was granted it', async () => {
  const issued = await app.ask(
    'mutation($id: ID!) { connectionTokenIssue(input: { connectionId: $id }) { token } }',
    { id },
    OPERATOR,
  );
  const headers = {
    authorization: `Bearer ${issued.data.connectionTokenIssue.token}`,
    'content-type': 'application/ld+json',
  };
  const event = { '@context': documentOf([])['@context'], ...saleOf('remote', { eventID: 'urn:uuid:remote' }) };
  const send = () => fetch(`${app.url}/epcis/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  expect((await send()).status).toBe(201);
  expect((await eventRows(app)).map(({ eventId, capturedBy }) => [eventId, capturedBy])).toEqual([
    ['urn:uuid:remote', 'channel:canteen'],
  ]);
  const read = () => fetch(`${app.url}/epcis/events/urn:uuid:remote`, { headers });
  expect((await read()).status).toBe(200);
  await app.ask(
    'mutation($input: ConnectionUpdateInput!) { connectionUpdate(input: $input) { userErrors { code } } }',
    { input: { connectionId: id, permissions: ['product:read'] } },
    OPERATOR,
  );
  await until(async () => (await read()).status === 403, 'the rights to end');
  expect((await send()).status).toBe(403);
});
