import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { memoryKeep, type FeedEvent, type FeedOptions, type FeedState, type Kept } from '../../src/client/index.js';
import { fileKeep } from '../../src/client/node.js';
import { issueDemoToken } from '../../src/domains/people/index.js';
import { createTokens } from '../../src/platform/auth/index.js';
import { SECRET, startApp, type TestApp } from '../kit/app.js';
import { CENTRE, GATE, makeProduct, receive } from '../kit/goods.js';
import { followStock, stockOf, type Stock } from './stock-following.js';

let app: TestApp;
let folder: string;
const endings: (() => unknown)[] = [];
beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'yizhan-feed-'));
});
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

function follow(productIds: string[], options: Partial<FeedOptions<Stock>> = {}) {
  const feed = followStock(app.url, productIds, { keep: memoryKeep(), ...options });
  endings.push(() => feed.close());
  return feed;
}

/** A product whose first stock is in the feed already: a snapshot may be taken before that, and is of version 0 then. */
async function stocked(stock: Record<string, string>): Promise<string> {
  const id = await makeProduct(app, { stock });
  const feed = follow([id]);
  const sites = Object.keys(stock).length;
  await feed.until((items) => items.size === sites && [...items.values()].every(({ version }) => version === 1));
  await feed.close();
  return id;
}

/** The sockets of one terminal, to be cut. */
function cuttable() {
  const open = new Set<WebSocket>();
  const Socket = class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      open.add(this);
    }
  };
  return { Socket, cut: () => open.forEach((socket) => socket.close(4000, 'pulled')) };
}

const versionIs = (version: number) => (items: ReadonlyMap<string, Stock>) =>
  [...items.values()].some((item) => item.version === version);

const versionOf = (event: FeedEvent<Stock>) => (event.type === 'change' ? event.item.version : event.type);

test('a snapshot, then each change once, through any number of cuts', async () => {
  const id = await stocked({ [GATE]: '5', [CENTRE]: '1' });
  const { Socket, cut } = cuttable();
  const feed = follow([id], { webSocketImpl: Socket });
  const told: (number | string)[] = [];
  const reading = (async () => {
    for await (const event of feed) if (told.push(versionOf(event)) === 21) break;
  })();
  await feed.until((items) => items.size === 2);
  for (let version = 2; version <= 21; version++) {
    await receive(app, id, GATE, '1');
    // Now and then the line goes at once, or after the change has come.
    if (version % 4 === 0) cut();
    if (version % 3 === 0) await feed.until(versionIs(version));
    if (version % 6 === 0) cut();
  }
  await feed.until(versionIs(21));
  const after = told.filter((said) => said !== 'snapshot') as number[];
  // Nothing twice and nothing older after newer; what was missed while it was read is in the newest.
  expect(after).toEqual([...new Set(after)].toSorted((a, b) => a - b));
  expect(told.filter((said) => said === 'snapshot')).toEqual(['snapshot']);
  expect(stockOf(feed).toSorted()).toEqual([
    [CENTRE, 1, '1.000'],
    [GATE, 21, '25.000'],
  ]);
  await feed.close();
  await reading;
});

test('with 20 changes and a reader who keeps up, each is told', async () => {
  const id = await stocked({ [GATE]: '5' });
  const feed = follow([id]);
  await feed.until((items) => items.size === 1);
  const events = feed[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ type: 'snapshot', fresh: true });
  for (let version = 2; version <= 21; version++) {
    await receive(app, id, GATE, '1');
    expect((await events.next()).value).toMatchObject({
      type: 'change',
      item: { version, onHand: `${version + 4}.000`, product: { id }, site: { code: GATE } },
    });
  }
});

/** A terminal in a process of its own, and the lines it prints. */
function terminal(product: string, path: string) {
  const args = [
    '--import',
    './test/kit/run-typescript.js',
    './test/client/follower-process.ts',
    app.url,
    product,
    path,
  ];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env });
  const exited = once(child, 'exit');
  endings.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    line: async () => (await lines.next()).value as string | undefined,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

