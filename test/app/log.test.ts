import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTokens } from '../../src/platform/auth/index.js';
import { createCursorCodec } from '../../src/platform/events/index.js';
import { SECRET, startApp, type TestApp } from '../kit/app.js';
import { CENTRE, GATE, makeHousehold, makeProduct, newKey, receive } from '../kit/goods.js';
import { makeShop } from '../domains/shops/shop-making.js';
import { watchStock } from '../domains/stock/stock-watch.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const EVENTS = `query($after: Cursor, $first: Int!, $kinds: [EventKind!]) { events(after: $after, first: $first, kinds: $kinds) {
  edges { cursor node { cursor } } nodes { cursor sequence kind occurredAt version node { __typename id } }
  pageInfo { endCursor hasNextPage } resyncRequired } }`;

interface Logged {
  cursor: string;
  sequence: number;
  kind: string;
  version: number;
  node: { __typename: string; id: string } | null;
}
interface Events {
  edges: { cursor: string; node: { cursor: string } }[];
  nodes: Logged[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  resyncRequired: string | null;
}
type Who = { role?: string; token?: string };

async function events(args: { after?: string; first?: number; kinds?: string[] }, as: Who = {}): Promise<Events> {
  const { data, errors } = await app.ask(EVENTS, { first: 100, ...args }, as);
  expect(errors).toBeUndefined();
  return data.events;
}

/** Polls until nothing follows; answers all events after the cursor. */
async function poll(after: string, as: Who = {}, kinds?: string[]): Promise<Logged[]> {
  const found: Logged[] = [];
  for (let cursor = after; ;) {
    const { nodes, pageInfo } = await events({ after: cursor, ...(kinds && { kinds }) }, as);
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    cursor = pageInfo.endCursor!;
  }
}

async function position(): Promise<{ cursor: string; sequence: number }> {
  return (await app.ask('{ feedPosition { cursor sequence } }')).data.feedPosition;
}

/** Waits until every event committed so far is in the log and this server has read it. */
async function settled(): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const { rows } = await app.db.pool.query<{ pending: number; pos: number }>(
      'select (select count(*) from pending_event) as pending, pos from feed_head',
    );
    if (rows[0]!.pending === 0 && (await position()).sequence === rows[0]!.pos) return;
  }
  throw new Error('the log did not settle');
}

async function order(productId: string, as: Who = {}): Promise<string> {
  const input = {
    idempotencyKey: newKey(),
    buyer: { name: '李小明', phone: '13812345678' },
    lines: [{ productId, quantity: '1', siteCode: GATE }],
  };
  const query = 'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } } }';
  return (await app.ask(query, { input }, as)).data.orderPlace.order.id;
}

const shapes = (list: readonly Logged[]) => list.map(({ kind, node }) => `${kind} ${node?.__typename ?? 'nothing'}`);

test('from a position on: each event once, in order, with what it tells of', async () => {
  await settled();
  const { cursor, sequence } = await position();
  const id = await makeProduct(app, { stock: { [GATE]: '5' } });
  await receive(app, id, CENTRE, '1');
  await settled();
  const page = await events({ after: cursor });
  expect(page.nodes.map(({ kind, version, node, ...rest }) => [kind, version, node, rest.sequence - sequence])).toEqual(
    [
      ['PRODUCT', 2, { __typename: 'Product', id }, 2],
      ['STOCK', 1, { __typename: 'StockItem', id: expect.any(String) }, 3],
      ['STOCK', 1, { __typename: 'StockItem', id: expect.any(String) }, 4],
    ],
  );
  expect(page.nodes[0]).toMatchObject({ occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
  expect(page.edges).toEqual(page.nodes.map((node) => ({ cursor: node.cursor, node: { cursor: node.cursor } })));
  expect(page.resyncRequired).toBeNull();
  expect(page.pageInfo).toEqual({ endCursor: page.nodes[2]!.cursor, hasNextPage: false });
  expect(await events({ after: page.pageInfo.endCursor! })).toEqual({
    edges: [],
    nodes: [],
    pageInfo: { endCursor: page.pageInfo.endCursor, hasNextPage: false },
    resyncRequired: null,
  });
  // One cursor serves all: a subscription goes on where polling stopped.
  const follower = watchStock(app.url, { after: page.nodes[1]!.cursor });
  const [change] = await follower.until((all) => all.length > 0);
  follower.drop();
  expect(change).toMatchObject({ __typename: 'StockChange', cursor: page.nodes[2]!.cursor });
});

test('the first of two drafts is nothing to a visitor: pages are short, cursors go over it', async () => {
  await settled();
  const { cursor } = await position();
  const input = {
    idempotencyKey: newKey(),
    producerId: await makeHousehold(app),
    name: '草稿',
    industry: 'PRIMARY',
    unit: 'KG',
    priceFen: 1,
  };
  const create = 'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } } }';
  const operator = { role: 'VILLAGE_OPERATOR' };
  const { id } = (await app.ask(create, { input }, operator)).data.productCreate.product;
  await settled();
  expect(await events({ after: cursor })).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
  expect((await events({ after: cursor })).pageInfo.endCursor).toBe((await position()).cursor);
  expect((await events({ after: cursor }, operator)).nodes).toMatchObject([
    { kind: 'PRODUCT', version: 1, node: { __typename: 'Product', id } },
  ]);
});

test('each is told what they may know of, and shown what they may see', async () => {
  await settled();
  const { cursor } = await position();
  const id = await makeProduct(app, { stock: { [GATE]: '9' } });
  await makeShop(app);
  const customer = { role: 'CUSTOMER' };
  const own = await order(id, customer);
  await order(id);
  await app.ask(
    'mutation($id: ID!) { productWithdraw(input: { productId: $id }) { product { id } } }',
    { id },
    {
      role: 'COUNTY_OPERATOR',
    },
  );
  await app.db.command(async (tx) => {
    const { rows } = { rows: await tx.query<{ id: string }>('select id from household order by id limit 1') };
    tx.emit({
      kind: 'household',
      subject: rows[0]!.id,
      version: 1,
      payload: { household: Number(rows[0]!.id), place: '340323200207', action: 'UPDATED' },
    });
  });
  await settled();
  const visitor = ['STOCK StockItem', 'SHOP Shop', 'STOCK StockItem', 'STOCK StockItem'];
  // A product that was shown and is not any more: they may know that it changed, its node is gone.
  const gone = ['PRODUCT nothing', 'PRODUCT nothing'];
  expect(shapes(await poll(cursor)).toSorted()).toEqual([...visitor, ...gone].toSorted());
  const theirs = await poll(cursor, customer);
  expect(shapes(theirs).toSorted()).toEqual([...visitor, ...gone, 'ORDER Order'].toSorted());
  expect(theirs.find(({ kind }) => kind === 'ORDER')!.node!.id).toBe(own);
  expect(shapes(await poll(cursor, { role: 'VILLAGE_OPERATOR' })).toSorted()).toEqual(
    [
      ...visitor,
      ...Array<string>(3).fill('PRODUCT Product'),
      ...Array<string>(2).fill('ORDER Order'),
      'HOUSEHOLD Household',
    ].toSorted(),
  );
  const elsewhere = await app.db.pool.query<{ id: number }>(
    `insert into staff(username, password_hash, display_name, role, place_code) values ('elsewhere', '-', '-', 'CADRE', '340323100') returning id`,
  );
  const token = await createTokens(SECRET).issue({ kind: 'staff', id: String(elsewhere.rows[0]!.id), version: 1 }, 600);
  expect(shapes(await poll(cursor, { token })).toSorted()).toEqual([...visitor, ...gone].toSorted());
  expect(shapes(await poll(cursor, { role: 'COUNTY_OPERATOR' }, ['ORDER', 'SHOP'])).toSorted()).toEqual([
    'ORDER Order',
    'ORDER Order',
    'SHOP Shop',
  ]);
});

test('page by page it is the same as at once, from the oldest event kept', async () => {
  await settled();
  const all: Logged[] = [];
  let after: string | undefined;
  for (;;) {
    const { nodes, pageInfo } = await events({ first: 3, ...(after && { after }) });
    expect(nodes.length).toBeLessThanOrEqual(3);
    all.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor!;
  }
  expect(all.length).toBeGreaterThan(6);
  expect(all).toEqual(await poll(createCursorCodec(SECRET).encode({ epoch: await epoch(), pos: 0 })));
  expect(new Set(all.map(({ sequence }) => sequence)).size).toBe(all.length);
});

const epoch = async () => (await app.db.pool.query<{ epoch: string }>('select epoch from feed_head')).rows[0]!.epoch;
const empty = { edges: [], nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

test('a cursor that cannot be followed: an empty page that says why', async () => {
  await settled();
  const codec = createCursorCodec(SECRET);
  expect(await events({ after: 'bm90LWEtY3Vyc29y' })).toEqual({ ...empty, resyncRequired: 'CURSOR_INVALID' });
  const old = codec.encode({ epoch: '00000000-0000-4000-8000-000000000000', pos: 1 });
  expect(await events({ after: old })).toEqual({ ...empty, resyncRequired: 'EPOCH_CHANGED' });
});

test('past retention', async () => {
  await settled();
  await app.db.pool.query('update feed_head set tail = pos - 1');
  await app.db.pool.query('delete from event_feed where pos < (select pos from feed_head)');
  // A server that started later has none of the events in memory.
  const later = await startApp({}, app.databaseUrl);
  try {
    const ask = async (after?: string) =>
      (await later.ask(EVENTS, { first: 100, ...(after && { after }) })).data.events as Events;
    const first = createCursorCodec(SECRET).encode({ epoch: await epoch(), pos: 0 });
    expect(await ask(first)).toEqual({ ...empty, resyncRequired: 'PAST_RETENTION' });
    const { resyncRequired, pageInfo } = await ask();
    expect([resyncRequired, pageInfo.hasNextPage]).toEqual([null, false]);
  } finally {
    await later.stop();
  }
});

test.each([0, 101])('first: %i is refused', async (first) => {
  expect((await app.ask(EVENTS, { first })).errors?.map((e) => e.extensions.code)).toEqual(['BAD_USER_INPUT']);
});

test('the kinds are those that the domains declared, but for the one that is for servers alone', async () => {
  const { data } = await app.ask('{ __type(name: "EventKind") { enumValues { name } } }');
  expect(data.__type.enumValues.map((value: { name: string }) => value.name).toSorted()).toEqual(
    [
      'ALLOCATION',
      'AUDIT_BREACH',
      'BATCH',
      'HOUSEHOLD',
      'KIOSK',
      'MARKET_EXPANSION',
      'MARKET_QUOTE',
      'MARKET_SCALE',
      'ORDER',
      'OUTLET_ALERT',
      'PICKING',
      'PRODUCER',
      'PRODUCT',
      'RECEIPT',
      'REFUND',
      'ROUND',
      'SHOP',
      'SITE',
      'STOCK',
      'STOCK_OVERSOLD',
    ].toSorted(),
  );
});
