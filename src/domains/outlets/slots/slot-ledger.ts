import type { Transaction } from '../../../platform/persistence/index.js';
import type { SlotRow } from '../outlet.reads.js';
import { tellKiosk } from '../feed/kiosk.events.js';
import type { OutletRef } from '../seat.js';

/** A slot just read or changed. */
export type SlotState = Omit<SlotRow, 'id' | 'available'>;

// float8 is exact up to 2^53 and arrives as a number on every connection.
export const SLOT_COLUMNS = `slot.id::float8 as key, slot.outlet_id::float8 as "kioskKey", slot.code,
  slot.product_id::float8 as "productKey", slot.scale, slot.fresh, slot.capacity, slot.price_fen::float8 as "priceFen",
  slot.level, slot.held, slot.promised, slot.health, slot.active, slot.version::float8 as version`;

/** Writes the movement of a slot just changed. `quantity` is by how many pieces its level moved. */
export async function recordSlot(
  tx: Transaction,
  slot: SlotState,
  movement: { kind: 'LOAD' | 'UNLOAD' | 'VEND' | 'SALE'; quantity: number; by: string; ref?: string | null },
): Promise<void> {
  await tx.query(
    'insert into slot_movement(slot_id, kind, quantity, ref, moved_by, slot_version) values ($1, $2, $3, $4, $5, $6)',
    [slot.key, movement.kind, movement.quantity, movement.ref ?? null, movement.by, slot.version],
  );
}

/** Tells the kiosk, and who follows it, what is in the slot now. */
export const tellSlot = (tx: Transaction, kiosk: OutletRef, slot: SlotState): void =>
  tellKiosk(tx, kiosk, 'Slot', slot);

/** Holds one for a vend; null when nothing is left that is not held, or the slot does not give out. */
export async function holdOne(tx: Transaction, kioskId: number, code: string): Promise<SlotState | null> {
  const [slot] = await tx.query<SlotState>(
    `update slot set held = held + 1, version = version + 1
      where outlet_id = $1 and code = $2 and active and health = 'OK' and level - held >= 1 returning ${SLOT_COLUMNS}`,
    [kioskId, code],
  );
  return slot ?? null;
}

/** Gives a held one back. */
export async function releaseOne(tx: Transaction, kiosk: OutletRef, slotKey: number): Promise<void> {
  const [slot] = await tx.query<SlotState>(
    `update slot set held = held - 1, version = version + 1 where id = $1 returning ${SLOT_COLUMNS}`,
    [slotKey],
  );
  tellSlot(tx, kiosk, slot!);
}

/** One left the machine. It was sold, so nothing refuses it: a level below zero says that more was sold than was known of. */
export async function giveOut(
  tx: Transaction,
  kiosk: OutletRef,
  slotKey: number,
  given: { kind: 'VEND' | 'SALE'; held: boolean; priceFen: number; by: string; ref: string },
): Promise<SlotState> {
  const [slot] = await tx.query<SlotState>(
    `update slot set vended = vended + 1, level = level - 1, held = held - $2, vended_fen = vended_fen + $3, version = version + 1
      where id = $1 returning ${SLOT_COLUMNS}`,
    [slotKey, given.held ? 1 : 0, given.priceFen],
  );
  await recordSlot(tx, slot!, { kind: given.kind, quantity: -1, by: given.by, ref: given.ref });
  tellSlot(tx, kiosk, slot!);
  return slot!;
}
