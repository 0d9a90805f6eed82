import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/persistence/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { ITEM_COLUMNS, record, type Item } from '../stock/index.js';
import { lineSteps } from './order-checks.rules.js';
import type { OrderReturnInput } from './order.inputs.js';
import { refundDue, RETURNABLE, type OrderStatus } from './order.rules.js';
import { ReturnDisposition, ReturnKind } from './order.types.js';
import { orderErrors } from './orders.errors.js';
import { announceOrder, bookPayment, type SettledOrder } from './settle-order.js';

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
 * restocked goes back to the item it was sold from; what is written off was no longer on hand and stays so.
 */
export async function returnOrder(
  tx: Transaction,
  orderId: string,
  input: OrderReturnInput,
  by: string,
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
  for (const move of moves.toSorted((a, b) => a.line.itemId - b.line.itemId))
    await moveBack(tx, orderId, move, exchange, by, reason);
  await bookPayment(tx, orderId, { kind: 'REFUND', method: 'return', amountFen: refundFen, reference: returnId, by });
  await close(tx, orderId);
}

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
): Promise<void> {
  const move = async (kind: string, onHand: number) => {
    const [item] = await tx.query<Item>(
      `update stock_item set on_hand = on_hand + $2, version = version + 1 where id = $1 and on_hand + $2 >= reserved returning ${ITEM_COLUMNS}`,
      [line.itemId, onHand],
    );
    if (!item) throw await outOfStock(tx, line);
    await record(tx, item, { kind, onHand, reserved: 0, by, reason, order: orderId });
  };
  if (back) await move('RETURN', steps);
  if (exchange) await move('EXCHANGE', -steps);
}

async function outOfStock(tx: Transaction, { itemId, productName, scale }: Line): Promise<Error> {
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

async function close(tx: Transaction, orderId: string): Promise<void> {
  const [order] = await tx.query<SettledOrder>(
    `update customer_order o set version = version + 1,
            status = case when exists (select 1 from order_line l where l.order_id = o.id and l.returned < l.quantity)
                          then o.status else 'RETURNED' end
      where id = $1
      returning id, number, status, version, channel, customer_id::float8 as customer, placed_by as by,
                total_fen::float8 as "totalFen", paid_fen::float8 as "paidFen", refunded_fen::float8 as "refundedFen"`,
    [orderId],
  );
  await announceOrder(tx, order!);
}
