import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectionDo, list, settle } from '../../channels/connecting.js';
import { GATE, makeProduct, newKey, OPERATOR, receive, unbalancedItems } from '../../kit/goods.js';
import { calm, openShop, SHOP, type ShopHere } from './shop-here.js';

let here: ShopHere;
beforeAll(async () => void (here = await openShop({ categories: { PRIMARY: { catId: '50050725', fields: {} } } })));
afterAll(() => here.stop());

const shop = () => here.gateway.shop;
const asked = (method: string) => here.gateway.asked.filter((one) => one.method === method).map(({ params }) => params);

const stateHere = async () =>
  (await here.app.ask('{ connections(first: 5) { nodes { state } } }', {}, OPERATOR)).data.connections.nodes[0].state;

const fulfil = async (orderId: string, over: object = {}) => {
  const { data } = await here.app.ask(
    'mutation($input: OrderFulfilInput!) { orderFulfil(input: $input) { order { status } userErrors { code } } }',
    { input: { idempotencyKey: newKey(), orderId, ...over } },
    OPERATOR,
  );
  return data.orderFulfil;
};

test('a paid trade becomes a paid order, at what was paid there', async () => {
  const product = await here.goods('HSG-500');
  const { tid, orders } = shop().trade({ payment: '65.00', post_fee: '5.00' }, [
    { outer_iid: 'HSG-500', num: 2, payment: '20.00' },
    { outer_iid: 'HSG-500', num: 3, payment: '40.00' },
  ]);
  expect(BigInt(tid) > 2n ** 53n).toBe(true);
  await here.look();
  expect(await here.order(tid)).toMatchObject({
    status: 'PAID',
    totalFen: 6_500,
    paidFen: 6_500,
    postageFen: 500,
    channel: { code: SHOP, externalId: tid },
    buyer: { maskedName: '王**', maskedPhone: '138****0001' },
    lines: [
      { externalId: orders.order[0]!.oid, amountFen: 2_000, quantity: { value: '2' } },
      { externalId: orders.order[1]!.oid, amountFen: 4_000, quantity: { value: '3' } },
    ],
  });
  expect(await here.stock(product)).toEqual({ onHand: '100', reserved: '5' });
});

test('read again and again, by polls and by hints, a trade is one order', async () => {
  await here.goods('AGAIN');
  const { tid } = shop().trade({}, [{ outer_iid: 'AGAIN' }]);
  for (let time = 0; time < 3; time++) {
    shop().tell('taobao_trade_TradeBuyerPay', { tid });
    await here.look();
  }
  const { rows } = await here.app.db.pool.query(
    'select count(*)::int as n from customer_order where external_id = $1',
    [tid],
  );
  const paid = await here.app.db.pool.query(
    'select count(*)::int as n from payment p join customer_order o on o.id = p.order_id where o.external_id = $1',
    [tid],
  );
  expect([rows[0].n, paid.rows[0].n]).toEqual([1, 1]);
});

test('goods that nobody linked are held and listed; the link lets them go', async () => {
  const { tid } = shop().trade({}, [{ outer_sku_id: 'NOBODY-1', sku_id: '30004', title: '绿豆皮' }]);
  await here.look();
  expect(await here.order(tid)).toBeNull();
  expect(await here.held()).toMatchObject([
    {
      type: 'trade',
      code: 'UNKNOWN_SKU',
      note: `Nothing is linked with 绿豆皮 of trade ${tid}: link sku NOBODY-1 or sku 520813250866:30004 with a product`,
    },
  ]);
  await here.goods('NOBODY-1');
  await calm(here.app);
  expect(await here.order(tid)).toMatchObject({ status: 'PAID' });
  expect(await here.held()).toEqual([]);
});

test('a held trade that is closed meanwhile is never imported', async () => {
  const { tid } = shop().trade({}, [{ outer_iid: 'CLOSED-1' }]);
  await here.look();
  expect(await here.held()).toHaveLength(1);
  shop().now = () => new Date(Date.now() - 8_000);
  shop().change(tid, { status: 'TRADE_CLOSED' });
  await here.look();
  expect(await here.held()).toEqual([]);
  const product = await here.goods('CLOSED-1');
  await calm(here.app);
  expect([await here.order(tid), await here.stock(product)]).toEqual([null, { onHand: '100', reserved: '0' }]);
  shop().now = () => new Date(Date.now() - 10_000);
});

