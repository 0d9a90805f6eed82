import type { Transaction } from '../../../platform/persistence/index.js';
import { sumFen } from '../../../shared/money.js';
import type { OrderIntake } from '../../orders/index.js';
import { freezeRates } from '../concession/freeze-rates.js';
import { counterErrors } from './counter-sales.errors.js';
import { sortLines, type SortedLines } from './sold-lines.js';
import { shareTenders, type Tender } from './tender-shares.rules.js';
import { checkSale, type CheckedSale, type ToldSale } from './told-sale.js';

export interface BookedReceipt {
  /** Null while every line of it is kept back. */
  readonly orderId: string | null;
  readonly number: string | null;
  readonly keptBack: readonly { readonly line: string; readonly ref: string; readonly reason: string }[];
  /** It was booked before; nothing was done. */
  readonly duplicate: boolean;
}

interface Receipt {
  id: number;
  day: string;
}

/**
 * Books a receipt once for each id of its channel: its money in full, its goods where they are known. What is not, is kept
 * back with its money until somebody says what it was. The same id with other money, time or place is a `CONFLICT`.
 */
export async function bookReceipt(tx: Transaction, orders: OrderIntake, told: ToldSale): Promise<BookedReceipt> {
  const sale = checkSale(told);
  const receipt = await insertReceipt(tx, sale);
  if (!receipt) return bookedBefore(tx, sale);
  const sorted = await sortLines(tx, sale.channel, sale.lines);
  if (sorted.kept.length > 0 && !sale.keepUnknown) throw refusal(sorted.kept[0]!);
  const { share, rest } = shareTenders(sale.tenders, sumFen(sorted.known.map(({ amountFen }) => amountFen)));
  const order = await bookKnown(tx, orders, sale, sorted.known, share);
  if (order) await addPart(tx, receipt, { part: 1, orderId: order.orderId });
  if (sorted.kept.length > 0) await keepBack(tx, receipt.id, sorted.kept, rest);
  const keptBack = sorted.kept.map(({ line, reason }) => ({ line: line.externalId, ref: line.ref, reason }));
  return { orderId: order?.orderId ?? null, number: order?.number ?? null, keptBack, duplicate: false };
}

/** Two at once of one id meet on its index: one waits, and finds it there. */
async function insertReceipt(tx: Transaction, sale: CheckedSale): Promise<Receipt | undefined> {
  const { channel, externalId, siteCode, businessDate = null, at, totalFen, print, by } = sale;
  const [receipt] = await tx.query<Receipt>(
    `insert into counter_receipt(channel, external_id, kind, site_code, business_date, happened_at, amount_fen, print, recorded_by)
     select $1, $2, 'SALE', code, coalesce($4::date, ($5::timestamptz at time zone 'Asia/Shanghai')::date), $5, $6, $7, $8
       from site where code = $3
     on conflict (channel, external_id) where kind = 'SALE' do nothing
     returning id::float8 as id, business_date::text as day`,
    [channel, externalId, siteCode, businessDate, at, totalFen, print, by],
  );
  return receipt;
}

async function bookedBefore(
  tx: Transaction,
  { channel, externalId, siteCode, print }: CheckedSale,
): Promise<BookedReceipt> {
  const [receipt] = await tx.query<{ id: number; print: string; orderId: string | null; number: string | null }>(
    `select r.id::float8 as id, r.print, o.id as "orderId", o.number
       from counter_receipt r left join receipt_part p on p.receipt_id = r.id left join customer_order o on o.id = p.order_id
      where r.channel = $1 and r.external_id = $2 and r.kind = 'SALE' order by p.part limit 1`,
    [channel, externalId],
  );
  if (!receipt) throw counterErrors.refuse('UNKNOWN_SITE', { field: 'siteCode', site: siteCode });
  if (receipt.print !== print) throw counterErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  const keptBack = await tx.query<{ line: string; ref: string; reason: string }>(
    `select line, ref, reason from kept_line where receipt_id = $1 and state = 'KEPT' order by id`,
    [receipt.id],
  );
  return { orderId: receipt.orderId, number: receipt.number, keptBack, duplicate: true };
}

async function bookKnown(
  tx: Transaction,
  orders: OrderIntake,
  { channel, externalId, siteCode, soldAt, by }: CheckedSale,
  lines: SortedLines['known'],
  tenders: readonly Tender[],
) {
  if (lines.length === 0) return null;
  return orders.bookSale(tx, { channel, externalId, siteCode, soldAt, by, lines, tenders });
}

async function keepBack(
  tx: Transaction,
  receiptId: number,
  kept: SortedLines['kept'],
  tenders: readonly Tender[],
): Promise<void> {
  const keptFen = sumFen(kept.map(({ line }) => line.amountFen));
  await tx.query('update counter_receipt set kept_fen = $2, kept_tenders = $3 where id = $1', [
    receiptId,
    keptFen,
    JSON.stringify(tenders),
  ]);
  const rows = kept.map(({ line, reason }) => ({
    line: line.externalId,
    ref: line.ref,
    reason,
    amount_fen: line.amountFen,
    told: line,
  }));
  await tx.query(
    `insert into kept_line(receipt_id, line, ref, reason, amount_fen, told)
     select $1, line, ref, reason, amount_fen, told
       from jsonb_to_recordset($2::jsonb) k(line text, ref text, reason text, amount_fen bigint, told jsonb)`,
    [receiptId, JSON.stringify(rows)],
  );
}

/** The order of a part of a receipt, with the rates that hold for it. */
export async function addPart(
  tx: Transaction,
  receipt: { id: number; day: string },
  { part, orderId }: { part: number; orderId: string },
): Promise<void> {
  await freezeRates(tx, { receiptId: receipt.id, part, orderId, day: receipt.day });
}

/** Why a line cannot be booked, as a refusal of the whole. */
export const refusal = ({ line: { ref }, reason }: SortedLines['kept'][number]): Error =>
  reason === 'UNKNOWN_PRODUCT'
    ? counterErrors.refuse('UNKNOWN_PRODUCT', { field: 'lines', ref })
    : counterErrors.refuse('KEPT_BACK', { field: reason, ref, reason });
