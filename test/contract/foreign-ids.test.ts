import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLInterfaceType, GraphQLSchema } from 'graphql';
import { createTokens } from '../../src/platform/auth/index.js';
import { globalId } from '../../src/platform/graphql/index.js';
import { SECRET, startApp, type Answer, type TestApp } from '../kit/app.js';
import { CENTRE, GATE, makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../kit/goods.js';
import { done } from '../domains/circulation/circulating.js';
import { pass } from '../domains/circulation/inspecting.js';
import { makeShop } from '../domains/shops/shop-making.js';
import { learnedGraph, minimalCall } from './minimal-call.js';

let app: TestApp;
let schema: GraphQLSchema;

beforeAll(async () => {
  app = await startApp();
  schema = await learnedGraph(app);
});
afterAll(() => app.stop());

describe('what is there and not yours answers like what is not there', () => {
  const foreign: Record<string, string> = {};
  const missing: Record<string, string> = {
    Household: globalId('Household', 987_654),
    Product: globalId('Product', 987_654),
    Order: globalId('Order', '00000000-0000-7000-8000-000000000000'),
    Shop: globalId('Shop', 987_654),
    PickingBooking: globalId('PickingBooking', '00000000-0000-7000-8000-000000000000'),
    Batch: globalId('Batch', 987_654),
    CollectionReceipt: globalId('CollectionReceipt', '00000000-0000-7000-8000-000000000000'),
    Inspection: globalId('Inspection', '00000000-0000-7000-8000-000000000000'),
  };
  let outsider: string;

  beforeAll(async () => {
    const draft = await app.ask(
      'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } } }',
      {
        input: {
          idempotencyKey: newKey(),
          producerId: await makeHousehold(app),
          name: '未发布的花生',
          industry: 'PRIMARY',
          unit: 'KG',
          priceFen: 100,
        },
      },
      OPERATOR,
    );
    const sold = await makeProduct(app, { stock: { [GATE]: '5' } });
    const placed = await app.ask('mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } } }', {
      input: {
        idempotencyKey: newKey(),
        buyer: { name: '李小明', phone: '13812345678' },
        lines: [{ productId: sold, quantity: '1' }],
      },
    });
    const experience = await app.ask(
      'mutation($input: PickingExperienceCreateInput!) { pickingExperienceCreate(input: $input) { experience { id } userErrors { code field } } }',
      {
        input: {
          idempotencyKey: newKey(),
          villageCode: VILLAGE,
          name: '采摘',
          capacityPerDay: 9,
          priceFen: 1,
          seasonFrom: '01-01',
          seasonTo: '12-31',
        },
      },
      OPERATOR,
    );
    const booked = await app.ask(
      'mutation($input: PickingBookInput!) { pickingBook(input: $input) { booking { id } userErrors { code field } } }',
      {
        input: {
          idempotencyKey: newKey(),
          experienceId: experience.data.pickingExperienceCreate.experience.id,
          day: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10),
          people: 1,
          contact: { name: '李小明', phone: '13812345678' },
        },
      },
    );
    const receipt = await done(app, 'collectionReceive', {
      siteCode: CENTRE,
      productId: sold,
      gross: '1',
      grade: 'FIRST',
      unitPriceFen: 100,
    });
    foreign['CollectionReceipt'] = receipt.id;
    foreign['Batch'] = receipt.batch.id;
    foreign['Inspection'] = (await pass(app, receipt.batch.id)).id;
    foreign['Household'] = await makeHousehold(app);
    foreign['Product'] = draft.data.productCreate.product.id;
    foreign['Order'] = placed.data.orderPlace.order.id;
    foreign['Shop'] = (await makeShop(app, { placeCode: VILLAGE })).id;
    foreign['PickingBooking'] = booked.data.pickingBook.booking.id;
    const { rows } = await app.db.pool.query<{ id: number }>(
      `insert into staff(username, password_hash, display_name, role, place_code) values ('outsider', '-', '-', 'TOWNSHIP_OPERATOR', '340323104') returning id`,
    );
    outsider = await createTokens(SECRET).issue({ kind: 'staff', id: String(rows[0]!.id), version: 1 }, 600);
  });

  const compare = async (ask: (id: string) => Promise<Answer>, type: string, wanted: object) => {
    const [there, not] = [await ask(foreign[type]!), await ask(missing[type]!)];
    expect(there).toEqual(not);
    expect(there).toMatchObject(wanted);
  };
  const call =
    (kind: 'query' | 'mutation', name: string, over: (id: string) => object, token: string | undefined) =>
    (id: string) => {
      const { query, variables } = minimalCall(schema, kind, name, over(id) as Record<string, unknown>);
      return app.ask(query, variables, token === undefined ? {} : { token });
    };

  // Not households: that one produces, by a masked name and its village, is anyone's to see.
  test.each(['Product', 'Order', 'PickingBooking', 'CollectionReceipt', 'Inspection'])(
    'node and nodes: %s',
    async (type) => {
      for (const token of [outsider, undefined]) {
        await compare(
          call('query', 'node', (id) => ({ id }), token),
          type,
          { data: { node: null } },
        );
        await compare(
          call('query', 'nodes', (id) => ({ ids: [id, 'nonsense'] }), token),
          type,
          { data: { nodes: [null, null] } },
        );
      }
    },
  );

  test('node of every type, with keys that cannot be: nothing, and no fault', async () => {
    const types = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType).map((type) => type.name);
    const keys = [
      '0',
      '007',
      '1e3',
      '-1',
      'abc',
      '999999999999999',
      '9'.repeat(40),
      '340323',
      VILLAGE,
      '00000000-0000-7000-8000-000000000000',
    ];
    for (const type of types) {
      const ids = keys.map((key) => globalId(type, key));
      const { data, errors } = await app.ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, OPERATOR);
      expect(errors).toBeUndefined();
      for (const [i, node] of data.nodes.entries()) expect(node?.id ?? ids[i]).toBe(ids[i]);
    }
  });

  test.each([
    ['household', 'Household'],
    ['product', 'Product'],
    ['order', 'Order'],
  ])('query %s', async (name, type) => {
    await compare(
      call('query', name, (id) => ({ id }), outsider),
      type,
      { data: { [name]: null } },
    );
  });

  test('query product, of a visitor', async () => {
    await compare(
      call('query', 'product', (id) => ({ id }), undefined),
      'Product',
      { data: { product: null } },
    );
  });

  const reason = '核对收货信息';
  test.each<[string, string, (id: string) => object]>([
    ['householdUpdate', 'Household', (householdId) => ({ householdId, willing: true })],
    ['householdReveal', 'Household', (householdId) => ({ householdId, reason })],
    [
      'productCreate',
      'Household',
      (producerId) => ({ producerId, idempotencyKey: newKey(), name: '花生', priceFen: 100 }),
    ],
    ['productUpdate', 'Product', (productId) => ({ productId, priceFen: 200 })],
    ['productPublish', 'Product', (productId) => ({ productId })],
    ['productWithdraw', 'Product', (productId) => ({ productId })],
    ['listingSet', 'Product', (productId) => ({ productId, channel: 'direct', siteCodes: [] })],
    ['orderPay', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey(), method: 'cash' })],
    ['orderCancel', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey() })],
    ['orderFulfil', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey() })],
    ['orderReveal', 'Order', (orderId) => ({ orderId, reason })],
    ['shopUpdate', 'Shop', (shopId) => ({ shopId, name: '另一个名字' })],
    ['collectionPay', 'CollectionReceipt', (receiptId) => ({ receiptId, idempotencyKey: newKey(), method: 'cash' })],
    ['batchHarvest', 'Batch', (batchId) => ({ batchId, idempotencyKey: newKey() })],
    ['batchRecall', 'Batch', (batchId) => ({ batchId, idempotencyKey: newKey(), reason: '误用农药' })],
    ['batchBrand', 'Batch', (batchId) => ({ batchId })],
    ['certificateIssue', 'Batch', (batchId) => ({ batchId, idempotencyKey: newKey(), promisor: '某人' })],
    ['inspectionReview', 'Inspection', (inspectionId) => ({ inspectionId })],
    [
      'consentRecord',
      'Household',
      (householdId) => ({ householdId, idempotencyKey: newKey(), text: '同意', evidence: '同意书' }),
    ],
    [
      'orderDispatch',
      'Order',
      (orderId) => ({ orderId, idempotencyKey: newKey(), parcels: [{ carrier: '中通', trackingNo: 'ZT100200' }] }),
    ],
    ['pickingCancel', 'PickingBooking', (bookingId) => ({ bookingId })],
    ['pickingContactReveal', 'PickingBooking', (bookingId) => ({ bookingId, reason })],
  ])('mutation %s', async (name, type, over) => {
    await compare(call('mutation', name, over, outsider), type, {
      data: { [name]: { userErrors: [{ code: 'NOT_FOUND' }] } },
    });
  });
});
