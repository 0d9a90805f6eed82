import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { DomainError } from '../../../shared/domain-error.js';
import type { OrderDesk } from '../../orders/index.js';
import { kioskState } from '../health/kiosk-state.js';
import { lockOn, locksOf, type LockReason } from '../health/lock.rules.js';
import { outletErrors } from '../outlets.errors.js';
import type { Seat } from '../seat.js';
import { holdOne, SLOT_COLUMNS, tellSlot, type SlotState } from '../slots/slot-ledger.js';
import { VEND_TIMES } from './vend.rules.js';

const REFUSALS = { DOOR: 'DOOR_OPEN', TEMPERATURE: 'TOO_WARM', OPERATOR: 'LOCKED' } as const satisfies Record<
  LockReason,
  string
>;

/** Throws where a lock keeps the slot from giving out. */
export async function refuseLocked(
  tx: Transaction,
  kioskId: number,
  slot: { fresh: boolean },
  field?: string,
): Promise<void> {
  const lock = lockOn(locksOf(await kioskState(tx, kioskId)), slot);
  if (lock) throw outletErrors.refuse(REFUSALS[lock.reason], { ...(field && { field }) });
}

export interface ReservedVend {
  id: string;
  order: string;
}

/** Holds one of a slot and places its order, in one transaction: the slot's one and the site's stock, or neither. */
export async function reserveVend(
  tx: Transaction,
  desk: OrderDesk,
  { kiosk, by }: Seat,
  slotCode: string,
): Promise<ReservedVend> {
  const slot = await holdOne(tx, kiosk.id, slotCode);
  if (!slot) throw await whyNot(tx, kiosk.id, slotCode);
  await refuseLocked(tx, kiosk.id, slot, 'slot');
  const onSale = await tx.query(
    `select 1 as one from product where id = $1 and status = 'PUBLISHED' and hidden_at > now()`,
    [slot.productKey],
  );
  if (onSale.length === 0) throw outletErrors.refuse('NOT_FOR_SALE', { field: 'slot' });
  const [id, order] = [uuidv7(), uuidv7()];
  await desk
    .reserve(tx, {
      id: order,
      channel: kiosk.channel,
      site: kiosk.site,
      product: slot.productKey,
      priceFen: slot.priceFen,
      by,
      holdSeconds: VEND_TIMES.hold,
    })
    .catch((error: unknown) => {
      // The slot has one and the site's book has none: to the buyer it is the same.
      if (error instanceof DomainError && error.code === 'OUT_OF_STOCK')
        throw outletErrors.refuse('SLOT_EMPTY', { field: 'slot', slot: slotCode });
      throw error;
    });
  await tx.query(
    `insert into vend(id, outlet_id, slot_id, order_id, price_fen, state) values ($1, $2, $3, $4, $5, 'RESERVED')`,
    [id, kiosk.id, slot.key, order, slot.priceFen],
  );
  tellSlot(tx, kiosk, slot);
  return { id, order };
}

async function whyNot(tx: Transaction, kioskId: number, code: string): Promise<Error> {
  const [slot] = await tx.query<SlotState>(
    `select ${SLOT_COLUMNS} from slot where outlet_id = $1 and code = $2 and active`,
    [kioskId, code],
  );
  if (!slot) return outletErrors.refuse('UNKNOWN_SLOT', { field: 'slot', slot: code });
  return outletErrors.refuse(slot.health === 'OK' ? 'SLOT_EMPTY' : 'SLOT_OUT_OF_ORDER', { field: 'slot', slot: code });
}
