import { randomUUID } from 'node:crypto';
import type { Journal, JournalEvent } from './journal.js';

/** An article as the price list has it. */
export interface Article {
  readonly barcode: string | null;
  readonly plu: string | null;
  readonly name: string;
  readonly unit: string;
  readonly priceFen: number | null;
  readonly onSale: boolean;
}

type Line = JournalEvent['lines'][number];

/** How the store's scale labels weighed goods: flag 21, PLU, amount in fen, check digit. */
function label(plu: string, amountFen: number): string {
  const digits = `21${plu.padStart(5, '0')}${String(amountFen).padStart(5, '0')}`;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function lineOf({ barcode, plu, priceFen }: Article, n: number): Line {
  if (barcode) return { barcode, qty: 1 + (n % 3), amountFen: priceFen! * (1 + (n % 3)) };
  const amountFen = Math.min(99_999, Math.round((priceFen! * (250 + n * 10)) / 1_000));
  return { barcode: label(plu!, amountFen), qty: 1, amountFen };
}

/** Sells until the day has so many receipts; every tenth is brought back, every fifteenth undone. */
export function sellUntil(
  journal: Journal,
  articles: readonly Article[],
  receipts: number,
  till: string,
  day: string,
): void {
  const onSale = articles.filter(({ onSale: sold, barcode, plu }) => sold && (barcode ?? plu) !== null);
  if (onSale.length === 0)
    throw new Error('the price list is empty: list products on the connection and link their codes');
  while (journal.events.length < receipts) {
    const n = journal.nextSeq;
    const before = journal.events.at(-1);
    const common = {
      seq: n,
      eventId: randomUUID(),
      receiptNo: `${till}-${day}-${n}`,
      occurredAt: new Date().toISOString(),
    };
    if (before?.kind === 'SALE' && n % 15 === 0) {
      journal.append({ ...common, kind: 'VOID', originalReceiptNo: before.receiptNo, lines: [], tenders: [] });
    } else if (before?.kind === 'SALE' && n % 10 === 0) {
      const lines = [before.lines[0]!];
      journal.append({ ...common, kind: 'RETURN', originalReceiptNo: before.receiptNo, lines, tenders: paid(lines) });
    } else {
      const lines = [lineOf(onSale[n % onSale.length]!, n), lineOf(onSale[(n + 1) % onSale.length]!, n)];
      journal.append({ ...common, kind: 'SALE', lines, tenders: paid(lines) });
    }
  }
}

const paid = (lines: readonly Line[]) => [
  { method: 'cash', amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) },
];

/** The store's own list of its day, as its back office would write it. */
export function listOf(events: readonly JournalEvent[]): string {
  const amounts = new Map<string, number>();
  const rows = events.map((event) => {
    const amount =
      event.kind === 'VOID'
        ? amounts.get(event.originalReceiptNo!)!
        : event.lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
    amounts.set(event.receiptNo, amount);
    return { receiptNo: event.receiptNo, kind: event.kind, amount };
  });
  const total = rows.reduce((sum, { kind, amount }) => sum + (kind === 'SALE' ? amount : -amount), 0);
  return [
    'receiptNo,kind,amountFen',
    ...rows.map(({ receiptNo, kind, amount }) => `${receiptNo},${kind},${amount}`),
    `TRAILER,${rows.length},${total},${events.at(-1)?.seq ?? 0}`,
    '',
  ].join('\n');
}
