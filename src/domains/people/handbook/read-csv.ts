import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { unreadable } from './unreadable.js';

/** One line of a sheet, the header among them; numbered as a spreadsheet would. */
export interface Line {
  readonly rowNumber: number;
  readonly values: readonly string[];
}

const MOST_CHARACTERS = 100_000;

/** Records of a CSV, also with line breaks inside quotes. */
export async function* readCsv(bytes: Readable, encoding: 'utf-8' | 'gb18030'): AsyncGenerator<Line> {
  const text = bytes.pipe(iconv.decodeStream(encoding, { stripBOM: true }));
  const records = text.pipe(parse({ relax_column_count: true, max_record_size: MOST_CHARACTERS }));
  for (const stream of [bytes, text]) stream.on('error', (error) => records.destroy(error));
  let rowNumber = 0;
  try {
    for await (const values of records as AsyncIterable<string[]>) yield { rowNumber: ++rowNumber, values };
  } catch (error) {
    // Records parsed ahead of a fault are lost with it: the parser's own count says where it is.
    const { code, records: before = rowNumber } = error as { code?: unknown; records?: number };
    if (!String(code).startsWith('CSV_')) throw error;
    throw unreadable(
      `第 ${before + 1} 行的 CSV 引号或分隔不正确`,
      `the quotes or separators of row ${before + 1} are not valid CSV`,
    );
  } finally {
    bytes.destroy();
  }
}
