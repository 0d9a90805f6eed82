import { expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { BadRequest } from '../../../src/plugin-kit/index.js';
import { readRows } from '../../../plugins/supermarket/reconcile/read-rows.js';
import { readSalesTable } from '../../../plugins/supermarket/reconcile/sales-table.js';
import { declared, readSalesReport } from '../../../plugins/supermarket/reconcile/slsrpt.js';

const CSV = `receiptNo,kind,barcode,qty,amountFen
R1,SALE,6901234567892,2,500
R1,SALE,2100123012343,1,1234
R2,RETURN,6901234567892,1,250
R3,SALE,"with, comma",1,100
TRAILER,4,1584,17
`;
const WHOLE = {
  receipts: new Map([
    ['R1', 1_734],
    ['R2', -250],
    ['R3', 100],
  ]),
  rows: 4,
  totalFen: 1_584,
  last: { epoch: 1, seq: 17 },
};

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BadRequest) return (error.reply.body as { code: string }).code;
    throw error;
  }
  return 'taken';
}
const table = async (bytes: Uint8Array) => readSalesTable(await readRows(bytes));
const tableCode = (text: string) => codeOf(() => table(Buffer.from(text)));

test('a CSV in UTF-8, with or without a mark, and in GB18030 with the headers of the county', async () => {
  expect(await table(Buffer.from(CSV))).toEqual(WHOLE);
  expect(await table(Buffer.from(`\ufeff${CSV.replaceAll('\n', '\r\n')}`))).toEqual(WHOLE);
  const chinese = `小票号,类型,品名,金额(元)
R1,销售,黑花生,5.00
R1,销售,小豆饼𠮷,12.34
R2,退货,黑花生,2.5
R3,作废,黑花生,1
合计,4,1384,2#9
`;
  const expected = {
    receipts: new Map([
      ['R1', 1_734],
      ['R2', -250],
      ['R3', -100],
    ]),
    rows: 4,
    totalFen: 1_384,
    last: { epoch: 2, seq: 9 },
  };
  expect(await table(iconv.encode(chinese, 'gb18030'))).toEqual(expected);
  expect(await table(Buffer.from(chinese.replace('金额(元)', '金额(元)')))).toEqual(expected);
});

test('an XLSX with numbers as numbers', async () => {
  const bytes = await workbook([
    ['receiptNo', 'kind', 'amountYuan'],
    ['R1', 'SALE', 5],
    ['R1', 'SALE', 12.34],
    ['R2', 'RETURN', 2.5],
    ['R3', 'SALE', '1.00'],
    ['TRAILER', 4, 1584, 17],
  ]);
  expect(await table(bytes)).toEqual(WHOLE);
});

test('a file that is not whole is refused, wherever it was cut', async () => {
  for (let length = 1; length < CSV.length - 1; length++) {
    const code = await tableCode(CSV.slice(0, length));
    // Within the trailer's last number alone it cannot be told: what is missing there is not said.
    if (length < CSV.indexOf(',17')) expect([length, code]).not.toEqual([length, 'taken']);
  }
  expect(await tableCode(CSV.replace('R3,SALE,"with, comma",1,100\n', ''))).toBe('TRUNCATED');
  expect(await tableCode(CSV.replace('TRAILER,4,1584,17\n', ''))).toBe('TRUNCATED');
  const bytes = await workbook([
    ['receiptNo', 'kind', 'amountFen'],
    ['R1', 'SALE', 5],
    ['TRAILER', 1, 5, 1],
  ]);
  expect(await codeOf(() => table(bytes))).toBe('taken');
  for (const part of [0.1, 0.5, 0.9, 0.99])
    expect(await codeOf(() => table(bytes.subarray(0, Math.floor(bytes.length * part))))).toBe('UNREADABLE_FILE');
});

