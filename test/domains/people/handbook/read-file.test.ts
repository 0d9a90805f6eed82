import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { COLUMNS } from '../../../../src/domains/people/handbook/columns.js';
import { fileOf } from '../../../../src/domains/people/handbook/file-source.js';
import { inspectFile, readFile } from '../../../../src/domains/people/handbook/read-file.js';
import { handbookTemplateCsv, handbookTemplateXlsx } from '../../../../src/domains/people/handbook/template.js';
import { csvOf, PRODUCT, rowOf, xlsxOf } from './handbook-files.js';

const ROWS = [rowOf(1, PRODUCT), rowOf(2, { note: '有"引号",逗号\n和换行' })];

async function read(bytes: Buffer) {
  const source = fileOf('手册', bytes);
  const kind = await inspectFile(source);
  const rows = [];
  for await (const row of readFile(source, kind)) rows.push(row);
  return { kind: kind.kind, rows };
}
const refusal = (bytes: Buffer) =>
  read(bytes).then(
    () => null,
    (error: { code: string; values: { expectedEn: string } }) => [error.code, error.values.expectedEn],
  );

describe('readFile', () => {
  test.each([
    ['utf-8', Buffer.from(csvOf(ROWS))],
    ['utf-8', Buffer.from(`\uFEFF${csvOf(ROWS)}`)],
    ['gb18030', iconv.encode(csvOf(ROWS), 'gb18030')],
  ])('reads a CSV in %s', async (kind, bytes) => {
    const answer = await read(bytes);
    expect(answer.kind).toBe(kind);
    expect(answer.rows.map((row) => [row.rowNumber, row.cells.name, row.cells.product, row.cells.note])).toEqual([
      [2, '王小明', '黑花生', ''],
      [3, '王小明', '', '有"引号",逗号\n和换行'],
    ]);
  });

  test('reads an XLSX the same', async () => {
    const [book, text] = await Promise.all([read(await xlsxOf(ROWS)), read(Buffer.from(csvOf(ROWS)))]);
    expect(book.kind).toBe('xlsx');
    expect(book.rows).toEqual(text.rows);
  });

  test('leaves blank rows out and keeps the numbers of the others', async () => {
    const { rows } = await read(Buffer.from(csvOf([rowOf(1), {}, rowOf(2)])));
    expect(rows.map((row) => row.rowNumber)).toEqual([2, 4]);
  });

  test('takes English headers in any order', async () => {
    const { rows } = await read(
      Buffer.from(
        csvOf(
          [rowOf(1)],
          COLUMNS.map(({ key }) => key.toUpperCase()),
        ),
      ),
    );
    expect(rows[0]!.cells.villageCode).toBe('340323200207');
  });

  const headers = COLUMNS.map(({ header }) => header);
  test.each([
    ['an unknown column', Buffer.from(csvOf([], [...headers, '血型'])), 'unknown column "血型"'],
    ['a missing column', Buffer.from(csvOf([], headers.slice(1))), 'column "村代码" (villageCode) is missing'],
    ['a column twice', Buffer.from(csvOf([], [...headers, '村代码'])), 'column "村代码" (villageCode) is there twice'],
    ['an empty file', Buffer.alloc(0), 'the file is empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'expected CSV or XLSX'],
    [
      'an old Excel file',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]),
      'an old Excel file (.xls): save it as .xlsx or CSV',
    ],
    [
      'half an XLSX',
      Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.alloc(40, 7)]),
      'not a whole XLSX file',
    ],
    ['an open quote', Buffer.from(`${csvOf([])}\r\n"3403`), 'the quotes or separators of row 2 are not valid CSV'],
  ])('refuses %s', async (_what, bytes, expected) => {
    expect(await refusal(bytes)).toEqual(['UNREADABLE_FILE', expected]);
  });

  test('lets go of the file when the reader stops early', async () => {
    const source = fileOf('手册', Buffer.from(csvOf(Array.from({ length: 5_000 }, (_, i) => rowOf(i % 1000)))));
    const opened: ReturnType<typeof source.open>[] = [];
    const watched = { ...source, open: () => opened[opened.push(source.open()) - 1]! };
    for await (const { rowNumber } of readFile(watched, { kind: 'utf-8', sha256: '' })) if (rowNumber === 10) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  test('the templates are handbooks without rows', async () => {
    expect((await read(Buffer.from(handbookTemplateCsv()))).rows).toEqual([]);
    expect((await read(await handbookTemplateXlsx())).rows).toEqual([]);
  });
});
