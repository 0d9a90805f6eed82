import type { Transaction } from '../../platform/persistence/index.js';
import type { OutletRef } from './seat.js';

/**
 * Locks what a batch may touch, in the order that every command of a kiosk keeps: its row, vends, slots, orders, stock, each
 * by id. A batch that locked them as it went could wait for a vend that waits for it.
 */
export async function lockBooks(tx: Transaction, { id, site }: OutletRef, vends: readonly string[]): Promise<void> {
  await tx.query('select outlet_id from kiosk where outlet_id = $1 for no key update', [id]);
  if (vends.length > 0)
    await tx.query('select id from vend where outlet_id = $1 and id = any($2::uuid[]) order by id for no key update', [
      id,
      vends,
    ]);
  await tx.query('select id from slot where outlet_id = $1 order by id for no key update', [id]);
  if (vends.length > 0)
    await tx.query(
      `select id from customer_order where id in (select order_id from vend where outlet_id = $1 and id = any($2::uuid[]))
        order by id for no key update`,
      [id, vends],
    );
  await tx.query(
    `select id from stock_item where site_code = $1 and product_id in (select product_id from slot where outlet_id = $2)
      order by id for no key update`,
    [site, id],
  );
}
