import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import type { TestApp } from '../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../kit/goods.js';
import {
  connect,
  connectionDo,
  createConnection,
  RememberingExecutor,
  startChannels,
  tell,
  until,
} from './connecting.js';
import { echoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the-very-secret-key-of-echo';
let app: TestApp;
let remote: RemoteSide;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([echoPlugin()], new RememberingExecutor());
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});

const settings = (over: object = {}) => ({ url: remote.url, key: KEY, ...over });
const create = (over: object) => createConnection(app, { plugin: 'echo', name: '回声', settings: settings(), ...over });
const row = async (code: string) =>
  (await app.db.pool.query('select * from channel_connection where code = $1', [code])).rows[0];
const update = async (input: object) =>
  (
    await app.ask(
      'mutation($input: ConnectionUpdateInput!) { connectionUpdate(input: $input) { connection { state version name } userErrors { code field message } } }',
      { input },
      OPERATOR,
    )
  ).data.connectionUpdate;

test.each([
  [{ code: 'Echo' }, ['BAD_CODE', 'code']],
  [{ code: 'direct' }, ['BAD_CODE', 'code']],
  [{ code: 'e1', name: ' ' }, ['BAD_NAME', 'name']],
  [{ code: 'e1', plugin: 'echos' }, ['UNKNOWN_PLUGIN', 'plugin']],
  [{ code: 'e1', permissions: ['payment:write'] }, ['NOT_DECLARED', 'permissions']],
  [{ code: 'e1', settings: 'all' }, ['INVALID', 'settings']],
  [{ code: 'e1', settings: { url: 'here', key: KEY } }, ['BAD_SETTING', 'settings.url']],
  [{ code: 'e1', settings: { url: 'https://a.cn', key: KEY, kee: 'x' } }, ['BAD_SETTING', 'settings.kee']],
  [{ code: 'e1', settings: { url: 'https://a.cn', key: KEY, selection: '{ nothing }' } }, ['BAD_SETTING', 'settings']],
])('a connection with %j is refused, and nothing is kept', async (over, expected) => {
  const { connection, userErrors } = await create(over);
  expect([connection, userErrors.map((e: { code: string; field: string }) => [e.code, e.field])]).toEqual([
    null,
    [expected],
  ]);
  expect((await app.db.pool.query('select count(*)::int as n from channel_connection')).rows[0].n).toBe(0);
});

test('its secrets are sealed, shown as set, and nowhere else', async () => {
  const { connection } = await create({ code: 'kept' });
  const stored = await row('kept');
  expect(stored).toMatchObject({
    settings: { url: remote.url },
    secret_paths: ['key'],
    state: 'CREATED',
    config_version: 2,
  });
  expect(JSON.stringify(stored)).not.toContain(KEY);
  const shown = await app.ask(
    'query($id: ID!) { connection(id: $id) { code state settings secrets { path set } permissions plugin { id version settingsSchema } } node(id: $id) { id } }',
    { id: connection.id },
    OPERATOR,
  );
  expect(shown.data.connection).toMatchObject({
    code: 'kept',
    settings: { url: remote.url },
    secrets: [{ path: 'key', set: true }],
    permissions: ['product:read', 'stock:read', 'order:read', 'order:write'],
    plugin: { id: 'echo', version: '1.0.0', settingsSchema: { properties: { key: { secret: true } } } },
  });
  expect(shown.data.node).toEqual({ id: connection.id });
  expect(JSON.stringify(shown)).not.toContain(KEY);
  expect((await create({ code: 'kept' })).userErrors).toMatchObject([{ code: 'DUPLICATE_CODE', field: 'code' }]);
});

