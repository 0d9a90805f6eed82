import { parseYuan } from 'yizhan/plugin-kit';
import type { Row } from './read-rows.js';
import { refusedFile } from './refused-file.js';

/** A store's list of a day's receipts, line by line, as its trailer confirms it. */
export interface SalesTable {
  /** Fen by receipt; what came back is negative. */
  readonly receipts: ReadonlyMap<string, number>;
  readonly rows: number;
  readonly totalFen: number;
  /** The highest number that the till gave an event, and of which epoch; null where the trailer does not say. */
  readonly last: { readonly epoch: number; readonly seq: number } | null;
}

/** Headers that a column is known by; a file may have others beside them. */
const COLUMNS: Readonly<Record<'receipt' | 'kind' | 'fen' | 'yuan', readonly string[]>> = {
  receipt: ['receiptno', '小票号', '流水号'],
  kind: ['kind', '类型', '交易类型'],
  fen: ['amountfen', '金额(分)', '金额分'],
  yuan: ['amountyuan', '金额(元)', '金额元', '金额'],
};

/** What a row does to the takings. */
const SIGNS: Readonly<Record<string, 1 | -1>> = { SALE: 1, 销售: 1, RETURN: -1, 退货: -1, VOID: -1, 作废: -1 };

const TRAILERS: readonly string[] = ['TRAILER', '合计'];

/** Reads the rows and holds them against the trailer: rows, total and last number. @throws BadRequest for all of it. */
export function readSalesTable(rows: readonly Row[]): SalesTable {
  const [header, ...rest] = rows;
  const trailer = rest.pop();
  if (!header || !trailer || !TRAILERS.includes(trailer.cells[0] ?? ''))
    throw refusedFile('TRUNCATED', 'the last row is no trailer: the file is not whole');
  const at = columnsOf(header);
  const receipts = new Map<string, number>();
  let totalFen = 0;
  for (const row of rest) {
    const { receipt, amount } = readRow(row, at);
    receipts.set(receipt, (receipts.get(receipt) ?? 0) + amount);
    totalFen += amount;
  }
  const [, count = '', total = '', lastSeq = ''] = trailer.cells;
  if (count !== String(rest.length))
    throw refusedFile('TRUNCATED', `the trailer says ${count} rows, there are ${rest.length}`, trailer.row);
  if (total !== String(totalFen))
    throw refusedFile('WRONG_TOTAL', `the trailer says ${total} fen, the rows make ${totalFen}`, trailer.row);
  const last = /^(?:(\d{1,7})#)?(\d{1,15})$/.exec(lastSeq);
  if (!last && lastSeq !== '') throw refusedFile('BAD_ROW', `lastSeq is ${lastSeq}`, trailer.row);
  const named = last && { epoch: Number(last[1] ?? 1), seq: Number(last[2]) };
  return { receipts, rows: rest.length, totalFen, last: named };
}

interface Places {
  readonly receipt: number;
  readonly kind: number;
  readonly amount: number;
  readonly yuan: boolean;
}

function columnsOf({ cells, row }: Row): Places {
  const plain = (cell: string) => cell.toLowerCase().replace(/\s/g, '').replace('\uff08', '(').replace('\uff09', ')');
  const find = (column: keyof typeof COLUMNS) => cells.findIndex((cell) => COLUMNS[column].includes(plain(cell)));
  const [receipt, kind, inFen, inYuan] = [find('receipt'), find('kind'), find('fen'), find('yuan')];
  const missing = receipt < 0 ? 'receiptNo' : kind < 0 ? 'kind' : inFen < 0 && inYuan < 0 ? 'amountFen' : null;
  if (missing) throw refusedFile('UNREADABLE_FILE', `the header has no column ${missing}`, row);
  return { receipt, kind, amount: inFen < 0 ? inYuan : inFen, yuan: inFen < 0 };
}

function readRow({ cells, row }: Row, at: Places): { receipt: string; amount: number } {
  const receipt = cells[at.receipt] ?? '';
  const kind = cells[at.kind] ?? '';
  const text = cells[at.amount] ?? '';
  if (!/^[\w.-]{1,40}$/.test(receipt)) throw refusedFile('BAD_ROW', `row ${row}: receiptNo is "${receipt}"`, row);
  const sign = SIGNS[kind.toUpperCase()];
  if (!sign) throw refusedFile('BAD_ROW', `row ${row}: kind is "${kind}"`, row);
  const amount = at.yuan ? parseYuan(text) : /^\d{1,12}$/.test(text) ? Number(text) : null;
  if (amount === null) throw refusedFile('BAD_ROW', `row ${row}: the amount is "${text}"`, row);
  return { receipt, amount: sign * amount };
}
