import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import type { Watch } from '../../kit/watch-feed.js';
import { createTokens } from '../../../src/platform/auth/index.js';
import { orderTopicsFor } from '../../../src/domains/orders/order-topics.rules.js';
import { orderRules } from '../../../src/domains/orders/orders.policy.js';
import { Policy, type Identity } from '../../../src/platform/policy/index.js';
import { SECRET } from '../../kit/app.js';
import { changesOf, inSnapshot, watchOrders, type OrderMessage } from './order-watch.js';

let app: TestApp;
const watches: Watch<OrderMessage>[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(() => app.stop());

async function watch(token: string): Promise<Watch<OrderMessage>> {
  const opened = watchOrders(app.url, { token });
  watches.push(opened);
  await opened.until((messages) => messages.length >= 1);
  return opened;
}

const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;
async function place(productId: string, siteCode: string, token?: string): Promise<string> {
  const input = {
    idempotencyKey: newKey(),
    buyer: { name: '李小明', phone: '13812345678' },
    lines: [{ productId, quantity: '1', siteCode }],
  };
  const { data } = await app.ask(PLACE, { input }, token ? { token } : {});
  expect(data.orderPlace.userErrors).toEqual([]);
  return data.orderPlace.order.id;
}

async function customer(name: string): Promise<string> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into customer(channel, external_id) values ('direct', $1) returning id`,
    [name],
  );
  return createTokens(SECRET).issue({ kind: 'customer', id: String(rows[0]!.id), version: 1 }, 600);
}

async function auditorOf(place: string): Promise<string> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into staff(username, password_hash, display_name, role, place_code) values ('auditor-' || $1, '-', '-', 'AUDITOR', $1) returning id`,
    [place],
  );
  return createTokens(SECRET).issue({ kind: 'staff', id: String(rows[0]!.id), version: 1 }, 600);
}

async function deviceAt(siteCode: string): Promise<string> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into device(code, kind, site_code) values ('K-' || $1, 'KIOSK', $1) returning id`,
    [siteCode],
  );
  return createTokens(SECRET).issue({ kind: 'device', id: String(rows[0]!.id), version: 1 }, 600);
}

test('each is sent just the orders they may read: snapshot and changes', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '50', [CENTRE]: '50' } });
  const [one, two] = [await customer('one'), await customer('two')];
  const tokens = {
    one,
    two,
    county: await app.token('COUNTY_OPERATOR'),
    village: await app.token('VILLAGE_OPERATOR'),
    otherTownship: await auditorOf('340323100'),
    gate: await deviceAt(GATE),
    centre: await deviceAt(CENTRE),
    channel: await app.token('CHANNEL'),
    stranger: await createTokens(SECRET).issue({ kind: 'channel', id: 'taobao', version: 1 }, 600),
  };
  await app.db.pool.query(CONNECTION);
  const before = { one: await place(productId, GATE, one), two: await place(productId, CENTRE, two) };
  const follower = Object.fromEntries(
    await Promise.all(Object.entries(tokens).map(async ([who, token]) => [who, await watch(token)] as const)),
  ) as Record<keyof typeof tokens, Watch<OrderMessage>>;
  const snapshotOf = (who: keyof typeof tokens) => inSnapshot(follower[who].messages).toSorted();
  const both = [before.one, before.two].toSorted();
  expect(Object.fromEntries(Object.keys(tokens).map((who) => [who, snapshotOf(who as 'one')]))).toEqual({
    one: [before.one],
    two: [before.two],
    county: both,
    village: both,
    otherTownship: [],
    gate: [before.one],
    centre: [before.two],
    channel: both,
    stranger: [],
  });
  const later = { one: await place(productId, GATE, one), two: await place(productId, CENTRE, two) };
  const expected = { one: 1, two: 1, county: 2, village: 2, gate: 1, centre: 1, channel: 2 };
  await Promise.all(
    Object.entries(expected).map(([who, n]) => follower[who as 'one'].until((all) => changesOf(all).length === n)),
  );
  const idsOf = (who: keyof typeof tokens) =>
    follower[who].messages.flatMap((m) => (m.__typename === 'OrderChange' ? [m.order.id] : []));
  expect(Object.fromEntries(Object.keys(tokens).map((who) => [who, idsOf(who as 'one')]))).toEqual({
    one: [later.one],
    two: [later.two],
    county: [later.one, later.two],
    village: [later.one, later.two],
    otherTownship: [],
    gate: [later.one],
    centre: [later.two],
    channel: [later.one, later.two],
    stranger: [],
  });
});

test('a visitor, and those who may read no order, are refused', async () => {
  await expect(watchOrders(app.url).until((all) => all.length > 0)).rejects.toThrow('UNAUTHENTICATED');
  const producer = await app.token('PRODUCER');
  await expect(watchOrders(app.url, { token: producer }).until((all) => all.length > 0)).rejects.toThrow('FORBIDDEN');
});

test('a filter of more than 250 sites is refused', async () => {
  const refused = watchOrders(app.url, {
    token: await app.token(OPERATOR.role),
    filter: { siteCodes: Array.from({ length: 251 }, (_, i) => `S-${i}`) },
  });
  await expect(refused.until((all) => all.length > 0)).rejects.toThrow('BAD_USER_INPUT');
});

/** Another channel: it may read the orders that it brought, and there are none. */
const CONNECTION = `
  insert into channel_connection(code, plugin, name, county_code, state, config_version, permissions, created_by)
  values ('taobao', 'taobao', '淘宝店', '340323', 'ACTIVE', 1, '{order:read}', 'test')`;

const policy = new Policy();
policy.define(orderRules);
const nobody: Identity = { kind: 'staff', id: '1', role: 'HELPER', placeCode: null, siteCodes: [] };
const ALL = { statuses: null, sites: null, placeCode: null, channel: null };
test.each([
  ['a buyer', { ...nobody, kind: 'customer', id: '7', role: 'CUSTOMER' }, ALL, ['order/customer/7']],
  [
    'a channel',
    { ...nobody, kind: 'channel', id: 'taobao', role: 'CHANNEL', permissions: ['order:read'] },
    ALL,
    ['order/channel/taobao'],
  ],
  ['a channel that may not read', { ...nobody, kind: 'channel', id: 'taobao', role: 'CHANNEL' }, ALL, []],
  ['a shop owner', { ...nobody, role: 'SHOP_OWNER', siteCodes: ['A', 'B'] }, ALL, ['order/site/A', 'order/site/B']],
  ['an owner without a shop', { ...nobody, role: 'SHOP_OWNER' }, ALL, []],
  ['staff of a village', { ...nobody, placeCode: '340323200207' }, ALL, ['order/place/340323200207']],
  ['staff of a township', { ...nobody, placeCode: '340323200' }, ALL, ['order']],
  [
    'staff with sites',
    { ...nobody, placeCode: '340323' },
    { ...ALL, sites: new Set(['A', 'B']), placeCode: '340323200207' },
    ['order/site/A', 'order/site/B'],
  ],
  [
    'staff with a village',
    { ...nobody, placeCode: '340323' },
    { ...ALL, placeCode: '340323200207', channel: 'x' },
    ['order/place/340323200207'],
  ],
  ['staff with a channel', { ...nobody, placeCode: '340323' }, { ...ALL, channel: 'x' }, ['order/channel/x']],
] as const)('%s is woken by no more than they need', (_who, identity, wanted, topics) => {
  expect(orderTopicsFor(policy.viewer(identity as Identity), wanted)).toEqual(topics);
});
