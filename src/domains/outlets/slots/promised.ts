import type { Transaction } from '../../../platform/persistence/index.js';
import type { OutletRef } from '../seat.js';
import { SLOT_COLUMNS, tellSlot, type SlotState } from './slot-ledger.js';

/** A stock item by its product and its site. */
export interface ItemName {
  readonly product: number;
  readonly site: string;
}

/**
 * What is reserved at a kiosk's site and held by none of its vends was promised to others, such as an order over the phone:
 * it is laid on the product's slots from the first on. Vends hold and reserve at once, so they change none of it.
 */
const COMPUTED = `
  with items as (
    select o.id as outlet, i.product_id as product, i.reserved from stock_item i
      join outlet o on o.site_code = i.site_code and o.kind = 'KIOSK'
     where $1::text[] is null or (i.site_code, i.product_id) in (select * from unnest($1::text[], $2::bigint[]))),
  slots as (
    select s.id, i.outlet, i.product, greatest(0, s.level - s.held) as free,
           greatest(0, ceil(i.reserved / 10.0 ^ s.scale)::int - (sum(s.held) over product)::int) as promised
      from items i join slot s on s.outlet_id = i.outlet and s.product_id = i.product and s.active
    window product as (partition by i.outlet, i.product)),
  laid as (
    select id, greatest(0, least(free, promised - coalesce((sum(free) over before)::int, 0))) as promised
      from slots window before as (partition by outlet, product order by id rows between unbounded preceding and 1 preceding))`;

/** Brings slots to what their stock items say by now; null for all. Tells the kiosks what changed for them. */
export async function followStock(tx: Transaction, items: readonly ItemName[] | null): Promise<void> {
  const changed = await tx.query<SlotState & OutletRef>(
    `${COMPUTED},
     locked as materialized (
       select slot.id from slot join laid on laid.id = slot.id and laid.promised <> slot.promised order by slot.id for no key update of slot)
     update slot set promised = laid.promised, version = slot.version + 1 from laid, locked, outlet o
      where slot.id = laid.id and slot.id = locked.id and o.id = slot.outlet_id
     returning ${SLOT_COLUMNS}, o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel`,
    items ? [items.map(({ site }) => site), items.map(({ product }) => product)] : [null, null],
  );
  for (const { id, site, place, channel, ...slot } of changed) tellSlot(tx, { id, site, place, channel }, slot);
}
