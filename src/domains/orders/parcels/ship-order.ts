import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import type { GoodsKeeper } from '../goods-keeper.js';
import { orderErrors } from '../orders.errors.js';
import { touched } from '../payments/pay-by-channel.js';
import { settleOrder, type SettledOrder } from '../settle-order.js';
import { settleLines } from './settle-lines.js';

export interface Shipment {
  /** Numbers of the lines that have left; null for all that are left. */
  readonly lines: readonly number[] | null;
  readonly parcel: { readonly carrier: string; readonly trackingNo: string } | null;
  readonly by: string;
}

/**
 * Goods of a paid order have left: all that are left, or some of its lines. What is reserved for them is on hand no longer.
 * With its last line the order is FULFILLED. A parcel is written where something is known of it, or where there are several.
 */
export async function shipOrder(
  tx: Transaction,
  orderId: string,
  shipment: Shipment,
  keeper: GoodsKeeper,
): Promise<SettledOrder> {
  const { parcel, by } = shipment;
  if (parcel && !(within(parcel.carrier) && within(parcel.trackingNo)))
    throw orderErrors.refuse('BAD_PARCEL', { field: 'parcel' });
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 for no key update',
    [orderId],
  );
  if (order?.status !== 'PAID') throw orderErrors.refuse('INVALID_STATE', { field: 'orderId', status: order?.status });
  const all = await tx.query<Line>(
    `select l.line_no as "lineNo", l.cancelled, p.parcel_id is not null or l.cancelled as gone
       from order_line l left join order_parcel_line p on p.order_id = l.order_id and p.line_no = l.line_no
      where l.order_id = $1 order by l.line_no`,
    [orderId],
  );
  const open = all.filter((line) => !line.gone).map((line) => line.lineNo);
  const leaving = shipment.lines ? checked(shipment.lines, all) : open;
  const isLast = leaving.length === open.length;
  if (parcel || !isLast || open.length < all.length) await writeParcel(tx, orderId, leaving, shipment);
  const lineNos = open.length < all.length || !isLast ? leaving : null;
  if (isLast) return settleOrder(tx, orderId, 'fulfil', by, keeper, { lineNos });
  const items = await settleLines(tx, orderId, leaving, 'ship', by);
  await keeper.leaving(tx, { orderId, by, items, lineNos, last: false });
  return touched(tx, orderId);
}

interface Line {
  readonly lineNo: number;
  readonly cancelled: boolean;
  /** It left, or will not leave. */
  readonly gone: boolean;
}

function checked(wanted: readonly number[], all: readonly Line[]): number[] {
  if (wanted.length === 0) throw orderErrors.refuse('NO_LINES', { field: 'lines' });
  const byNo = new Map(all.map((line) => [line.lineNo, line]));
  return [...new Set(wanted)].map((line) => {
    const found = byNo.get(line);
    if (!found) throw orderErrors.refuse('UNKNOWN_LINE', { field: 'lines', line });
    if (found.cancelled) throw orderErrors.refuse('LINE_CANCELLED', { field: 'lines', line });
    if (found.gone) throw orderErrors.refuse('LINE_SHIPPED', { field: 'lines', line });
    return line;
  });
}

async function writeParcel(
  tx: Transaction,
  orderId: string,
  lines: readonly number[],
  { parcel, by }: Shipment,
): Promise<void> {
  const id = uuidv7();
  const made = await tx.query(
    `insert into order_parcel(id, order_id, carrier, tracking_no, shipped_by) values ($1, $2, $3, $4, $5)
     on conflict (order_id, carrier, tracking_no) do nothing returning id`,
    [id, orderId, parcel?.carrier.trim() ?? null, parcel?.trackingNo.trim() ?? null, by],
  );
  if (made.length === 0) throw orderErrors.refuse('DUPLICATE_PARCEL', { field: 'parcel.trackingNo' });
  await tx.query('insert into order_parcel_line(order_id, line_no, parcel_id) select $1, unnest($2::smallint[]), $3', [
    orderId,
    lines,
    id,
  ]);
}

const within = (text: string): boolean => {
  const { length } = [...text.trim()];
  return length >= 1 && length <= 60;
};
