import type { Transaction } from '../../platform/persistence/index.js';
import type { Clock } from '../../shared/clock.js';
import { formatQuantity } from '../../shared/quantity.js';
import type { Item, LotKeeper } from '../stock/index.js';
import { recordStep } from './batch-ledger.js';
import { circulationErrors } from './circulation.errors.js';
import { changeLot, lotsOf } from './lots.js';
import { overcovered, pickLots } from './lots.rules.js';

/** Places where goods are sold: what goes there has left for the buyers. */
export const OUTLETS: readonly string[] = ['SHOP', 'COUNTER', 'KIOSK'];

/** Keeps batches with goods that are moved or counted by the stock commands. */
export class LotKeeping implements LotKeeper {
  constructor(private readonly clock: Clock) {}

  /** Batches that passed go first, then goods of no batch, then those not inspected yet; to an outlet the last may not go. */
  async moved(tx: Transaction, from: Item, to: Item, quantity: number, by: string): Promise<void> {
    const lots = (await lotsOf(tx, [from.id])).get(from.id);
    if (!lots) return;
    const covered = lots.reduce((sum, lot) => sum + lot.quantity, 0);
    const uncovered = Math.max(0, from.onHand + quantity - covered);
    const outlet = await this.isOutlet(tx, to.site);
    const usable = outlet
      ? lots.map((lot) => (lot.state === 'PENDING' ? { ...lot, coming: lot.quantity } : lot))
      : lots;
    const chosen = pickLots(usable, uncovered, quantity, { strict: false });
    if ('shortage' in chosen) {
      const { reason, code, missing } = chosen.shortage;
      const pending = outlet && lots.some((lot) => lot.state === 'PENDING');
      throw circulationErrors.refuse(pending ? 'NOT_INSPECTED' : reason, {
        field: 'quantity',
        product: code,
        batch: code,
        missing: formatQuantity(missing, from.scale),
      });
    }
    for (const { batch, quantity: part } of chosen.picks) {
      if (batch === null) continue;
      if (!(await changeLot(tx, batch, from.id, -part))) throw new Error(`batch ${batch} was changed without its item`);
      await changeLot(tx, batch, to.id, part);
      const step = { at: this.clock.now(), by, from: from.site, site: to.site, quantity: part };
      await recordStep(tx, batch, { step: 'SENT', ...step });
      await recordStep(tx, batch, { step: 'ARRIVED', ...step, lost: 0 });
    }
  }

  /** What a batch covers more than there is has been lost of it, the oldest first. */
  async fewer(tx: Transaction, item: Item, by: string): Promise<void> {
    const lots = (await lotsOf(tx, [item.id])).get(item.id) ?? [];
    for (const { batch, quantity } of overcovered(lots, item.onHand)) {
      const coming = lots.find((lot) => lot.batch === batch)!.coming;
      const kept = lots.find((lot) => lot.batch === batch)!.quantity - quantity;
      await changeLot(tx, batch, item.id, -quantity, Math.min(0, kept - coming));
      const reason = 'counted';
      await recordStep(tx, batch, { step: 'WRITTEN_OFF', at: this.clock.now(), by, site: item.site, quantity, reason });
    }
  }

  private async isOutlet(tx: Transaction, site: string): Promise<boolean> {
    const [found] = await tx.query<{ kind: string }>('select kind from site where code = $1', [site]);
    return OUTLETS.includes(found!.kind);
  }
}
