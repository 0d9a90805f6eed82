import { v7 as uuidv7 } from 'uuid';
import { fingerprint, type Transaction } from '../../../platform/persistence/index.js';
import { ITEM_COLUMNS, record, type Item } from '../../stock/index.js';
import { checkExternalId, checkMadeLines, moment, type MadeLine } from '../made-lines.rules.js';
import type { GoodsKeeper } from '../goods-keeper.js';
import { lineSteps } from '../order-checks.rules.js';
import { RETURNABLE, type OrderStatus } from '../order.rules.js';
import { orderErrors } from '../orders.errors.js';
import { giveBack } from '../refunds/give-back.js';
import { closeReturn } from '../return-order.js';
import type { Booked } from './book-sale.js';
import { afterParts, partsOf, restOf, type BackPart, type SoldLine } from './sale.rules.js';

/** Goods brought back to where they were sold, with the money given for them. */
export interface SaleReturn {
  readonly channel: string;
  /** Their id of the return. */
  readonly externalId: string;
  /** Their id of the sale. */
  readonly original: string;
  /** ISO 8601. */
  readonly returnedAt: string;
  readonly lines: readonly MadeLine[];
  readonly by: string;
}

/** A sale that is undone as a whole: whatever of it did not come back before. */
export interface SaleVoid {
  readonly channel: string;
  readonly externalId: string;
  readonly original: string;
  readonly voidedAt: string;
  readonly by: string;
}

interface Returning {
  channel: string;
  externalId: string;
  original: string;
  at: Date;
  print: string;
  reason: string;
  by: string;
  parts(lines: readonly SoldLine[], scales: ReadonlyMap<number, number>): BackPart[];
}

/**
 * Books goods that came back against their sale: never more than is left of it (`OVER_RETURN`), never without it
 * (`UNKNOWN_ORDER`). Once for each id of the channel; the same with another content is a `CONFLICT`.
 */
export function returnSale(tx: Transaction, back: SaleReturn, keeper: GoodsKeeper): Promise<Booked> {
  checkMadeLines(back.lines);
  const at = moment(back.returnedAt, 'returnedAt');
  const { channel, externalId, original, by } = back;
  const print = fingerprint({ original, returnedAt: at, lines: back.lines });
  const parts = (sold: readonly SoldLine[], scales: ReadonlyMap<number, number>): BackPart[] => {
    let lines = [...sold];
    return back.lines.flatMap(({ product, quantity, amountFen }, i) => {
      const scale = scales.get(product);
      if (scale === undefined) throw orderErrors.refuse('OVER_RETURN', { field: `lines.${i}.product` });
      const steps = lineSteps(quantity, scale, `lines.${i}.quantity`);
      const found = partsOf(lines, { product, steps, amountFen });
      if (!found) throw orderErrors.refuse('OVER_RETURN', { field: `lines.${i}` });
      lines = afterParts(lines, found);
      return found;
    });
  };
  return takeBack(tx, { channel, externalId, original, at, print, reason: 'sale.return', by, parts }, keeper);
}

/** Undoes a sale. Of one that came back as a whole nothing is left: `OVER_RETURN`. */
export function voidSale(tx: Transaction, { voidedAt, ...sale }: SaleVoid, keeper: GoodsKeeper): Promise<Booked> {
  const at = moment(voidedAt, 'voidedAt');
  const print = fingerprint({ void: sale.original, voidedAt: at });
  const parts = (lines: readonly SoldLine[]): BackPart[] => {
    const rest = restOf(lines);
    if (rest.length === 0) throw orderErrors.refuse('OVER_RETURN', { field: 'original' });
    return rest;
  };
  return takeBack(tx, { ...sale, at, print, reason: 'sale.void', parts }, keeper);
}

