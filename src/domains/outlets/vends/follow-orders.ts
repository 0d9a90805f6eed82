import type { Transaction } from '../../../platform/persistence/index.js';
import { tellSlot, SLOT_COLUMNS, type SlotState } from '../slots/slot-ledger.js';
import type { OutletRef } from '../seat.js';

/**
 * Brings vends to where their orders are: paid ones wait for their token, called off or expired ones give back what they
 * held, failed ones whose money is back are refunded. Reads what the orders are by now, so an old event does no harm.
 */
export async function followOrders(tx: Transaction, orders: readonly string[] | null): Promise<void> {
  const among = '($1::uuid[] is null or v.order_id = any($1))';
  await tx.query(
    `with paid as materialized (
       select v.id from vend v join customer_order o on o.id = v.order_id
        where ${among} and v.state = 'RESERVED' and o.status = 'PAID' order by v.id for no key update of v)
     update vend set state = 'PAID', version = version + 1 where id in (select id from paid) and state = 'RESERVED'`,
    [orders],
  );
  const gone = await tx.query<{ slot: number }>(
    `with gone as materialized (
       select v.id from vend v join customer_order o on o.id = v.order_id
        where ${among} and v.state in ('RESERVED', 'PAID') and o.status in ('CANCELLED', 'EXPIRED') order by v.id for no key update of v)
     update vend set state = 'CANCELLED', holding = false, settled_at = now(), version = version + 1
      where id in (select id from gone) and state in ('RESERVED', 'PAID') and holding returning slot_id::float8 as slot`,
    [orders],
  );
  await tx.query(
    `update vend v set state = 'REFUNDED', version = v.version + 1 from customer_order o
      where o.id = v.order_id and ${among} and v.state = 'FAILED' and o.refunded_fen >= o.paid_fen`,
    [orders],
  );
  if (gone.length > 0)
    await release(
      tx,
      gone.map(({ slot }) => slot),
    );
}

async function release(tx: Transaction, given: readonly number[]): Promise<void> {
  const counts = Map.groupBy(given, (slot) => slot);
  for (const [slot, { length }] of [...counts].toSorted(([a], [b]) => a - b)) {
    const [row] = await tx.query<SlotState & OutletRef>(
      `update slot set held = held - $2, version = slot.version + 1 from outlet o where slot.id = $1 and o.id = slot.outlet_id
       returning ${SLOT_COLUMNS}, o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel`,
      [slot, length],
    );
    const { id, site, place, channel, ...state } = row!;
    tellSlot(tx, { id, site, place, channel }, state);
  }
}