test('a paid trade without stock is held, and served when there is some', async () => {
  const product = await here.goods('SCARCE', { stock: {} });
  const { tid } = shop().trade({}, [{ outer_iid: 'SCARCE', num: 4 }]);
  await here.look();
  const [message] = await here.held();
  expect(message).toMatchObject({ code: 'OUT_OF_STOCK' });
  await receive(here.app, product, GATE, '4');
  await here.app.ask(
    'mutation($id: ID!) { inboxMessageRetry(input: { messageId: $id }) { userErrors { code } } }',
    { id: message!.id },
    OPERATOR,
  );
  await calm(here.app);
  expect([(await here.order(tid)).status, await here.stock(product)]).toEqual(['PAID', { onHand: '4', reserved: '4' }]);
});

test('what may not be sent yet is put aside, unpaid, and cannot be sent; then it is paid', async () => {
  const product = await here.goods('FORBID');
  const { tid } = shop().trade({ status: 'PAID_FORBID_CONSIGN' }, [{ outer_iid: 'FORBID' }]);
  await here.look();
  const order = await here.order(tid);
  expect([order.status, await here.stock(product)]).toEqual(['PLACED', { onHand: '100', reserved: '1' }]);
  expect(await fulfil(order.id)).toMatchObject({ order: null, userErrors: [{ code: 'INVALID_STATE' }] });
  shop().now = () => new Date(Date.now() - 8_000);
  shop().change(tid, { status: 'WAIT_SELLER_SEND_GOODS' }, 'taobao_trade_TradeBuyerPay');
  await here.look();
  expect(await here.order(tid)).toMatchObject({ status: 'PAID', paidFen: 3_000 });
  shop().now = () => new Date(Date.now() - 10_000);
});

test('parcels go out as they leave, and the trade’s end is the order’s', async () => {
  await here.goods('SHIP');
  const { tid, orders } = shop().trade({ payment: '60.00' }, [
    { outer_iid: 'SHIP', payment: '20.00' },
    { outer_iid: 'SHIP', payment: '40.00' },
  ]);
  await here.look();
  const { id } = await here.order(tid);
  await fulfil(id, { lineNos: [2], parcel: { carrier: '顺丰速运', trackingNo: 'SF100' } });
  await calm(here.app);
  expect(shop().trades.get(tid)).toMatchObject({ status: 'SELLER_CONSIGNED_PART' });
  expect(orders.order.map(({ invoice_no }) => invoice_no)).toEqual([undefined, 'SF100']);
  await fulfil(id, { parcel: { carrier: '中通', trackingNo: 'ZT200' } });
  await calm(here.app);
  expect(orders.order.map(({ logistics_company, invoice_no }) => [logistics_company, invoice_no])).toEqual([
    ['ZTO', 'ZT200'],
    ['SF', 'SF100'],
  ]);
  expect(asked('taobao.logistics.offline.send')).toHaveLength(2);
  shop().change(tid, { status: 'TRADE_FINISHED' }, 'taobao_trade_TradeSuccess');
  await here.look();
  expect((await here.order(tid)).status).toBe('COMPLETED');
  expect(asked('taobao.logistics.offline.send')).toHaveLength(2);
});

test('what was sent at Taobao by hand is sent here, with its parcel', async () => {
  const product = await here.goods('HAND');
  const { tid, orders } = shop().trade({}, [{ outer_iid: 'HAND' }]);
  await here.look();
  const sent = { status: 'WAIT_BUYER_CONFIRM_GOODS', consign_time: shop().time() };
  shop().change(tid, sent, 'taobao_trade_TradeSellerShip', { logistics_company: '圆通速递', invoice_no: 'YT1' });
  await here.look();
  expect(await here.order(tid)).toMatchObject({
    status: 'FULFILLED',
    parcels: [{ carrier: '圆通速递', trackingNo: 'YT1', lines: [{ externalId: orders.order[0]!.oid }] }],
  });
  expect(await here.stock(product)).toEqual({ onHand: '99', reserved: '0' });
});

test('an older state that comes late changes nothing', async () => {
  await here.goods('OLDER');
  const { tid } = shop().trade({}, [{ outer_iid: 'OLDER' }]);
  const older = structuredClone(shop().trades.get(tid)!);
  shop().now = () => new Date(Date.now() - 8_000);
  const newer = shop().change(tid, { status: 'TRADE_CLOSED' }, 'taobao_trade_TradeClose');
  await here.look();
  expect(await here.order(tid)).toBeNull();
  // The list is behind: it still has the trade as it was.
  shop().trades.set(tid, older);
  await here.look();
  expect(await here.order(tid)).toBeNull();
  const { rows } = await here.app.db.pool.query('select code from inbox_message where ordering_key = $1 order by id', [
    `trade:${tid}`,
  ]);
  expect(rows).toEqual([{ code: 'IGNORED' }, { code: 'SUPERSEDED' }]);
  shop().trades.set(tid, newer);
  shop().now = () => new Date(Date.now() - 10_000);
});

