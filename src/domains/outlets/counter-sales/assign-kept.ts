import type { Transaction } from '../../../platform/persistence/index.js';
import { sumFen } from '../../../shared/money.js';
import type { MadeLine, OrderIntake } from '../../orders/index.js';
import { addPart, refusal } from './book-receipt.js';
import { counterErrors } from './counter-sales.errors.js';
import { sortLines } from './sold-lines.js';
import { shareTenders, type Tender } from './tender-shares.rules.js';
import type { ToldLine } from './told-sale.js';

export interface KeptReceipt {
  id: number;
  channel: string;
  externalId: string;
  siteCode: string;
  soldAt: string;
  day: string;
  tenders: Tender[];
  /** Orders it was booked on, in their order. */
  orders: string[];
}

/**
 * Books what was kept back of a receipt, now that it is known: all of it, or it is refused for the first line that is not.
 * Lines that were never kept back, or are settled, are passed over. Answers how many were booked.
 */
export async function assignKept(
  tx: Transaction,
  orders: OrderIntake,
  { channel, original, lines, by }: { channel: string; original: string; lines: readonly ToldLine[]; by: string },
): Promise<{ orderId: string | null; booked: number }> {
  const receipt = await lockReceipt(tx, channel, original);
  const open = await tx.query<{ line: string; amountFen: number }>(
    `select line, amount_fen::float8 as "amountFen" from kept_line where receipt_id = $1 and state = 'KEPT' order by id`,
    [receipt.id],
  );
  if (open.length === 0) return { orderId: receipt.orders.at(-1) ?? null, booked: 0 };
  const told = new Map(lines.map((line) => [line.externalId, line]));
  // What was paid for a line is what was told first.
  const wanted = open.map(({ line, amountFen }) => {
    const now = told.get(line);
    return { ...(now ?? { externalId: line, product: null, ref: line }), amountFen };
  });
  const { known, kept } = await sortLines(tx, channel, wanted);
  if (kept.length > 0) throw refusal(kept[0]!);
  return { orderId: await bookKept(tx, orders, receipt, known, by), booked: known.length };
}

/** Locked: whoever returns, voids or assigns of a receipt comes one after the other. */
export async function lockReceipt(tx: Transaction, channel: string, externalId: string): Promise<KeptReceipt> {
  const [receipt] = await tx.query<Omit<KeptReceipt, 'orders'>>(
    `select id::float8 as id, channel, external_id as "externalId", site_code as "siteCode", business_date::text as day,
            to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "soldAt", kept_tenders as tenders
       from counter_receipt where channel = $1 and external_id = $2 and kind = 'SALE' for no key update`,
    [channel, externalId],
  );
  if (!receipt) throw counterErrors.refuse('UNKNOWN_ORIGINAL', { field: 'original', original: externalId });
  const parts = await tx.query<{ id: string }>(
    'select order_id as id from receipt_part where receipt_id = $1 order by part',
    [receipt.id],
  );
  return { ...receipt, orders: parts.map(({ id }) => id) };
}

/** What a part of a receipt is called beyond the first, which has the receipt's own id. */
export const partId = (externalId: string, part: number): string => (part === 1 ? externalId : `${externalId}+${part}`);

/** Books lines as the receipt's next order, with their share of how the rest was paid. Answers the order. */
export async function bookKept(
  tx: Transaction,
  orders: OrderIntake,
  receipt: KeptReceipt,
  lines: readonly MadeLine[],
  by: string,
): Promise<string> {
  const { id, channel, siteCode, soldAt } = receipt;
  const part = receipt.orders.length + 1;
  const amount = sumFen(lines.map(({ amountFen }) => amountFen));
  const { share: tenders, rest } = shareTenders(receipt.tenders, amount);
  const externalId = partId(receipt.externalId, part);
  const { orderId } = await orders.bookSale(tx, { channel, externalId, siteCode, soldAt, lines, tenders, by });
  await addPart(tx, receipt, { part, orderId });
  await tx.query('update counter_receipt set kept_fen = kept_fen - $2, kept_tenders = $3 where id = $1', [
    id,
    amount,
    JSON.stringify(rest),
  ]);
  await tx.query(
    `update kept_line set state = 'BOOKED', order_id = $4, version = version + 1, settled_by = $3, settled_at = now()
      where receipt_id = $1 and line = any($2::text[]) and state = 'KEPT'`,
    [id, lines.map(({ externalId: line }) => line), by, orderId],
  );
  return orderId;
}
