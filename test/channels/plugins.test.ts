import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app/app.js';
import { loadPlugins } from '../../src/channels/index.js';
import type { AddedField, AnyChannel, FieldCall, Json, Subscription } from 'yizhan/plugin-kit';
import { testConfig, type TestApp } from '../kit/app.js';
import { GATE, makeProduct, OPERATOR } from '../kit/goods.js';
import { connect, connectionDo, RememberingExecutor, startChannels } from './connecting.js';
import { echoPlugin, type EchoConfig, type EchoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the-key-of-added-fields';
type Added = (args: Readonly<Record<string, Json>>, call: FieldCall<EchoConfig>) => Promise<unknown>;
let greet: Added = async () => 'hello';
const field = (allow: string, resolve: Added): AddedField<EchoConfig> => ({ allow, resolve });

const adding = (id: string, typeDefs: string, over: object = {}): EchoPlugin =>
  ({ ...echoPlugin(id), graphql: { typeDefs, ...over } }) as EchoPlugin;
const listening = (id: string, permissions: AnyChannel['permissions'], subscription: Subscription): AnyChannel => ({
  ...echoPlugin(id),
  permissions,
  outbound: { ...echoPlugin(id).outbound!, subscribes: [subscription] },
});
const bad: [AnyChannel, RegExp][] = [
  [{ ...echoPlugin('two'), api: '^9' }, /^two: `api` is "\^9"/],
  [echoPlugin('echo'), /^echo: another plug-in has this id$/],
  [adding('three', 'extend type Query { threeX: '), /^three: its typeDefs cannot be read/],
  [adding('four', 'extend type Query { products: Int }'), /^four: the field products must begin with four/],
  [adding('five', 'extend type Query { fiveX: Int }'), /^five: Query\.fiveX has no resolver$/],
  [adding('six', 'type Product { x: Int }'), /^six: the type Product must begin with Six$/],
  [adding('seven', 'extend type Product { sevenX: Int }'), /^seven: Product: only Query and Mutation may be extended/],
  [
    adding('eight', 'extend type Query { eightX: Nothing }', { queries: { eightX: field('public', async () => 1) } }),
    /^eight: Unknown type:? "Nothing"/,
  ],
  [
    adding('nine', 'extend type Query { nineX: Int }', { queries: { nineX: field('', async () => 1) } }),
    /^nine: Query\.nineX has no good policy: ""$/,
  ],
  [
    {
      ...echoPlugin('ten'),
      outbound: { ...echoPlugin('ten').outbound!, subscribes: [{ event: 'stock', selection: '{ colour }' }] },
    },
    /^ten: the selection of stock does not fit the graph: Cannot query field "colour" on type "Product"\.$/,
  ],
  [
    listening('eleven', ['stock:read'], { event: 'stock', selection: '{ stock { available } }' }),
    /^eleven: the selection of stock reads Product, which needs the permission product:read: declare it$/,
  ],
  [
    listening('twelve', ['order:read'], { event: 'order', selection: '{ lines { of: product { name } } }' }),
    /^twelve: the selection of order reads Product at `lines\.of`, which needs the permission product:read: declare it$/,
  ],
  [null as never, /^a plug-in is not a value made by defineChannel$/],
];

const added = adding(
  'echo',
  `
  extend type Query { echoGreeting(name: String!): String }
  extend type Mutation { echoCancel(input: EchoCancelInput!): EchoAnswer! }
  input EchoCancelInput { number: String!, idempotencyKey: String! }
  type EchoAnswer { status: String! }
`,
  {
    queries: { echoGreeting: field('public', (args, call) => greet(args, call)) },
    mutations: {
      echoCancel: field('cancel Order', async (args, call) => {
        const { number } = args['input'] as { number: string };
        return call.execute({ kind: 'order.cancel', order: { number } });
      }),
    },
  },
);

const executor = new RememberingExecutor();
let app: TestApp;
let remote: RemoteSide;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([added, ...bad.map(([plugin]) => plugin)], executor);
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});

test('plug-ins with a fault are left out and the server runs on; strictly, it does not start', async () => {
  const { data } = await app.ask('{ channelPlugins { id } }', {}, OPERATOR);
  expect(data.channelPlugins).toEqual([{ id: 'echo' }]);
  const start = createApp({
    url: app.databaseUrl,
    config: testConfig(),
    logger: pino({ level: 'silent' }),
    jobs: false,
    strictPlugins: true,
    channels: { plugins: [added, ...bad.map(([plugin]) => plugin)] },
  });
  const error = await start.then(
    () => new Error('it started'),
    (thrown: Error) => thrown,
  );
  const lines = error.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
  expect(error.message).toMatch(/^plug-ins with faults:/);
  for (const [, fault] of bad) expect(lines.find((line) => fault.test(line)) ?? `no line is ${fault}`).toMatch(fault);
  // `four` has two faults: its name, and no resolver.
  expect(lines).toHaveLength(bad.length + 1);
});

