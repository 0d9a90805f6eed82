import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { suppressSmall, type Group } from '../../../src/domains/settlement/income/income.rules.js';
import { bankFile, runNumber } from '../../../src/domains/settlement/payouts/payout.rules.js';
import { isPeriod } from '../../../src/domains/settlement/payouts/statement.rules.js';

const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const group = (key: string, households: number, incomeFen: number): Group => ({ key, households, incomeFen });

test('groups below five households are suppressed, and never a single one alone', () => {
  expect(suppressSmall([group('a', 9, 900), group('b', 4, 400), group('c', 6, 600)])).toEqual({
    groups: [
      { key: 'a', households: 9, incomeFen: 900 },
      { key: 'b', households: 4, incomeFen: null },
      { key: 'c', households: 6, incomeFen: null },
    ],
    totalFen: 1_900,
  });
  expect(suppressSmall([group('a', 2, 200), group('b', 2, 100), group('c', 6, 600)]).totalFen).toBe(null);
  expect(suppressSmall([group('a', 4, 200)])).toEqual({
    groups: [{ key: 'a', households: 4, incomeFen: null }],
    totalFen: null,
  });
  expect(suppressSmall([group('a', 5, 200)])).toEqual({
    groups: [{ key: 'a', households: 5, incomeFen: 200 }],
    totalFen: 200,
  });
  expect(suppressSmall([])).toEqual({ groups: [], totalFen: 0 });
});

test('what is suppressed can never be told from the total and the rest', () => {
  const groups = fc.uniqueArray(
    fc.record({ key: fc.string({ minLength: 1 }), households: fc.integer({ min: 1, max: 12 }), incomeFen: amount }),
    {
      selector: ({ key }) => key,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(groups, (given) => {
      const shown = suppressSmall(given);
      const hidden = given.filter((g) => shown.groups.find(({ key }) => key === g.key)!.incomeFen === null);
      expect(hidden.filter(({ households }) => households < 5)).toEqual(
        given.filter(({ households }) => households < 5),
      );
      if (hidden.length > 0 && shown.totalFen !== null) {
        expect(hidden.length).toBeGreaterThan(1);
        expect(sum(hidden.map(({ households }) => households))).toBeGreaterThanOrEqual(5);
      }
    }),
  );
});

test('the bank’s file keeps account numbers whole and defuses formulas', () => {
  const file = bankFile('FK261126ABCDEF', [
    { holder: '王小明', account: '6228480402564890018', bank: '农业银行, 固镇支行', amountFen: 123_456 },
    { holder: '=cmd()', account: '62284804', bank: '徽商银行', amountFen: 5 },
  ]);
  expect(file).toBe(
    [
      '\uFEFF序号,收款人户名,收款账号,开户行,金额(元),摘要',
      '1,王小明,"\t6228480402564890018","农业银行, 固镇支行",1234.56,农产品货款 FK261126ABCDEF',
      `2,'=cmd(),"\t62284804",徽商银行,0.05,农产品货款 FK261126ABCDEF`,
      '合计,2,,,1234.61,FK261126ABCDEF',
      '',
    ].join('\r\n'),
  );
});

test('a run’s number has the day in China', () => {
  expect(runNumber('019aaaaa-0000-7000-8000-00000abcdef1', new Date('2026-11-26T16:30:00Z'))).toBe('FK261127BCDEF1');
});

test.each([
  ['2026-01-01', '2026-01-01', true],
  ['2026-01-01', '2026-12-31', true],
  ['2024-01-01', '2024-12-31', true],
  ['2026-01-02', '2026-01-01', false],
  ['2026-01-01', '2027-01-02', false],
])('%s to %s is a period: %s', (from, to, good) => expect(isPeriod(from, to)).toBe(good));
