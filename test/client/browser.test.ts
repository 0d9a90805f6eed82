import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type * as Client from '../../src/client/index.js';
import { loadBare } from './bare-realm.js';
import { change, crate, FEED, QUICK, snapshot } from './following.js';
import { scriptedServer } from './scripted-server.js';

/** What a browser and Node both have, and no more than the client needs. */
const GLOBALS = { WebSocket, URL, AbortController, setTimeout, clearTimeout, performance, console };

test('it runs where there is nothing of Node: one package, no node: module, the global WebSocket', async () => {
  const { namespace, packages } = await loadBare('src/client/index.js', GLOBALS);
  expect(packages).toEqual(['graphql-ws/client']);
  const { followFeed, memoryKeep } = namespace as unknown as typeof Client;
  const server = await scriptedServer();
  const feed = followFeed({ url: server.url, query: FEED, keep: memoryKeep(), retry: QUICK, token: () => 'abc' });
  const line = await server.next();
  expect(line.authorization).toBe('Bearer abc');
  line.send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  line.close(4500);
  const back = await server.next();
  expect(back.variables).toEqual({ after: 'c1' });
  back.send(change('c2', crate('a', 2)));
  await feed.until((items) => items.get('a')?.version === 2);
  await feed.close();
  await server.stop();
});

test('the package exports what the sources are built to', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
  for (const [name, file] of [
    ['./client', 'src/client/index'],
    ['./client/node', 'src/client/node'],
  ] as const) {
    expect(exports[name]).toEqual({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
    expect(existsSync(`${file}.ts`)).toBe(true);
  }
  expect(exports['./package.json']).toBe('./package.json');
});
