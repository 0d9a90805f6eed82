import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { followFeed, memoryKeep } from '../../../src/client/index.js';
import { OPERATOR } from '../../kit/goods.js';
import { watchFeed, type Watch } from '../../kit/watch-feed.js';
import {
  app,
  authorised,
  call,
  done,
  makeKiosk,
  report,
  reserve,
  startOutlets,
  until,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());
const watches: Watch<Message>[] = [];
afterAll(() => watches.forEach((watch) => watch.drop()));

const THING = `... on Node { id } ... on Kiosk { version online locks { reason freshOnly } } ... on Slot { version code priceFen level held available health active product { id } }
  ... on KioskCommand { version kind state }`;
const FEED = `subscription($after: Cursor, $kioskId: ID) { kioskFeed(after: $after, kioskId: $kioskId) {
  __typename
  ... on KioskSnapshot { cursor complete items { __typename ${THING} } }
  ... on KioskChange { cursor sequence item { __typename ${THING} } }
  ... on ResyncRequired { reason } } }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- three types of things, their values are asserted
type Thing = any;
interface Message {
  __typename: string;
  cursor: string;
  items?: Thing[];
  item?: Thing;
}

function follow(token: string, variables: object = {}): Watch<Message> {
  const watch = watchFeed<Message>(app.url, { query: FEED, variables: { ...variables }, token });
  watches.push(watch);
  return watch;
}
const changes = (messages: readonly Message[]) => messages.flatMap(({ item }) => (item ? [item] : []));
const heartbeat = (kiosk: KioskUnderTest, over: object = {}) =>
  call('kioskHeartbeat', { at: new Date().toISOString(), ...over }, 'kiosk { online }', { token: kiosk.token });

test('first the whole kiosk, then each change of its slots, prices, commands and locks', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 2, A2: 0 } });
  const feed = follow(kiosk.token);
  const [snapshot] = await feed.until((messages) => messages.length > 0);
  expect(snapshot!.items!.map(({ __typename }) => __typename)).toEqual(['Kiosk', 'Slot', 'Slot']);
  expect(snapshot!.items![1]).toMatchObject({
    code: 'A1',
    priceFen: 1_200,
    level: 2,
    held: 0,
    product: { id: kiosk.productId },
  });

  const { token, vendId } = await authorised(kiosk);
  expect(await report(kiosk, token, 'VENDED')).toMatchObject({ vend: { id: vendId, state: 'VENDED' } });
  const slots = await feed.until((messages) => changes(messages).some(({ level }) => level === 1));
  expect(changes(slots).map(({ code, level, held }) => [code, level, held])).toEqual([
    ['A1', 2, 1],
    ['A1', 1, 0],
  ]);

  await done(
    'planogramSet',
    { kioskId: kiosk.id, slots: [{ code: 'A1', productId: kiosk.productId, capacity: 10, priceFen: 990 }] },
    'kiosk { id }',
  );
  const priced = await feed.until((messages) => changes(messages).some(({ active }) => active === false));
  expect(
    changes(priced)
      .slice(2, 4)
      .map(({ code, priceFen, active }) => [code, priceFen, active]),
  ).toEqual([
    ['A1', 990, true],
    ['A2', 1_200, false],
  ]);

  await done('kioskCommandIssue', { kioskId: kiosk.id, kind: 'LOCK' }, 'command { id }');
  const locked = await feed.until((messages) => changes(messages).some(({ kind }) => kind === 'LOCK'));
  expect(changes(locked).at(-2)).toMatchObject({
    __typename: 'Kiosk',
    locks: [{ reason: 'OPERATOR', freshOnly: false }],
  });
  expect(changes(locked).at(-1)).toMatchObject({ __typename: 'KioskCommand', kind: 'LOCK', state: 'PENDING' });
  const versions = Map.groupBy(changes(locked), ({ id }) => id);
  for (const things of versions.values())
    for (let i = 1; i < things.length; i++) expect(things[i].version).toBeGreaterThan(things[i - 1].version);
});

test('a device hears nothing of another kiosk, and cannot ask for it', async () => {
  const [kiosk, other] = [await makeKiosk(), await makeKiosk()];
  const own = follow(kiosk.token);
  const foreign = follow(kiosk.token, { kioskId: other.id });
  await own.until((messages) => messages.length > 0);
  const [nothing] = await foreign.until((messages) => messages.length > 0);
  expect(nothing!.items).toEqual([]);
  await reserve(other);
  await reserve(kiosk);
  await own.until((messages) => changes(messages).length > 0);
  expect(changes(own.messages).map(({ id }) => id)).toEqual([own.messages[0]!.items![1].id]);
  expect(changes(foreign.messages)).toEqual([]);
});

test('staff follow the kiosks of their region, all or one', async () => {
  const [kiosk, other] = [await makeKiosk(), await makeKiosk()];
  const one = follow(await app.token('COUNTY_OPERATOR'), { kioskId: kiosk.id });
  const village = follow(await app.token('VILLAGE_OPERATOR'));
  const all = follow(await app.token('TOWNSHIP_OPERATOR'));
  for (const watch of [one, village, all]) await watch.until((messages) => messages.length > 0);
  expect(village.messages[0]!.items).toEqual([]);
  await reserve(other);
  await reserve(kiosk);
  await one.until((messages) => changes(messages).length > 0);
  await all.until((messages) => changes(messages).length > 1);
  expect(changes(one.messages).length).toBe(1);
  expect(changes(village.messages)).toEqual([]);
});

test('goes on from a cursor with nothing lost or doubled', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 9 } });
  const feed = follow(kiosk.token);
  await feed.until((messages) => messages.length > 0);
  await reserve(kiosk);
  await feed.until((messages) => changes(messages).length === 1);
  const { cursor } = feed.messages.at(-1)!;
  feed.drop();
  for (let i = 0; i < 4; i++) await reserve(kiosk);
  const again = follow(kiosk.token, { after: cursor });
  await again.until((messages) => changes(messages).some(({ held }) => held === 5));
  const held = changes(again.messages).map((thing) => thing.held);
  // Steps between may be left out, none comes twice, and the newest is there.
  expect(held).toEqual([...new Set(held)].toSorted());
  expect([held.at(-1), held.includes(1)]).toEqual([5, false]);
  expect(again.messages[0]!.__typename).toBe('KioskChange');
});

test('is followed by the client as any feed is', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 3 } });
  const feed = followFeed<{ id: string; version: number; held?: number }>({
    url: `${app.url}/graphql`,
    query: FEED,
    token: kiosk.token,
    keep: memoryKeep(),
    webSocketImpl: WebSocket,
  });
  try {
    await feed.until((items) => items.size === 2);
    await reserve(kiosk);
    await feed.until((items) => [...items.values()].some(({ held }) => held === 1), {
      signal: AbortSignal.timeout(5_000),
    });
  } finally {
    await feed.close();
  }
});

test('a heartbeat that changes nothing wakes nobody', async () => {
  const kiosk = await makeKiosk();
  await heartbeat(kiosk, { temperatureC: 4, door: 'CLOSED' });
  const feed = follow(kiosk.token);
  await feed.until((messages) => messages.length > 0);
  await heartbeat(kiosk, { temperatureC: 4.5, door: 'CLOSED' });
  await heartbeat(kiosk, { temperatureC: 5, door: 'OPEN' });
  await feed.until((messages) => changes(messages).length > 0);
  expect(changes(feed.messages)).toEqual([
    expect.objectContaining({ __typename: 'Kiosk', locks: [{ reason: 'DOOR', freshOnly: false }] }),
  ]);
});

test('the log knows of kiosks and alerts, for those who poll', async () => {
  const kiosk = await makeKiosk();
  const { cursor } = (await app.ask('{ feedPosition { cursor } }')).data.feedPosition;
  await heartbeat(kiosk, { door: 'OPEN' });
  const told = async () =>
    (
      await app.ask(
        `query($after: Cursor) { events(first: 100, after: $after, kinds: [KIOSK, OUTLET_ALERT]) {
           nodes { kind node { id ... on Kiosk { site { code } } ... on OutletAlert { alert: kind site { code } } } } } }`,
        { after: cursor },
        OPERATOR,
      )
    ).data.events.nodes;
  await until(async () => (await told()).length === 2);
  const site = { code: kiosk.site };
  expect((await told()).toSorted((a: Thing, b: Thing) => (a.kind < b.kind ? -1 : 1))).toEqual([
    { kind: 'KIOSK', node: { id: kiosk.id, site } },
    { kind: 'OUTLET_ALERT', node: { id: expect.any(String), alert: 'DOOR_OPEN', site } },
  ]);
});
