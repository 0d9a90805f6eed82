import type { Transaction } from '../../../platform/persistence/index.js';
import type { OrderDesk } from '../../orders/index.js';
import { sellAnyway } from '../../stock/index.js';
import { raiseAlert } from '../alerts/alerts.js';
import { giveOut, releaseOne } from '../slots/slot-ledger.js';
import type { Seat } from '../seat.js';
import { moveVend, type VendFacts } from './vend-books.js';
import type { VendFlag, VendSource } from './vend.rules.js';

/** The goods are out: order, stock and slot follow. Where the order's money went back meanwhile, the vend is flagged. */
export async function settleVended(
  tx: Transaction,
  desk: OrderDesk,
  { kiosk, by }: Seat,
  vend: VendFacts,
  source: VendSource,
): Promise<void> {
  // Its slot is locked before its order, as everywhere.
  await tx.query('select id from slot where id = $1 for no key update', [vend.slot]);
  if ((await orderStatus(tx, vend.order)) !== 'PAID')
    return flagVend(tx, { kiosk, by }, vend, 'RESULT_AFTER_REFUND', true);
  await moveVend(tx, vend.id, 'vend', 'source = $4, settled_at = now(), holding = false', [source]);
  await giveOut(tx, kiosk, vend.slot, {
    kind: 'VEND',
    held: vend.holding,
    priceFen: vend.priceFen,
    by,
    ref: vend.id,
  });
  await desk.handOver(tx, vend.order, by);
}

/** Nothing came out: the money goes back, and what was held is there for others. */
export async function settleFailed(
  tx: Transaction,
  desk: OrderDesk,
  { kiosk, by }: Seat,
  vend: VendFacts,
  source: VendSource,
  reason: string,
): Promise<void> {
  await moveVend(tx, vend.id, 'fail', 'source = $4, settled_at = now(), holding = false', [source]);
  if (vend.holding) await releaseOne(tx, kiosk, vend.slot);
  // Somebody called it off before: its money is on its way back already, and not a second time.
  const paid = (await orderStatus(tx, vend.order)) === 'PAID';
  const refunded = paid ? (await desk.callOff(tx, vend.order, by, reason)).refunded : true;
  if (refunded) await moveVend(tx, vend.id, 'refund');
}

/**
 * Keeps a result that cannot be true together with what was done before. Nothing is refunded or paid again; goods that left
 * although their money went back are taken off slot and stock, and people are told.
 */
export async function flagVend(
  tx: Transaction,
  { kiosk, by }: Seat,
  vend: VendFacts,
  flag: VendFlag,
  goods: boolean,
): Promise<void> {
  if (vend.flag !== null) return;
  await tx.query('update vend set flag = $2, holding = false, version = version + 1 where id = $1', [vend.id, flag]);
  if (goods) {
    const slot = await giveOut(tx, kiosk, vend.slot, {
      kind: 'VEND',
      held: vend.holding,
      priceFen: vend.priceFen,
      by,
      ref: vend.id,
    });
    const { productKey: product, scale } = slot;
    await sellAnyway(tx, [{ product, scale, site: kiosk.site, quantity: 10 ** scale }], { by, order: vend.order });
  }
  await raiseAlert(tx, kiosk, flag, vend.id, { slot: vend.slotCode, priceFen: vend.priceFen });
}

/** Locked, so that it stays so until this transaction is done. */
async function orderStatus(tx: Transaction, id: string): Promise<string | undefined> {
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 for no key update',
    [id],
  );
  return order?.status;
}
