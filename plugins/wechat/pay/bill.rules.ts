import { parseYuan, sumFen, type RemoteRecord } from 'yizhan/plugin-kit';
import { orderOf } from './trade.rules.js';

/** What is wrong with a bill: nothing of it is used. */
export class BadBill extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadBill';
  }
}

const DETAIL = {
  appid: '公众账号ID',
  transaction: '微信订单号',
  tradeNo: '商户订单号',
  state: '交易状态',
  refundId: '微信退款单号',
  refundNo: '商户退款单号',
  refundState: '退款状态',
  total: '订单金额',
  refund: '申请退款金额',
} as const;
const SUMMARY = { count: '总交易单数', total: '订单总金额', refund: '申请退款总金额' } as const;

type Row<Names extends Readonly<Record<string, string>>> = { readonly [name in keyof Names]: string };

/**
 * A mini-program's payments and refunds of a day's bill (type ALL) of its merchant, refused whole unless its rows add up to its last line. Amounts are yuan,
 * and each cell begins with a backtick, so that a comma within a cell is no end of it.
 */
export function readBill(text: string, appid: string): RemoteRecord[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.length > 0);
  const end = lines.findIndex((line) => line.startsWith(SUMMARY.count));
  if (end < 1 || lines.length !== end + 2) throw new BadBill('the bill has no last line: it is not whole');
  const rows = lines.slice(1, end).map((line) => cells(lines[0]!, line, DETAIL));
  check(rows, cells(lines[end]!, lines[end + 1]!, SUMMARY));
  return rows
    .filter((row) => row.appid === appid)
    .map(record)
    .filter((one) => one !== null);
}

function cells<Names extends Readonly<Record<string, string>>>(header: string, line: string, names: Names): Row<Names> {
  const titles = header.split(',').map((title) => title.trim());
  if (!line.startsWith('`')) throw new BadBill(`a row that does not begin with a backtick: ${line.slice(0, 40)}`);
  const values = line.slice(1).split(',`');
  if (values.length !== titles.length)
    throw new BadBill(`a row of ${values.length} cells below ${titles.length} titles`);
  return Object.fromEntries(
    Object.entries(names).map(([name, title]) => {
      const at = titles.indexOf(title);
      if (at < 0) throw new BadBill(`the bill has no column ${title}`);
      return [name, values[at]!.trim()];
    }),
  ) as Row<Names>;
}

/** A refund that failed moved no money. */
const NOT_REFUNDED: readonly string[] = ['FAIL', 'CHANGE'];

function record(row: Row<typeof DETAIL>): RemoteRecord | null {
  const { transaction, tradeNo, refundId, refundNo, refundState } = row;
  if (row.state === 'SUCCESS')
    return { kind: 'payment', externalId: transaction, order: orderOf(tradeNo).number, amountFen: yuan(row.total) };
  if (row.state !== 'REFUND' || NOT_REFUNDED.includes(refundState)) return null;
  return { kind: 'refund', externalId: refundId, refund: refundNo, amountFen: yuan(row.refund) };
}

function yuan(text: string): number {
  const amount = parseYuan(text);
  if (amount === null) throw new BadBill(`not an amount in yuan: ${text}`);
  return amount;
}

function check(rows: readonly Row<typeof DETAIL>[], last: Row<typeof SUMMARY>): void {
  const sum = (of: 'total' | 'refund') => sumFen(rows.map((row) => yuan(row[of])));
  if (Number(last.count) !== rows.length || yuan(last.total) !== sum('total') || yuan(last.refund) !== sum('refund'))
    throw new BadBill('the rows of the bill do not add up to its last line');
}
