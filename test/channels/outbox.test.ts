import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import type { Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR, receive } from '../kit/goods.js';
import { connect, connectionDo, list, QUICK, RememberingExecutor, settle, startChannels, until } from './connecting.js';
import { echoPlugin, type EchoHooks } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the-key-of-what-is-told';
const hooks: EchoHooks = {};
const ok = (): DeliveryResult => ({ outcome: 'ok' });
let app: TestApp;
let remote: RemoteSide;
let id: string;
let product: string;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([echoPlugin('echo', hooks)], new RememberingExecutor());
  product = await makeProduct(app, { stock: { [GATE]: '5' } });
  await settle(app);
  id = await connect(app, 'out', { url: remote.url, key: KEY });
  await list(app, product, 'out');
  await settled();
  remote.deliveries.length = 0;
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});
afterEach(async () => {
  delete hooks.deliver;
  remote.answer = ok;
  remote.status = 200;
  await settled();
  remote.deliveries.length = 0;
  await app.db.pool.query(`delete from delivery where state <> 'DONE'`);
});

const open = async () =>
  (await app.db.pool.query(`select 1 from delivery where state in ('PENDING', 'RETRY', 'SENDING') limit 1`)).rowCount;
const settled = async () => {
  await settle(app);
  await until(async () => (await open()) === 0, 'an empty outbox');
};
const told = () =>
  remote.deliveries.map(({ event, data }) => [event, (data as { stock?: { available: string } })?.stock?.available]);
const rows = async (event = 'stock') =>
  (
    await app.db.pool.query(
      'select state, code, note, attempts, sequence from delivery where event = $1 order by created_at desc, id desc',
      [event],
    )
  ).rows as { state: string; code: string | null; note: string | null; attempts: number; sequence: number }[];
const add = (quantity = '1') => receive(app, product, GATE, quantity);
const left = async () =>
  (await app.ask('query($id: ID!) { product(id: $id) { stock { available } } }', { id: product })).data.product.stock
    .available as string;

describe('stock and products', () => {
  test('many changes while the remote side is away become one delivery of the newest', async () => {
    remote.status = 503;
    await add();
    await until(async () => ((await rows())[0]?.attempts ?? 0) >= 2, 'a second try');
    for (let n = 0; n < 6; n++) await add();
    await settle(app);
    expect((await rows()).filter(({ state }) => state !== 'DONE' && state !== 'DROPPED').length).toBeLessThanOrEqual(2);
    expect(remote.deliveries).toEqual([]);
    remote.status = 200;
    await settled();
    expect(told()).toEqual([['stock', await left()]]);
  });

  test('what is taken off is told as gone, what is put on again as whole', async () => {
    await list(app, product, 'out', false);
    await settled();
    expect(remote.deliveries.map(({ event, subject, data }) => [event, subject, data])).toEqual([
      ['product', product, null],
    ]);
    await add();
    await settled();
    expect(remote.deliveries).toHaveLength(1);
    await list(app, product, 'out');
    await settled();
    expect(told().slice(1)).toEqual([
      ['product', undefined],
      ['stock', await left()],
    ]);
  });

  test('a product that others list is nobody else’s business', async () => {
    const other = await makeProduct(app, { stock: { [GATE]: '5' } });
    await list(app, other, 'elsewhere');
    await settled();
    expect(remote.deliveries).toEqual([]);
  });

  test('deliveries of one subject never go at once, nor an older one after a newer', async () => {
    let at = 0;
    let most = 0;
    const sequences: number[] = [];
    hooks.deliver = async (batch) => {
      most = Math.max(most, (at += batch.filter(({ subject }) => subject === product).length));
      sequences.push(...batch.map(({ sequence }) => sequence));
      await new Promise((resolve) => setTimeout(resolve, 15));
      at -= batch.filter(({ subject }) => subject === product).length;
      return new Map(batch.map((one) => [one.id, ok()]));
    };
    await Promise.all(Array.from({ length: 12 }, () => add()));
    await settled();
    expect(most).toBe(1);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  });
});

