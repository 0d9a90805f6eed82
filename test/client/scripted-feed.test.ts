import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { memoryKeep, type Kept } from '../../src/client/index.js';
import { change, closeFollowers, crate, follow, gone, heldBy, nextOf, snapshot } from './following.js';
import { scriptedServer, type ScriptedServer } from './scripted-server.js';

let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer();
});
afterEach(closeFollowers);
afterAll(() => server.stop());

test('a snapshot, changes, something gone: told one by one, and held', async () => {
  const { feed } = follow(server.url, { variables: { filter: { site: 'A' } }, token: 'abc' });
  const line = await server.next();
  expect(line.variables).toEqual({ filter: { site: 'A' }, after: null });
  expect(line.authorization).toBe('Bearer abc');
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c1', [crate('a', 1), crate('b', 4)]));
  expect(await nextOf(events)).toEqual({
    type: 'snapshot',
    fresh: true,
    items: new Map([
      ['a', crate('a', 1)],
      ['b', crate('b', 4)],
    ]),
  });
  line.send(change('c2', crate('a', 2)), gone('c3', 'b'), change('c4', crate('c', 1)));
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('a', 2), sequence: 2 });
  expect(await nextOf(events)).toEqual({ type: 'gone', item: crate('b', 4), sequence: 3 });
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('c', 1), sequence: 4 });
  expect(heldBy(feed)).toEqual(['a2', 'c1']);
  expect(feed.cursor).toBe('c4');
});

test('lower and equal versions, and what is not held, change nothing but the cursor', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c1', [crate('a', 5, 50)]));
  await nextOf(events);
  line.send(
    change('c2', crate('a', 5, 1)),
    change('c3', crate('a', 4, 1)),
    gone('c4', 'x'),
    change('c5', crate('a', 6)),
  );
  expect(await nextOf(events)).toEqual({ type: 'change', item: crate('a', 6), sequence: 5 });
  expect(feed.cursor).toBe('c5');
});

test.each([4500, 4400, 1011, 1013, 4403, 4409, 1000, 1001])(
  'closed with %i, it comes back with the newest cursor',
  async (code) => {
    const { feed, states } = follow(server.url);
    const line = await server.next();
    line.send(snapshot('c1', [crate('a', 1)]), change('c2', crate('a', 2)));
    await feed.until((items) => items.get('a')?.version === 2);
    line.close(code, 'because');
    const back = await server.next();
    expect(back.variables).toEqual({ after: 'c2' });
    back.send(change('c3', crate('a', 3)));
    await feed.until((items) => items.get('a')?.version === 3);
    expect(states).toEqual([
      { is: 'connecting', attempt: 1 },
      { is: 'following' },
      { is: 'waiting', delayMs: 4, reason: `closed with ${code}: because`, refused: code === 4403, code },
      { is: 'connecting', attempt: 2 },
      { is: 'following' },
    ]);
  },
);

test('a subscription that the server completes is taken up again', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c7', [crate('a', 1)]));
  line.complete();
  expect((await server.next()).variables).toEqual({ after: 'c7' });
  expect(await line.closed).toBe(1000);
  expect(heldBy(feed)).toEqual(['a1']);
});

test('parts of a snapshot are shown and kept only when all are there, and parts of a lost line not at all', async () => {
  const keep = memoryKeep();
  const { feed } = follow(server.url, { keep });
  const first = await server.next();
  first.send(snapshot('anew', [crate('a', 1), crate('b', 1)], false));
  first.close(1013);
  const second = await server.next();
  expect(second.variables).toEqual({ after: null });
  expect(feed.items.size).toBe(0);
  expect(keep.load()).toBeNull();
  second.send(snapshot('anew', [crate('a', 1)], false), change('c9', crate('a', 2)), snapshot('c8', [crate('c', 1)]));
  await feed.until((items) => items.size > 0);
  expect(heldBy(feed)).toEqual(['a2', 'c1']);
  expect(feed.cursor).toBe('c8');
});

test('a fresh snapshot takes the place of what is held: what it lacks is gone, what it has older stays', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 3), crate('b', 1)]), snapshot('c2', [crate('a', 2), crate('c', 1)]));
  await feed.until((items) => items.has('c'));
  expect(heldBy(feed)).toEqual(['a3', 'c1']);
});

