import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey, receive } from '../../kit/goods.js';
import { watchStock, type Message, type Watch, type WatchOptions } from './stock-watch.js';

let app: TestApp;
const watches: Watch[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(() => app.stop());

function watch(options: WatchOptions = {}): Watch {
  const opened = watchStock(app.url, options);
  watches.push(opened);
  return opened;
}

const atLeast = (n: number) => (messages: readonly Message[]) => messages.length >= n;
const cursorOf = (message: Message): string => (message as { cursor: string }).cursor;
const kindOf = (message: Message): string => message.__typename;
const changed = (messages: readonly Message[]) =>
  messages.flatMap((m) =>
    m.__typename === 'StockChange' ? [{ site: m.item.site.code, onHand: m.item.onHand, version: m.item.version }] : [],
  );

test('a snapshot first, then every change in order', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  const follower = watch({ filter: { productIds: [id] } });
  const [snapshot] = await follower.until(atLeast(1));
  expect(snapshot).toEqual({
    __typename: 'StockSnapshot',
    cursor: expect.stringMatching(/^[\w-]{40,200}$/),
    complete: true,
    items: [
      {
        id: expect.any(String),
        product: { id },
        site: { code: GATE },
        onHand: '5.000',
        reserved: '0.000',
        available: '5.000',
        version: 1,
      },
    ],
  });
  await receive(app, id, GATE, '1');
  await receive(app, id, CENTRE, '0.5');
  const placed = await app.ask(
    `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        buyer: { name: '李小明', phone: '13812345678' },
        lines: [{ productId: id, quantity: '2', siteCode: GATE }],
      },
    },
  );
  expect(placed.data.orderPlace.userErrors).toEqual([]);
  const messages = await follower.until(atLeast(4));
  expect(messages.slice(1).map(kindOf)).toEqual(['StockChange', 'StockChange', 'StockChange']);
  expect(messages.slice(1)).toEqual([
    {
      __typename: 'StockChange',
      cursor: expect.any(String),
      sequence: expect.any(Number),
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      item: { ...(snapshot as { items: object[] }).items[0], onHand: '6.000', available: '6.000', version: 2 },
    },
    expect.objectContaining({ item: expect.objectContaining({ site: { code: CENTRE }, onHand: '0.500', version: 1 }) }),
    expect.objectContaining({
      item: expect.objectContaining({
        site: { code: GATE },
        onHand: '6.000',
        reserved: '2.000',
        available: '4.000',
        version: 3,
      }),
    }),
  ]);
  const sequences = messages.slice(1).map((m) => (m as { sequence: number }).sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
});

test('who comes back with a cursor gets what happened meanwhile: nothing lost, nothing twice', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  const filter = { productIds: [id] };
  const first = watch({ filter });
  await first.until(atLeast(1));
  for (const n of ['1', '2', '3']) await receive(app, id, GATE, n);
  const seen = await first.until(atLeast(4));
  first.drop();
  for (const n of ['4', '5', '6']) await receive(app, id, GATE, n);

  const back = watch({ filter, after: cursorOf(seen.at(-1)!) });
  await back.until(atLeast(3));
  await receive(app, id, GATE, '7');
  expect(changed(await back.until(atLeast(4))).map((c) => c.version)).toEqual([5, 6, 7, 8]);

  // An older cursor gives the same again from there on: a cursor is a place, not a session.
  const again = watch({ filter, after: cursorOf(seen[1]!) });
  expect(changed(await again.until(atLeast(6))).map((c) => c.version)).toEqual([3, 4, 5, 6, 7, 8]);
  const fromSnapshot = watch({ filter, after: cursorOf(seen[0]!) });
  expect(changed(await fromSnapshot.until(atLeast(7))).map((c) => c.version)).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('a snapshot taken while changes commit, and its cursor, never repeat what the snapshot holds', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '1' } });
  const filter = { productIds: [id] };
  // The lock keeps the sequencer from moving events: they are committed and pending when the snapshots are taken.
  const holder = await app.db.pool.connect();
  await holder.query('begin');
  await holder.query('select pos from feed_head for update');
  await receive(app, id, GATE, '1');
  await receive(app, id, GATE, '1');
  const follower = watch({ filter });
  const [snapshot] = await follower.until(atLeast(1));
  await holder.query('commit');
  holder.release();
  await receive(app, id, GATE, '1');
  const { version } = (snapshot as { items: { version: number }[] }).items[0]!;
  const lives = await follower.until((messages) => changed(messages).at(-1)?.version === 4);
  const back = watch({ filter, after: cursorOf(snapshot!) });
  const resumed = await back.until((messages) => changed(messages).at(-1)?.version === 4);
  const wanted = [2, 3, 4].filter((v) => v > version);
  expect(changed(lives).map((c) => c.version)).toEqual(wanted);
  expect(changed(resumed).map((c) => c.version)).toEqual(wanted);
});

test.each([
  ['made up', 'bm90LWEtY3Vyc29y'],
  [
    'signed by another secret',
    () =>
      Buffer.concat([Buffer.alloc(9, 7), Buffer.from('00000000-0000-4000-8000-000000000000:1')]).toString('base64url'),
  ],
  [
    'ours with its position changed',
    (cursor: string) => Buffer.from(cursor, 'base64url').toString('latin1').replace(/\d+$/, '0'),
  ],
])('a cursor that is %s: resync, then a snapshot, then changes', async (_what, forge) => {
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  const filter = { productIds: [id] };
  const [snapshot] = await watch({ filter }).until(atLeast(1));
  const text = typeof forge === 'string' ? forge : forge(cursorOf(snapshot!));
  const after = text.includes(':') ? Buffer.from(text, 'latin1').toString('base64url') : text;
  const follower = watch({ filter, after });
  const [resync, fresh] = await follower.until(atLeast(2));
  expect(resync).toEqual({ __typename: 'ResyncRequired', reason: 'CURSOR_INVALID' });
  expect(fresh).toMatchObject({
    __typename: 'StockSnapshot',
    complete: true,
    items: [{ onHand: '5.000', version: 1 }],
  });
  await receive(app, id, GATE, '1');
  expect(changed(await follower.until(atLeast(3)))).toEqual([{ site: GATE, onHand: '6.000', version: 2 }]);
});

test('only the sites and the products asked for', async () => {
  const one = await makeProduct(app, { stock: { [GATE]: '1', [CENTRE]: '1' } });
  const two = await makeProduct(app, { stock: { [GATE]: '1' } });
  const atCentre = watch({ filter: { siteCodes: [CENTRE], productIds: [one, two] } });
  const ofTwo = watch({ filter: { productIds: [two] } });
  const ofNone = watch({ filter: { productIds: [] } });
  const [[first], [second], [third]] = await Promise.all([
    atCentre.until(atLeast(1)),
    ofTwo.until(atLeast(1)),
    ofNone.until(atLeast(1)),
  ]);
  expect((first as { items: { site: object }[] }).items.map((i) => i.site)).toEqual([{ code: CENTRE }]);
  expect((second as { items: { product: object }[] }).items.map((i) => i.product)).toEqual([{ id: two }]);
  expect(third).toMatchObject({ items: [], complete: true });
  await receive(app, one, GATE, '1');
  await receive(app, one, CENTRE, '1');
  await receive(app, two, GATE, '1');
  await receive(app, two, CENTRE, '1');
  expect(changed(await atCentre.until(atLeast(3))).map((c) => [c.site, c.onHand])).toEqual([
    [CENTRE, '2.000'],
    [CENTRE, '1.000'],
  ]);
  expect(changed(await ofTwo.until(atLeast(3))).map((c) => [c.site, c.onHand])).toEqual([
    [GATE, '2.000'],
    [CENTRE, '1.000'],
  ]);
  expect(ofNone.messages.length).toBe(1);
});

test('a new epoch (the log was restored): resync for who follows and for who comes back', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  const filter = { productIds: [id] };
  const follower = watch({ filter });
  const [snapshot] = await follower.until(atLeast(1));
  await app.db.pool.query('update feed_head set epoch = gen_random_uuid()');
  const messages = await follower.until(atLeast(3));
  expect(messages.slice(1).map(kindOf)).toEqual(['ResyncRequired', 'StockSnapshot']);
  expect(messages[1]).toMatchObject({ reason: 'EPOCH_CHANGED' });
  await receive(app, id, GATE, '1');
  expect(changed(await follower.until(atLeast(4)))).toEqual([{ site: GATE, onHand: '6.000', version: 2 }]);

  const back = watch({ filter, after: cursorOf(snapshot!) });
  const [resync, fresh] = await back.until(atLeast(2));
  expect(resync).toEqual({ __typename: 'ResyncRequired', reason: 'EPOCH_CHANGED' });
  expect(fresh).toMatchObject({ __typename: 'StockSnapshot', items: [{ onHand: '6.000', version: 2 }] });
});

test('who left for longer than the log reaches back is told so', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  const filter = { productIds: [id] };
  const [snapshot] = await watch({ filter }).until(atLeast(1));
  const follower = watch({ filter });
  await receive(app, id, GATE, '1');
  await receive(app, id, GATE, '1');
  await follower.until(
    (messages) =>
      changed(messages).at(-1)?.version === 3 ||
      (messages[0] as { items: { version: number }[] })?.items[0]?.version === 3,
  );
  await app.db.pool.query('delete from event_feed where pos < (select pos from feed_head)');
  // A server that started later has none of the events in memory.
  const late = await startApp({}, app.databaseUrl);
  try {
    const back = watchStock(late.url, { filter, after: cursorOf(snapshot!) });
    watches.push(back);
    const [resync, fresh] = await back.until(atLeast(2));
    expect(resync).toEqual({ __typename: 'ResyncRequired', reason: 'PAST_RETENTION' });
    expect(fresh).toMatchObject({ __typename: 'StockSnapshot', items: [{ onHand: '7.000', version: 3 }] });
  } finally {
    await late.stop();
  }
});
