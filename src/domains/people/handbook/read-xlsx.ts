import type { Readable } from 'node:stream';
import type { CellValue } from 'exceljs';
import type { Line } from './read-csv.js';
import { unreadable } from './unreadable.js';

/** Rows of a workbook's first sheet, as they are unpacked. */
export async function* readXlsx(bytes: Readable): AsyncGenerator<Line> {
  // Loaded on first use: a server that imports nothing should not wait for it.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookReader(bytes as never, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'ignore',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let yielding = false;
  try {
    for await (const sheet of book) {
      for await (const row of sheet) {
        const cells = row.values as CellValue[];
        const line = {
          rowNumber: row.number,
          values: Array.from({ length: Math.max(cells.length - 1, 0) }, (_, i) => textOf(cells[i + 1])),
        };
        yielding = true;
        yield line;
        yielding = false;
      }
      return;
    }
  } catch (error) {
    if (yielding) throw error;
    throw unreadable('不是完整的 XLSX 文件', 'not a whole XLSX file');
  } finally {
    bytes.destroy();
  }
}

/** What a cell shows. A long number was already cut to 15 digits by Excel: the checksum of an ID number finds that. */
function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as CellValue);
  if ('result' in value) return textOf(value.result as CellValue);
  return '';
}
