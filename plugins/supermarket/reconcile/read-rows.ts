import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { CellValue } from 'exceljs';
import iconv from 'iconv-lite';
import { refusedFile } from './refused-file.js';

/** A row as a spreadsheet numbers it, its cells without blanks around them. */
export interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Rows of an XLSX's first sheet or of a CSV; text that is not UTF-8 throughout is taken for GB18030. Blank rows left out. */
export async function readRows(bytes: Uint8Array): Promise<Row[]> {
  const buffer = Buffer.from(bytes);
  const rows = buffer.subarray(0, 4).equals(ZIP) ? await sheetRows(buffer) : csvRows(buffer);
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

function csvRows(bytes: Buffer): Row[] {
  if (bytes.includes(0)) throw refusedFile('UNREADABLE_FILE', 'expected CSV, XLSX or EDIFACT');
  try {
    const records = parse(decodeText(bytes), { relax_column_count: true, bom: true }) as string[][];
    return records.map((cells, i) => ({ row: i + 1, cells: cells.map((cell) => cell.trim()) }));
  } catch {
    throw refusedFile('UNREADABLE_FILE', 'the quotes or separators are not valid CSV: was the file cut off?');
  }
}

async function sheetRows(bytes: Buffer): Promise<Row[]> {
  // Loaded on first use: a server without such a store should not wait for it.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.read(Readable.from(bytes, { objectMode: false }));
  } catch {
    throw refusedFile('UNREADABLE_FILE', 'not a whole XLSX file');
  }
  const rows: Row[] = [];
  book.worksheets[0]?.eachRow((row, number) => {
    const cells = (row.values as CellValue[]).slice(1);
    rows.push({ row: number, cells: Array.from(cells, (cell) => textOf(cell).trim()) });
  });
  return rows;
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as CellValue);
  if ('result' in value) return textOf(value.result as CellValue);
  return '';
}
