import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expansions, type Grower } from '../../../src/domains/market/expansion/expansion.rules.js';
import { parseQuotes } from '../../../src/domains/market/quotes/quote.rules.js';
import { overPlanned, type Demand, type VillagePlan } from '../../../src/domains/market/scale/scale.rules.js';
import { Refusals, type DomainError } from '../../../src/shared/domain-error.js';

const plan = (village: string, planned: number, goods = '黑花生'): VillagePlan => ({
  village,
  industry: 'PRIMARY',
  goods,
  unit: 'KG',
  planned,
});
const demand = (sold: number, open: number, goods = '黑花生', county = '340323'): Demand => ({
  county,
  industry: 'PRIMARY',
  goods,
  unit: 'KG',
  sold,
  open,
});

test('a county that plans more than went and is on order warns every village that plans it, and no other', () => {
  const plans = [
    plan('340323200208', 70),
    plan('340323200207', 50),
    plan('340323200207', 5, '绿豆'),
    plan('340321200001', 90),
  ];
  expect(overPlanned(plans, [demand(80, 39), demand(5, 0, '绿豆')])).toEqual([
    { ...plan('340321200001', 90), countyPlanned: 90, sold: 0, open: 0 },
    { ...plan('340323200207', 50), countyPlanned: 120, sold: 80, open: 39 },
    { ...plan('340323200208', 70), countyPlanned: 120, sold: 80, open: 39 },
  ]);
  // What is just as much as expected warns nobody.
  expect(overPlanned(plans.slice(0, 2), [demand(80, 40)])).toEqual([]);
});

test('whatever is planned and ordered: a village is warned if and only if its county plans more than is expected', () => {
  const villages = ['340323200207', '340323200208', '340321200001'];
  const plans = fc.uniqueArray(
    fc.record({ village: fc.constantFrom(...villages), planned: fc.integer({ min: 1, max: 1_000 }) }),
    { selector: ({ village }) => village, maxLength: 3 },
  );
  const figures = fc.tuple(fc.nat(1_500), fc.nat(500));
  fc.assert(
    fc.property(plans, figures, figures, (given, [soldA, openA], [soldB, openB]) => {
      const demands = [demand(soldA, openA), demand(soldB, openB, '黑花生', '340321')];
      const warned = overPlanned(
        given.map(({ village, planned }) => plan(village, planned)),
        demands,
      ).map(({ village }) => village);
      for (const { village } of given) {
        const county = village.slice(0, 6);
        const total = given.filter((one) => one.village.startsWith(county)).reduce((sum, one) => sum + one.planned, 0);
        const expected = county === '340323' ? soldA + openA : soldB + openB;
        expect(warned.includes(village)).toBe(total > expected);
      }
    }),
  );
});

const households = (...given: [sold: number, most: number][]): Grower[] =>
  given.map(([sold, most], i) => ({ key: i + 1, sold, most }));

test('a backlog is asked of those who sold least, portion by portion, less what was asked already', () => {
  const backlog = { cause: 'UNCOVERED_ALLOCATION' as const, missing: 50, asked: 5, portion: 10 };
  expect(expansions({ ...backlog, households: households([0, 100], [15, 100], [0, 12]) })).toEqual([
    { key: 1, quantity: 23 },
    { key: 2, quantity: 10 },
    { key: 3, quantity: 12 },
  ]);
  expect(expansions({ ...backlog, asked: 50, households: households([0, 100]) })).toEqual([]);
  expect(expansions({ ...backlog, households: [] })).toEqual([]);
});

test('nobody is asked for more than as much again as it can supply, and all together for no more than is missing', () => {
  const growers = fc.array(fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 500 })), { maxLength: 20 });
  fc.assert(
    fc.property(
      growers,
      fc.nat(5_000),
      fc.nat(1_000),
      fc.integer({ min: 1, max: 100 }),
      (given, missing, asked, portion) => {
        const all = households(...given);
        const plans = expansions({ cause: 'OVERSOLD', missing, asked, portion, households: all });
        const sum = plans.reduce((total, { quantity }) => total + quantity, 0);
        const most = all.reduce((total, one) => total + one.most, 0);
        expect(sum).toBe(Math.min(Math.max(0, missing - asked), most));
        for (const { key, quantity } of plans) expect(quantity).toBeLessThanOrEqual(all[key - 1]!.most);
      },
    ),
  );
});

const TODAY = '2026-11-27';
const faults = (csv: string): string[] => {
  try {
    parseQuotes(csv, TODAY);
    return [];
  } catch (error) {
    const all = error instanceof Refusals ? error.errors : [error as DomainError];
    return all.map(({ code, field }) => `${code} ${field}`);
  }
};

test('a sheet is read by Chinese headings or English ones, prices to the fen', () => {
  const zh = '﻿类别,品名,市场,来源,日期,单位,价格(元)\n初成品,花生,蚌埠批发市场,市场日报 331,2026-11-26,斤,4.5\n';
  const en =
    'industry,goods,market,source,day,unit,price\nprimary,花生,蚌埠批发市场,市场日报 331,2026-11-26,JIN,4.50\n';
  const quote = {
    industry: 'PRIMARY',
    goods: '花生',
    market: '蚌埠批发市场',
    source: '市场日报 331',
    quotedOn: '2026-11-26',
    unit: 'JIN',
    priceFen: 450,
  };
  expect(parseQuotes(zh, TODAY)).toEqual([quote]);
  expect(parseQuotes(en, TODAY)).toEqual([quote]);
});

test('every fault of a sheet is named by its row and column', () => {
  const rows = [
    'FISH,花生,批发市场,日报,2026-11-26,KG,4',
    'PRIMARY,花生,批发市场,日报,2026-11-26,GRAM,4',
    'PRIMARY,花生,批发市场,日报,2026-11-26,KG,4.505',
    'PRIMARY,花生,批发市场,日报,2026-02-30,KG,4',
    'PRIMARY,花生,批发市场,日报,2026-11-28,KG,4',
    'PRIMARY,,批发市场,日报,2026-11-26,KG,4',
    'PRIMARY,花生,批发市场,日报,2026-11-26,KG,4',
    'PRIMARY,花生,批发市场,周报,2026-11-26,KG,5',
  ];
  expect(faults(['industry,goods,market,source,day,unit,price', ...rows].join('\n'))).toEqual([
    'BAD_ROW csv.2.industry',
    'BAD_ROW csv.3.unit',
    'BAD_ROW csv.4.price',
    'BAD_ROW csv.5.day',
    'BAD_ROW csv.6.day',
    'BAD_ROW csv.7.goods',
    'BAD_ROW csv.9.goods',
  ]);
  expect(faults('industry,goods\n"x')).toEqual(['BAD_ROW csv.2.csv']);
  expect(faults('industry,goods,market,source,day,unit,price\n')).toEqual(['TOO_MANY csv']);
});
