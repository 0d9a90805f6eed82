import { fingerprint, type Transaction } from '../../../platform/persistence/index.js';
import { checkExternalId, checkFen, moment, type OrderIntake } from '../../orders/index.js';
import { freezeReturn } from '../concession/freeze-rates.js';
import { lockReceipt, partId, type KeptReceipt } from './assign-kept.js';
import { counterErrors } from './counter-sales.errors.js';
import { partsOfReturn, type ReturnPart } from './return-parts.js';
import { checkDay, type ToldLine } from './told-sale.js';

/** A receipt for goods that came back, or for a sale that was undone as a whole (no lines). */
export interface ToldReturn {
  readonly channel: string;
  readonly externalId: string;
  /** The sale's receipt. */
  readonly original: string;
  readonly at: string;
  readonly businessDate?: string | null;
  /** Null for an undone sale. */
  readonly lines: readonly ToldLine[] | null;
  readonly by: string;
}

export interface TakenBack {
  /** The first of the orders it was sold on; null where only lines that were kept back were undone. */
  readonly orderId: string | null;
  readonly refundFen: number;
  readonly duplicate: boolean;
}

/** Books what came back, once for each id: never more than is left of its receipt, never without it. */
export async function takeBack(tx: Transaction, orders: OrderIntake, told: ToldReturn): Promise<TakenBack> {
  const { channel, externalId, original, lines, businessDate = null } = told;
  const at = moment(told.at, 'at');
  checkExternalId(externalId, 'externalId');
  checkDay(businessDate);
  for (const [i, line] of (lines ?? []).entries()) checkFen(line.amountFen, `lines.${i}.amountFen`);
  const amounts = lines?.map((line) => [line.externalId, line.amountFen]) ?? null;
  const print = fingerprint({ original, at, businessDate, amounts });
  const receipt = await lockReceipt(tx, channel, original);
  const before = await takenBackBefore(tx, told, print);
  if (before) return before;
  const kept = lines === null ? await voidKept(tx, receipt, told.by) : 0;
  const parts = await partsOfReturn(tx, receipt, lines);
  if (parts.length === 0 && kept === 0) throw counterErrors.refuse('OVER_RETURN', { field: 'original' });
  const returns = await giveBack(tx, orders, told, parts);
  const refundFen = returns.reduce((sum, { fen }) => sum + fen, kept);
  await writeReceipt(tx, { told, receipt, at, print, refundFen, returns });
  return { orderId: receipt.orders[0] ?? null, refundFen, duplicate: false };
}

const kindOf = ({ lines }: ToldReturn) => (lines === null ? 'VOID' : 'RETURN');

async function takenBackBefore(
  tx: Transaction,
  { channel, externalId }: ToldReturn,
  print: string,
): Promise<TakenBack | null> {
  const [before] = await tx.query<{ print: string; orderId: string | null; fen: number }>(
    `select r.print, p.order_id as "orderId", (-r.amount_fen)::float8 as fen
       from counter_receipt r left join receipt_part p on p.receipt_id = r.id and p.part = 1
      where r.channel = $1 and r.external_id = $2 and r.kind <> 'SALE'`,
    [channel, externalId],
  );
  if (!before) return null;
  if (before.print !== print) throw counterErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  return { orderId: before.orderId, refundFen: before.fen, duplicate: true };
}

/** Lines that were kept back go with their sale; answers their money. */
async function voidKept(tx: Transaction, { id }: KeptReceipt, by: string): Promise<number> {
  const lines = await tx.query<{ fen: number }>(
    `update kept_line set state = 'VOIDED', version = version + 1, settled_by = $2, settled_at = now()
      where receipt_id = $1 and state = 'KEPT' returning amount_fen::float8 as fen`,
    [id, by],
  );
  if (lines.length > 0)
    await tx.query(`update counter_receipt set kept_fen = 0, kept_tenders = '[]' where id = $1`, [id]);
  return lines.reduce((sum, { fen }) => sum + fen, 0);
}

interface Returned {
  orderId: string;
  returnId: string;
  fen: number;
}

/** Returns each part to its order. */
async function giveBack(
  tx: Transaction,
  orders: OrderIntake,
  { channel, externalId, at, by }: ToldReturn,
  parts: readonly ReturnPart[],
): Promise<Returned[]> {
  const returned: Returned[] = [];
  for (const [i, { orderId, original, lines: made }] of parts.entries()) {
    const id = partId(externalId, i + 1);
    if (made === null) await orders.voidSale(tx, { channel, externalId: id, original, voidedAt: at, by });
    else await orders.returnSale(tx, { channel, externalId: id, original, returnedAt: at, lines: made, by });
    const [back] = await tx.query<{ id: string; fen: number }>(
      'select id, refund_fen::float8 as fen from order_return where channel = $1 and external_id = $2',
      [channel, id],
    );
    returned.push({ orderId, returnId: back!.id, fen: back!.fen });
  }
  return returned;
}

async function writeReceipt(
  tx: Transaction,
  of: { told: ToldReturn; receipt: KeptReceipt; at: Date; print: string; refundFen: number; returns: Returned[] },
): Promise<void> {
  const { told, receipt, at, print, refundFen, returns } = of;
  const { channel, externalId, businessDate = null, by } = told;
  const [written] = await tx.query<{ id: number; day: string }>(
    `insert into counter_receipt(channel, external_id, kind, site_code, business_date, happened_at, amount_fen, original_id, print,
                                 recorded_by)
     values ($1, $2, $3, $4, coalesce($5::date, ($6::timestamptz at time zone 'Asia/Shanghai')::date), $6, $7, $8, $9, $10)
     returning id::float8 as id, business_date::text as day`,
    [channel, externalId, kindOf(told), receipt.siteCode, businessDate, at, -refundFen, receipt.id, print, by],
  );
  for (const [i, { orderId, returnId }] of returns.entries()) {
    await tx.query('insert into receipt_part(receipt_id, part, order_id, return_id) values ($1, $2, $3, $4)', [
      written!.id,
      i + 1,
      orderId,
      returnId,
    ]);
    await freezeReturn(tx, { receiptId: written!.id, returnId, day: written!.day });
  }
}