test('a resync starts anew: lower versions count, and the old cursor is forgotten', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  const events = feed[Symbol.asyncIterator]();
  line.send(snapshot('c5', [crate('a', 9), crate('b', 9)]));
  await nextOf(events);
  line.send({ reason: 'EPOCH_CHANGED' });
  expect(await nextOf(events)).toEqual({ type: 'resync', reason: 'EPOCH_CHANGED' });
  expect(feed.cursor).toBeNull();
  line.close(1013);
  const back = await server.next();
  expect(back.variables).toEqual({ after: null });
  back.send(snapshot('d1', [crate('a', 2)]));
  expect(await nextOf(events)).toEqual({ type: 'snapshot', fresh: true, items: new Map([['a', crate('a', 2)]]) });
  expect(feed.cursor).toBe('d1');
});

test('a resync within a snapshot drops its parts', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('anew', [crate('a', 1)], false), { reason: 'PAST_RETENTION' }, snapshot('c1', [crate('b', 1)]));
  await feed.until((items) => items.size > 0);
  expect(heldBy(feed)).toEqual(['b1']);
});

test('messages that this client does not know are passed over', async () => {
  const { feed } = follow(server.url);
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]), { __typename: 'Later' }, {}, change('c2', crate('a', 2)));
  await feed.until((items) => items.get('a')?.version === 2);
});

test('it keeps with the items the cursor that they are true for', async () => {
  const saved: Kept[] = [];
  let release = (): void => undefined;
  const keep = {
    load: () => null,
    save: (kept: Kept) => {
      saved.push(kept);
      return new Promise<void>((resolve) => (release = resolve));
    },
  };
  const { feed } = follow(server.url, { keep });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  // One save at a time: what comes during it is in the next, as it is then.
  line.send(...[2, 3, 4, 5].map((version) => change(`c${version}`, crate('a', version))));
  await feed.until((items) => items.get('a')?.version === 5);
  expect(saved.map(({ cursor }) => cursor)).toEqual(['c1']);
  const closed = feed.close();
  release();
  while (saved.length < 2) await new Promise(setImmediate);
  release();
  await closed;
  expect(saved.map(({ cursor, items }) => [cursor, items])).toEqual([
    ['c1', [crate('a', 1)]],
    ['c5', [crate('a', 5)]],
  ]);
});

test('after a resync nothing is kept until the snapshot is there', async () => {
  const saved: string[] = [];
  let release = (): void => undefined;
  const keep = {
    load: () => null,
    save: ({ cursor }: Kept) => {
      saved.push(cursor);
      return new Promise<void>((resolve) => (release = resolve));
    },
  };
  const { feed } = follow(server.url, { keep });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]), change('c2', crate('a', 2)), { reason: 'PAST_RETENTION' });
  await feed.until(() => feed.cursor === null && feed.items.size === 1);
  const closed = feed.close();
  release();
  await closed;
  expect(saved).toEqual(['c1']);
});

test('a state that cannot be saved is warned of, and the feed goes on', async () => {
  const save = () => {
    throw new Error('the disk is full');
  };
  const { feed, warnings } = follow(server.url, { keep: { load: () => null, save } });
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]), change('c2', crate('a', 2)));
  await feed.until((items) => items.get('a')?.version === 2);
  expect(warnings).toEqual(['the state could not be kept: the disk is full']);
});

test('with the sockets of ws too, cut while they connect', async () => {
  server.greet = () => 'silence';
  const { feed, reached } = follow(server.url, { webSocketImpl: WebSocket, patience: { connectMs: 30 } });
  await reached((state) => state.is === 'waiting' && state.reason === 'no connection within 30 ms');
  server.greet = () => 'ack';
  const line = await server.next();
  line.send(snapshot('c1', [crate('a', 1)]));
  await feed.until((items) => items.size === 1);
  const cut = follow(server.url, { webSocketImpl: WebSocket });
  await cut.feed.close();
  expect(cut.feed.state).toEqual({ is: 'ended' });
});
