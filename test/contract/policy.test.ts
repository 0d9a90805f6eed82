import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type GraphQLField, type GraphQLSchema } from 'graphql';
import { createTokens } from '../../src/platform/auth/index.js';
import { globalId, operationPolicies } from '../../src/platform/graphql/index.js';
import { ROLES } from '../../src/shared/role.js';
import { startApp, SECRET, type Answer, type TestApp } from '../kit/app.js';
import { GATE, makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../kit/goods.js';
import { watchStock } from '../domains/stock/stock-watch.js';
import { makeShop } from '../domains/shops/shop-making.js';
import { minimalCall } from './minimal-call.js';
import { POLICY_MATRIX } from './policy-matrix.js';

let app: TestApp;
let schema: GraphQLSchema;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  const { data } = await app.ask(getIntrospectionQuery());
  schema = buildClientSchema(data);
  // An owner without a shop may do nothing with shops: this one has one.
  await makeShop(app, { ownerUsername: 'shop_owner' });
  for (const role of ROLES) if (role !== 'VISITOR') tokens.set(role, await app.token(role));
});
afterAll(() => app.stop());

function fieldOf(kind: string, name: string): GraphQLField<unknown, unknown> {
  const type = kind === 'query' ? schema.getQueryType() : kind === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType();
  return type!.getFields()[name]!;
}

const as = (role: string) => (role === 'VISITOR' ? {} : { token: tokens.get(role)! });
const ALLOWED = '+';
const REFUSED: Readonly<Record<string, string>> = { FORBIDDEN: '.', UNAUTHENTICATED: '!' };

async function mark(kind: string, name: string, role: string): Promise<string> {
  if (kind === 'subscription') {
    const watch = watchStock(app.url, { ...as(role), filter: { productIds: [] } });
    return watch.until((messages) => messages.length > 0).then(() => (watch.drop(), ALLOWED), (error: Error) => error.message);
  }
  const { query, variables } = minimalCall(kind, fieldOf(kind, name));
  const codes = (await app.ask(query, variables, as(role))).errors?.map((e) => e.extensions.code) ?? [];
  // With input that means nothing the command itself is refused: never as a fault of ours, and never with a change.
  if (codes.some((code) => code !== 'FORBIDDEN' && code !== 'UNAUTHENTICATED' && code !== 'BAD_USER_INPUT' && code !== 'NOT_FOUND')) return codes.join();
  return codes.map((code) => REFUSED[code]).find((sign) => sign !== undefined) ?? ALLOWED;
}

const rowOf = (label: string, cells: readonly string[]) => `${label.padEnd(32)} ${cells.join('  ')}`;

test('every operation has its row', () => {
  const named = POLICY_MATRIX.trim().split('\n').slice(1).map((line) => line.slice(0, 32).trim());
  expect(named).toEqual(operationPolicies().map(({ kind, name }) => `${kind} ${name}`).sort());
});

test('each role may call just the operations that the table gives it', async () => {
  const rows: string[] = [];
  for (const { kind, name } of operationPolicies().toSorted((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1))) {
    rows.push(rowOf(`${kind} ${name}`, await Promise.all(ROLES.map((role) => mark(kind, name, role)))));
  }
  const columns = ROLES.map((role) => role.slice(0, 2));
  expect(`\n${[rowOf('', columns).replaceAll('  ', ' ').padStart(0), ...rows].slice(1).join('\n')}\n`).toBe(`\n${POLICY_MATRIX.trim().split('\n').slice(1).join('\n')}\n`);
}, 120_000);

