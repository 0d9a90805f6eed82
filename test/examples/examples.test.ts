import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../kit/goods.js';

let app: TestApp;
let folder: string;
let product: string;

beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'yizhan-examples-'));
  product = await makeProduct(app, { name: '固镇黑花生', priceFen: 1_980, stock: { [GATE]: '20.000' } });
  const { data } = await app.ask(
    `mutation($input: ShopRegisterInput!) { shopRegister(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        name: '谷阳镇农粮驿站',
        address: '固镇县谷阳镇',
        placeCode: '340323100',
        position: { latitude: 33.32, longitude: 117.31 },
      },
    },
    OPERATOR,
  );
  expect(data.shopRegister.userErrors).toEqual([]);
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

const loader = pathToFileURL(resolve('test/kit/run-typescript.js')).href;

/** Runs an example as its reader does, but unbuilt and with its disk elsewhere. */
async function run(example: string, url = `${app.url}/graphql`): Promise<{ code: number; out: string[]; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', YIZHAN_URL: url, YIZHAN_TOKEN: '' };
  const args = ['--disable-warning=ExperimentalWarning', '--import', loader, resolve(`examples/${example}/main.ts`)];
  const ended = await promisify(execFile)(process.execPath, args, { env, cwd: folder }).then(
    (streams) => ({ code: 0, ...streams }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: ended.code, out: ended.stdout.trim().split('\n'), err: ended.stderr };
}

const stock = async () =>
  (await app.ask(`query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }`, { id: product })).data
    .product.stock;

test('the front end browses, finds the nearest shop, orders one unit, and is told why another order is refused', async () => {
  const { code, out, err } = await run('front-end');
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toEqual([
    '固镇县 (340323): 12 townships, 18 poor villages',
    '花生: 1 products on the first page',
    '  固镇黑花生  ¥19.80/KG  王**, 陡沟村  20.000 left',
    expect.stringMatching(/^ +0 m {2}谷阳镇农粮驿站 {2}(open|closed)$/),
    expect.stringMatching(/^order YZ\w+: PICK_UP, ¥19\.80, held until 20\d\d-.*Z$/),
    'an order of 1,000,000 is refused: OUT_OF_STOCK: Only 19.000 of “固镇黑花生” is available',
  ]);
  expect(await stock()).toEqual({ onHand: '20.000', reserved: '1.000', available: '19.000' });
});

test('the kiosk terminal loses its line, misses nothing, and goes on from the cursor on its disk', async () => {
  const first = await run('kiosk-terminal');
  expect(first.err).toBe('');
  expect(first.out).toEqual([
    `${GATE}: starting without a cursor`,
    'snapshot: 1 items',
    expect.stringMatching(/^#\d+ 固镇黑花生: 18\.000 available, version 3$/),
    'the line is cut; two more are sold',
    expect.stringMatching(/^#\d+ 固镇黑花生: 17\.000 available, version 4$/),
    expect.stringMatching(/^#\d+ 固镇黑花生: 16\.000 available, version 5$/),
    'the terminal holds what the server holds: 1 items',
  ]);
  const second = await run('kiosk-terminal');
  expect(second.out.filter((said) => said.startsWith('snapshot'))).toEqual([]);
  expect(second.out[0]).toBe(`${GATE}: going on from the cursor on disk, 1 items`);
  expect(second.out.at(-1)).toBe('the terminal holds what the server holds: 1 items');
  const kept = JSON.parse(await readFile(join(folder, '.data/kiosk-terminal.json'), 'utf8'));
  expect(
    kept.items.map(({ version, available }: { version: number; available: string }) => [version, available]),
  ).toEqual([[8, '13.000']]);
});

test('an example that finds no server says so in a line, and fails', async () => {
  const url = `http://127.0.0.1:${await freePort()}/graphql`;
  const { code, err } = await run('front-end', url);
  expect(code).toBe(1);
  expect(err).toBe(`${url} does not answer: run npm start in another terminal\n`);
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
