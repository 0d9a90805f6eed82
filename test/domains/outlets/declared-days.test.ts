import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Declared } from '../../../src/domains/outlets/declared/declare-day.js';
import { declareDay } from '../../../src/domains/outlets/declared/declare-day.js';
import { makeProduct, OPERATOR } from '../../kit/goods.js';
import { keyOf } from '../orders/selling.js';
import {
  app,
  assign,
  book,
  CHANNEL,
  codeOf,
  COUNTER,
  line,
  rows,
  saleOf,
  startCounters,
  takeBack,
} from './counter-kit.js';

const DAY = '2026-07-01';

beforeAll(startCounters);
afterAll(() => app.stop());

const declare = (over: Partial<Declared>) =>
  app.db.command((tx) =>
    declareDay(tx, {
      channel: CHANNEL,
      externalId: 'digest',
      siteCode: COUNTER,
      businessDate: DAY,
      totalFen: 0,
      by: 'channel:super-main',
      ...over,
    }),
  );
const shown = async (role = 'COUNTY_OPERATOR') =>
  (
    await app.ask(
      `{ counterDeclarations(first: 10) { nodes { site { code } channel businessDate declaredFen bookedFen keptBackFen
         differences { receipt product { id } bookedFen declaredFen bookedQuantity declaredQuantity } } totalCount } }`,
      {},
      { role },
    )
  ).data.counterDeclarations;

test('by receipt: what never came, what the store does not know and what is another amount; late receipts settle it', async () => {
  const product = await makeProduct(app, { priceFen: 2_000, stock: { [COUNTER]: '100' } });
  const sell = (externalId: string, fen: number, over: object = {}) =>
    book(saleOf([line('1', product, { weightG: 100, amountFen: fen })], { externalId, ...over }));
  await sell('A1/R1', 1_000);
  await sell('A1/R2', 2_000);
  await sell('A1/R3', 300);
  await sell('A1/R0', 999, { soldAt: '2026-07-01T17:00:00Z' });
  await book(saleOf([line('1', null, { amountFen: 50 })], { externalId: 'A1/R5' }));
  await takeBack('A1/R1', [line('1', product, { weightG: 50, amountFen: 500 })], {
    externalId: 'A1/R6',
    at: `${DAY}T05:00:00Z`,
  });
  const receipts = [
    { externalId: 'A1/R1', amountFen: 1_000 },
    { externalId: 'A1/R2', amountFen: 2_001 },
    { externalId: 'A1/R4', amountFen: 400 },
    { externalId: 'A1/R5', amountFen: 50 },
    { externalId: 'A1/R6', amountFen: -500 },
  ];
  expect(await declare({ receipts, totalFen: 2_951 })).toEqual({ bookedFen: 2_850, differences: 3 });
  const difference = (receipt: string, bookedFen: number, declaredFen: number) => ({
    receipt,
    product: null,
    bookedFen,
    declaredFen,
    bookedQuantity: null,
    declaredQuantity: null,
  });
  const day = { site: { code: COUNTER }, channel: CHANNEL, businessDate: DAY, declaredFen: 2_951, keptBackFen: 50 };
  expect(await shown()).toEqual({
    nodes: [
      {
        ...day,
        bookedFen: 2_850,
        differences: [difference('A1/R2', 2_000, 2_001), difference('A1/R3', 300, 0), difference('A1/R4', 0, 400)],
      },
    ],
    totalCount: 1,
  });
  await sell('A1/R4', 400);
  expect((await shown()).nodes[0].differences).toEqual([
    difference('A1/R2', 2_000, 2_001),
    difference('A1/R3', 300, 0),
  ]);
  // A later account replaces the first; the same twice is the same.
  const mended = [
    ...receipts.filter(({ externalId }) => externalId !== 'A1/R2'),
    { externalId: 'A1/R2', amountFen: 2_000 },
    { externalId: 'A1/R3', amountFen: 300 },
  ];
  for (let i = 0; i < 2; i++)
    expect(await declare({ receipts: mended, totalFen: 3_250 })).toEqual({ bookedFen: 3_250, differences: 0 });
  expect((await shown()).nodes).toEqual([{ ...day, declaredFen: 3_250, bookedFen: 3_250, differences: [] }]);
  expect((await shown('VILLAGE_OPERATOR')).nodes).toEqual([]);
});

