import type { Transaction } from '../../../platform/persistence/index.js';
import { formatQuantity, parseQuantity } from '../../../shared/quantity.js';
import type { MadeLine } from '../../orders/index.js';
import { partId, type KeptReceipt } from './assign-kept.js';
import { refusal } from './book-receipt.js';
import { counterErrors } from './counter-sales.errors.js';
import { sortLines } from './sold-lines.js';
import { splitReturn } from './split-return.rules.js';
import type { ToldLine } from './told-sale.js';

/** What comes back of one order of a receipt; `original` is what the channel calls the order. */
export interface ReturnPart {
  readonly orderId: string;
  readonly original: string;
  /** Null: all that is left of it. */
  readonly lines: readonly MadeLine[] | null;
}

interface Sold {
  orderId: string;
  product: number;
  scale: number;
  steps: number;
  fen: number;
  left: number;
}

/** Lays what came back on the orders that it was sold on; without lines, all that is left of all of them. */
export async function partsOfReturn(
  tx: Transaction,
  { channel, externalId, orders }: KeptReceipt,
  lines: readonly ToldLine[] | null,
): Promise<ReturnPart[]> {
  const sold = await tx.query<Sold>(
    `select l.order_id as "orderId", l.product_id::float8 as product, l.scale, sum(l.quantity)::float8 as steps,
            sum(l.amount_fen)::float8 as fen, sum(l.quantity - l.returned)::float8 as left
       from order_line l join unnest($1::uuid[]) with ordinality o(id, n) on o.id = l.order_id
      group by l.order_id, l.product_id, l.scale, o.n order by o.n`,
    [orders],
  );
  const originalOf = (orderId: string) => partId(externalId, orders.indexOf(orderId) + 1);
  if (lines === null) {
    const open = orders.filter((id) => sold.some(({ orderId, left }) => orderId === id && left > 0));
    return open.map((orderId) => ({ orderId, original: originalOf(orderId), lines: null }));
  }
  const scales = new Map(sold.map(({ product, scale }) => [product, scale]));
  const back = (await madeLines(tx, channel, sold, lines)).map(({ product, quantity, amountFen }) => {
    const scale = scales.get(product);
    if (scale === undefined) throw counterErrors.refuse('OVER_RETURN', { field: 'lines' });
    return { product, steps: parseQuantity(quantity, scale), amountFen };
  });
  const left = sold.map(({ orderId, product, left: steps }) => ({ orderId, product, steps }));
  const parts = splitReturn(left, back);
  if (!parts) throw counterErrors.refuse('OVER_RETURN', { field: 'lines' });
  return [...Map.groupBy(parts, ({ orderId }) => orderId)].map(([orderId, of]) => ({
    orderId,
    original: originalOf(orderId),
    lines: of.map(({ product, steps, amountFen }) => ({
      product,
      quantity: formatQuantity(steps, scales.get(product)!),
      amountFen,
    })),
  }));
}

/** Without quantity and weight it is the share of what was sold that the money is. */
async function madeLines(
  tx: Transaction,
  channel: string,
  sold: readonly Sold[],
  lines: readonly ToldLine[],
): Promise<readonly MadeLine[]> {
  const shared = lines.map((line) => {
    const from = sold.filter(({ product }) => product === line.product);
    if (line.quantity != null || line.weightG != null || from.length === 0) return line;
    const sum = (of: (one: Sold) => number) => from.reduce((total, one) => total + of(one), 0);
    const [steps, fen] = [sum((one) => one.steps), sum((one) => one.fen)];
    const share = fen === 0 ? steps : Math.round((line.amountFen * steps) / fen);
    return { ...line, quantity: formatQuantity(Math.max(1, share), from[0]!.scale) };
  });
  // What came back is not held against a price again.
  const unpriced = shared.map((line) => ({ ...line, tolerancePermille: null }));
  const { known, kept } = await sortLines(tx, channel, unpriced);
  if (kept.length > 0) throw refusal(kept[0]!);
  return known;
}