test('it works only after the remote side took its settings', async () => {
  const { connection } = await create({ code: 'steps', settings: settings({ key: 'wrong-key-of-echo' }) });
  expect((await connectionDo(app, 'Activate', connection.id)).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
  const refused = await connectionDo(app, 'Verify', connection.id);
  expect(refused.userErrors).toEqual([
    {
      code: 'NOT_VERIFIED',
      field: 'settings.key',
      message: 'The remote side does not take these settings: WRONG_KEY: the key [secret] is not ours',
    },
  ]);
  expect(await row('steps')).toMatchObject({ state: 'CREATED', version: 1 });
  await update({ connectionId: connection.id, settings: settings() });
  expect((await connectionDo(app, 'Verify', connection.id)).connection).toMatchObject({ state: 'VERIFIED' });
  expect((await connectionDo(app, 'Activate', connection.id)).connection).toMatchObject({ state: 'ACTIVE' });
  expect((await connectionDo(app, 'Deactivate', connection.id)).connection).toMatchObject({ state: 'INACTIVE' });
  remote.status = 500;
  expect((await connectionDo(app, 'Activate', connection.id)).userErrors).toMatchObject([{ code: 'NOT_VERIFIED' }]);
  remote.status = 200;
  expect(await row('steps')).toMatchObject({ state: 'INACTIVE' });
});

test('a secret that is left out stays; an active connection is never left with settings that do not work', async () => {
  const id = await connect(app, 'changed', settings());
  expect(await update({ connectionId: id, name: '新名', settings: { url: remote.url } })).toMatchObject({
    connection: { state: 'ACTIVE', name: '新名' },
    userErrors: [],
  });
  const before = await row('changed');
  expect(await update({ connectionId: id, settings: settings({ key: 'not-the-key' }) })).toMatchObject({
    connection: null,
    userErrors: [{ code: 'NOT_VERIFIED', field: 'settings.key' }],
  });
  expect(await update({ connectionId: id, name: 'x', version: 1 })).toMatchObject({ userErrors: [{ code: 'STALE' }] });
  expect(await row('changed')).toEqual(before);
  expect((await tell(app, 'changed', KEY, [])).status).toBe(200);
});

test('settings of an older version are upgraded, those of a newer one are not started', async () => {
  const id = await connect(app, 'aged', settings());
  await app.db.pool.query(
    `update channel_connection set config_version = 1, settings = jsonb_build_object('address', $1::text), version = version + 1 where code = 'aged'`,
    [remote.url],
  );
  expect((await tell(app, 'aged', KEY, [])).status).toBe(200);
  await app.db.pool.query(
    `update channel_connection set config_version = 3, version = version + 1 where code = 'aged'`,
  );
  expect(await tell(app, 'aged', KEY, [])).toMatchObject({ status: 503, body: { code: 'INACTIVE' } });
  const check = await app.ask(
    'mutation($id: ID!) { connectionCheck(input: { connectionId: $id }) { health { status code message } } }',
    { id },
    OPERATOR,
  );
  expect(check.data.connectionCheck.health).toEqual({
    status: 'DOWN',
    code: 'CONFIG_NEWER',
    message: 'its settings are of version 3, the plug-in echo reads version 2',
  });
});

const issue = async (connectionId: string, over: object = {}) =>
  (
    await app.ask(
      'mutation($input: ConnectionTokenInput!) { connectionTokenIssue(input: $input) { token expiresAt userErrors { code field } } }',
      { input: { connectionId, ...over } },
      OPERATOR,
    )
  ).data.connectionTokenIssue;
const rights = async (token: string) =>
  (await app.ask('{ viewer { id role permissions } }', {}, { token })).data?.viewer?.permissions as
    string[] | undefined;

test('a token may do what its connection was granted, until it is revoked', async () => {
  const id = await connect(app, 'granted', settings());
  expect((await issue(id, { days: 400 })).userErrors).toMatchObject([{ code: 'BAD_DAYS', field: 'days' }]);
  const { token } = await issue(id);
  expect(await rights(token)).toEqual(
    expect.arrayContaining(['read Order', 'place Order', 'cancel Order', 'read Product', 'read Stock']),
  );
  expect(await rights(token)).not.toContain('pay Order');
  await update({ connectionId: id, permissions: ['product:read'] });
  await until(async () => !(await rights(token))!.includes('read Order'), 'less');
  expect((await app.ask('{ orders { nodes { id } } }', {}, { token })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
  expect((await app.ask('{ stockItems { nodes { id } } }', {}, { token })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
  const { token: newer } = await issue(id, { revokeOlder: true });
  await until(async () => (await rights(token)) === undefined, 'revocation');
  expect(await rights(newer)).toContain('read Product');
  await connectionDo(app, 'Deactivate', id);
  await until(async () => (await rights(newer)) === undefined, 'the end of its token');
});

test('a channel reads its own orders alone, and none without being granted it', async () => {
  const id = await connect(app, 'seller', settings());
  const { token } = await issue(id);
  const product = await makeProduct(app, { stock: { [GATE]: '9' } });
  await app.ask(
    'mutation($input: ListingSetInput!) { listingSet(input: $input) { userErrors { code } } }',
    { input: { productId: product, channel: 'seller', siteCodes: [GATE] } },
    OPERATOR,
  );
  const place = (channel: string, as: object) =>
    app.ask(
      'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id channel { code } } userErrors { code field } } }',
      {
        input: {
          idempotencyKey: newKey(),
          channel,
          buyer: { name: '李小明', phone: '13812345678' },
          lines: [{ productId: product, quantity: '1' }],
        },
      },
      as,
    );
  const mine = (await place('seller', { token })).data.orderPlace;
  expect(mine).toMatchObject({ order: { channel: { code: 'seller' } }, userErrors: [] });
  const others = (await place('direct', {})).data.orderPlace.order.id;
  const seen = async () =>
    (
      await app.ask(
        'query($a: ID!, $b: ID!) { a: order(id: $a) { id } b: order(id: $b) { id } c: node(id: $a) { id } }',
        { a: mine.order.id, b: others },
        { token },
      )
    ).data;
  expect(await seen()).toEqual({ a: { id: mine.order.id }, b: null, c: { id: mine.order.id } });
  await update({ connectionId: id, permissions: ['order:write'] });
  await until(async () => (await seen()) === null || (await seen())?.c === null, 'less');
  expect(
    (await app.ask('query($a: ID!) { node(id: $a) { id } }', { a: mine.order.id }, { token })).data.node,
  ).toBeNull();
});

test('what is not theirs is not there for operators of another county', async () => {
  await connect(app, 'theirs', settings());
  await app.db.pool.query(
    `insert into place(code, level, name) values ('340322', 'COUNTY', '五河县') on conflict do nothing`,
  );
  await app.db.pool.query(
    `update channel_connection set county_code = '340322', version = version + 1 where code = 'theirs'`,
  );
  const id = globalId('ChannelConnection', 'theirs');
  const seen = await app.ask(
    'query($id: ID!) { connection(id: $id) { code } node(id: $id) { id } channelHealth(connectionId: $id) { status } }',
    { id },
    OPERATOR,
  );
  expect(seen.data).toEqual({ connection: null, node: null, channelHealth: [] });
  expect((await connectionDo(app, 'Deactivate', id)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await row('theirs')).toMatchObject({ state: 'ACTIVE' });
});