test('by product: quantities and amounts of the day, less what came back', async () => {
  const site = 'COUNTER-0002';
  const peanuts = await makeProduct(app, { unit: 'JIN', priceFen: 1_000, stock: { [site]: '100' } });
  const eggs = await makeProduct(app, { unit: 'PIECE', priceFen: 150, stock: { [site]: '100' } });
  const rice = await makeProduct(app, { stock: { [site]: '100' } });
  const sale = saleOf(
    [
      line('1', peanuts, { weightG: 1_000, amountFen: 2_000 }),
      line('2', eggs, { quantity: '10', amountFen: 1_500 }),
      line('3', null, { amountFen: 700 }),
    ],
    { siteCode: site, externalId: 'B2/R1' },
  );
  await book(sale);
  await takeBack('B2/R1', [line('1', eggs, { quantity: '2', amountFen: 300 })], {
    externalId: 'B2/R2',
    at: `${DAY}T06:00:00Z`,
  });
  const products = [
    { product: keyOf(peanuts), weightG: 1_000, amountFen: 2_000 },
    { product: keyOf(eggs), quantity: '9', amountFen: 1_200 },
    { product: keyOf(rice), quantity: '1', amountFen: 700 },
  ];
  const told = { siteCode: site, products, totalFen: 3_900 };
  expect(await declare(told)).toEqual({ bookedFen: 3_900, differences: 2 });
  const of = async () =>
    (await shown()).nodes.find((one: { site: { code: string } }) => one.site.code === site).differences;
  expect(await of()).toEqual([
    {
      receipt: null,
      product: { id: eggs },
      bookedFen: 1_200,
      declaredFen: 1_200,
      bookedQuantity: '8',
      declaredQuantity: '9',
    },
    {
      receipt: null,
      product: { id: rice },
      bookedFen: 0,
      declaredFen: 700,
      bookedQuantity: '0.000',
      declaredQuantity: '1.000',
    },
  ]);
  await assign('B2/R1', [line('3', rice, { quantity: '1', amountFen: 700 })]);
  expect(await of()).toHaveLength(1);
  await takeBack('B2/R1', null, { externalId: 'B2/R1', at: `${DAY}T07:00:00Z` });
  expect(await declare({ ...told, products: [], totalFen: 0 })).toEqual({ bookedFen: 0, differences: 0 });
});

test('an account that makes no sense is refused, and the one before stays', async () => {
  const before = await rows('select * from counter_declaration order by site_code');
  const lines = await rows('select * from declared_receipt order by external_id');
  const refused = (over: Partial<Declared>) => codeOf(declare(over));
  expect(await refused({ receipts: [{ externalId: 'x', amountFen: 5 }], totalFen: 6 })).toBe('AMOUNT_MISMATCH');
  expect(await refused({ siteCode: 'XX' })).toBe('UNKNOWN_SITE');
  expect(await refused({ businessDate: '2026-13-01' })).toBe('BAD_DAY');
  expect(await refused({ externalId: '' })).toBe('BAD_EXTERNAL_ID');
  expect(await refused({ products: [{ product: 999_999, quantity: '1', amountFen: 0 }] })).toBe('UNKNOWN_PRODUCT');
  const piece = await makeProduct(app, { unit: 'PIECE' });
  expect(await refused({ products: [{ product: keyOf(piece), weightG: 5, amountFen: 0 }] })).toBe('BAD_QUANTITY');
  expect(await rows('select * from counter_declaration order by site_code')).toEqual(before);
  expect(await rows('select * from declared_receipt order by external_id')).toEqual(lines);
  expect(
    (await app.ask('{ counterDeclarations(first: 5) { totalCount } }', {}, { role: 'CUSTOMER' })).errors![0]!.extensions
      .code,
  ).toBe('FORBIDDEN');
  expect(
    (await app.ask('{ counterDeclarations(first: 5) { totalCount } }', {}, OPERATOR)).data.counterDeclarations
      .totalCount,
  ).toBe(2);
});