describe('what comes of a try', () => {
  test('a part of a batch is tried again, under its own id, and the rest is not', async () => {
    const products = [product];
    for (let n = 0; n < 2; n++) {
      const more = await makeProduct(app, { stock: { [GATE]: '1' } });
      await list(app, more, 'out');
      products.push(more);
    }
    await settled();
    remote.deliveries.length = 0;
    const refuse = new Set([products[1]]);
    remote.answer = ({ subject }) => (refuse.delete(subject) ? { outcome: 'retry', code: 'BUSY' } : ok());
    for (const one of products) await receive(app, one, GATE, '1');
    await settled();
    const byId = Map.groupBy(remote.deliveries, (one: Delivery) => one.id);
    expect([...byId.values()].map((tries) => tries.map(({ attempt }) => attempt)).toSorted()).toEqual([
      [1],
      [1],
      [1, 2],
    ]);
    const again = [...byId.values()].find((tries) => tries.length === 2)!;
    expect(again.map(({ subject }) => subject)).toEqual([products[1], products[1]]);
    for (const one of products.slice(1)) await list(app, one, 'out', false);
  });

  test('one that nothing is said of is tried again', async () => {
    let silent = true;
    hooks.deliver = async (batch) => {
      if (!silent) return new Map(batch.map((one) => [one.id, ok()]));
      silent = false;
      return new Map();
    };
    await add();
    await settled();
    expect((await rows())[0]).toMatchObject({ state: 'DONE', attempts: 2 });
  });

  test('a permanent failure is a dead letter, listed, and replayed under its own id', async () => {
    remote.answer = () => ({ outcome: 'permanent', code: 'NO_SUCH_ITEM', message: `they do not know it: ${KEY}` });
    await add();
    await settled();
    const [{ id: first }] = remote.deliveries as [Delivery];
    const dead = async () =>
      (
        await app.ask(
          '{ deliveries(first: 5, filter: { state: [DEAD] }) { nodes { id event subject state attempts code note connection { code } } totalCount } channelHealth { deliveriesDead } }',
          {},
          OPERATOR,
        )
      ).data;
    const deliveryId = globalId('ChannelDelivery', first);
    expect(await dead()).toEqual({
      deliveries: {
        nodes: [
          {
            ...{ id: deliveryId, event: 'STOCK', subject: product, state: 'DEAD', attempts: 1, code: 'NO_SUCH_ITEM' },
            ...{ note: 'they do not know it: [secret]', connection: { code: 'out' } },
          },
        ],
        totalCount: 1,
      },
      channelHealth: [{ deliveriesDead: 1 }],
    });
    remote.answer = ok;
    const replay = () =>
      app.ask(
        'mutation($input: DeliveryReplayInput!) { deliveryReplay(input: $input) { delivery { state } userErrors { code field } } }',
        { input: { deliveryId } },
        OPERATOR,
      );
    expect((await replay()).data.deliveryReplay.userErrors).toEqual([]);
    await settled();
    expect(remote.deliveries.map((one) => one.id)).toEqual([first, first]);
    expect((await replay()).data.deliveryReplay.userErrors).toEqual([{ code: 'INVALID_STATE', field: 'deliveryId' }]);
    expect((await dead()).deliveries.totalCount).toBe(0);
  });

  test('a dead letter that is replayed after a newer one was told is dropped', async () => {
    remote.answer = () => ({ outcome: 'permanent', code: 'BAD' });
    await add();
    await settled();
    remote.answer = ok;
    await add();
    await settled();
    const replayed = await app.ask(
      'mutation($input: DeliveryReplayAllInput!) { deliveryReplayAll(input: $input) { replayed userErrors { code } } }',
      { input: { connectionId: id, code: 'BAD' } },
      OPERATOR,
    );
    expect(replayed.data.deliveryReplayAll).toEqual({ replayed: 1, userErrors: [] });
    await settled();
    expect(remote.deliveries).toHaveLength(2);
    expect((await rows()).slice(0, 2).map(({ state, code }) => [state, code])).toEqual([
      ['DONE', null],
      ['DROPPED', 'SUPERSEDED'],
    ]);
  });

  test('an account that is refused is suspended until it is verified, and then told everything', async () => {
    remote.answer = () => ({ outcome: 'suspend', code: 'SESSION_OVER', message: 'sign in again' });
    await add();
    const state = async () =>
      (await app.db.pool.query(`select state, suspended_code from channel_connection where code = 'out'`)).rows[0];
    await until(async () => (await state()).state === 'SUSPENDED', 'the suspension');
    remote.answer = ok;
    await add();
    await settle(app);
    expect(remote.deliveries).toHaveLength(1);
    const check = await app.ask(
      'mutation($id: ID!) { connectionCheck(input: { connectionId: $id }) { health { status code message } } }',
      { id },
      OPERATOR,
    );
    expect(check.data.connectionCheck.health).toEqual({
      ...{ status: 'UNAUTHORISED', code: 'SESSION_OVER', message: 'sign in again' },
    });
    expect((await connectionDo(app, 'Verify', id)).connection).toMatchObject({ state: 'ACTIVE' });
    await settled();
    expect(told().slice(1)).toEqual([
      ['product', undefined],
      ['stock', await left()],
    ]);
  });

  test('one that hangs keeps neither another of its connection waiting, nor another connection', async () => {
    const other = await makeProduct(app, { stock: { [GATE]: '5' } });
    const second = await connect(app, 'out-2', { url: remote.url, key: KEY });
    for (const channel of ['out', 'out-2']) await list(app, other, channel);
    await settled();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun: string[] = [];
    hooks.deliver = async (batch) => {
      begun.push(...batch.map(({ subject }) => subject));
      if (batch.some(({ subject }) => subject === product)) await held;
      return new Map(batch.map((one) => [one.id, ok()]));
    };
    await add();
    await until(() => begun.length === 1, 'the one that hangs');
    await receive(app, other, GATE, '1');
    await until(() => begun.length === 3, 'the others, while it hangs');
    expect(begun).toEqual([product, other, other]);
    const { rows: sending } = await app.db.pool.query(
      `select connection from delivery where state = 'SENDING' and event = 'stock'`,
    );
    expect(sending).toContainEqual({ connection: 'out' });
    release();
    await settled();
    for (const channel of ['out', 'out-2']) await list(app, other, channel, false);
    await settled();
    await connectionDo(app, 'Deactivate', second);
  });

  test('one that hangs is aborted in its time, and tried again', async () => {
    let aborted = 0;
    hooks.deliver = (batch, signal) => {
      if (aborted > 0) return Promise.resolve(new Map(batch.map((one) => [one.id, ok()])));
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted++;
          reject(new Error('aborted'));
        });
      });
    };
    await add();
    await settled();
    expect(aborted).toBe(1);
    expect((await rows())[0]).toMatchObject({ state: 'DONE', attempts: 2 });
  });
});