describe('a plug-in named in the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-plugins-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the default export of a package; what cannot be loaded is said', async () => {
    const packaged = join(folder, 'node_modules', '@partner', 'radio');
    mkdirSync(packaged, { recursive: true });
    writeFileSync(join(packaged, 'package.json'), '{"type":"module","main":"plugin.js"}');
    writeFileSync(join(packaged, 'plugin.js'), 'export default [{ id: "radio" }, { id: "television" }];');
    const { plugins, faults } = await loadPlugins(['@partner/radio', './nowhere', '@no/such'], folder);
    expect(plugins).toEqual([{ id: 'radio' }, { id: 'television' }]);
    expect(faults.map((fault) => fault.replace(folder, '.'))).toEqual([
      './nowhere: it cannot be loaded: ./nowhere holds no plug-in: neither "main" of a package.json nor index.ts nor index.js',
      expect.stringMatching(/^@no\/such: it cannot be loaded: /),
    ]);
  });
});

describe('fields that a plug-in adds', () => {
  const greeting = (variables: object = {}, as = {}) =>
    app.ask('query($c: String) { echoGreeting(name: "you", connection: $c) }', { ...variables }, as);
  const code = async (asking: ReturnType<typeof greeting>) => (await asking).errors?.[0]?.extensions.code;

  test('are resolved for the only connection that is active, or the chosen one', async () => {
    expect(await code(greeting())).toBe('CHANNEL_UNAVAILABLE');
    await connect(app, 'one', { url: remote.url, key: KEY });
    greet = async ({ name }, { connection, viewer }) => `${name} ${connection.code} ${viewer.kind}`;
    expect((await greeting()).data.echoGreeting).toBe('you one visitor');
    const second = await connect(app, 'second', { url: remote.url, key: KEY });
    expect(await code(greeting())).toBe('BAD_USER_INPUT');
    expect((await greeting({ c: 'second' }, OPERATOR)).data.echoGreeting).toBe('you second staff');
    expect(await code(greeting({ c: 'third' }))).toBe('NOT_FOUND');
    await connectionDo(app, 'Deactivate', second);
  });

  test('read as whoever asks, or as the connection', async () => {
    const product = await makeProduct(app, { stock: { [GATE]: '5' } });
    const document = 'query($id: ID!) { product(id: $id) { name } viewer { role } }';
    greet = async (_args, call) =>
      JSON.stringify([
        (await call.graph(document, { id: product }))['viewer'],
        (await call.as.graph(document, { id: product }))['viewer'],
      ]);
    expect(JSON.parse((await greeting({}, OPERATOR)).data.echoGreeting)).toEqual([
      { role: 'CHANNEL' },
      { role: 'COUNTY_OPERATOR' },
    ]);
    greet = async (_args, call) =>
      String(await call.graph('mutation { signOut(input: { refreshToken: "x" }) { done } }'));
    expect(await code(greeting())).toBe('INTERNAL_SERVER_ERROR');
  });

  test('are for those whom their policy allows; commands have the keys of the request', async () => {
    const cancel = (as: object, key = 'k1') =>
      app.ask(
        'mutation($input: EchoCancelInput!) { echoCancel(input: $input) { status } }',
        { input: { number: 'YZ1', idempotencyKey: key } },
        as,
      );
    expect((await cancel({})).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await cancel({ role: 'AUDITOR' })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(executor.executed).toEqual([]);
    expect((await cancel(OPERATOR)).data.echoCancel).toEqual({ status: 'done' });
    expect((await cancel(OPERATOR)).data.echoCancel).toEqual({ status: 'done' });
    expect(executor.executed).toEqual([
      {
        connection: 'one',
        command: { kind: 'order.cancel', order: { number: 'YZ1' } },
        key: expect.stringMatching(/^field:echoCancel:staff:\d+:k1\.0$/),
      },
    ]);
  });

  test('that fail or hang are masked, and tell no secret', async () => {
    greet = async () => {
      throw new Error(`the key is ${KEY}`);
    };
    const failed = await greeting();
    expect(failed.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(failed)).not.toContain(KEY);
    greet = () => new Promise(() => undefined);
    expect(await code(greeting())).toBe('CHANNEL_UNAVAILABLE');
  });
});
