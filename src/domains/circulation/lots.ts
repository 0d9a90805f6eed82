import type { Transaction } from '../../platform/persistence/index.js';
import { ITEM_COLUMNS, record, type Item, type Movement } from '../stock/index.js';
import type { Lot } from './lots.rules.js';

/** The table's own bound on hand, in steps. */
const MOST = Number.MAX_SAFE_INTEGER;

export interface ItemWanted {
  product: number;
  site: string;
  scale: number;
}

/** Locks the items of products at sites in id order, making those that are not there; answers a look-up of them. */
export async function lockItems(
  tx: Transaction,
  wanted: readonly ItemWanted[],
): Promise<(product: number, site: string) => Item> {
  const given = JSON.stringify(wanted);
  await tx.query(
    `insert into stock_item(product_id, site_code, scale, on_hand)
     select distinct w.product, w.site, w.scale, 0 from jsonb_to_recordset($1::jsonb) w(product bigint, site text, scale smallint)
      order by 1, 2 on conflict do nothing`,
    [given],
  );
  const items = await tx.query<Item>(
    `select ${ITEM_COLUMNS} from stock_item
      where (product_id, site_code) in (select w.product, w.site from jsonb_to_recordset($1::jsonb) w(product bigint, site text))
      order by id for no key update`,
    [given],
  );
  const byPair = new Map(items.map((item) => [`${item.product} ${item.site}`, item]));
  return (product, site) => byPair.get(`${product} ${site}`)!;
}

/** Changes an item with its movement; null where what is reserved, or the book's bound, does not allow it. */
export async function changeItem(tx: Transaction, itemId: number, movement: Movement): Promise<Item | null> {
  const [item] = await tx.query<Item>(
    `update stock_item set on_hand = on_hand + $2, reserved = reserved + $3, version = version + 1
      where id = $1 and on_hand + $2 between reserved + $3 and ${MOST} and reserved + $3 >= 0 returning ${ITEM_COLUMNS}`,
    [itemId, movement.onHand, movement.reserved],
  );
  if (!item) return null;
  await record(tx, item, movement);
  return item;
}

/** Adds to or takes from what an item has of a batch, the item being locked; false where there is not so much. */
export async function changeLot(
  tx: Transaction,
  batch: number,
  itemId: number,
  quantity: number,
  coming = 0,
): Promise<boolean> {
  await tx.query('insert into batch_stock(batch_id, item_id, quantity) values ($1, $2, 0) on conflict do nothing', [
    batch,
    itemId,
  ]);
  const changed = await tx.query(
    `update batch_stock set quantity = quantity + $3, coming = coming + $4
      where batch_id = $1 and item_id = $2 and coming + $4 between 0 and quantity + $3 returning batch_id`,
    [batch, itemId, quantity, coming],
  );
  return changed.length > 0;
}

/** What batches the items' goods are of, by item, the oldest first. The batches are locked, in id order, after their items. */
export async function lotsOf(tx: Transaction, itemIds: readonly number[]): Promise<Map<number, Lot[]>> {
  const rows = await tx.query<Lot & { item: number }>(
    `select l.item_id::float8 as item, l.batch_id::float8 as batch, b.code, b.state, l.quantity::float8 as quantity, l.coming::float8 as coming
       from batch_stock l join batch b on b.id = l.batch_id where l.item_id = any($1) and l.quantity > 0 order by l.batch_id for no key update of b`,
    [itemIds],
  );
  return Map.groupBy(rows, (row) => row.item);
}

/**
 * Takes promised goods along: moves reservations of these orders from one item to another, in their order, together `steps`;
 * the quantity on hand goes with them. The orders are locked before both items. Answers how much went.
 */
export async function moveReserved(
  tx: Transaction,
  from: Item,
  to: Item,
  steps: number,
  { by, orders }: { by: string; orders: readonly string[] },
): Promise<number> {
  const held = await tx.query<{ order: string; quantity: number; state: string; expiresAt: string }>(
    `select order_id as order, quantity::float8 as quantity, state, expires_at::text as "expiresAt" from reservation
      where item_id = $1 and state in ('ACTIVE', 'CONFIRMED') and order_id = any($2) order by order_id`,
    [from.id, orders],
  );
  let moved = 0;
  for (const { order, quantity: whole, state, expiresAt } of held) {
    const quantity = Math.min(steps - moved, whole);
    if (quantity <= 0) break;
    await tx.query(
      quantity === whole
        ? 'delete from reservation where order_id = $1 and item_id = $2 and quantity = $3'
        : 'update reservation set quantity = quantity - $3 where order_id = $1 and item_id = $2',
      [order, from.id, quantity],
    );
    await tx.query(
      `insert into reservation(order_id, item_id, quantity, state, expires_at) values ($1, $2, $3, $4, $5)
       on conflict (order_id, item_id) do update set quantity = reservation.quantity + excluded.quantity`,
      [order, to.id, quantity, state, expiresAt],
    );
    const left = await changeItem(tx, from.id, {
      kind: 'FOLLOW_OUT',
      onHand: -quantity,
      reserved: -quantity,
      by,
      order,
    });
    const came = await changeItem(tx, to.id, { kind: 'FOLLOW_IN', onHand: quantity, reserved: quantity, by, order });
    if (!left || !came) throw new Error(`stock item ${from.id} holds less than its reservations`);
    moved += quantity;
  }
  return moved;
}

/** Locks, in their order, the orders to be sent that goods are promised to: those travel. Called before the items are locked. */
export async function lockOrdersAt(
  tx: Transaction,
  pairs: readonly { product: number; site: string }[],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select o.id from customer_order o where o.kind = 'DELIVERY' and o.id in (
       select r.order_id from jsonb_to_recordset($1::jsonb) w(product bigint, site text)
         join stock_item s on s.product_id = w.product and s.site_code = w.site
         join reservation r on r.item_id = s.id and r.state in ('ACTIVE', 'CONFIRMED'))
      order by o.id for no key update`,
    [JSON.stringify(pairs)],
  );
  return rows.map(({ id }) => id);
}
