import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Keep, storageKeep } from '../../src/client/index.js';
import { fileKeep } from '../../src/client/node.js';
import { change, closeFollowers, crate, FEED, follow, heldBy, nextOf, snapshot } from './following.js';
import { scriptedServer, type ScriptedServer } from './scripted-server.js';

let server: ScriptedServer;
let folder: string;
beforeAll(async () => {
  server = await scriptedServer();
  folder = await mkdtemp(join(tmpdir(), 'yizhan-client-'));
});
afterEach(closeFollowers);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const NAME = JSON.stringify(['/graphql', FEED, {}]);

test('a file holds the cursor with its items, for its owner alone, and a new start goes on from there', async () => {
  const path = join(folder, 'below', 'feed.json');
  const first = follow(server.url, { keep: fileKeep(path) });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1), crate('b', 1)]), change('c2', crate('a', 2)));
  await first.feed.until((items) => items.get('a')?.version === 2);
  await first.feed.close();
  const kept = { feed: NAME, cursor: 'c2', items: [crate('a', 2), crate('b', 1)] };
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(kept);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'below'))).toEqual(['feed.json']);

  const second = follow(server.url.replace('127.0.0.1', 'localhost'), { keep: fileKeep(path) });
  const back = await server.next();
  expect(back.variables).toEqual({ after: 'c2' });
  const events = second.feed[Symbol.asyncIterator]();
  expect(await nextOf(events)).toEqual({ type: 'snapshot', fresh: false, items: second.feed.items });
  back.send(change('c2', crate('a', 2)), change('c3', crate('b', 2)));
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('b', 2), sequence: 3 });
  expect(heldBy(second.feed)).toEqual(['a2', 'b2']);
  expect(second.warnings).toEqual([]);
});

test.each([
  ['a torn one', '{"feed":"x","cursor":"c1","ite', /^what was kept cannot be read, starting anew: .*JSON/],
  ['an empty one', '', /^what was kept cannot be read, starting anew: .*JSON/],
  ['a foreign one', '{"some":"settings"}', /^what was kept is no state of a feed: starting anew$/],
  ['foreign items', JSON.stringify({ feed: NAME, cursor: 'c', items: [{}] }), /^what was kept is no state of a feed/],
  ['that of another feed', JSON.stringify({ feed: 'x', cursor: 'c', items: [] }), /^what was kept is of another feed/],
])('a file that is none of ours is warned of and written anew: %s', async (_, text, warning) => {
  const path = join(folder, 'torn.json');
  await writeFile(path, text);
  const { feed, warnings } = follow(server.url, { keep: fileKeep(path) });
  const line = await server.next();
  expect(line.variables).toEqual({ after: null });
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  line.send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  await feed.close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ feed: NAME, cursor: 'c1', items: [crate('a', 1)] });
});

test('a folder in the place of the file, and a torn file beside it, are no reason to stop', async () => {
  const path = join(folder, 'taken');
  await mkdir(path);
  const { feed, warnings } = follow(server.url, { keep: fileKeep(path) });
  (await server.next()).send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  await feed.close();
  expect(warnings).toEqual([
    expect.stringMatching(/^what was kept cannot be read, starting anew: EISDIR/),
    expect.stringMatching(/^the state could not be kept: /),
  ]);
  const beside = join(folder, 'beside.json');
  await writeFile(`${beside}.new`, '{"torn');
  const other = follow(server.url, { keep: fileKeep(beside) });
  (await server.next()).send(snapshot('c1', [crate('a', 1)]));
  await other.feed.until((items) => items.size === 1);
  await other.feed.close();
  expect(other.warnings).toEqual([]);
  expect(JSON.parse(await readFile(beside, 'utf8'))).toMatchObject({ cursor: 'c1' });
});

test('the cursor of another filter or another document is not used', async () => {
  const path = join(folder, 'filter.json');
  const start = async (query: string, site: string, cursor: string) => {
    const { feed } = follow(server.url, { keep: fileKeep(path), query, variables: { site, after: cursor } });
    const line = await server.next();
    line.send(snapshot(cursor, [crate(site, 1)]));
    await feed.until((items) => items.has(site));
    await feed.close();
    return line.variables;
  };
  expect(await start(FEED, 'A', 'c1')).toEqual({ site: 'A', after: null });
  expect(await start(FEED, 'A', 'c2')).toEqual({ site: 'A', after: 'c1' });
  expect(await start(FEED, 'B', 'c3')).toEqual({ site: 'B', after: null });
  expect(await start(`${FEED} # with more fields`, 'B', 'c4')).toEqual({ site: 'B', after: null });
});

test('saving takes a fifth of the time at most, and closing does not wait for the rest', async () => {
  const pause = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));
  let saves = 0;
  const keep: Keep = {
    load: () => null,
    save: async () => {
      saves++;
      await pause(100);
    },
  };
  const { feed } = follow(server.url, { keep });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  for (let version = 2; version <= 41; version++) {
    line.send(change(`c${version}`, crate('a', version)));
    await pause(10);
  }
  await feed.until((items) => items.get('a')?.version === 41);
  // The first rests for 400 ms; without a rest there would be four by now.
  expect(saves).toBeLessThanOrEqual(2);
  // Of the rest after the second, closing waits for nothing.
  while (saves < 2) await pause(10);
  await pause(120);
  const since = performance.now();
  await feed.close();
  expect(performance.now() - since).toBeLessThan(200);
});

test("a browser's storage keeps too", async () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const first = follow(server.url, { keep: storageKeep(storage, 'stock') });
  (await server.next()).send(snapshot('c1', [crate('a', 1)]));
  await first.feed.until((items) => items.size === 1);
  await first.feed.close();
  expect([...stored.keys()]).toEqual(['stock']);
  const second = follow(server.url, { keep: storageKeep(storage, 'stock') });
  expect((await server.next()).variables).toEqual({ after: 'c1' });
  expect(heldBy(second.feed)).toEqual(['a1']);
});
