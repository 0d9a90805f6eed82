import type { ColumnKey } from '../../../../src/domains/people/handbook/columns.js';
import { COLUMNS } from '../../../../src/domains/people/handbook/columns.js';
import { fileOf } from '../../../../src/domains/people/handbook/file-source.js';
import { inspectFile, readFile, type Cells, type FileKind, type FileRow } from '../../../../src/domains/people/handbook/read-file.js';

/** A row without a fault. */
export const GOOD: Cells = {
  villageCode: '340323200207',
  householdNo: '0001',
  name: '王小明',
  idNumber: '990000199001010017',
  phone: '15400000001',
  category: '脱贫户',
  willing: '是',
  able: '否',
  helper: '李帮',
  product: '黑花生',
  industry: '初成品',
  unit: '公斤',
  price: '12.50',
  quantity: '35.5',
  note: '',
};

export const row = (cells: Partial<Record<ColumnKey, string>> = {}): Cells => ({ ...GOOD, ...cells });

export const HEADERS = COLUMNS.map(({ header }) => header);

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvOf = (rows: readonly Cells[], headers: readonly string[] = HEADERS): string =>
  [headers, ...rows.map((cells) => COLUMNS.map(({ key }) => cells[key]))].map((line) => line.map(quoted).join(',')).join('\r\n');

export async function readAll(bytes: Buffer): Promise<{ kind: FileKind['kind']; rows: FileRow[] }> {
  const source = fileOf('handbook', bytes);
  const kind = await inspectFile(source);
  return { kind: kind.kind, rows: await Array.fromAsync(readFile(source, kind)) };
}
