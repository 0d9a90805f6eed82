import type { Transaction } from '../../platform/persistence/index.js';
import { oversoldEvent } from './oversold.events.js';
import { announce, ITEM_COLUMNS, type Item } from './stock-ledger.js';

/** Goods that have left a site: quantity in steps. */
export interface GoneGoods {
  product: number;
  site: string;
  scale: number;
  quantity: number;
}

interface Sold extends Item {
  product: number;
  quantity: number;
  oversoldBefore: number;
  oversold: number;
  place: string;
}

const SELL = `
  with gone as (
    select product, site, sum(quantity)::bigint as quantity
      from jsonb_to_recordset($1::jsonb) g(product bigint, site text, quantity bigint) group by product, site),
  locked as materialized (
    select s.id, gone.quantity, site.place_code as place
      from gone join stock_item s on s.product_id = gone.product and s.site_code = gone.site join site on site.code = s.site_code
     order by s.id for no key update of s)
  update stock_item set on_hand = on_hand - locked.quantity, version = version + 1,
         oversold = greatest(oversold, reserved - on_hand + locked.quantity)
    from locked where stock_item.id = locked.id
  returning ${ITEM_COLUMNS}, locked.quantity::float8 as quantity, locked.place,
            old.oversold::float8 as "oversoldBefore", new.oversold::float8 as oversold`;

const MOVEMENTS = `
  insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
  select id, 'SELL', -quantity, 0, $2, $3, version
    from jsonb_to_recordset($1::jsonb) i(id bigint, quantity bigint, version bigint) order by id`;

/**
 * Books goods that were sold and handed over by somebody who could not ask first: never refused. Where the book said there was
 * less, what is available falls below zero, and a `stock.oversold` event tells those who keep the site. Answers the items.
 */
export async function sellAnyway(
  tx: Transaction,
  goods: readonly GoneGoods[],
  { by, order }: { by: string; order: string },
): Promise<(Item & { quantity: number })[]> {
  const given = JSON.stringify(goods);
  await tx.query(
    `insert into stock_item(product_id, site_code, scale, on_hand)
     select distinct product, site, scale, 0 from jsonb_to_recordset($1::jsonb) g(product bigint, site text, scale smallint)
      order by product, site on conflict do nothing`,
    [given],
  );
  const items = await tx.query<Sold>(SELL, [given]);
  // One statement for all: a till's receipt has many lines, its batch a thousand receipts.
  await tx.query(MOVEMENTS, [JSON.stringify(items), order, by]);
  for (const item of items) {
    announce(tx, item);
    if (item.oversold > item.oversoldBefore) tx.emit(oversoldEvent(item));
  }
  return items;
}
