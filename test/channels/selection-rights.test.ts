import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import type { TestApp } from '../kit/app.js';
import { GATE, makeProduct, OPERATOR, receive } from '../kit/goods.js';
import { connect, createConnection, list, settle, startChannels, until } from './connecting.js';
import { echoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

// What a selection reads that the connection may not see would be told as null: as a thing that is gone.
const KEY = 'the key of what may be seen';
let app: TestApp;
let remote: RemoteSide;
let id: string;
let product: string;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([echoPlugin(), echoPlugin('half', {}, { permissions: ['stock:read'] })]);
  product = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '5' } });
  id = await connect(app, 'out', { url: remote.url, key: KEY });
  await list(app, product, 'out');
  await settled();
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});

async function settled(): Promise<void> {
  await settle(app);
  const open = `select 1 from delivery where state in ('PENDING', 'RETRY', 'SENDING') limit 1`;
  await until(async () => (await app.db.pool.query(open)).rowCount === 0, 'an empty outbox');
}

async function grant(...permissions: string[]): Promise<void> {
  const answer = await app.ask(
    'mutation($input: ConnectionUpdateInput!) { connectionUpdate(input: $input) { userErrors { code } } }',
    { input: { connectionId: id, permissions } },
    OPERATOR,
  );
  expect(answer.data.connectionUpdate.userErrors).toEqual([]);
}

const dead = async () =>
  (await app.db.pool.query(`select id, event, code, note, attempts from delivery where state = 'DEAD'`)).rows as {
    id: string;
  }[];

test('is refused with the settings, where the plug-in does not declare it', async () => {
  const input = { plugin: 'half', code: 'half', name: 'half', settings: { url: remote.url, key: KEY } };
  const { connection, userErrors } = await createConnection(app, input);
  expect(connection).toBeNull();
  const reads = (what: string, permission: string) => ({
    code: 'BAD_SETTING',
    field: 'settings',
    message: expect.stringContaining(`the selection of ${what}, which needs the permission ${permission}`),
  });
  expect(userErrors).toEqual([
    reads('product reads Product', 'product:read'),
    reads('stock reads Product', 'product:read'),
    reads('order reads Order', 'order:read'),
  ]);
  expect((await app.db.pool.query(`select 1 from channel_connection where code = 'half'`)).rowCount).toBe(0);
});

test('is not told as gone, where it was not granted: a dead letter says what is missing, and is told once it is', async () => {
  remote.deliveries.length = 0;
  await grant('stock:read', 'order:read', 'order:write');
  await receive(app, product, GATE, '1');
  await settled();
  expect(remote.deliveries).toEqual([]);
  const [letter, ...others] = await dead();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({
    event: 'stock',
    code: 'NOT_PERMITTED',
    note: 'echo: the selection of stock reads Product, which needs the permission product:read: grant it, and replay',
    attempts: 1,
  });
  await grant('product:read', 'stock:read', 'order:read', 'order:write');
  const replayed = await app.ask(
    'mutation($id: ID!) { deliveryReplay(input: { deliveryId: $id }) { userErrors { code } } }',
    { id: globalId('ChannelDelivery', letter!.id) },
    OPERATOR,
  );
  expect(replayed.data.deliveryReplay.userErrors).toEqual([]);
  await settled();
  expect(await dead()).toEqual([]);
  expect(remote.deliveries.map(({ event, data }) => [event, data])).toEqual([
    ['stock', { id: product, stock: { available: '6' } }],
  ]);
});
