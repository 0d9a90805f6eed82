import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HandbookImport, type ImportReport } from '../../../../src/domains/people/handbook/handbook-import.js';
import { fileOf } from '../../../../src/domains/people/handbook/file-source.js';
import type { HandbookProduct, Outcome } from '../../../../src/domains/people/handbook/product-intake.js';
import { Uploads } from '../../../../src/domains/people/handbook/uploads.js';
import { HouseholdSeals } from '../../../../src/domains/people/household-seals.js';
import { peopleRules } from '../../../../src/domains/people/people.policy.js';
import { syntheticHouseholds } from '../../../../src/domains/people/synthetic-households.js';
import { Policy } from '../../../../src/platform/policy/index.js';
import { createPrivacy } from '../../../../src/platform/privacy/index.js';
import { systemClock } from '../../../../src/shared/clock.js';
import { SECRET, startApp, type TestApp } from '../../../kit/app.js';
import { VILLAGE } from '../../../kit/goods.js';
import { csvOf, PRODUCT, rowOf, type RowText } from './handbook-files.js';

let app: TestApp;
let handbook: HandbookImport;
let taken: HandbookProduct[];
const known = new Map<string, string>();
const policy = new Policy();
policy.define(peopleRules);
const viewerIn = (role: string, placeCode: string) =>
  policy.viewer({ kind: 'staff', id: '77', role, placeCode, siteCodes: [] });
const COUNTY = viewerIn('COUNTY_OPERATOR', '340323');
const CADRE = viewerIn('CADRE', VILLAGE);

beforeAll(async () => {
  app = await startApp();
  handbook = new HandbookImport(
    app.db,
    new HouseholdSeals(createPrivacy(new Map([[1, SECRET]]), 1)),
    systemClock,
    true,
    new Uploads(app.db),
  );
  handbook.useProducts({
    take: async (_tx, products) => {
      taken.push(...products);
      return products.map((product): Outcome => {
        const key = `${product.producerKey}/${product.name}`;
        const before = known.get(key);
        known.set(key, JSON.stringify(product));
        return before === undefined ? 'CREATED' : before === JSON.stringify(product) ? 'UNCHANGED' : 'UPDATED';
      });
    },
  });
});
beforeEach(() => {
  taken = [];
});
afterAll(() => app.stop());

const load = (rows: readonly RowText[], { partial = false, viewer = COUNTY } = {}) =>
  handbook.load({ source: fileOf('手册.csv', Buffer.from(csvOf(rows))), partial, viewer });
const counts = ({ rows, created, updated, unchanged, failed, applied }: ImportReport) => ({
  rows,
  created,
  updated,
  unchanged,
  failed,
  applied,
});
const faults = ({ errors }: ImportReport) => errors.map(({ row, column, code }) => [row, column, code]);
const state = async () => {
  const { rows } = await app.db.pool.query<object>(
    `select (select count(*) from household) as households, (select count(*) from producer) as producers, (select count(*) from assisted_entry) as entries,
            (select count(*) from pending_event where kind = 'household') + (select count(*) from event_feed where kind = 'household') as events,
            (select coalesce(sum(version), 0)::int from household) as versions`,
  );
  return rows[0]!;
};