test('a terminal that loses its power goes on from its file, and hears what it missed', async () => {
  const path = join(folder, 'terminal.json');
  const id = await stocked({ [GATE]: '5' });
  const first = terminal(id, path);
  expect(await first.line()).toBe('snapshot 1');
  await receive(app, id, GATE, '1');
  expect(await first.line()).toBe('change 2');
  const keptVersion = async () =>
    (JSON.parse(await readFile(path, 'utf8').catch(() => '{"items":[]}')) as { items: Stock[] }).items[0]?.version;
  while ((await keptVersion()) !== 2) await new Promise(setImmediate);
  await first.kill();

  await receive(app, id, GATE, '1');
  await receive(app, id, GATE, '1');
  const second = terminal(id, path);
  expect(await second.line()).toBe('kept 2');
  // Far behind or fast, it may get the newest state alone; it never gets an older one, and no second snapshot.
  const heard = [await second.line()];
  if (heard[0] === 'change 3') heard.push(await second.line());
  expect(heard.at(-1)).toBe('change 4');
  await receive(app, id, GATE, '1');
  expect(await second.line()).toBe('change 5');
  await second.kill();
});

test('another filter on the same file starts with a snapshot of its own', async () => {
  const keep = fileKeep(join(folder, 'filter.json'));
  const [a, b] = [await stocked({ [GATE]: '1' }), await stocked({ [GATE]: '2' })];
  const first = follow([a], { keep });
  await first.until((items) => items.size === 1);
  await first.close();
  const warnings: string[] = [];
  const second = follow([b], { keep, onWarning: (warning) => warnings.push(warning) });
  await second.until((items) => items.size === 1);
  expect(stockOf(second)).toEqual([[GATE, 1, '2.000']]);
  expect(warnings).toEqual(['what was kept is of another feed: starting anew']);
});

test('a token that is revoked is told of, and a renewed one goes on where it stood', async () => {
  const id = await stocked({ [GATE]: '1' });
  const tokens = createTokens(SECRET);
  const issue = () => issueDemoToken(app.db, tokens, { role: 'HELPER' });
  let token = await issue();
  const states: FeedState[] = [];
  let refused = (): void => undefined;
  const refusedTwice = new Promise<void>((resolve) => (refused = resolve));
  const feed = follow([id], {
    token: () => token,
    onState: (state) => {
      states.push(state);
      if (states.filter((s) => s.is === 'waiting' && s.refused).length === 2) refused();
    },
  });
  const events = feed[Symbol.asyncIterator]();
  expect(versionOf((await events.next()).value as FeedEvent<Stock>)).toBe('snapshot');
  await app.db.pool.query(`update staff set credential_version = credential_version + 1 where role = 'HELPER'`);
  await refusedTwice;
  await receive(app, id, GATE, '1');
  token = await issue();
  expect(versionOf((await events.next()).value as FeedEvent<Stock>)).toBe(2);
  const waits = states.filter((state) => state.is === 'waiting');
  expect(waits.map(({ code, refused }) => [code, refused])).toEqual(waits.map(() => [4403, true]));
  expect(feed.state).toEqual({ is: 'following' });
});

test('a cursor that the server did not write: a resync, and a fresh snapshot', async () => {
  const id = await stocked({ [GATE]: '3' });
  const keep = memoryKeep();
  const first = follow([id], { keep });
  await first.until((items) => items.size === 1);
  await first.close();
  const kept = keep.load() as Kept;
  const ahead = (kept.items as Stock[]).map((item) => ({ ...item, version: 99 }));
  await keep.save({ feed: kept.feed, cursor: 'forged', items: ahead });
  const second = follow([id], { keep });
  const events = second[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ type: 'snapshot', fresh: false });
  expect((await events.next()).value).toEqual({ type: 'resync', reason: 'CURSOR_INVALID' });
  expect((await events.next()).value).toMatchObject({ type: 'snapshot', fresh: true });
  expect(stockOf(second)).toEqual([[GATE, 1, '3.000']]);
});

test.each<[string, Partial<FeedOptions<Stock>>]>([
  ['what it does not offer', { query: 'subscription($after: Cursor) { nothing(after: $after) { cursor } }' }],
  ['a filter that cannot be', { variables: { filter: { productIds: ['bm90IGFuIGlk'] } } }],
])('a subscription that the server refuses ends the feed: %s', async (_, options) => {
  const feed = follow([], options);
  await expect(feed.until(() => false, { signal: AbortSignal.timeout(5_000) })).rejects.toThrow(
    /^the server refuses the subscription: /,
  );
});
