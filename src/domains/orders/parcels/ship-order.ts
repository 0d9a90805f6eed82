import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { ITEM_COLUMNS, record, type Item } from '../../stock/index.js';
import type { GoodsKeeper, GoodsPart } from '../goods-keeper.js';
import { orderErrors } from '../orders.errors.js';
import { touched } from '../payments/pay-by-channel.js';
import { settleOrder, type SettledOrder } from '../settle-order.js';

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
  const all = await tx.query<{ lineNo: number; gone: boolean }>(
    `select l.line_no as "lineNo", p.parcel_id is not null as gone
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
  const items = await takeReserved(tx, orderId, leaving, by);
  await keeper.leaving(tx, { orderId, by, items, lineNos, last: false });
  return touched(tx, orderId);
}

function checked(wanted: readonly number[], all: readonly { lineNo: number; gone: boolean }[]): number[] {
  if (wanted.length === 0) throw orderErrors.refuse('NO_LINES', { field: 'lines' });
  const byNo = new Map(all.map((line) => [line.lineNo, line.gone]));
  return [...new Set(wanted)].map((line) => {
    const gone = byNo.get(line);
    if (gone === undefined) throw orderErrors.refuse('UNKNOWN_LINE', { field: 'lines', line });
    if (gone) throw orderErrors.refuse('LINE_SHIPPED', { field: 'lines', line });
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

/**
 * Takes some lines' goods off the book. They are reserved at the item they were ordered from, or where they were moved to for
 * this order, of the same product. A reservation of which nothing is left is consumed.
 */
async function takeReserved(
  tx: Transaction,
  orderId: string,
  lines: readonly number[],
  by: string,
): Promise<GoodsPart[]> {
  const held = await tx.query<{ item: number; product: number; quantity: number; need: number }>(
    `select r.item_id::float8 as item, s.product_id::float8 as product, r.quantity::float8 as quantity, need.quantity::float8 as need
       from reservation r join stock_item s on s.id = r.item_id
       join (select product_id, sum(quantity) as quantity, array_agg(item_id) as items from order_line
              where order_id = $1 and line_no = any($2::smallint[]) group by product_id) need on need.product_id = s.product_id
      where r.order_id = $1 and r.state = 'CONFIRMED' order by r.item_id = any(need.items) desc, r.item_id for no key update of r`,
    [orderId, lines],
  );
  const parts = portions(held);
  const given = JSON.stringify(parts.map(({ itemId, steps }) => ({ item: itemId, quantity: steps })));
  await tx.query(
    `update reservation r set state = case when r.quantity = g.quantity then 'CONSUMED' else r.state end,
            quantity = case when r.quantity = g.quantity then r.quantity else r.quantity - g.quantity end
       from jsonb_to_recordset($1::jsonb) g(item bigint, quantity bigint) where r.order_id = $2 and r.item_id = g.item`,
    [given, orderId],
  );
  const items = await tx.query<Item>(
    `with locked as materialized (
       select s.id, g.quantity from stock_item s join jsonb_to_recordset($1::jsonb) g(item bigint, quantity bigint) on g.item = s.id
        order by s.id for no key update of s)
     update stock_item set on_hand = on_hand - locked.quantity, reserved = reserved - locked.quantity, version = version + 1
       from locked where stock_item.id = locked.id returning ${ITEM_COLUMNS}`,
    [given],
  );
  const left = new Map(parts.map(({ itemId, steps }) => [itemId, steps]));
  for (const item of items) {
    const steps = left.get(item.id)!;
    await record(tx, item, { kind: 'SHIP', onHand: -steps, reserved: -steps, by, order: orderId });
  }
  return parts;
}

/** How much of each reservation leaves, so that each product's need is met. */
function portions(held: readonly { item: number; product: number; quantity: number; need: number }[]): GoodsPart[] {
  const taken = new Map<number, number>();
  return held
    .flatMap(({ item, product, quantity, need }) => {
      const before = taken.get(product) ?? 0;
      const steps = Math.min(quantity, need - before);
      taken.set(product, before + steps);
      return steps > 0 ? [{ itemId: item, steps }] : [];
    })
    .sort((a, b) => a.itemId - b.itemId);
}

const within = (text: string): boolean => {
  const { length } = [...text.trim()];
  return length >= 1 && length <= 60;
};
