import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { done, paidOrder } from '../circulation/circulating.js';
import { booked } from './books.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const COUNTY = '340323';
const YEAR = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const WANTED = 'kind year targetCount actualCount targetFen actualFen reached source';
const set = async (input: object, as: object = OPERATOR) => {
  const answer = await app.ask(
    `mutation($input: TargetSetInput!) { targetSet(input: $input) { target { ${WANTED} } userErrors { code field } } }`,
    { input: { countyCode: COUNTY, year: YEAR, source: '县电商扶贫方案', ...input } },
    as,
  );
  return answer.data?.targetSet ?? answer.errors![0]!.extensions.code;
};
const targets = async (year = YEAR) =>
  (await app.ask(`{ targets(countyCode: "${COUNTY}", year: ${year}) { ${WANTED} } }`)).data.targets;
const income = async () =>
  (
    await app.ask(
      `{ village(code: "${VILLAGE}") { income(year: ${YEAR}) { place { code } households incomeFen suppressed } } }`,
    )
  ).data.village.income;

test('targets stand beside what the data say, sites and shops as of the end of the year', async () => {
  const { rows } = await app.db.pool.query<{ points: number }>(
    `select count(*)::int as points from site where kind = 'COLLECTION_POINT' and active and place_code like $1`,
    [`${COUNTY}%`],
  );
  const { points } = rows[0]!;
  expect(points).toBeGreaterThan(0);
  const common = { year: YEAR, targetFen: null, actualFen: null, source: '县电商扶贫方案' };
  const asked = { kind: 'COLLECTION_POINTS', count: points + 1 };
  expect((await set(asked)).target).toEqual({
    ...{ kind: 'COLLECTION_POINTS', ...common, targetCount: points + 1, actualCount: points, reached: false },
  });
  await set({ ...asked, count: points });
  await set({ kind: 'BRANDS', count: 1 });
  expect(await targets()).toEqual([
    { kind: 'COLLECTION_POINTS', ...common, targetCount: points, actualCount: points, reached: true },
    { kind: 'BRANDS', ...common, targetCount: 1, actualCount: 0, reached: false },
  ]);
  // Nothing of it was there in an earlier year.
  await set({ ...asked, year: 2019 });
  expect((await targets(2019)).map((one: { actualCount: number }) => one.actualCount)).toEqual([0]);
});

test('income is read from the report: suppressed for four households, told for five', async () => {
  const sell = async () => {
    const productId = await makeProduct(app, {
      producerId: await makeHousehold(app),
      priceFen: 1_000,
      stock: { [GATE]: '5' },
    });
    const order = await paidOrder(app, [{ productId, quantity: '1' }]);
    await done(app, 'orderFulfil', { orderId: order.id });
    await booked(app, order.id, ['SALE']);
  };
  expect(await income()).toBeNull();
  for (let i = 0; i < 4; i++) await sell();
  const money = {
    kind: 'HOUSEHOLD_INCOME',
    year: YEAR,
    targetCount: null,
    actualCount: null,
    source: '县电商扶贫方案',
  };
  expect((await set({ kind: 'HOUSEHOLD_INCOME', fen: 4_450 })).target).toEqual({
    ...{ ...money, targetFen: 4_450, actualFen: null, reached: null },
  });
  expect(await income()).toEqual({ place: { code: VILLAGE }, households: 4, incomeFen: null, suppressed: true });
  await sell();
  expect((await targets()).at(-1)).toEqual({ ...money, targetFen: 4_450, actualFen: 4_450, reached: true });
  expect(await income()).toEqual({ place: { code: VILLAGE }, households: 5, incomeFen: 4_450, suppressed: false });
});

test.each([
  [{ kind: 'SHOPS', count: 0 }, 'BAD_TARGET', 'count'],
  [{ kind: 'SHOPS', fen: 5 }, 'BAD_TARGET', 'count'],
  [{ kind: 'HOUSEHOLD_INCOME', fen: 5, count: 5 }, 'BAD_TARGET', 'count'],
  [{ kind: 'SHOPS', count: 5, year: 2018 }, 'BAD_TARGET', 'year'],
  [{ kind: 'SHOPS', count: 5, source: ' ' }, 'REASON_REQUIRED', 'source'],
  [{ kind: 'SHOPS', count: 5, countyCode: '340323200' }, 'OUT_OF_REGION', 'countyCode'],
])('a target with %j is refused, and nothing is set', async (input: object, code, field) => {
  const before = await targets();
  expect(await set(input)).toEqual({ target: null, userErrors: [{ code, field }] });
  expect(await targets()).toEqual(before);
});

test('a township sets none', async () => {
  expect(await set({ kind: 'SHOPS', count: 1 }, { role: 'TOWNSHIP_OPERATOR' })).toBe('FORBIDDEN');
});
