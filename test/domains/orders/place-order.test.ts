import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR, unbalancedItems, VILLAGE } from '../../kit/goods.js';

const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) {
  order { id number status totalFen kind lines { product { id name } site { code } quantity { value unit } amountFen } reservation { expiresAt } buyer { maskedName maskedPhone } }
  userErrors { code field message } } }`;
const buyer = { name: '李小明', phone: '13812345678' };

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const place = (lines: object[], over: object = {}) =>
  app
    .ask(PLACE, { input: { idempotencyKey: newKey(), channel: 'direct', buyer, lines, ...over } })
    .then((a) => a.data?.orderPlace ?? a);
const stockOf = async (id: string) =>
  (await app.ask(`query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }`, { id })).data.product
    .stock;

test('an order reserves its stock, prices each line half up, and is answered whole', async () => {
  const id = await makeProduct(app, { name: '黑花生', priceFen: 1_999, stock: { [GATE]: '5.000' } });
  const { order, userErrors } = await place([{ productId: id, quantity: '1.250' }]);
  expect(userErrors).toEqual([]);
  expect(order).toEqual({
    id: expect.any(String),
    number: expect.stringMatching(/^YZ\d{6}[0-9A-HJKMNP-TV-Z]{10}$/),
    status: 'PLACED',
    kind: 'COLLECTION',
    totalFen: 2_499,
    lines: [
      {
        product: { id, name: '黑花生' },
        site: { code: GATE },
        quantity: { value: '1.250', unit: 'KG' },
        amountFen: 2_499,
      },
    ],
    reservation: { expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
    buyer: { maskedName: '李**', maskedPhone: '138****5678' },
  });
  expect(await stockOf(id)).toEqual({ onHand: '5.000', reserved: '1.250', available: '3.750' });
});

test('what was placed reads back the same', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '2' } });
  const { order } = await place([{ productId: id, quantity: '2' }]);
  const read = await app.ask(
    `query($id: ID!) { order(id: $id) { id number status totalFen kind lines { product { id name } site { code } quantity { value unit } amountFen } reservation { expiresAt } buyer { maskedName maskedPhone } } }`,
    { id: order.id },
    OPERATOR,
  );
  expect(read.data.order).toEqual(order);
});

test('more than there is: refused with the line, the code and what is left; nothing changes', async () => {
  const id = await makeProduct(app, { name: '西瓜', stock: { [GATE]: '1' } });
  const good = await makeProduct(app, { stock: { [GATE]: '9' } });
  const before = [await stockOf(id), await stockOf(good)];
  const answer = await place([
    { productId: good, quantity: '1' },
    { productId: id, quantity: '1.001' },
  ]);
  expect(answer).toEqual({
    order: null,
    userErrors: [{ code: 'OUT_OF_STOCK', field: 'lines.1.quantity', message: 'Only 1.000 of “西瓜” is available' }],
  });
  expect([await stockOf(id), await stockOf(good)]).toEqual(before);
});

test('the same key answers the same order; with another body it is refused; nothing is reserved twice', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '9' } });
  const idempotencyKey = newKey();
  const first = await place([{ productId: id, quantity: '2' }], { idempotencyKey });
  const again = await Promise.all(
    Array.from({ length: 10 }, () => place([{ productId: id, quantity: '2' }], { idempotencyKey })),
  );
  expect(new Set(again.map((a) => a.order.id))).toEqual(new Set([first.order.id]));
  const other = await place([{ productId: id, quantity: '3' }], { idempotencyKey });
  expect(other.order).toBeNull();
  expect(other.userErrors[0]).toMatchObject({ code: 'KEY_REUSED', field: 'idempotencyKey' });
  expect((await stockOf(id)).reserved).toBe('2.000');
});

test('a line goes to the next site that has enough, under the same key', async () => {
  const id = await makeProduct(app, { stock: { [GATE]: '1', [CENTRE]: '5' } });
  const first = await place([{ productId: id, quantity: '1' }]);
  expect(first.order.lines[0].site.code).toBe(GATE);
  const second = await place([{ productId: id, quantity: '3' }]);
  expect(second.order.lines[0].site.code).toBe(CENTRE);
  const third = await place([{ productId: id, quantity: '3' }]);
  expect(third.userErrors[0].code).toBe('OUT_OF_STOCK');
  expect(await stockOf(id)).toEqual({ onHand: '6.000', reserved: '4.000', available: '2.000' });
});

test.each([
  [{ lines: [] }, 'NO_LINES', 'lines'],
  [{ buyer: { name: ' ', phone: buyer.phone } }, 'BAD_BUYER_NAME', 'buyer.name'],
  [{ buyer: { name: '李', phone: '12345' } }, 'BAD_PHONE', 'buyer.phone'],
  [
    {
      delivery: { address: '北京市', point: { latitude: 39.9, longitude: 116.4 } },
      visit: { villageCode: VILLAGE, on: '2030-01-01' },
    },
    'ONE_WAY_ONLY',
    null,
  ],
  [{ visit: { villageCode: VILLAGE, on: '2020-01-01' } }, 'BAD_VISIT_DAY', 'visit.on'],
  [
    { delivery: { address: '北京市', point: { latitude: 39.9, longitude: 116.4 } } },
    'OUTSIDE_DELIVERY_AREA',
    'delivery.point',
  ],
  [{ channel: 'taobao' }, 'NOT_FOR_SALE', 'lines.0.productId'],
])('%j is refused as %s', async (over, code, field) => {
  const id = await makeProduct(app, { stock: { [GATE]: '9' } });
  const answer = await place([{ productId: id, quantity: '1' }], over);
  expect(answer.order).toBeNull();
  expect(answer.userErrors).toEqual([{ code, field, message: expect.any(String) }]);
  expect((await stockOf(id)).reserved).toBe('0.000');
});

test('a delivery is told by the phone in GCJ-02 and reserved where the area covers it', async () => {
  await app.db.pool.query(
    `insert into delivery_area(site_code, kind, centre_latitude, centre_longitude, radius_m) values ($1, 'RADIUS', 33.32, 117.31, 1000)`,
    [CENTRE],
  );
  const id = await makeProduct(app, { stock: { [CENTRE]: '9' } });
  const at = (latitude: number, longitude: number, sourceSystem: string) =>
    place([{ productId: id, quantity: '1' }], {
      delivery: { address: '固镇县城关路 1 号', point: { latitude, longitude, sourceSystem } },
    });
  // GCJ-02 stands some 560 m off here: read as WGS-84, the first point would lie outside the circle.
  const inside = await at(33.3259, 117.3185, 'GCJ02');
  expect(inside.userErrors).toEqual([]);
  expect(inside.order.kind).toBe('DELIVERY');
  const outside = await at(33.3259, 117.3185, 'WGS84');
  expect(outside.userErrors).toEqual([
    { code: 'OUTSIDE_DELIVERY_AREA', field: 'delivery.point', message: expect.any(String) },
  ]);
  expect((await stockOf(id)).reserved).toBe('1.000');
});

test('another channel’s price is for that channel and those who sell for it, not for a passer-by', async () => {
  const id = await makeProduct(app, { priceFen: 1_000, stock: { [GATE]: '9' } });
  await app.ask(
    `mutation($id: ID!, $site: String!) { listingSet(input: { productId: $id, channel: "kiosk", priceFen: 1, siteCodes: [$site] }) { userErrors { code } } }`,
    { id, site: GATE },
    OPERATOR,
  );
  const buy = async (as: { role?: string }) =>
    (
      await app.ask(
        PLACE,
        { input: { idempotencyKey: newKey(), channel: 'kiosk', buyer, lines: [{ productId: id, quantity: '1' }] } },
        as,
      )
    ).data.orderPlace;
  for (const role of [undefined, 'CUSTOMER', 'CHANNEL', 'CADRE']) {
    const refused = await buy(role ? { role } : {});
    expect(refused.order).toBeNull();
    expect(refused.userErrors).toEqual([
      { code: 'NOT_FOR_SALE', field: 'lines.0.productId', message: expect.any(String) },
    ]);
  }
  expect((await stockOf(id)).reserved).toBe('0.000');
  for (const role of ['DEVICE', 'COUNTY_OPERATOR']) expect((await buy({ role })).order.totalFen).toBe(1);
  expect((await stockOf(id)).reserved).toBe('2.000');
});

test('60 buyers at once for 20 units: exactly 20 orders, 40 refusals, the books agree', async () => {
  const id = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '20' } });
  const answers = await Promise.all(Array.from({ length: 60 }, () => place([{ productId: id, quantity: '1' }])));
  expect(answers.filter((a) => a.order).length).toBe(20);
  expect(answers.filter((a) => a.userErrors[0]?.code === 'OUT_OF_STOCK').length).toBe(40);
  expect(await stockOf(id)).toEqual({ onHand: '20', reserved: '20', available: '0' });
  expect(await unbalancedItems(app)).toBe(0);
});
