import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { COLUMNS } from '../../../../src/domains/people/handbook/columns.js';
import { fileOf } from '../../../../src/domains/people/handbook/file-source.js';
import { inspectFile, readFile, type FileRow } from '../../../../src/domains/people/handbook/read-file.js';
import { csvOf, PRODUCT, rowOf, xlsxOf } from './handbook-files.js';

const HEADERS = COLUMNS.map(({ header }) => header);

async function rowsOf(bytes: Buffer): Promise<FileRow[]> {
  const source = fileOf('手册', bytes);
  const rows: FileRow[] = [];
  for await (const row of readFile(source, await inspectFile(source))) rows.push(row);
  return rows;
}

describe('CSV', () => {
  it('keeps four-byte characters of GB18030, and characters cut by a chunk', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => rowOf(i, { name: '𠮷䶮田' }));
    for (const bytes of [Buffer.from(csvOf(rows)), iconv.encode(csvOf(rows), 'gb18030')]) {
      const read = await rowsOf(bytes);
      expect(read).toHaveLength(3000);
      expect(read.filter(({ cells }) => cells.name !== '𠮷䶮田' || cells.category !== '脱贫户')).toEqual([]);
    }
  });

  it('knows GB18030 also when only the last character tells', async () => {
    const text = `${COLUMNS.map(({ key }) => key).join(',')}\n${'x,'.repeat(14)}好`;
    const source = fileOf('手册', iconv.encode(text, 'gb18030'));
    expect((await inspectFile(source)).kind).toBe('gb18030');
    expect((await rowsOf(iconv.encode(text, 'gb18030')))[0]!.cells).toMatchObject({ name: 'x', note: '好' });
  });

  it('takes headers with brackets of either width, stars and spaces, in any order', async () => {
    const reversed = [...COLUMNS].reverse();
    const spelled = reversed.map(({ header }) => (header === '单价(元)' ? ' 单价（元） ' : `${header}*`));
    const row = rowOf(1, PRODUCT);
    const [read] = await rowsOf(
      Buffer.from(`${spelled.join(',')}\n${reversed.map(({ key }) => row[key] ?? '').join(',')}\n`),
    );
    expect(read).toEqual({ rowNumber: 2, cells: { ...row, note: '' } });
  });

  it('reads a short row as blank at its end', async () => {
    const [read] = await rowsOf(Buffer.from(`${HEADERS.join(',')}\n340323200207,0001`));
    expect(read!.cells).toMatchObject({ villageCode: '340323200207', householdNo: '0001', name: '', note: '' });
  });
});

describe('XLSX', () => {
  it('reads numbers, formulas and rich text as they show, and the first sheet alone', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('手册');
    const row = rowOf(1, PRODUCT);
    const line: unknown[] = COLUMNS.map(({ key }) => row[key] ?? '');
    line[0] = Number(row.villageCode);
    line[2] = { richText: [{ text: '王' }, { text: '小明' }] };
    line[12] = 12.5;
    line[13] = { formula: '35+0.5', result: 35.5 };
    for (const values of [HEADERS, line, [], line]) sheet.addRow(values);
    book.addWorksheet('说明').addRow(['不读']);
    const read = await rowsOf(Buffer.from(await book.xlsx.writeBuffer()));
    expect(read).toEqual([2, 4].map((rowNumber) => ({ rowNumber, cells: { ...row, note: '' } })));
  });

  it('refuses a workbook cut in half', async () => {
    const bytes = await xlsxOf([rowOf(1)]);
    await expect(rowsOf(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
      values: { expectedEn: 'not a whole XLSX file' },
    });
  });
});

it.each(['89504e470d0a1a0a0000', 'ffd8ffe000104a464946', '7f454c4602010100'])(
  'a file that begins %s has no rows',
  async (head) => {
    await expect(rowsOf(Buffer.from(head, 'hex'))).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
  },
);

describe('12,000 rows', () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => rowOf(i % 1000, { householdNo: String(i), ...PRODUCT }));

  it.each([
    ['GB18030', () => Promise.resolve(iconv.encode(csvOf(rows), 'gb18030'))],
    ['XLSX', () => xlsxOf(rows)],
  ])('of %s are read within seconds, telling the bytes on the way', async (_, make) => {
    const source = fileOf('big', await make());
    const kind = await inspectFile(source);
    const heard: number[] = [];
    const start = performance.now();
    let inOrder = 0;
    for await (const { cells, rowNumber } of readFile(source, kind, (read) => heard.push(read))) {
      if (cells.householdNo === String(rowNumber - 2)) inOrder++;
    }
    expect(inOrder).toBe(12_000);
    expect(heard.at(-1)).toBe(source.size);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('lets go of the file when its reader stops early', async () => {
    const source = fileOf('big', Buffer.from(csvOf(rows)));
    const opened: ReturnType<typeof source.open>[] = [];
    const watched = { ...source, open: () => opened[opened.push(source.open()) - 1]! };
    for await (const { rowNumber } of readFile(watched, { kind: 'utf-8', sha256: '' })) if (rowNumber === 10) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});
