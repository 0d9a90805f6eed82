import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import { keyOf } from '../orders/selling.js';
import {
  app,
  assign,
  book,
  books,
  COUNTER,
  expectBalance,
  line,
  rows,
  saleOf,
  startCounters,
  takeBack,
} from './counter-kit.js';

let product: string;

beforeAll(async () => {
  await startCounters();
  product = await makeProduct(app, {
    priceFen: 2_000,
    stock: { [COUNTER]: '1000', 'COUNTER-0002': '1000', 'COUNTER-0003': '1000' },
  });
});
afterAll(() => app.stop());

const TERM = `mutation($input: ConcessionTermSetInput!) { concessionTermSet(input: $input) {
  concessionTerm { industry fromDate rateBp guaranteeFen site { code } } userErrors { code field } } }`;
const ISSUE = `mutation($input: ConcessionStatementIssueInput!) { concessionStatementIssue(input: $input) {
  concessionStatement { month salesFen returnsFen deductionFen guaranteeFen topUpFen payableFen issuedAt } userErrors { code field message } } }`;

async function agree(siteCode: string, fromDate: string, rateBp: number, over: object = {}, as = OPERATOR) {
  const input = { idempotencyKey: newKey(), siteCode, fromDate, rateBp, ...over };
  return (await app.ask(TERM, { input }, as)).data.concessionTermSet;
}
const issue = async (siteCode: string, month: string, as = OPERATOR) =>
  (await app.ask(ISSUE, { input: { idempotencyKey: newKey(), siteCode, month } }, as)).data.concessionStatementIssue;
const statement = async (siteCode: string, month: string, as = OPERATOR) =>
  (
    await app.ask(
      `query($s: String!, $m: String!) { concessionStatement(siteCode: $s, month: $m) { salesFen returnsFen deductionFen guaranteeFen
        topUpFen payableFen issuedAt rates { rateBp netSalesFen deductionFen } site { code } } }`,
      { s: siteCode, m: month },
      as,
    )
  ).data.concessionStatement;

const sell = async (siteCode: string, day: string, fen: number, of = product) => {
  const sale = saleOf([line('1', of, { weightG: 100, amountFen: fen })], { siteCode, soldAt: `${day}T04:00:00Z` });
  return { sale, ...(await book(sale)) };
};
const giveBack = (original: string, day: string, fen: number, weightG: number) =>
  takeBack(original, [line('1', product, { weightG, amountFen: fen })], { at: `${day}T04:00:00Z` });

