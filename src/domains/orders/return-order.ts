import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/persistence/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { ITEM_COLUMNS, record, type Item } from '../stock/index.js';
import type { GoodsKeeper, GoodsPart } from './goods-keeper.js';
import { lineSteps } from './order-checks.rules.js';
import type { OrderReturnInput } from './order.inputs.js';
import { refundDue, RETURNABLE, type OrderStatus } from './order.rules.js';
import { ReturnDisposition, ReturnKind } from './order.types.js';
import { orderErrors } from './orders.errors.js';
import { giveBack } from './refunds/give-back.js';
import { announceOrder, SETTLED_COLUMNS, type SettledOrder } from './settle-order.js';

interface Line {
  lineNo: number;
  itemId: number;
  productName: string;
  scale: number;
  quantity: number;
  returned: number;
  amountFen: number;
  refundedFen: number;
}

interface Move {
  line: Line;
  steps: number;
  /** Restocked rather than written off. */
  back: boolean;
}

/**
 * Takes goods back, in full or in part. RETURN refunds the share of the price; EXCHANGE sends the same goods again. What is
 * restocked goes back to the item and batch it was sold from; what is written off was no longer on hand and stays so.
 */
export async function returnOrder(
  tx: Transaction,
  orderId: string,
  input: Omit<OrderReturnInput, 'orderId' | 'idempotencyKey'>,
  by: string,
  keeper: GoodsKeeper,
): Promise<void> {
  const reason = input.reason.trim();
  if (reason.length < 2 || reason.length > 200) throw orderErrors.refuse('REASON_REQUIRED', { field: 'reason' });
  if (input.lines.length < 1 || input.lines.length > 100) throw orderErrors.refuse('NO_LINES', { field: 'lines' });
  const [order] = await tx.query<{ status: OrderStatus }>(
    'select status from customer_order where id = $1 for no key update',
    [orderId],
  );
  if (!order || !RETURNABLE.includes(order.status))
    throw orderErrors.refuse('INVALID_STATE', { field: 'orderId', status: order?.status });

  const returnId = uuidv7();
  const exchange = input.kind === ReturnKind.EXCHANGE;
  await tx.query(
    'insert into order_return(id, order_id, kind, reason, refund_fen, recorded_by) values ($1, $2, $3, $4, 0, $5)',
    [returnId, orderId, input.kind, reason, by],
  );
  const moves: Move[] = [];
  // Exchanged goods are not counted as returned: a line named twice must not be exchanged twice over.
  const exchanged = new Map<number, number>();
  let refundFen = 0;
  for (const [i, wish] of input.lines.entries()) {
    const line = await lineOf(tx, orderId, wish.lineNo, `lines.${i}.lineNo`);
    const steps = lineSteps(wish.quantity, line.scale, `lines.${i}.quantity`);
    const before = exchanged.get(line.lineNo) ?? 0;
    const left = line.quantity - line.returned - before;
    if (steps > left)
      throw orderErrors.refuse('TOO_MANY_RETURNED', {
        field: `lines.${i}.quantity`,
        left: formatQuantity(left, line.scale),
      });
    const refund = exchange ? 0 : refundDue(line.amountFen, line.quantity, line.returned + steps, line.refundedFen);
    if (exchange) exchanged.set(line.lineNo, before + steps);
    else {
      await tx.query(
        'update order_line set returned = returned + $3, refunded_fen = refunded_fen + $4 where order_id = $1 and line_no = $2',
        [orderId, wish.lineNo, steps, refund],
      );
    }
    await tx.query(
      'insert into order_return_line(return_id, part, line_no, quantity, refund_fen, disposition) values ($1, $2, $3, $4, $5, $6)',
      [returnId, i + 1, wish.lineNo, steps, refund, wish.disposition],
    );
    moves.push({ line, steps, back: wish.disposition === ReturnDisposition.RESTOCK });
    refundFen += refund;
  }
  await tx.query('update order_return set refund_fen = $2 where id = $1', [returnId, refundFen]);
  // Items in id order, as everywhere.
  await tx.query(LOCK, [orderId, moves.map(({ line }) => line.itemId)]);
  for (const move of moves.toSorted((a, b) => a.line.itemId - b.line.itemId))
    await moveBack(tx, orderId, move, exchange, by, reason, keeper);
  if (!input.refundedAlready)
    await giveBack(tx, orderId, { amountFen: refundFen, method: 'return', reference: returnId, reason, by });
  await closeReturn(tx, orderId);
}

/** Goods may have been sold from other items than their line was ordered from, where they were collected for it. */
const LOCK = `
  select id from stock_item where id = any($2) or id in (select item_id from reservation where order_id = $1)
   order by id for no key update`;

/** Locked with its order, so what is read here holds until commit. */
async function lineOf(tx: Transaction, orderId: string, lineNo: number, field: string): Promise<Line> {
  const [line] = await tx.query<Line>(
    `select line_no as "lineNo", item_id::float8 as "itemId", product_name as "productName", scale,
            quantity::float8 as quantity, returned::float8 as returned, amount_fen::float8 as "amountFen", refunded_fen::float8 as "refundedFen"
       from order_line where order_id = $1 and line_no = $2`,
    [orderId, lineNo],
  );
  if (!line) throw orderErrors.refuse('UNKNOWN_LINE', { field, line: lineNo });
  return line;
}

async function moveBack(
  tx: Transaction,
  orderId: string,
  { line, steps, back }: Move,
  exchange: boolean,
  by: string,
  reason: string,
  keeper: GoodsKeeper,
): Promise<void> {
  const goods = { orderId, lineNo: line.lineNo, itemId: line.itemId, steps, restocked: back, by, reason };
  const parts = await keeper.back(tx, goods);
  const move = async (kind: string, { itemId }: GoodsPart, onHand: number) => {
    const [item] = await tx.query<Item>(
      `update stock_item set on_hand = on_hand + $2, version = version + 1 where id = $1 and ($2 > 0 or on_hand + $2 >= reserved) returning ${ITEM_COLUMNS}`,
      [itemId, onHand],
    );
    if (!item) throw await outOfStock(tx, line, itemId);
    await record(tx, item, { kind, onHand, reserved: 0, by, reason, order: orderId });
  };
  for (const part of parts) {
    if (back) await move('RETURN', part, part.steps);
    if (exchange) await move('EXCHANGE', part, -part.steps);
  }
  if (exchange) await keeper.replaced(tx, goods, parts);
}

async function outOfStock(tx: Transaction, { productName, scale }: Line, itemId: number): Promise<Error> {
  const [left] = await tx.query<{ available: number }>(
    'select (on_hand - reserved)::float8 as available from stock_item where id = $1',
    [itemId],
  );
  return orderErrors.refuse('OUT_OF_STOCK', {
    field: 'lines',
    product: productName,
    available: formatQuantity(left?.available ?? 0, scale),
  });
}

/** An order of which everything came back is RETURNED; its followers are told in any case. */
export async function closeReturn(tx: Transaction, orderId: string): Promise<void> {
  const [order] = await tx.query<SettledOrder>(
    `update customer_order o set version = version + 1,
            status = case when exists (select 1 from order_line l where l.order_id = o.id and l.returned < l.quantity)
                          then o.status else 'RETURNED' end
      where id = $1
      returning ${SETTLED_COLUMNS}`,
    [orderId],
  );
  await announceOrder(tx, order!);
}