describe('handbook import', () => {
  test('takes households and products; a second load changes nothing', async () => {
    const rows = [rowOf(1, PRODUCT), rowOf(1, { ...PRODUCT, product: '绿豆皮' }), rowOf(2)];
    expect(counts(await load(rows))).toEqual({
      rows: 3,
      created: 3,
      updated: 0,
      unchanged: 0,
      failed: 0,
      applied: true,
    });
    expect(taken.map(({ name, quantity, priceFen }) => [name, quantity, priceFen])).toEqual([
      ['黑花生', 35500, 1250],
      ['绿豆皮', 35500, 1250],
    ]);
    expect(new Set(taken.map(({ producerKey }) => producerKey)).size).toBe(1);
    const before = await state();
    expect(counts(await load(rows))).toEqual({
      rows: 3,
      created: 0,
      updated: 0,
      unchanged: 3,
      failed: 0,
      applied: true,
    });
    expect(await state()).toEqual(before);
  });

  test('a changed row updates and is logged with who entered it', async () => {
    await load([rowOf(11), rowOf(12)]);
    expect(counts(await load([rowOf(11, { name: '赵大海', willing: '否' }), rowOf(12)], { viewer: CADRE }))).toEqual({
      rows: 2,
      created: 0,
      updated: 1,
      unchanged: 1,
      failed: 0,
      applied: true,
    });
    const { rows } = await app.db.pool.query<object>(
      `select e.action, e.fields, e.entered_by, e.entered_as, e.source, p.display_name, h.version
         from assisted_entry e join household h on h.id = e.household_id join producer p on p.id = h.id order by e.id desc limit 1`,
    );
    expect(rows).toEqual([
      {
        action: 'UPDATED',
        fields: ['name', 'willing'],
        entered_by: 'staff:77',
        entered_as: 'CADRE',
        source: 'IMPORT',
        display_name: '赵**',
        version: 2,
      },
    ]);
  });

  test('a bad row keeps the whole file out, also what came before it', async () => {
    const before = await state();
    const many = Array.from({ length: 600 }, (_, i) => rowOf(100 + i));
    const report = await load([...many, rowOf(900, { phone: '123', able: '' })]);
    expect(counts(report)).toEqual({ rows: 601, created: 0, updated: 0, unchanged: 0, failed: 1, applied: false });
    expect(faults(report)).toEqual([
      [602, '联系电话', 'BAD_PHONE'],
      [602, '有能力', 'REQUIRED'],
    ]);
    expect(await state()).toEqual(before);
    const { rows } = await app.db.pool.query<object>(
      'select rows, created, failed, applied from handbook_import order by at desc, id desc limit 1',
    );
    expect(rows).toEqual([{ rows: 601, created: 0, failed: 1, applied: false }]);
  });

  test('partial takes the good rows', async () => {
    const report = await load([rowOf(21), rowOf(22, { phone: '123' }), rowOf(23)], { partial: true });
    expect(counts(report)).toEqual({ rows: 3, created: 2, updated: 0, unchanged: 0, failed: 1, applied: true });
  });

  test('finds what only the whole file or the register can tell', async () => {
    await load([rowOf(31)]);
    const stranger = (
      await app.db.pool.query<{ code: string }>(
        `select code from place where level = 'VILLAGE' and code not like '340323200%' limit 1`,
      )
    ).rows[0]!.code;
    const before = await state();
    const report = await load(
      [
        rowOf(32),
        rowOf(32, { ...PRODUCT, name: '李四海' }),
        rowOf(33, { idNumber: rowOf(32).idNumber! }),
        rowOf(34, { idNumber: rowOf(31).idNumber! }),
        rowOf(35, { villageCode: '340323200999' }),
        rowOf(36, { villageCode: stranger }),
        rowOf(37, PRODUCT),
        rowOf(37, PRODUCT),
      ],
      { viewer: CADRE },
    );
    expect([...faults(report)].sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [3, '户编号', 'DUPLICATE_ROW'],
      [4, '身份证号', 'DUPLICATE_ID_NUMBER'],
      [5, '身份证号', 'DUPLICATE_ID_NUMBER'],
      [6, '村代码', 'UNKNOWN_VILLAGE'],
      [7, '村代码', 'OUT_OF_REGION'],
      [9, '产品名称', 'DUPLICATE_ROW'],
    ]);
    expect(report.failed).toBe(6);
    expect(await state()).toEqual(before);
    expect(JSON.stringify(report)).not.toContain(rowOf(31).idNumber);
  });

  test('lists a thousand errors and counts the rest', async () => {
    const report = await load(
      Array.from({ length: 1_200 }, (_, i) => rowOf(i % 1000, { householdNo: `E${i}`, phone: '1' })),
    );
    expect([report.errors.length, report.errorCount, report.failed]).toEqual([1_000, 1_200, 1_200]);
  });

  test('two loads at once of one file make each household once', async () => {
    const rows = [rowOf(41), rowOf(42)];
    const both = await Promise.all([load(rows), load(rows)]);
    expect(both.map((report) => [report.created, report.unchanged]).sort()).toEqual([
      [0, 2],
      [2, 0],
    ]);
  });

  test('12,000 rows load in under 60 s and 400 MB', async () => {
    const villages = (
      await app.db.pool.query<{ code: string }>(`select code from place where level = 'VILLAGE' order by code`)
    ).rows.map(({ code }) => code);
    const rows = [...syntheticHouseholds(villages, 12_000)].map((h): RowText => ({
      ...h,
      householdNo: `S${h.householdNo}`,
      category: h.category,
      willing: h.willing ? '是' : '否',
      able: h.able ? '是' : '否',
      ...PRODUCT,
    }));
    const bytes = Buffer.from(csvOf(rows));
    const started = performance.now();
    const report = await handbook.load({ source: fileOf('全县.csv', bytes), partial: false, viewer: COUNTY });
    const seconds = (performance.now() - started) / 1000;
    expect(counts(report)).toMatchObject({ rows: 12_000, created: 12_000, failed: 0, applied: true });
    expect(seconds).toBeLessThan(60);
    process.stderr.write(
      `12,000 rows: ${seconds.toFixed(1)} s, resident ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB with the test runner\n`,
    );
  }, 120_000);
});