async function takeBack(tx: Transaction, back: Returning, keeper: GoodsKeeper): Promise<Booked> {
  const { channel, original, externalId, by, reason } = back;
  checkExternalId(externalId, 'externalId');
  const [order] = await tx.query<{ id: string; number: string; status: OrderStatus }>(
    'select id, number, status from customer_order where channel = $1 and external_id = $2 for no key update',
    [channel, original],
  );
  if (!order) throw orderErrors.refuse('UNKNOWN_ORDER', { field: 'original' });
  const before = await returnedBefore(tx, back, order.id);
  if (before) return { orderId: order.id, number: order.number, duplicate: true };
  if (order.status === 'RETURNED') throw orderErrors.refuse('OVER_RETURN', { field: 'original' });
  if (!RETURNABLE.includes(order.status))
    throw orderErrors.refuse('INVALID_STATE', { field: 'original', status: order.status });
  const { lines, scales } = await soldLines(tx, order.id);
  const parts = back.parts(lines, scales);
  const refundFen = parts.reduce((sum, part) => sum + part.refundFen, 0);
  const returnId = await writeReturn(tx, order.id, back, parts, refundFen);
  await restock(tx, order.id, parts, { by, reason, keeper });
  await giveBack(tx, order.id, { amountFen: refundFen, method: 'return', reference: returnId, reason, by });
  await closeReturn(tx, order.id);
  return { orderId: order.id, number: order.number, duplicate: false };
}

async function returnedBefore(tx: Transaction, back: Returning, orderId: string): Promise<boolean> {
  const { channel, externalId, print } = back;
  const [before] = await tx.query<{ order: string; print: string }>(
    'select order_id as order, external_print as print from order_return where channel = $1 and external_id = $2',
    [channel, externalId],
  );
  if (before && (before.order !== orderId || before.print !== print))
    throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  return before !== undefined;
}

/** Locked with their order. */
async function soldLines(
  tx: Transaction,
  orderId: string,
): Promise<{ lines: SoldLine[]; scales: ReadonlyMap<number, number> }> {
  const lines = await tx.query<SoldLine & { scale: number }>(
    `select line_no as "lineNo", product_id::float8 as product, item_id::float8 as "itemId", scale, quantity::float8 as quantity,
            returned::float8 as returned, amount_fen::float8 as "amountFen", refunded_fen::float8 as "refundedFen"
       from order_line where order_id = $1 order by line_no`,
    [orderId],
  );
  return { lines, scales: new Map(lines.map((line) => [line.product, line.scale])) };
}

async function writeReturn(
  tx: Transaction,
  orderId: string,
  { channel, externalId, at, print, reason, by }: Returning,
  parts: readonly BackPart[],
  refundFen: number,
): Promise<string> {
  const id = uuidv7();
  const written = await tx.query(
    `insert into order_return(id, order_id, kind, reason, refund_fen, recorded_by, channel, external_id, external_at, external_print)
     values ($1, $2, 'RETURN', $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [id, orderId, reason, refundFen, by, channel, externalId, at, print],
  );
  // Another sale's return of the same id came at the same time.
  if (written.length === 0) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  const rows = parts.map(({ line, steps, refundFen: fen }, i) => ({ part: i + 1, no: line.lineNo, steps, fen }));
  await tx.query(
    `with parts as (select * from jsonb_to_recordset($2::jsonb) p(part smallint, no smallint, steps bigint, fen bigint)),
          kept as (insert into order_return_line(return_id, part, line_no, quantity, refund_fen, disposition)
                   select $1, part, no, steps, fen, 'RESTOCK' from parts)
     update order_line l set returned = l.returned + s.steps, refunded_fen = l.refunded_fen + s.fen
       from (select no, sum(steps)::bigint as steps, sum(fen)::bigint as fen from parts group by no) s
      where l.order_id = $3 and l.line_no = s.no`,
    [id, JSON.stringify(rows), orderId],
  );
  return id;
}

/** Items in id order, as everywhere. */
async function restock(
  tx: Transaction,
  orderId: string,
  parts: readonly BackPart[],
  { by, reason, keeper }: { by: string; reason: string; keeper: GoodsKeeper },
): Promise<void> {
  const steps = new Map<number, number>();
  await tx.query('select id from stock_item where id = any($1) order by id for no key update', [
    parts.map(({ line }) => line.itemId),
  ]);
  for (const { line, steps: more } of parts) {
    const goods = { orderId, lineNo: line.lineNo, itemId: line.itemId, steps: more, restocked: true, by, reason };
    for (const part of await keeper.back(tx, goods)) steps.set(part.itemId, (steps.get(part.itemId) ?? 0) + part.steps);
  }
  for (const [id, onHand] of [...steps].sort(([a], [b]) => a - b)) {
    const [item] = await tx.query<Item>(
      `update stock_item set on_hand = on_hand + $2, version = version + 1 where id = $1 returning ${ITEM_COLUMNS}`,
      [id, onHand],
    );
    await record(tx, item!, { kind: 'RETURN', onHand, reserved: 0, by, reason, order: orderId });
  }
}
