import { describe, expect, test } from '@jest/globals';
import { checkRow } from '../../../../src/domains/people/handbook/check-row.js';
import { COLUMNS, type ColumnKey } from '../../../../src/domains/people/handbook/columns.js';
import { PRODUCT, rowOf, type RowText } from './handbook-files.js';

const check = (row: RowText, allowSynthetic = true) =>
  checkRow(Object.fromEntries(COLUMNS.map(({ key }) => [key, row[key] ?? ''])) as Record<ColumnKey, string>, {
    today: '2026-11-24',
    allowSynthetic,
  });
const faults = (row: RowText, allowSynthetic?: boolean) => {
  const checked = check(row, allowSynthetic);
  return checked.ok ? [] : checked.faults.map(({ column, code }) => [column, code]);
};

describe('checkRow', () => {
  test('reads a household and its product', () => {
    const row = rowOf(1, PRODUCT);
    expect(check(row)).toEqual({
      ok: true,
      value: {
        villageCode: '340323200207',
        householdNo: '0001',
        facts: {
          name: '王小明',
          idNumber: row.idNumber,
          phone: '13812341234',
          helper: '李帮扶',
          note: null,
          category: 'RELIEVED',
          willing: true,
          able: false,
        },
        product: { name: '黑花生', industry: 'PRIMARY', unit: 'KG', priceFen: 1250, quantity: 35500 },
      },
    });
  });

  test('takes full-width digits and English words', () => {
    const checked = check(rowOf(1, { villageCode: '340323200207', category: 'monitored', willing: 'no' }));
    expect(
      checked.ok && [checked.value.villageCode, checked.value.facts.category, checked.value.facts.willing],
    ).toEqual(['340323200207', 'MONITORED', false]);
  });

  test.each<[string, RowText, ColumnKey, string]>([
    ['a blank name', { name: '' }, 'name', 'REQUIRED'],
    ['a short village code', { villageCode: '340323200' }, 'villageCode', 'BAD_VILLAGE_CODE'],
    ['an ID number cut by Excel', { idNumber: '990000199001010000' }, 'idNumber', 'BAD_ID_NUMBER_CHECKSUM'],
    ['30 February', { idNumber: '990000199002301234' }, 'idNumber', 'BAD_ID_NUMBER_DATE'],
    ['the year 1800', { idNumber: '990000180001011234' }, 'idNumber', 'BAD_ID_NUMBER_DATE'],
    ['an exponent', { idNumber: '9.9E+17' }, 'idNumber', 'BAD_ID_NUMBER_FORM'],
    ['a short phone', { phone: '1381234' }, 'phone', 'BAD_PHONE'],
    ['another category', { category: '富裕户' }, 'category', 'UNKNOWN_CATEGORY'],
    ['a property of every object', { category: 'constructor' }, 'category', 'UNKNOWN_CATEGORY'],
    ['perhaps', { willing: '也许' }, 'willing', 'BAD_YES_NO'],
    ['a price of nothing', { ...PRODUCT, price: '0' }, 'price', 'BAD_PRICE'],
    ['a third of a fen', { ...PRODUCT, price: '1.333' }, 'price', 'BAD_PRICE'],
    ['half a piece', { ...PRODUCT, unit: '个', quantity: '0.5' }, 'quantity', 'BAD_QUANTITY'],
    ['less than nothing', { ...PRODUCT, quantity: '-1' }, 'quantity', 'BAD_QUANTITY'],
    ['a product without a unit', { ...PRODUCT, unit: '' }, 'unit', 'REQUIRED'],
    ['a price without a product', { price: '3' }, 'product', 'REQUIRED'],
  ])('refuses %s', (_what, over, column, code) => {
    expect(faults(rowOf(1, over))).toEqual([[column, code]]);
  });

  test('refuses people of the demo outside demo mode', () => {
    expect(faults(rowOf(1), false)).toEqual([['idNumber', 'BAD_ID_NUMBER_REGION']]);
  });

  test('names every cell that is wrong, and repeats none', () => {
    const checked = check(rowOf(1, { idNumber: '123', phone: '99', able: '' }));
    expect(checked).toMatchObject({
      ok: false,
      faults: [{ column: 'idNumber' }, { column: 'phone' }, { column: 'able' }],
    });
    expect(JSON.stringify(checked)).not.toMatch(/123|99/);
  });
});