test('a row that makes no sense is named; totals must agree', async () => {
  expect(await tableCode(CSV.replace('1584', '1585'))).toBe('WRONG_TOTAL');
  expect(await tableCode(CSV.replace('RETURN', 'GIFT'))).toBe('BAD_ROW');
  expect(await tableCode(CSV.replace('R2,', ' ,'))).toBe('BAD_ROW');
  expect(await tableCode(CSV.replace(',250', ',2.5'))).toBe('BAD_ROW');
  expect(await tableCode(CSV.replace(',17', ',x'))).toBe('BAD_ROW');
  expect(await tableCode(CSV.replace('amountFen', 'sum'))).toBe('UNREADABLE_FILE');
  expect(await tableCode(CSV.replace('"with, comma"', '"with'))).toBe('UNREADABLE_FILE');
  expect(await tableCode('a\0b')).toBe('UNREADABLE_FILE');
  expect(await tableCode('')).toBe('TRUNCATED');
  const error = await table(Buffer.from(CSV.replace('RETURN', 'GIFT'))).catch((e: BadRequest) => e);
  expect((error as BadRequest).reply).toEqual({
    status: 400,
    body: { code: 'BAD_ROW', row: 4, message: 'row 4: kind is "GIFT"' },
  });
});

const REPORT = [
  "UNA:+.? '",
  "UNB+UNOC:3+6901234500009:14+6901234599998:14+260702:0130+REF1'",
  "UNH+1+SLSRPT:D:96A:UN:EAN004'",
  "BGM+73E::9+729058+9'",
  "DTM+137:20260702:102'",
  "DTM+90:20260701:102'",
  "DTM+91:20260701:102'",
  "NAD+SE+6901234500009::9'",
  "CUX+2:CNY:10'",
  "LOC+162+6901234500009::9'",
  "DTM+356:20260701:102'",
  "LIN+1++6901234567892:EN'",
  "IMD+F++:::Black peanuts 500 g?+50'",
  "MOA+203:125.5'",
  "PRI+AAE:12.55::RTP'",
  "QTY+153:10:PCE'",
  "LIN+2++6901234567892:EN'",
  "MOA+203:-12.55'",
  "QTY+153:-1:PCE'",
  "LIN+3'",
  "PIA+5+plu?:00123:SA'",
  "MOA+203:12.34'",
  "QTY+153:1.25:KGM'",
  "UNT+22+1'",
  "UNZ+1+REF1'",
];
const report = (lines = REPORT, mark = '\n') => Buffer.from(lines.join(mark));
const reportCode = (bytes: Buffer) => codeOf(() => readSalesReport(bytes));

test('EANCOM SLSRPT D.96A: one place, one day, sales by article', () => {
  const expected = {
    location: '6901234500009',
    date: '2026-07-01',
    articles: [
      { code: '6901234567892', unit: 'PCE', thousandths: 9_000, amountFen: 11_295 },
      { code: 'plu:00123', unit: 'KGM', thousandths: 1_250, amountFen: 1_234 },
    ],
  };
  expect(readSalesReport(report())).toEqual(expected);
  expect(readSalesReport(report(REPORT, ''))).toEqual(expected);
  const comma = REPORT.map((line, i) =>
    i === 0 ? "UNA:+,? '" : /^(MOA|QTY|PRI)/.test(line) ? line.replace('.', ',') : line,
  );
  expect(readSalesReport(report(comma))).toEqual(expected);
  expect(expected.articles.map((article) => declared(article as never))).toEqual([
    { quantity: '9' },
    { weightG: 1_250 },
  ]);
});

test('a report that is cut off anywhere is refused whole', async () => {
  const text = report(REPORT, '').toString();
  for (let length = 10; length < text.length - 1; length++) {
    const code = await reportCode(Buffer.from(text.slice(0, length)));
    expect([length, ['TRUNCATED', 'UNREADABLE_FILE'].includes(code)]).toEqual([length, true]);
  }
  for (let gone = 10; gone < 22; gone++) expect(await reportCode(report(REPORT.toSpliced(gone, 1)))).not.toBe('taken');
});

test('a report of another kind, day or currency is refused', async () => {
  const changed = (from: string, to: string) => reportCode(report(REPORT.map((line) => line.replace(from, to))));
  expect(await changed('SLSRPT', 'INVRPT')).toBe('UNREADABLE_FILE');
  expect(await changed(':96A:', ':01B:')).toBe('UNREADABLE_FILE');
  expect(await changed('CNY', 'EUR')).toBe('UNREADABLE_FILE');
  expect(await changed('DTM+91:20260701', 'DTM+91:20260707')).toBe('UNREADABLE_FILE');
  expect(await changed('125.5', '125.555')).toBe('UNREADABLE_FILE');
  expect(await changed('UNZ+1', 'UNZ+2')).toBe('UNREADABLE_FILE');
  expect(await changed('LOC+162', 'LOC+1')).toBe('UNREADABLE_FILE');
});

async function workbook(rows: (string | number)[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('1').addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}
