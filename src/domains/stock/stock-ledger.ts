import type { Transaction } from '../../platform/persistence/index.js';

/** A stock item just changed: quantities in steps. */
export interface Item {
  id: number;
  product: number;
  site: string;
  scale: number;
  onHand: number;
  reserved: number;
  version: number;
}

/** What changed it: the movement's kind and how much, in steps. */
export interface Movement {
  kind: string;
  onHand: number;
  reserved: number;
  by: string;
  reason?: string | null;
  order?: string;
}

// float8 is exact up to 2^53, the bound of the table's own check, and arrives as a number on every connection.
export const ITEM_COLUMNS = `stock_item.id::float8 as id, stock_item.product_id::float8 as product, stock_item.site_code as site,
  stock_item.scale, stock_item.on_hand::float8 as "onHand", stock_item.reserved::float8 as reserved, stock_item.version::float8 as version`;

/** Writes the movement of a change just made and announces the new state. */
export async function record(tx: Transaction, item: Item, movement: Movement): Promise<void> {
  await tx.query(
    `insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, reason, moved_by, item_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      item.id,
      movement.kind,
      movement.onHand,
      movement.reserved,
      movement.order ?? null,
      movement.reason ?? null,
      movement.by,
      item.version,
    ],
  );
  announce(tx, item);
}

/** The payload is the state after the change, so that a follower needs no join. */
export function announce(tx: Transaction, { id, product, site, scale, onHand, reserved, version }: Item): void {
  tx.emit({ kind: 'stock', subject: String(id), version, payload: { product, site, scale, onHand, reserved } });
}

/** Makes an empty item where a product was never held, so that it can be locked and updated like any other. */
export async function ensureItem(tx: Transaction, product: number, site: string, scale: number): Promise<void> {
  await tx.query(
    'insert into stock_item(product_id, site_code, scale, on_hand) values ($1, $2, $3, 0) on conflict do nothing',
    [product, site, scale],
  );
}

export async function currentItem(
  tx: Transaction,
  product: number,
  site: string,
): Promise<{ onHand: number; reserved: number }> {
  const [item] = await tx.query<{ onHand: number; reserved: number }>(
    'select on_hand::float8 as "onHand", reserved::float8 as reserved from stock_item where product_id = $1 and site_code = $2',
    [product, site],
  );
  return item ?? { onHand: 0, reserved: 0 };
}
