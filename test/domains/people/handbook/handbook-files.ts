import ExcelJS from 'exceljs';
import { COLUMNS, type ColumnKey } from '../../../../src/domains/people/handbook/columns.js';
import { VILLAGE } from '../../../kit/goods.js';
import { idNumber } from '../people-data.js';

export type RowText = Partial<Record<ColumnKey, string>>;

/** A good row of household `n`, to be spoiled as a test likes. */
export const rowOf = (n: number, over: RowText = {}): RowText => ({
  villageCode: VILLAGE,
  householdNo: String(n).padStart(4, '0'),
  name: '王小明',
  idNumber: idNumber(n),
  phone: '13812341234',
  category: '脱贫户',
  willing: '是',
  able: '否',
  helper: '李帮扶',
  ...over,
});

export const PRODUCT: RowText = {
  product: '黑花生',
  industry: '初成品',
  unit: '公斤',
  price: '12.5',
  quantity: '35.5',
};

const valuesOf = (row: RowText) => COLUMNS.map(({ key }) => row[key] ?? '');

export function csvOf(rows: readonly RowText[], headers = COLUMNS.map(({ header }) => header)): string {
  const line = (values: readonly string[]) =>
    values.map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',');
  return [line(headers), ...rows.map((row) => line(valuesOf(row)))].join('\r\n');
}

export async function xlsxOf(rows: readonly RowText[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('扶贫手册');
  sheet.addRow(COLUMNS.map(({ header }) => header));
  for (const row of rows) sheet.addRow(valuesOf(row));
  return Buffer.from(await book.xlsx.writeBuffer());
}