test('a refund of all closes the trade: the money is recorded as gone, the order cancelled, the stock free', async () => {
  const product = await here.goods('BACK');
  const { tid } = shop().trade({}, [{ outer_iid: 'BACK', num: 2 }]);
  await here.look();
  const refund = shop().refund(tid, { status: 'WAIT_SELLER_AGREE' });
  await here.look();
  expect((await here.order(tid)).status).toBe('PAID');
  const { data } = await here.app.ask(
    '{ disputes(first: 10) { nodes { code order { channel { externalId } } } } }',
    {},
    OPERATOR,
  );
  expect(data.disputes.nodes).toContainEqual({ code: 'TAOBAO_REFUND_ASKED', order: { channel: { externalId: tid } } });
  shop().now = () => new Date(Date.now() - 8_000);
  refund.status = 'SUCCESS';
  refund.modified = shop().time();
  shop().change(tid, { status: 'TRADE_CLOSED' }, 'taobao_trade_TradeClose', { refund_status: 'SUCCESS' });
  shop().tell('taobao_refund_RefundSuccess', { tid, refund_id: refund.refund_id });
  await here.look();
  expect(await here.order(tid)).toMatchObject({
    status: 'CANCELLED',
    refundedFen: 3_000,
    refundingFen: 0,
    refunds: [{ state: 'SUCCEEDED', amountFen: 3_000, externalId: refund.refund_id }],
  });
  expect([await here.stock(product), (await here.dead()).filter(({ event }) => event === 'REFUND')]).toEqual([
    { onHand: '100', reserved: '0' },
    [],
  ]);
  shop().now = () => new Date(Date.now() - 10_000);
});

test('a refund of one line before it leaves: the line is cancelled, its stock free once, and the rest is sent', async () => {
  const [kept, back] = [await here.goods('STAYS'), await here.goods('LEAVES-NOT')];
  const { tid, orders } = shop().trade({ payment: '65.00', post_fee: '5.00' }, [
    { outer_iid: 'STAYS', num: 2, payment: '40.00' },
    { outer_iid: 'LEAVES-NOT', num: 3, payment: '20.00' },
  ]);
  await here.look();
  const { id } = await here.order(tid);
  expect([await here.stock(kept), await here.stock(back)]).toEqual([
    { onHand: '100', reserved: '2' },
    { onHand: '100', reserved: '3' },
  ]);
  const line = orders.order[1]!;
  shop().now = () => new Date(Date.now() - 8_000);
  const { refund_id } = shop().refund(tid, { oid: line.oid, status: 'SUCCESS', refund_fee: '20.00' });
  // Told many times, by the list, the messages and the trade itself.
  for (let time = 0; time < 3; time++) {
    shop().change(tid, {}, 'taobao_trade_TradeChanged');
    Object.assign(line, { status: 'TRADE_CLOSED', refund_id, refund_status: 'SUCCESS' });
    shop().tell('taobao_refund_RefundSuccess', { tid, oid: line.oid, refund_id });
    await here.look();
  }
  expect(await here.order(tid)).toMatchObject({
    ...{ status: 'PAID', paidFen: 6_500, refundedFen: 2_000, refundingFen: 0 },
    refunds: [{ state: 'SUCCEEDED', amountFen: 2_000, externalId: refund_id }],
  });
  expect([await here.stock(kept), await here.stock(back)]).toEqual([
    { onHand: '100', reserved: '2' },
    { onHand: '100', reserved: '0' },
  ]);
  const { data } = await here.app.ask(
    'query($id: ID!) { order(id: $id) { lines { lineNo cancelled returned { value } } } disputes(first: 50) { nodes { code order { id } } } }',
    { id },
    OPERATOR,
  );
  expect(data.order.lines).toEqual([
    { lineNo: 1, cancelled: false, returned: { value: '0' } },
    { lineNo: 2, cancelled: true, returned: { value: '0' } },
  ]);
  expect(data.disputes.nodes.filter((one: { order: { id: string } | null }) => one.order?.id === id)).toEqual([]);

  expect(await fulfil(id, { parcel: { carrier: '中通快递', trackingNo: 'ZTO-REST-1' } })).toMatchObject({
    userErrors: [],
  });
  await calm(here.app);
  expect(
    shop()
      .trades.get(tid)!
      .orders.order.map(({ status, invoice_no }) => [status, invoice_no]),
  ).toEqual([
    ['WAIT_BUYER_CONFIRM_GOODS', 'ZTO-REST-1'],
    ['TRADE_CLOSED', undefined],
  ]);
  expect([(await here.order(tid)).status, await here.stock(kept), await here.stock(back)]).toEqual([
    'FULFILLED',
    { onHand: '98', reserved: '0' },
    { onHand: '100', reserved: '0' },
  ]);
  expect((await here.dead()).filter(({ code }) => code !== 'REFUND_AT_TAOBAO')).toEqual([]);
  shop().now = () => new Date(Date.now() - 10_000);
});