test('orders of a channel are told in their order, those of others are not', async () => {
  const place = async (channel: string) =>
    (
      await app.ask(
        'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id totalFen } userErrors { code } } }',
        {
          input: {
            idempotencyKey: newKey(),
            channel,
            buyer: { name: '李小明', phone: '13812345678' },
            lines: [{ productId: product, quantity: '0.1' }],
          },
        },
        OPERATOR,
      )
    ).data.orderPlace.order as { id: string; totalFen: number };
  remote.status = 503;
  const order = await place('out');
  await place('direct');
  await app.ask(
    'mutation($input: OrderPayInput!) { orderPay(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: newKey(), orderId: order.id, amountFen: order.totalFen, method: 'cash' } },
    OPERATOR,
  );
  await settle(app);
  remote.status = 200;
  await settled();
  const orders = remote.deliveries.filter(({ event }) => event === 'order');
  expect(orders.map(({ subject, data }) => [subject, data])).toEqual([
    [order.id, { id: order.id, status: 'PAID' }],
    [order.id, { id: order.id, status: 'PAID' }],
  ]);
  expect(orders[0]!.sequence).toBeLessThan(orders[1]!.sequence);
});

test('a day switched off: on activation everything that is listed is told once, with its newest stock', async () => {
  await connectionDo(app, 'Deactivate', id);
  for (let n = 0; n < 4; n++) await add();
  await settle(app);
  expect(remote.deliveries).toEqual([]);
  expect((await connectionDo(app, 'Activate', id)).userErrors).toEqual([]);
  await settled();
  expect(told()).toEqual([
    ['product', undefined],
    ['stock', await left()],
  ]);
});

test('the log was restored: everything is told anew', async () => {
  await app.db.pool.query('update feed_head set epoch = gen_random_uuid()');
  await until(() => remote.deliveries.length >= 2, 'everything');
  await settled();
  expect(told()).toEqual([
    ['product', undefined],
    ['stock', await left()],
  ]);
});

test('a process that dies between commit and delivery: the next one delivers, under the same id', async () => {
  const seen: string[] = [];
  hooks.deliver = (batch) => {
    seen.push(...batch.map((one) => one.id));
    return new Promise<never>(() => undefined);
  };
  await add();
  await until(() => seen.length === 1, 'the first try');
  // Another process finds the row as the dead one left it: taken, until its lease is over.
  const second = await startApp({}, app.databaseUrl, {
    plugins: [
      echoPlugin('echo', { deliver: async (batch) => (again(batch), new Map(batch.map((one) => [one.id, ok()]))) }),
    ],
    executor: new RememberingExecutor(),
    timings: QUICK,
  });
  const later: string[] = [];
  function again(batch: readonly Delivery[]): void {
    later.push(...batch.map((one) => one.id));
  }
  await app.db.pool.query(`update delivery set lease_until = now(), lease = gen_random_uuid() where state = 'SENDING'`);
  await until(() => later.length > 0 || seen.length > 1, 'the second try');
  delete hooks.deliver;
  await until(async () => (await open()) === 0, 'an empty outbox');
  await second.stop();
  expect(new Set([...seen, ...later]).size).toBe(1);
});
