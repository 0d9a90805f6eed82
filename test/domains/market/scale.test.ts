import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { turnScaleWarnings } from '../../../src/domains/market/scale/warnings.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { done, paidOrder } from '../circulation/circulating.js';
import { ask, dayIn, eventsOf, jobsRan } from './asking.js';

let app: TestApp;
let household: string;
let neighbour: string;
const OTHER_VILLAGE = '340323200208';
beforeAll(async () => {
  app = await startApp();
  await jobsRan(app);
  household = await makeHousehold(app);
  neighbour = await makeHousehold(app, OTHER_VILLAGE);
});
afterAll(() => app.stop());

const GOODS = '固镇黑花生';
const declare = (producerId: string, quantity: string, over: object = {}, as?: object) =>
  ask(
    app,
    'plannedOutputDeclare',
    { producerId, industry: 'PRIMARY', goods: GOODS, unit: 'KG', quantity, readyOn: dayIn(100), ...over },
    as,
  );
const turn = () => turnScaleWarnings(app.db, new Date());
const WARNINGS = `query($open: Boolean!) { scaleWarnings(first: 20, open: $open) { totalCount nodes { id goods village { code } clearedAt version
  planned { value unit } countyPlanned { value } sold { value } openOrders { value } over { value } soldFrom plannedUntil } } }`;
const warnings = async (open = true, as: object = OPERATOR) =>
  (await app.ask(WARNINGS, { open }, as)).data.scaleWarnings.nodes;

test('villages are warned while the county plans more than went and is on order, each told once', async () => {
  const productId = await makeProduct(app, { name: GOODS, producerId: household, stock: { [GATE]: '500' } });
  // 30 went to buyers and 4 of them came back; 20 are on order; 7 were cancelled.
  const gone = await paidOrder(app, [{ productId, quantity: '30' }]);
  await done(app, 'orderFulfil', { orderId: gone.id });
  await done(app, 'orderReturn', {
    orderId: gone.id,
    kind: 'RETURN',
    reason: '受潮',
    lines: [{ lineNo: 1, quantity: '4', disposition: 'WRITE_OFF' }],
  });
  await paidOrder(app, [{ productId, quantity: '20' }]);
  const cancelled = await paidOrder(app, [{ productId, quantity: '7' }]);
  await done(app, 'orderCancel', { orderId: cancelled.id });

  expect((await declare(household, '30')).plan).toMatchObject({
    goods: GOODS,
    quantity: { value: '30.000', unit: 'KG' },
    readyOn: dayIn(100),
    version: 1,
  });
  // 32 jin are 16 kg: together just what is expected, and nobody is warned.
  await declare(neighbour, '32', { unit: 'JIN' });
  expect(await turn()).toEqual({ raised: 0, cleared: 0 });
  expect(await warnings()).toEqual([]);

  await declare(neighbour, '32.01', { unit: 'JIN' });
  expect(await turn()).toEqual({ raised: 2, cleared: 0 });
  const stand = await warnings();
  const figures = {
    ...{ goods: GOODS, clearedAt: null, version: 1, countyPlanned: { value: '46.005' }, sold: { value: '26.000' } },
    ...{ openOrders: { value: '20.000' }, over: { value: '0.005' }, soldFrom: dayIn(-365), plannedUntil: dayIn(365) },
  };
  expect(stand).toEqual([
    { id: expect.any(String), ...figures, village: { code: OTHER_VILLAGE }, planned: { value: '16.005', unit: 'KG' } },
    { id: expect.any(String), ...figures, village: { code: VILLAGE }, planned: { value: '30.000', unit: 'KG' } },
  ]);
  // Figures move with what is planned; nothing is told twice.
  await declare(household, '40');
  expect(await turn()).toEqual({ raised: 0, cleared: 0 });
  expect((await warnings()).map((one: { over: { value: string } }) => one.over.value)).toEqual(['10.005', '10.005']);

  await declare(household, '0');
  expect(await turn()).toEqual({ raised: 0, cleared: 2 });
  expect(await warnings()).toEqual([]);
  expect((await warnings(false)).map(({ id, version }: { id: string; version: number }) => [id, version])).toEqual(
    stand.map(({ id }: { id: string }) => [id, 2]),
  );
  expect(
    (await eventsOf(app, 'market.scale')).map(({ version, payload }) => [version, payload.place, payload.cleared]),
  ).toEqual([
    [1, VILLAGE, false],
    [2, VILLAGE, true],
    [1, OTHER_VILLAGE, false],
    [2, OTHER_VILLAGE, true],
  ]);
});

test('eight processes turn at once: each village is warned once', async () => {
  await declare(household, '999', { goods: '绿豆皮', unit: 'BOX' });
  const answers = await Promise.all(Array.from({ length: 8 }, turn));
  expect(answers.map(({ raised }) => raised).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  expect((await warnings()).map((one: { goods: string; planned: object }) => [one.goods, one.planned])).toEqual([
    ['绿豆皮', { value: '999', unit: 'BOX' }],
  ]);
});

test('what is out of the year ahead is not counted, and what is not of the region is not seen', async () => {
  await declare(household, '5', { goods: '来年的', readyOn: dayIn(365) });
  await declare(household, '5', { goods: '今年的', readyOn: dayIn(364) });
  expect(await turn()).toEqual({ raised: 1, cleared: 0 });
  const token = await app.token('VILLAGE_OPERATOR');
  const seen = await warnings(true, { token });
  expect(seen.every((one: { village: { code: string } }) => one.village.code === VILLAGE)).toBe(true);
  expect(seen.map((one: { goods: string }) => one.goods)).toEqual(['今年的', '绿豆皮']);
});

test.each([
  [{ quantity: '-1' }, 'BAD_QUANTITY', 'quantity'],
  [{ quantity: '1.0001' }, 'BAD_QUANTITY', 'quantity'],
  [{ readyOn: dayIn(-1) }, 'BAD_DAY', 'readyOn'],
  [{ goods: '' }, 'BAD_TEXT', 'goods'],
  [{ producerId: 'eA' }, 'NOT_FOUND', 'producerId'],
])('a plan with %j is refused, and nothing is written', async (over: object, code, field) => {
  const rows = async () => (await app.db.pool.query('select count(*)::int as n from planned_output')).rows[0].n;
  const before = await rows();
  expect(await declare(household, '1', over)).toEqual({ plan: null, userErrors: [{ code, field }] });
  expect(await rows()).toBe(before);
});

test('a village operator plans for its village alone, and the entry is logged', async () => {
  const token = await app.token('VILLAGE_OPERATOR');
  expect((await declare(neighbour, '1', {}, { token })).userErrors).toEqual([
    { code: 'NOT_FOUND', field: 'producerId' },
  ]);
  expect((await declare(household, '1', { goods: '粉丝' }, { token })).userErrors).toEqual([]);
  const { rows } = await app.db.pool.query(
    `select subject, entered_as as "as" from assisted_entry where household_id = $1 order by id desc limit 1`,
    [Number(Buffer.from(household, 'base64url').toString().split(':')[1])],
  );
  expect(rows).toEqual([{ subject: 'planned-output:粉丝', as: 'VILLAGE_OPERATOR' }]);
});
