import { formatYuan } from '../../../shared/money.js';

export type RunVerb = 'approve' | 'cancel' | 'settle';

export const RUN_VERBS: Readonly<Record<RunVerb, { from: string; to: string }>> = {
  approve: { from: 'PREPARED', to: 'APPROVED' },
  cancel: { from: 'PREPARED', to: 'CANCELLED' },
  settle: { from: 'APPROVED', to: 'SETTLED' },
};

/** `FK`, the day in China, and six letters of the run's id. */
export function runNumber(id: string, now: Date): string {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  return `FK${day}${id.slice(-6).toUpperCase()}`;
}

export interface BankLine {
  holder: string;
  account: string;
  bank: string;
  amountFen: number;
}

/**
 * The bank's file: CSV with a BOM, so that a spreadsheet reads it as UTF-8, one payee a line, amounts in yuan, a last line with
 * count and sum. Accounts are written as text, or a spreadsheet would round them.
 */
export function bankFile(number: string, lines: readonly BankLine[]): string {
  const total = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const rows = [
    ['序号', '收款人户名', '收款账号', '开户行', '金额(元)', '摘要'],
    ...lines.map(({ holder, account, bank, amountFen }, i) => [
      String(i + 1),
      holder,
      `\t${account}`,
      bank,
      formatYuan(amountFen),
      `农产品货款 ${number}`,
    ]),
    ['合计', String(lines.length), '', '', formatYuan(total), number],
  ];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** Quoted where it must be; what a spreadsheet would take for a formula is made text. */
function quoted(cell: string): string {
  const text = /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