describe('a rate', () => {
  test('is that of the day of the sale, frozen on the line, and of its goods before that of all', async () => {
    expect(await agree(COUNTER, '2026-01-01', 1_000)).toEqual({
      concessionTerm: {
        industry: null,
        fromDate: '2026-01-01',
        rateBp: 1_000,
        guaranteeFen: 0,
        site: { code: COUNTER },
      },
      userErrors: [],
    });
    await agree(COUNTER, '2026-01-11', 2_000);
    await agree(COUNTER, '2026-01-01', 1_500, { industry: 'FRUIT' });
    const fruit = await makeProduct(app, { stock: { [COUNTER]: '10' } });
    await app.db.pool.query(`update product set industry = 'FRUIT' where id = $1`, [keyOf(fruit)]);
    await sell(COUNTER, '2025-12-31', 10_000);
    const { sale } = await sell(COUNTER, '2026-01-10', 10_005);
    await sell(COUNTER, '2026-01-11', 10_000);
    await sell(COUNTER, '2026-01-12', 3_333, fruit);
    expect(await statement(COUNTER, '2026-01')).toEqual({
      salesFen: 23_338,
      returnsFen: 0,
      deductionFen: 1_001 + 2_000 + 500,
      guaranteeFen: 0,
      topUpFen: 0,
      payableFen: 23_338 - 3_501,
      issuedAt: null,
      rates: [
        { rateBp: 2_000, netSalesFen: 10_000, deductionFen: 2_000 },
        { rateBp: 1_500, netSalesFen: 3_333, deductionFen: 500 },
        { rateBp: 1_000, netSalesFen: 10_005, deductionFen: 1_001 },
      ],
      site: { code: COUNTER },
    });
    // A new rate for days gone by changes nothing that was sold; what comes back does so at the rate it was sold at.
    await agree(COUNTER, '2026-01-01', 5_000);
    await giveBack(sale.externalId, '2026-01-20', 3_335, 33);
    expect(await statement(COUNTER, '2026-01')).toMatchObject({ returnsFen: 3_335, deductionFen: 3_501 - 334 });
    await giveBack(sale.externalId, '2026-01-20', 3_335, 33);
    await giveBack(sale.externalId, '2026-01-21', 3_335, 34);
    // All of it came back: so did exactly what was deducted.
    expect(await statement(COUNTER, '2026-01')).toMatchObject({ returnsFen: 10_005, deductionFen: 2_500 });
    await expectBalance();
  });

  test('is frozen on a line that was kept back by the day it was sold, when it becomes known', async () => {
    const sale = saleOf([line('1', null, { amountFen: 1_000 })], { soldAt: '2026-01-05T04:00:00Z' });
    await book(sale);
    const before = await statement(COUNTER, '2026-01');
    await assign(sale.externalId, [line('1', product, { weightG: 10, amountFen: 1_000 })]);
    const after = await statement(COUNTER, '2026-01');
    expect(after.salesFen - before.salesFen).toBe(1_000);
    expect(after.deductionFen - before.deductionFen).toBe(500);
    await takeBack(sale.externalId, null, { at: '2026-01-06T04:00:00Z' });
    expect(await statement(COUNTER, '2026-01')).toMatchObject({ deductionFen: before.deductionFen });
  });

  test('that cannot be agreed is refused, and nothing is changed', async () => {
    const before = await rows('select * from concession_term order by id');
    const refused = async (site: string, day: string, rate: number, over = {}, as = OPERATOR) =>
      (await agree(site, day, rate, over, as)).userErrors;
    expect(await refused(COUNTER, '2026-03-01', 10_001)).toEqual([{ code: 'BAD_RATE', field: 'rateBp' }]);
    expect(await refused(COUNTER, '2026-03-01', -1)).toEqual([{ code: 'BAD_RATE', field: 'rateBp' }]);
    expect(await refused(COUNTER, '2026-03-01', 1, { industry: 'FRUIT', guaranteeFen: 5 })).toEqual([
      { code: 'BAD_GUARANTEE', field: 'guaranteeFen' },
    ]);
    expect(await refused('KIOSK-0001', '2026-03-01', 1)).toEqual([{ code: 'NOT_A_COUNTER', field: 'siteCode' }]);
    expect(await refused('XX', '2026-03-01', 1)).toEqual([{ code: 'NOT_FOUND', field: 'siteCode' }]);
    const elsewhere = await refused(COUNTER, '2026-03-01', 1, {}, { role: 'VILLAGE_OPERATOR' });
    expect(elsewhere).toEqual([{ code: 'NOT_FOUND', field: 'siteCode' }]);
    expect(await rows('select * from concession_term order by id')).toEqual(before);
  });
});

