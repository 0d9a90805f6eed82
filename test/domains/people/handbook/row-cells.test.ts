import { describe, expect, it } from '@jest/globals';
import { checkRow } from '../../../../src/domains/people/handbook/check-row.js';
import { COLUMNS, type ColumnKey } from '../../../../src/domains/people/handbook/columns.js';
import { PRODUCT, rowOf, type RowText } from './handbook-files.js';

const check = (over: RowText) => {
  const row = rowOf(1, { ...PRODUCT, ...over });
  const cells = Object.fromEntries(COLUMNS.map(({ key }) => [key, row[key] ?? ''])) as Record<ColumnKey, string>;
  return checkRow(cells, { today: '2026-11-24', allowSynthetic: true });
};
const valueOf = (over: RowText) => {
  const checked = check(over);
  return checked.ok ? checked.value : checked.faults;
};
const faultsOf = (over: RowText) => {
  const checked = check(over);
  return checked.ok ? [] : checked.faults.map(({ column, code }) => `${column} ${code}`);
};

describe('a good cell', () => {
  it.each([
    ['牛', 'CATTLE'],
    ['羊', 'SHEEP'],
    ['禽', 'POULTRY'],
    ['菜', 'VEGETABLE'],
    ['果', 'FRUIT'],
    ['腌制品', 'PICKLED'],
    ['辅食品', 'DELICACY'],
    ['初成品', 'PRIMARY'],
    ['sheep', 'SHEEP'],
  ])('knows the industry %s', (industry, value) => {
    expect(valueOf({ industry })).toMatchObject({ product: { industry: value } });
  });

  it.each([
    ['公斤', 'KG', '1.234', 1234],
    ['斤', 'JIN', '１．２３', 123],
    ['个', 'PIECE', '12', 12],
    ['箱', 'BOX', '3', 3],
    ['公斤', 'KG', '', null],
  ])('counts by %s', (unit, value, quantity, steps) => {
    expect(valueOf({ unit, quantity })).toMatchObject({ product: { unit: value, quantity: steps } });
  });

  it('may be blank for phone, helper and the whole product', () => {
    const noProduct = { product: '', industry: '', unit: '', price: '', quantity: '' };
    expect(valueOf({ phone: '', helper: '', ...noProduct })).toMatchObject({
      facts: { phone: null, helper: null },
      product: null,
    });
  });
});

describe('a bad cell', () => {
  it.each<[ColumnKey, string, string]>([
    ['villageCode', '3.40323E+11', 'BAD_VILLAGE_CODE'],
    ['householdNo', '1/2', 'BAD_HOUSEHOLD_NO'],
    ['householdNo', '1'.repeat(21), 'BAD_HOUSEHOLD_NO'],
    ['name', '王', 'BAD_NAME'],
    ['name', '王'.repeat(31), 'BAD_NAME'],
    ['helper', '李'.repeat(31), 'TOO_LONG'],
    ['note', '注'.repeat(501), 'TOO_LONG'],
    ['product', '花'.repeat(61), 'BAD_NAME'],
    ['industry', '鱼', 'UNKNOWN_INDUSTRY'],
    ['unit', '吨', 'UNKNOWN_UNIT'],
    ['price', '', 'REQUIRED'],
    ['price', '-1', 'BAD_PRICE'],
    ['price', '十元', 'BAD_PRICE'],
    ['quantity', '1.2345', 'BAD_QUANTITY'],
    ['quantity', '1e3', 'BAD_QUANTITY'],
    ['quantity', '9'.repeat(20), 'BAD_QUANTITY'],
  ])('%s "%s" is %s', (column, text, code) => {
    expect(faultsOf({ [column]: text })).toEqual([`${column} ${code}`]);
  });

  it('is never repeated in the report', () => {
    const secrets = { idNumber: '340323199001010019', phone: '1381234123', name: '赵' };
    const report = JSON.stringify(check(secrets));
    expect(Object.values(secrets).filter((secret) => report.includes(secret))).toEqual([]);
  });
});
