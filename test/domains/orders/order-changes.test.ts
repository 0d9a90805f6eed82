import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Watch } from '../../kit/watch-feed.js';
import { CENTRE, GATE, makeProduct, newKey } from '../../kit/goods.js';
import { changesOf, inSnapshot, watchOrders, type OrderMessage, type OrdersWatched } from './order-watch.js';
import { act, app, orderIn, pay, startSettling } from './settling.js';

const watches: Watch<OrderMessage>[] = [];
beforeAll(startSettling);
afterEach(() => watches.splice(0).forEach((watch) => watch.drop()));
afterAll(() => app.stop());

async function watch(role: string, options: OrdersWatched = {}): Promise<Watch<OrderMessage>> {
  const opened = watchOrders(app.url, { token: await app.token(role), ...options });
  watches.push(opened);
  await opened.until((messages) => messages.length >= 1);
  return opened;
}

const cursorOf = (message: OrderMessage | undefined): string => (message as { cursor: string }).cursor;

const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id number } userErrors { code } } }`;
/** An order of one kilogram at a site, by a role or a visitor. */
async function placeAs(role: string | undefined, productId: string, siteCode = GATE): Promise<string> {
  const input = {
    idempotencyKey: newKey(),
    buyer: { name: '李小明', phone: '13812345678' },
    lines: [{ productId, quantity: '1', siteCode }],
  };
  const { data } = await app.ask(PLACE, { input }, role ? { role } : {});
  expect(data.orderPlace.userErrors).toEqual([]);
  return data.orderPlace.order.id;
}

test('the open orders first, then every change in order, with the order as it is', async () => {
  const { order } = await orderIn('PAID');
  const { order: finished } = await orderIn('COMPLETED');
  const follower = await watch('COUNTY_OPERATOR');
  const [snapshot] = follower.messages;
  expect(snapshot).toMatchObject({ __typename: 'OrderSnapshot', complete: true });
  expect(inSnapshot(follower.messages)).toContain(order.id);
  expect(inSnapshot(follower.messages)).not.toContain(finished.id);
  expect((snapshot as { orders: object[] }).orders.at(-1)).toEqual({
    id: order.id,
    number: expect.stringMatching(/^YZ\d{6}[0-9A-Z]{10}$/),
    status: 'PAID',
    channel: { code: 'direct' },
    version: 2,
    totalFen: 1_998,
    lines: [{ site: { code: GATE } }],
  });
  await act('fulfil', order.id);
  await act('complete', order.id);
  const { order: another } = await orderIn('PLACED');
  const messages = await follower.until((all) => changesOf(all, another.id).length === 1);
  const changes = messages.filter((m) => m.__typename === 'OrderChange');
  expect(changes.map((m) => m.order.id)).toEqual([order.id, order.id, another.id]);
  expect(changes.at(-1)).toEqual({
    __typename: 'OrderChange',
    cursor: expect.stringMatching(/^[\w-]{40,200}$/),
    sequence: expect.any(Number),
    occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    order: expect.objectContaining({ id: another.id, status: 'PLACED', version: 1 }),
  });
  // An order is given as it is by now: the first of two quick changes may carry the newer state already.
  expect(changesOf(messages, order.id).at(-1)).toBe('COMPLETED 4');
  const sequences = changes.map((m) => m.sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
});

test('who comes back with a cursor gets what happened meanwhile', async () => {
  const { order } = await orderIn('PLACED');
  const first = await watch('COUNTY_OPERATOR');
  const after = cursorOf(first.messages[0]);
  first.drop();
  await pay(order.id, 1_998);
  await act('fulfil', order.id);
  const back = watchOrders(app.url, { token: await app.token('COUNTY_OPERATOR'), after });
  watches.push(back);
  const messages = await back.until((all) => changesOf(all).length === 2);
  expect(messages.map((m) => m.__typename)).toEqual(['OrderChange', 'OrderChange']);
  expect(changesOf(messages, order.id)).toEqual(['FULFILLED 3', 'FULFILLED 3']);
});

test('a cursor that is not ours: resync, then a snapshot', async () => {
  const { order } = await orderIn('PLACED');
  const follower = await watch('COUNTY_OPERATOR', { after: 'bm90LWEtY3Vyc29y' });
  const messages = await follower.until((all) => all.length === 2);
  expect(messages[0]).toEqual({ __typename: 'ResyncRequired', reason: 'CURSOR_INVALID' });
  expect(inSnapshot(messages)).toContain(order.id);
});

test('an order whose event is not in the log yet is in the snapshot, and comes again with the same version', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
  // The lock keeps the sequencer from moving events: the order is committed, its event pending.
  const holder = await app.db.pool.connect();
  await holder.query('begin');
  await holder.query('select pos from feed_head for update');
  const id = await placeAs(undefined, productId);
  const follower = await watch('COUNTY_OPERATOR');
  expect(inSnapshot(follower.messages)).toContain(id);
  await holder.query('commit');
  holder.release();
  const messages = await follower.until((all) => changesOf(all, id).length === 1);
  expect(changesOf(messages, id)).toEqual(['PLACED 1']);
});

test('with states: what is in them, and what has just left them', async () => {
  const { order: placed } = await orderIn('PLACED');
  const { order: paid } = await orderIn('PAID');
  const follower = await watch('COUNTY_OPERATOR', { filter: { statuses: ['PAID'] } });
  expect(inSnapshot(follower.messages)).toContain(paid.id);
  expect(inSnapshot(follower.messages)).not.toContain(placed.id);
  await act('fulfil', paid.id);
  await follower.until((all) => changesOf(all).length === 1);
  await act('complete', paid.id);
  await pay(placed.id, 1_998);
  const messages = await follower.until((all) => changesOf(all, placed.id).length === 1);
  expect(changesOf(messages)).toEqual(['FULFILLED 3', 'PAID 2']);
});

test('only the sites, the place and the channel asked for', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '50', [CENTRE]: '50' } });
  const before = [await placeAs(undefined, productId, GATE), await placeAs(undefined, productId, CENTRE)];
  const atCentre = await watch('COUNTY_OPERATOR', { filter: { siteCodes: [CENTRE] } });
  const elsewhere = await watch('COUNTY_OPERATOR', { filter: { placeCode: '340323100' } });
  const village = await watch('COUNTY_OPERATOR', { filter: { placeCode: '340323200207', channel: 'direct' } });
  const otherChannel = await watch('COUNTY_OPERATOR', { filter: { channel: 'taobao' } });
  expect(inSnapshot(atCentre.messages)).toContain(before[1]);
  expect(inSnapshot(atCentre.messages)).not.toContain(before[0]);
  expect(inSnapshot(village.messages)).toEqual(expect.arrayContaining(before));
  expect([...inSnapshot(elsewhere.messages), ...inSnapshot(otherChannel.messages)]).toEqual([]);
  const later = [await placeAs(undefined, productId, GATE), await placeAs(undefined, productId, CENTRE)];
  // What is in the snapshot may be told once more, if it was not in the log yet.
  const idsOf = (all: readonly object[]) =>
    all.slice(1).flatMap((m) => [(m as { order: { id: string } }).order.id].filter((id) => !before.includes(id)));
  expect(idsOf(await village.until((all) => idsOf(all).length === 2))).toEqual(later);
  expect(idsOf(await atCentre.until((all) => idsOf(all).length === 1))).toEqual([later[1]]);
  // Whatever those two were to get has gone out with the same events.
  expect([elsewhere.messages.length, otherChannel.messages.length]).toEqual([1, 1]);
});

test('a large snapshot comes in parts of 250, each order once', async () => {
  await app.db.pool.query(`
    with made as (
      insert into customer_order(id, number, channel, kind, status, placed_by, buyer_name_sealed, buyer_phone_sealed, total_fen)
      select gen_random_uuid(), 'MANY' || n, 'many', 'DELIVERY', 'PAID', 'test', '', '', 0 from generate_series(1, 501) n returning id)
    insert into order_line(order_id, line_no, item_id, product_id, site_code, place_code, product_name, unit, scale, quantity, unit_price_fen, amount_fen)
    select id, 1, 1, 1, '${GATE}', '340323200207', '花生', 'KG', 3, 1000, 1, 1 from made`);
  const follower = await watch('COUNTY_OPERATOR', { filter: { channel: 'many' } });
  const parts = await follower.until((all) => all.at(-1)?.__typename === 'OrderSnapshot' && all.length === 3);
  expect(parts.map((m) => (m.__typename === 'OrderSnapshot' ? [m.orders.length, m.complete] : null))).toEqual([
    [250, false],
    [250, false],
    [1, true],
  ]);
  expect(new Set(inSnapshot(parts)).size).toBe(501);
  // Half a snapshot is none: the cursor of a part that others follow starts it anew.
  const again = await watch('COUNTY_OPERATOR', { filter: { channel: 'many' }, after: cursorOf(parts[0]) });
  expect(inSnapshot(await again.until((all) => all.length === 3)).length).toBe(501);
});
