import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createTokens } from '../../../src/platform/auth/index.js';
import { SECRET, startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey } from '../../kit/goods.js';
import type { Watch } from '../../kit/watch-feed.js';
import { watchOrders, type OrderMessage } from '../../domains/orders/order-watch.js';
import { watchStock } from '../../domains/stock/stock-watch.js';

let app: TestApp;
let productId: string;
const watches: { drop(): void }[] = [];
beforeAll(async () => {
  app = await startApp();
  productId = await makeProduct(app, { stock: { [GATE]: '100', [CENTRE]: '100' } });
});
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(() => app.stop());

let made = 0;
/** A staff account and a token of it. */
async function staff(role: string, placeCode: string, seconds = 600): Promise<{ id: number; token: string }> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into staff(username, password_hash, display_name, role, place_code) values ($1, '-', '-', $2, $3) returning id`,
    [`rights-${++made}`, role, placeCode],
  );
  const { id } = rows[0]!;
  return { id, token: await createTokens(SECRET).issue({ kind: 'staff', id: String(id), version: 1 }, seconds) };
}

async function watch(token: string): Promise<Watch<OrderMessage>> {
  const opened = watchOrders(app.url, { token });
  watches.push(opened);
  await opened.until((messages) => messages.length > 0);
  return opened;
}

async function place(siteCode: string): Promise<string> {
  const input = {
    idempotencyKey: newKey(),
    buyer: { name: '李小明', phone: '13812345678' },
    lines: [{ productId, quantity: '1', siteCode }],
  };
  const { data } = await app.ask(
    'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }',
    { input },
  );
  expect(data.orderPlace.userErrors).toEqual([]);
  return (data as { orderPlace: { order: { id: string } } }).orderPlace.order.id;
}

const HERE = '340323200207';
const ELSEWHERE = '340323101';
const ids = (messages: readonly OrderMessage[]) =>
  messages.flatMap((m) => (m.__typename === 'OrderChange' ? [m.order.id] : []));

test('a cadre who is moved loses the old village at once, and starts with what is theirs now', async () => {
  const { id, token } = await staff('AUDITOR', HERE);
  const colleague = await staff('AUDITOR', HERE);
  const [moved, stays] = [await watch(token), await watch(colleague.token)];
  const first = await place(GATE);
  for (const one of [moved, stays]) await one.until((messages) => ids(messages).includes(first));
  // The move and an order right after it: in the log one follows the other, and that decides.
  await app.db.pool.query('update staff set place_code = $1 where id = $2', [ELSEWHERE, id]);
  const second = await place(GATE);
  await stays.until((messages) => ids(messages).includes(second));
  const seen = await moved.until((messages) => messages.at(-1)?.__typename === 'OrderSnapshot' && messages.length > 2);
  expect(seen.slice(-2)).toEqual([
    { __typename: 'ResyncRequired', reason: 'ACCESS_CHANGED' },
    { __typename: 'OrderSnapshot', cursor: expect.any(String), complete: true, orders: [] },
  ]);
  // Back again, they get what they missed as a snapshot, and then each change once.
  await app.db.pool.query('update staff set place_code = $1 where id = $2', [HERE, id]);
  await moved.until((messages) => messages.filter(({ __typename }) => __typename === 'OrderSnapshot').length === 3);
  const third = await place(GATE);
  for (const one of [moved, stays]) await one.until((messages) => ids(messages).includes(third));
  expect(ids(moved.messages)).toEqual([first, third]);
  expect(ids(stays.messages)).toEqual([first, second, third]);
});

test('rights that stay the same interrupt nothing: who is renamed or confirmed follows on', async () => {
  const { id, token } = await staff('AUDITOR', HERE);
  const follower = await watch(token);
  await app.db.pool.query(
    "update staff set role = 'AUDITOR', display_name = '新名', producer_id = null where id = $1",
    [id],
  );
  await app.db.pool.query(
    "insert into pending_event(kind, subject, version, payload) values ('credential', $1, 1, $2)",
    [`staff:${id}`, JSON.stringify({ kind: 'staff', id: String(id) })],
  );
  const order = await place(GATE);
  await follower.until((messages) => ids(messages).includes(order));
  expect(follower.messages.map(({ __typename }) => __typename)).toEqual(['OrderSnapshot', 'OrderChange']);
});

test('switched off, deleted or expired, a credential ends its socket with 4403 within 5 s', async () => {
  const ends = await Promise.all([staff('AUDITOR', HERE), staff('AUDITOR', HERE), staff('AUDITOR', HERE, 3)]);
  const followers = await Promise.all(ends.map(({ token }) => watch(token)));
  const since = Date.now();
  await app.db.pool.query('update staff set active = false where id = $1', [ends[0].id]);
  await app.db.pool.query('delete from staff where id = $1', [ends[1].id]);
  expect(await Promise.all(followers.slice(0, 2).map(({ over }) => over))).toEqual([4403, 4403]);
  expect(Date.now() - since).toBeLessThan(5_000);
  expect(await followers[2]!.over).toBe(4403);
  expect(Date.now() - since).toBeLessThan(3_000 + 5_000);
});

test('stock within a place: items at its sites, the others never', async () => {
  const product = await makeProduct(app, { stock: { [GATE]: '5', [CENTRE]: '5' } });
  const [village, county, other] = [HERE, '340323', ELSEWHERE].map((placeCode) => {
    const one = watchStock(app.url, { filter: { productIds: [product], placeCode } });
    watches.push(one);
    return one;
  });
  const sites = (messages: readonly { __typename: string }[]) =>
    messages.flatMap((m) =>
      'items' in m ? (m.items as { site: { code: string } }[]).map(({ site }) => site.code) : [],
    );
  expect(sites(await village!.until((m) => m.length > 0))).toEqual([GATE]);
  expect(sites(await county!.until((m) => m.length > 0)).sort()).toEqual([CENTRE, GATE].sort());
  expect(sites(await other!.until((m) => m.length > 0))).toEqual([]);
  const order = { productId: product };
  for (const siteCode of [CENTRE, GATE]) {
    await app.ask(
      'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: newKey(), ...order, siteCode, quantity: '1' } },
      { role: 'COUNTY_OPERATOR' },
    );
  }
  await county!.until((m) => m.length === 3);
  await village!.until((m) => m.length === 2);
  expect(village!.messages[1]).toMatchObject({ __typename: 'StockChange', item: { site: { code: GATE }, version: 2 } });
  expect(other!.messages).toHaveLength(1);
});
