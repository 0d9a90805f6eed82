import type { Transaction } from '../../../platform/persistence/index.js';
import { ITEM_COLUMNS, record, type Item } from '../../stock/index.js';
import type { GoodsPart } from '../goods-keeper.js';

/** What becomes of goods that are reserved for some lines: the reservation's state when nothing is left of it, and the stock. */
const WAYS = {
  ship: { state: 'CONSUMED', onHand: -1, movement: 'SHIP' },
  release: { state: 'RELEASED', onHand: 0, movement: 'RELEASE' },
} as const;

/**
 * Takes some lines' goods of a paid order off the book, or sets them free. They are reserved at the item they were ordered
 * from, or where they were moved to for this order, of the same product. The order's row must be locked.
 */
export async function settleLines(
  tx: Transaction,
  orderId: string,
  lines: readonly number[],
  way: keyof typeof WAYS,
  by: string,
): Promise<GoodsPart[]> {
  const { state, onHand, movement } = WAYS[way];
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
    `update reservation r set state = case when r.quantity = g.quantity then $3 else r.state end,
            quantity = case when r.quantity = g.quantity then r.quantity else r.quantity - g.quantity end
       from jsonb_to_recordset($1::jsonb) g(item bigint, quantity bigint) where r.order_id = $2 and r.item_id = g.item`,
    [given, orderId, state],
  );
  const items = await tx.query<Item>(
    `with locked as materialized (
       select s.id, g.quantity from stock_item s join jsonb_to_recordset($1::jsonb) g(item bigint, quantity bigint) on g.item = s.id
        order by s.id for no key update of s)
     update stock_item set on_hand = on_hand + $2::int * locked.quantity, reserved = reserved - locked.quantity, version = version + 1
       from locked where stock_item.id = locked.id returning ${ITEM_COLUMNS}`,
    [given, onHand],
  );
  const left = new Map(parts.map(({ itemId, steps }) => [itemId, steps]));
  for (const item of items) {
    const steps = left.get(item.id)!;
    await record(tx, item, { kind: movement, onHand: onHand * steps, reserved: -steps, by, order: orderId });
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
