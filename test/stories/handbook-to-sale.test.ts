import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importHandbookCommand, type HandbookReport } from '../../src/app/import-handbook.js';
import { syntheticHouseholds } from '../../src/domains/people/index.js';
import { startApp, testConfig, type TestApp } from '../kit/app.js';
import { newKey, unbalancedItems, VILLAGE } from '../kit/goods.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'handbook-'));
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

const HEADER =
  '村代码,户编号,户主姓名,身份证号,联系电话,户类别,有意愿,有能力,帮扶责任人,产品名称,产业,单位,单价(元),数量,备注';
const [wang, li] = [...syntheticHouseholds([VILLAGE], 2)];
const row = (household: typeof wang, product: string) =>
  `${VILLAGE},${household!.householdNo},${household!.name},${household!.idNumber},,脱贫户,是,是,,${product},`;

async function load(rows: string[], partial = false): Promise<HandbookReport> {
  const file = join(folder, `${newKey()}.csv`);
  await writeFile(file, [HEADER, ...rows].join('\n'));
  const logger = pino({ level: 'silent' });
  return importHandbookCommand(app.databaseUrl, testConfig(), logger, { file, partial, progress: () => undefined });
}

const goods = async () => {
  const { products } = (
    await app.ask(
      `query($code: PlaceCode) { products(first: 50, filter: { villageCode: $code }) { nodes { id name priceFen unit stock { onHand reserved available } producer { displayName } } } }`,
      { code: VILLAGE },
    )
  ).data;
  return products.nodes as {
    id: string;
    name: string;
    priceFen: number;
    stock: { onHand: string; available: string };
  }[];
};

test('a handbook row is on sale with its declared stock; an order sells it; the same file changes nothing', async () => {
  const file = [row(wang, '固镇黑花生,初成品,公斤,19.80,35.5'), row(li, '土鸡蛋,禽,个,1.50,60')];
  expect(await load(file)).toMatchObject({ rows: 2, created: 2, updated: 0, unchanged: 0, failed: 0, applied: true });
  const [peanuts, eggs] = await goods();
  expect(peanuts).toMatchObject({
    name: '固镇黑花生',
    priceFen: 1_980,
    unit: 'KG',
    stock: { onHand: '35.500', reserved: '0.000', available: '35.500' },
  });
  expect(eggs).toMatchObject({
    name: '土鸡蛋',
    priceFen: 150,
    unit: 'PIECE',
    stock: { onHand: '60', available: '60' },
  });

  const placed = await app.ask(
    `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { totalFen kind } userErrors { code } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        buyer: { name: '李小明', phone: '13812345678' },
        visit: { villageCode: VILLAGE, on: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10) },
        lines: [{ productId: peanuts!.id, quantity: '5.500' }],
      },
    },
  );
  expect(placed.data.orderPlace).toEqual({ order: { totalFen: 10_890, kind: 'VILLAGE_VISIT' }, userErrors: [] });

  expect(await load(file)).toMatchObject({ rows: 2, created: 0, updated: 0, unchanged: 2, applied: true });
  expect((await goods())[0]!.stock).toEqual({ onHand: '35.500', reserved: '5.500', available: '30.000' });
});

test('a changed row moves the price and the stock by what is declared more; another unit is a row error and keeps the file out', async () => {
  expect(await load([row(wang, '固镇黑花生,初成品,公斤,21.00,40')])).toMatchObject({
    updated: 1,
    unchanged: 0,
    applied: true,
  });
  const [peanuts] = await goods();
  expect(peanuts).toMatchObject({
    priceFen: 2_100,
    stock: { onHand: '40.000', reserved: '5.500', available: '34.500' },
  });

  const refused = await load([row(wang, '固镇黑花生,初成品,斤,9.00,10'), row(li, '土鸡蛋,禽,个,2.00,60')]);
  expect(refused).toMatchObject({ rows: 2, updated: 0, failed: 1, applied: false });
  expect(refused.errors).toMatchObject([{ row: 2, column: '单位', code: 'UNIT_FIXED' }]);
  expect((await goods()).map((g) => g.priceFen)).toEqual([2_100, 150]);

  expect(await load([row(wang, '固镇黑花生,初成品,斤,9.00,10'), row(li, '土鸡蛋,禽,个,2.00,60')], true)).toMatchObject({
    updated: 1,
    failed: 1,
    applied: true,
  });
  expect((await goods()).map((g) => g.priceFen)).toEqual([2_100, 200]);
  expect(await unbalancedItems(app)).toBe(0);
});
