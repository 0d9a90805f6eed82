import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { FeedEvent } from '../../src/client/index.js';
import { change, closeFollowers, crate, type Crate, follow, gone, heldBy, nextOf, snapshot } from './following.js';
import { scriptedServer, type ScriptedServer } from './scripted-server.js';

let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer();
});
afterEach(closeFollowers);
afterAll(() => server.stop());

test('who is far behind gets the newest of each item, in the order of the feed', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c0', [crate('a', 1), crate('b', 1), crate('c', 1)]));
  await nextOf(events);
  for (let version = 2; version <= 3_000; version++) line.send(change(`c${version}`, crate('a', version)));
  line.send(change('c3001', crate('b', 2)), gone('c3002', 'c'), change('c3003', crate('a', 3_001)));
  await feed.until((items) => items.get('a')?.version === 3_001);
  expect([await nextOf(events), await nextOf(events), await nextOf(events)]).toEqual([
    { type: 'change', item: crate('b', 2), sequence: 3001 },
    { type: 'gone', item: crate('c', 1), sequence: 3002 },
    { type: 'change', item: crate('a', 3_001), sequence: 3003 },
  ]);
  line.send(change('c3004', crate('b', 3)));
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('b', 3), sequence: 3004 });
  // Having caught up, it is told every step again.
  const next = nextOf(events);
  line.send(...[4, 5, 6].map((version) => change(`c300${version + 1}`, crate('b', version))));
  await feed.until((items) => items.get('b')?.version === 6);
  expect([await next, await nextOf(events), await nextOf(events)]).toMatchObject(
    [4, 5, 6].map((version) => ({ type: 'change', item: crate('b', version) })),
  );
});

test('who keeps up is told every step, also of messages that come at once', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c1', [crate('a', 1)]));
  await nextOf(events);
  for (let version = 2; version <= 1_001; version++) line.send(change(`c${version}`, crate('a', version)));
  await feed.until((items) => items.get('a')?.version === 1_001);
  for (let version = 2; version <= 1_001; version++)
    expect(await nextOf(events)).toEqual({ type: 'change', item: crate('a', version), sequence: version });
});

test('who has not read the snapshot yet gets it as it is now, and nothing of it again', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1), crate('b', 1)]), change('c2', crate('a', 2)), gone('c3', 'b'));
  await feed.until((items) => items.get('a')?.version === 2 && !items.has('b'));
  const events = feed[Symbol.asyncIterator]();
  expect(await nextOf(events)).toEqual({ type: 'snapshot', fresh: true, items: new Map([['a', crate('a', 2)]]) });
  line.send(change('c4', crate('a', 3)));
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('a', 3), sequence: 4 });
});

test('more unread steps than a thousand, and than there are items, become one snapshot', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c0', []));
  await nextOf(events);
  // Orders that come and go: each is another item, so nothing coalesces.
  for (let n = 1; n <= 1_002; n++) line.send(change(`c${n}`, crate(`order ${n}`, 1)), gone(`c${n}`, `order ${n}`));
  line.send(change('c2000', crate('last', 1)));
  await feed.until((items) => items.has('last'));
  expect(await nextOf(events)).toEqual({
    type: 'snapshot',
    fresh: false,
    items: new Map([['last', crate('last', 1)]]),
  });
});

test('a snapshot that was read does not change any more', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c1', [crate('a', 1)]));
  const read = (await nextOf(events)) as FeedEvent<Crate> & { type: 'snapshot' };
  line.send(change('c2', crate('a', 2)));
  await nextOf(events);
  expect(read.items.get('a')).toEqual(crate('a', 1));
});

test('leaving the loop ends the feed and its connection', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  const seen: string[] = [];
  for await (const event of feed) {
    seen.push(event.type);
    break;
  }
  expect(seen).toEqual(['snapshot']);
  expect(feed.state).toEqual({ is: 'ended' });
  expect(await line.closed).toBe(1000);
  // What was held is still there to be looked at.
  expect(heldBy(feed)).toEqual(['a1']);
});

test('closing ends a reader who waits, and one who waits for a state', async () => {
  const { feed } = follow(server.url);
  await server.next();
  const reading = feed[Symbol.asyncIterator]().next();
  const until = feed.until((items) => items.size > 0);
  const refused = expect(until).rejects.toThrow('the feed was closed');
  await feed.close();
  expect(await reading).toEqual({ done: true, value: undefined });
  await refused;
});

test('what was not read before closing is not told after it', async () => {
  const { feed } = follow(server.url);
  (await server.next()).send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  await feed.close();
  expect(await feed[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
});

test('waiting for a state ends with its signal', async () => {
  const { feed } = follow(server.url);
  await server.next();
  await expect(feed.until(() => false, { signal: AbortSignal.timeout(10) })).rejects.toThrow(/timeout/);
});

test('a feed of another shape is read by its own rule', async () => {
  const { feed } = follow(server.url, {
    read: (data) => {
      const { at, crates } = data['feed'] as { at: string; crates: Crate[] };
      return { type: 'snapshot', cursor: at, complete: true, items: crates };
    },
  });
  (await server.next()).send({ at: 'p1', crates: [crate('a', 1)] });
  await feed.until((items) => items.size === 1);
  expect(feed.cursor).toBe('p1');
});
