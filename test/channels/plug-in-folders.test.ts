import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSimulator } from '../../examples/partner-plug-in/simulator.js';
import { startApp, type TestApp } from '../kit/app.js';
import { cloneDatabase } from '../kit/database.js';
import { GATE, makeProduct } from '../kit/goods.js';
import { serverProcess, type ServerProcess } from '../stories/server-process.js';
import { connect, list, until } from './connecting.js';

// Partners' folders that lie outside the platform, as an operator names them in `YIZHAN_PLUGINS`.
const simulator = createSimulator();
let folder: string;
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let server: ServerProcess;
let served: TestApp;
let product: string;

const plain = (id: string) => `import { defineChannel, z } from 'yizhan/plugin-kit';
  export default defineChannel({
    id: '${id}', name: { zh: '简', en: 'Plain' }, version: '1.0.0', api: '^1', capabilities: [], permissions: [],
    config: { version: 1, schema: z.object({}) },
    verify: async () => undefined,
  });`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-folders-'));
  cpSync('examples/partner-plug-in', join(folder, 'canteen'), { recursive: true });
  for (const [name, file] of [
    ['typed', 'index.ts'],
    ['plain', 'index.js'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, file), plain(name));
  }
  writeFileSync(join(folder, 'plain', 'package.json'), '{"type":"module"}');
  [database] = await Promise.all([cloneDatabase(), simulator.start()]);
  const app = await startApp({}, database.url, { plugins: [] });
  product = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '7' } });
  const token = await app.token('COUNTY_OPERATOR');
  await app.stop();
  server = await serverProcess(database.url, {
    YIZHAN_PLUGINS: ['canteen', 'typed', 'plain/index.js', 'nothing'].map((name) => join(folder, name)).join(','),
    YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'true',
  });
  await server.start();
  served = askedBy(server.url, token);
});
afterAll(async () => {
  await server?.kill();
  await simulator.stop();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

/** The part of a test's app that asks the graph, of a server in another process. */
function askedBy(url: string, token: string): TestApp {
  const ask: TestApp['ask'] = async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as never;
  };
  return { url, ask } as TestApp;
}

test('are served beside the shipped channels, TypeScript as it is; one that holds nothing is left out', async () => {
  const { data } = await served.ask('{ channelPlugins { id version } }');
  const ids = data.channelPlugins.map(({ id }: { id: string }) => id);
  expect(ids.filter((id: string) => ['canteen', 'typed', 'plain', 'wechat'].includes(id)).sort()).toEqual([
    'canteen',
    'plain',
    'typed',
    'wechat',
  ]);
});

/** Jest keeps Node's own loader from its tests: in a process of its own. */
async function load(...names: string[]): Promise<{ plugins: { id: string }[]; faults: string[] }> {
  const script = `const { loadPlugins } = await import(${JSON.stringify(resolve('src/channels/index.ts'))});
    const { plugins, faults } = await loadPlugins(${JSON.stringify(names)}, ${JSON.stringify(folder)});
    console.log(JSON.stringify({ plugins: plugins.map(({ id }) => ({ id })), faults }));`;
  const loader = resolve('test/kit/run-typescript.js');
  const args = ['--import', loader, '--input-type=module', '-e', script];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as never;
}

test('are named by path, or as they stand in the folder that the server runs in; each fault is said', async () => {
  writeFileSync(join(folder, 'empty.js'), 'export const nothing = 1;');
  writeFileSync(join(folder, 'astray.js'), "import 'yizhan/plugin-kit/other';");
  expect(await load('./plain', 'typed', join(folder, 'canteen'), './empty.js', 'astray.js', './nothing')).toEqual({
    plugins: [{ id: 'plain' }, { id: 'typed' }, { id: 'canteen' }],
    faults: [
      './empty.js: it cannot be loaded: it has no default export',
      expect.stringMatching(/^astray\.js: it cannot be loaded: Cannot find package 'yizhan'/),
      expect.stringMatching(/^\.\/nothing: it cannot be loaded: .*nothing holds no plug-in: neither "main"/),
    ],
  });
});

test('work: a connection of one is verified, and tells a product and its stock', async () => {
  await connect(served, 'kitchen', simulator.settings(), 'canteen');
  await list(served, product, 'kitchen');
  const told = () => simulator.outbound!.told();
  await until(() => told().some(({ event }) => event === 'stock'), 'the stock');
  expect(told().map(({ event, quantity }) => [event, quantity])).toEqual([
    ['product', undefined],
    ['stock', '7'],
  ]);
});