describe('a statement', () => {
  const SITE = 'COUNTER-0002';

  test('closes a month; what comes later goes into the next, and months go one after the other', async () => {
    expect((await issue(SITE, '2026-01')).userErrors).toMatchObject([{ code: 'NO_TERMS' }]);
    await agree(SITE, '2026-01-16', 1_000, { guaranteeFen: 31_000 });
    const { sale } = await sell(SITE, '2026-01-20', 50_000);
    expect((await issue(SITE, '2026-02')).userErrors).toMatchObject([
      { code: 'OUT_OF_ORDER', field: 'month', message: 'The next statement is that of 2026-01' },
    ]);
    expect((await issue(SITE, 'January')).userErrors).toMatchObject([{ code: 'BAD_MONTH' }]);
    const { concessionStatement } = await issue(SITE, '2026-01');
    const closed = {
      salesFen: 50_000,
      returnsFen: 0,
      deductionFen: 5_000,
      // 16 of 31 days.
      guaranteeFen: 16_000,
      topUpFen: 11_000,
      payableFen: 34_000,
    };
    expect(concessionStatement).toEqual({ month: '2026-01', ...closed, issuedAt: expect.any(String) });
    expect((await issue(SITE, '2026-01')).userErrors).toMatchObject([{ code: 'OUT_OF_ORDER' }]);
    // A till that was offline, and goods that come back.
    await sell(SITE, '2026-01-25', 7_000);
    await giveBack(sale.externalId, '2026-01-28', 25_000, 50);
    expect(await statement(SITE, '2026-01')).toMatchObject(closed);
    expect(await statement(SITE, '2026-02')).toMatchObject({
      salesFen: 7_000,
      returnsFen: 25_000,
      deductionFen: 700 - 2_500,
      guaranteeFen: 31_000,
      topUpFen: 32_800,
      payableFen: -18_000 + 1_800 - 32_800,
      issuedAt: null,
    });
    expect((await agree(SITE, '2026-01-31', 500)).userErrors).toEqual([{ code: 'ISSUED_ALREADY', field: 'fromDate' }]);
    expect((await agree(SITE, '2026-02-01', 500)).userErrors).toEqual([]);
    await expectBalance();
  });

  test('is not issued before its month is over', async () => {
    const now = new Date(Date.now() + 8 * 3_600_000).toISOString();
    await agree('COUNTER-0004', `${now.slice(0, 7)}-01`, 1_000);
    expect((await issue('COUNTER-0004', now.slice(0, 7))).userErrors).toMatchObject([
      { code: 'NOT_OVER', field: 'month' },
    ]);
  });

  test('and sales at the same time: every sale is in exactly one month, and the sums are those of the entries', async () => {
    const site = 'COUNTER-0003';
    await agree(site, '2026-01-01', 1_234);
    const selling = Array.from({ length: 24 }, (_, i) => sell(site, '2026-01-15', 1_001 + i));
    const [issued] = await Promise.all([
      (async () => {
        await Promise.race(selling);
        return issue(site, '2026-01');
      })(),
      ...selling,
    ]);
    const sums = await rows<{ month: string; n: number; fen: number; deduction: number }>(
      `select month::text, count(*) as n, sum(amount_fen)::bigint as fen, sum(deduction_fen)::bigint as deduction
         from concession_entry where site_code = $1 group by month order by month`,
      [site],
    );
    expect(sums.reduce((sum, { n }) => sum + n, 0)).toBe(24);
    const january = sums.find(({ month }) => month === '2026-01-01');
    expect(issued.concessionStatement).toMatchObject({ salesFen: january!.fen, deductionFen: january!.deduction });
    expect(await statement(site, '2026-01')).toMatchObject({ salesFen: january!.fen });
    await expectBalance();
  });

  test('is seen by those of the region alone; terms are listed newest first', async () => {
    expect(await statement(SITE, '2026-01', { role: 'AUDITOR' })).toMatchObject({ salesFen: 50_000 });
    expect(await statement(SITE, '2026-01', { role: 'VILLAGE_OPERATOR' })).toBeNull();
    expect(await statement('XX', '2026-01')).toBeNull();
    expect(await statement(SITE, '2026-13')).toBeNull();
    const { data } = await app.ask(
      `{ concessionTerms(siteCode: "${SITE}") { nodes { fromDate rateBp guaranteeFen industry } totalCount } }`,
      {},
      OPERATOR,
    );
    expect(data.concessionTerms).toEqual({
      nodes: [
        { fromDate: '2026-02-01', rateBp: 500, guaranteeFen: 0, industry: null },
        { fromDate: '2026-01-16', rateBp: 1_000, guaranteeFen: 31_000, industry: null },
      ],
      totalCount: 2,
    });
    const before = await books();
    expect((await issue(SITE, '2026-02', { role: 'VILLAGE_OPERATOR' })).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect(await books()).toEqual(before);
  });
});