describe('what is there and not yours answers like what is not there', () => {
  const foreign: Record<string, string> = {};
  const missing: Record<string, string> = {
    Household: globalId('Household', 987_654),
    Product: globalId('Product', 987_654),
    Order: globalId('Order', '00000000-0000-7000-8000-000000000000'),
    Shop: globalId('Shop', 987_654),
    PickingBooking: globalId('PickingBooking', 987_654),
  };
  let outsider: string;

  beforeAll(async () => {
    const draft = await app.ask(
      'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } } }',
      { input: { idempotencyKey: newKey(), producerId: await makeHousehold(app), name: '未发布的花生', industry: 'PRIMARY', unit: 'KG', priceFen: 100 } },
      OPERATOR,
    );
    const sold = await makeProduct(app, { stock: { [GATE]: '5' } });
    const placed = await app.ask(
      'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } } }',
      { input: { idempotencyKey: newKey(), buyer: { name: '李小明', phone: '13812345678' }, lines: [{ productId: sold, quantity: '1' }] } },
    );
    const experience = await app.ask(
      'mutation($input: PickingExperienceCreateInput!) { pickingExperienceCreate(input: $input) { experience { id } userErrors { code field } } }',
      { input: { idempotencyKey: newKey(), villageCode: VILLAGE, name: '采摘', capacityPerDay: 9, priceFen: 1, seasonFrom: '01-01', seasonTo: '12-31' } },
      OPERATOR,
    );
    const booked = await app.ask(
      'mutation($input: PickingBookInput!) { pickingBook(input: $input) { booking { id } userErrors { code field } } }',
      { input: { idempotencyKey: newKey(), experienceId: experience.data.pickingExperienceCreate.experience.id, day: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10), people: 1, contact: { name: '李小明', phone: '13812345678' } } },
    );
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
  const call = (kind: string, name: string, over: (id: string) => object, token: string | undefined) => (id: string) => {
    const { query, variables } = minimalCall(kind, fieldOf(kind, name), over(id) as Record<string, unknown>);
    return app.ask(query, variables, token === undefined ? {} : { token });
  };

  test.each(['Household', 'Product', 'Order', 'PickingBooking'])('node and nodes: %s', async (type) => {
    for (const token of [outsider, undefined]) {
      // A household's public face, masked, is anyone's to see: who produces.
      const wanted = type === 'Household' ? null : { data: { node: null } };
      if (wanted) await compare(call('query', 'node', (id) => ({ id }), token), type, wanted);
      if (wanted) await compare(call('query', 'nodes', (id) => ({ ids: [id, 'nonsense'] }), token), type, { data: { nodes: [null, null] } });
    }
  });

  test.each([
    ['household', 'Household'],
    ['product', 'Product'],
    ['order', 'Order'],
  ])('query %s', async (name, type) => {
    await compare(call('query', name, (id) => ({ id }), outsider), type, { data: { [name]: null } });
  });

  test('query product, of a visitor', async () => {
    await compare(call('query', 'product', (id) => ({ id }), undefined), 'Product', { data: { product: null } });
  });

  const reason = '核对收货信息';
  test.each<[string, string, (id: string) => object]>([
    ['householdUpdate', 'Household', (householdId) => ({ householdId, willing: true })],
    ['householdReveal', 'Household', (householdId) => ({ householdId, reason })],
    ['productCreate', 'Household', (producerId) => ({ producerId, idempotencyKey: newKey(), name: '花生', priceFen: 100 })],
    ['productUpdate', 'Product', (productId) => ({ productId, priceFen: 200 })],
    ['productPublish', 'Product', (productId) => ({ productId })],
    ['productWithdraw', 'Product', (productId) => ({ productId })],
    ['listingSet', 'Product', (productId) => ({ productId, channel: 'direct', siteCodes: [] })],
    ['orderPay', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey(), method: 'cash' })],
    ['orderCancel', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey() })],
    ['orderFulfil', 'Order', (orderId) => ({ orderId, idempotencyKey: newKey() })],
    ['orderReveal', 'Order', (orderId) => ({ orderId, reason })],
    ['shopUpdate', 'Shop', (shopId) => ({ shopId, name: '另一个名字' })],
    ['pickingCancel', 'PickingBooking', (bookingId) => ({ bookingId })],
    ['pickingContactReveal', 'PickingBooking', (bookingId) => ({ bookingId, reason })],
  ])('mutation %s', async (name, type, over) => {
    await compare(call('mutation', name, over, outsider), type, { data: { [name]: { userErrors: [{ code: 'NOT_FOUND' }] } } });
  });
});
