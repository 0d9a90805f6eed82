import { rowsOf } from './database.js';

const BROKEN = `
  with moved as (select item_id, sum(d_on_hand) as on_hand, sum(d_reserved) as reserved from stock_movement group by item_id),
       held as (select item_id, sum(quantity) as reserved from reservation where state in ('ACTIVE', 'CONFIRMED') group by item_id)
  select i.id::int as item, i.on_hand::float8 as "onHand", m.on_hand::float8 as "movedOnHand",
         i.reserved::float8 as reserved, m.reserved::float8 as "movedReserved", h.reserved::float8 as held
    from stock_item i left join moved m on m.item_id = i.id left join held h on h.item_id = i.id
   where i.on_hand <> coalesce(m.on_hand, 0) or i.reserved <> coalesce(m.reserved, 0) or i.reserved <> coalesce(h.reserved, 0)
      or i.reserved > i.on_hand`;

/** Items whose books do not agree: Σ movements = on hand and reserved, Σ live reservations = reserved. None is right. */
export const brokenItems = (url) => rowsOf(url, BROKEN);