test('money that we want back is asked of a person, and settled by what Taobao reports', async () => {
  await here.goods('ASK');
  const { tid } = shop().trade({}, [{ outer_iid: 'ASK' }]);
  await here.look();
  const { id } = await here.order(tid);
  await here.app.ask(
    'mutation($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: newKey(), orderId: id, reason: '冰雹' } },
    OPERATOR,
  );
  await calm(here.app);
  expect(await here.order(tid)).toMatchObject({ status: 'CANCELLED', refundingFen: 3_000 });
  expect(await here.dead()).toMatchObject([{ event: 'REFUND', code: 'REFUND_AT_TAOBAO' }]);
  const { refund_id } = shop().refund(tid, { status: 'SUCCESS' });
  await here.look();
  expect(await here.order(tid)).toMatchObject({
    refundedFen: 3_000,
    refundingFen: 0,
    refunds: [{ state: 'SUCCEEDED', externalId: refund_id }],
  });
});

test('goods go on sale, their price and whole quantities follow, and they are taken down', async () => {
  const product = await makeProduct(here.app, {
    name: '小豆饼',
    unit: 'KG',
    priceFen: 1_500,
    stock: { [GATE]: '7.5' },
  });
  await list(here.app, product, SHOP);
  await calm(here.app);
  const item = [...shop().items.values()].find(({ outer_id }) => outer_id === product)!;
  expect(item).toMatchObject({ title: '小豆饼', price: '15.00', num: 7, approve_status: 'onsale' });
  for (let time = 0; time < 5; time++) await receive(here.app, product, GATE, '0.300');
  await calm(here.app);
  expect(item.num).toBe(9);
  const { tid } = shop().trade({ payment: '30.00' }, [{ num_iid: item.num_iid, outer_iid: product, num: 2 }]);
  await here.look();
  expect([(await here.order(tid)).status, item.num]).toEqual(['PAID', 7]);
  await list(here.app, product, SHOP, false);
  await calm(here.app);
  expect(item.approve_status).toBe('instock');
});

test('a refused session suspends the shop; authorised again, everything is told', async () => {
  const product = await here.goods('SESSION');
  const item = shop().item({ num: 1, skus: [{ sku_id: '30010', outer_id: 'SESSION', quantity: 1 }] });
  await list(here.app, product, SHOP);
  await calm(here.app);
  const good = shop().session;
  shop().session = 'another-session';
  await receive(here.app, product, GATE, '11');
  await settle(here.app);
  expect(await stateHere()).toBe('SUSPENDED');
  expect(item.skus[0]!.quantity).toBe(100);
  shop().session = good;
  expect(await connectionDo(here.app, 'Verify', here.connectionId)).toMatchObject({ connection: { state: 'ACTIVE' } });
  await calm(here.app);
  expect(item.skus[0]!.quantity).toBe(111);
});

test('a look that is refused suspends the shop as well, and health asks for the authorisation', async () => {
  const good = shop().session;
  shop().session = 'another-session';
  await here.app.db.pool.query(`update channel_round set next_at = now() where kind = 'poll'`);
  await settle(here.app);
  expect(await stateHere()).toBe('SUSPENDED');
  const { rows } = await here.app.db.pool.query('select suspended_code as code from channel_connection');
  expect(rows).toEqual([{ code: 'SESSION_INVALID' }]);
  expect((await connectionDo(here.app, 'Verify', here.connectionId)).userErrors).toMatchObject([
    { code: 'NOT_VERIFIED' },
  ]);
  shop().session = good;
  expect(await connectionDo(here.app, 'Verify', here.connectionId)).toMatchObject({ connection: { state: 'ACTIVE' } });
  await calm(here.app);
});

test('in the end the books of stock agree, and no delivery but the refund for a person is dead', async () => {
  expect(await unbalancedItems(here.app)).toBe(0);
  expect((await here.dead()).map(({ code }) => code)).toEqual(['REFUND_AT_TAOBAO']);
  expect(await here.held()).toEqual([]);
});
