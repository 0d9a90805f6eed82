import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import { COLUMNS, columnNamed, type ColumnKey } from './columns.js';
import type { FileSource } from './file-source.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { unreadable } from './unreadable.js';

export type Cells = Readonly<Record<ColumnKey, string>>;

/** A row as a spreadsheet numbers it: the header is row 1. */
export interface FileRow {
  readonly rowNumber: number;
  readonly cells: Cells;
}

export interface FileKind {
  readonly kind: 'xlsx' | 'utf-8' | 'gb18030';
  readonly sha256: string;
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const MOST_ROWS = 200_000;

/**
 * Tells an XLSX from a CSV and the CSV's encoding in one pass: text that is not UTF-8 throughout is taken for GB18030.
 *
 * @throws DomainError UNREADABLE_FILE
 */
export async function inspectFile(source: FileSource): Promise<FileKind> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let utf8 = true;
  let binary = false;
  for await (const chunk of source.open() as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (head.length < 4) head = Buffer.concat([head, chunk.subarray(0, 4)]).subarray(0, 4);
    binary ||= chunk.includes(0);
    utf8 &&= decodes(decoder, chunk);
  }
  utf8 &&= decodes(decoder);
  const sha256 = hash.digest('hex');
  if (head.equals(ZIP)) return { kind: 'xlsx', sha256 };
  if (head.equals(OLD_EXCEL))
    throw unreadable('旧版 Excel(.xls),请另存为 .xlsx 或 CSV', 'an old Excel file (.xls): save it as .xlsx or CSV');
  if (head.length === 0) throw unreadable('文件为空', 'the file is empty');
  if (binary) throw unreadable('应为 CSV 或 XLSX', 'expected CSV or XLSX');
  return { kind: utf8 ? 'utf-8' : 'gb18030', sha256 };
}

function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/**
 * The file's rows one by one, blank ones left out; never the whole file at once. `onBytes` hears how far it has read.
 *
 * @throws DomainError UNREADABLE_FILE, naming the header that is unknown, missing or there twice
 */
export async function* readFile(
  source: FileSource,
  { kind }: FileKind,
  onBytes?: (read: number) => void,
): AsyncGenerator<FileRow> {
  const file = source.open();
  const bytes = file.pipe(counted(onBytes));
  file.on('error', (error) => bytes.destroy(error));
  bytes.on('close', () => file.destroy());
  const lines = kind === 'xlsx' ? readXlsx(bytes) : readCsv(bytes, kind);
  let columns: ColumnKey[] | undefined;
  for await (const { rowNumber, values } of lines) {
    if (!columns) {
      columns = readHeader(values);
      continue;
    }
    if (rowNumber > MOST_ROWS) throw unreadable(`最多 ${MOST_ROWS} 行`, `at most ${MOST_ROWS} rows`);
    if (values.some((value) => value.trim() !== '')) yield { rowNumber, cells: cellsOf(columns, values) };
  }
  if (!columns) throw unreadable('没有表头', 'there is no header row');
}

function counted(onBytes?: (read: number) => void): Transform {
  let read = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes?.((read += chunk.length));
      done(null, chunk);
    },
  });
}

function readHeader(values: readonly string[]): ColumnKey[] {
  const named = [...values];
  while (named.length > 0 && named.at(-1)!.trim() === '') named.pop();
  const keys = named.map((header) => {
    const column = columnNamed(header);
    if (!column)
      throw unreadable(`未知的列“${header.trim().slice(0, 40)}”`, `unknown column "${header.trim().slice(0, 40)}"`);
    return column.key;
  });
  for (const { key, header } of COLUMNS) {
    const times = keys.filter((k) => k === key).length;
    if (times === 0) throw unreadable(`缺少列“${header}”`, `column "${header}" (${key}) is missing`);
    if (times > 1) throw unreadable(`列“${header}”重复`, `column "${header}" (${key}) is there twice`);
  }
  return keys;
}

const cellsOf = (columns: readonly ColumnKey[], values: readonly string[]): Cells =>
  Object.fromEntries(columns.map((key, i) => [key, (values[i] ?? '').trim()])) as Record<ColumnKey, string>;
