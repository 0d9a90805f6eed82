import type { Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { transferStock, writeOffStock } from '../../stock/index.js';
import { outletErrors } from '../outlets.errors.js';
import type { SlotCountInput } from '../outlet.inputs.js';
import { notFound, type Seat } from '../seat.js';
import { recordSlot, SLOT_COLUMNS, tellSlot, type SlotState } from './slot-ledger.js';

/** Fills slots: the goods leave another site, and stand in the kiosk's and in the slots, or nothing happens. */
export async function loadSlots(
  tx: Transaction,
  viewer: Viewer,
  { kiosk, by }: Seat,
  fromSite: string,
  counts: readonly SlotCountInput[],
): Promise<SlotState[]> {
  await checkSite(tx, viewer, fromSite, 'fromSiteCode');
  await lockSlots(tx, kiosk.id, counts);
  const filled = await eachSlot(counts, async ({ code, count }, field) => {
    const [slot] = await tx.query<SlotState>(
      `update slot set loaded = loaded + $3, level = level + $3, version = version + 1
        where outlet_id = $1 and code = $2 and active and level + $3 <= capacity returning ${SLOT_COLUMNS}`,
      [kiosk.id, code, count],
    );
    if (slot) return slot;
    const now = await slotOf(tx, kiosk.id, code, field);
    throw outletErrors.refuse('SLOT_FULL', { field: `${field}.count`, slot: code, room: now.capacity - now.level });
  });
  const moves = perProduct(filled).map((goods) => ({ ...goods, from: fromSite, to: kiosk.site }));
  const short = await transferStock(tx, moves, { by, reason: 'load' });
  if (short) throw outletErrors.refuse('INSUFFICIENT_STOCK', { field: 'fromSiteCode', site: fromSite });
  for (const { slot, count } of filled) {
    await recordSlot(tx, slot, { kind: 'LOAD', quantity: count, by, ref: fromSite });
    tellSlot(tx, kiosk, slot);
  }
  return filled.map(({ slot }) => slot);
}

/** Takes goods out again, to another site or off the book. What vends hold stays in. */
export async function unloadSlots(
  tx: Transaction,
  viewer: Viewer,
  { kiosk, by }: Seat,
  toSite: string | null,
  counts: readonly SlotCountInput[],
  why: string,
): Promise<SlotState[]> {
  const reason = why.trim();
  if (reason.length < 2 || reason.length > 200) throw outletErrors.refuse('REASON_REQUIRED', { field: 'reason' });
  if (toSite !== null) await checkSite(tx, viewer, toSite, 'toSiteCode');
  await lockSlots(tx, kiosk.id, counts);
  const emptied = await eachSlot(counts, async ({ code, count }, field) => {
    const [slot] = await tx.query<SlotState>(
      `update slot set loaded = loaded - $3, level = level - $3, version = version + 1
        where outlet_id = $1 and code = $2 and level - held >= $3 returning ${SLOT_COLUMNS}`,
      [kiosk.id, code, count],
    );
    if (slot) return slot;
    await slotOf(tx, kiosk.id, code, field);
    throw outletErrors.refuse('SLOT_EMPTY', { field: `${field}.count`, slot: code });
  });
  const goods = perProduct(emptied);
  const short =
    toSite === null
      ? await writeOff(tx, kiosk.site, goods, { by, reason })
      : await transferStock(
          tx,
          goods.map((one) => ({ ...one, from: kiosk.site, to: toSite })),
          { by, reason },
        );
  if (short) throw outletErrors.refuse('INSUFFICIENT_STOCK', { field: 'slots', site: kiosk.site });
  for (const { slot, count } of emptied) {
    await recordSlot(tx, slot, { kind: 'UNLOAD', quantity: -count, by, ref: toSite ?? reason });
    tellSlot(tx, kiosk, slot);
  }
  return emptied.map(({ slot }) => slot);
}

/** In id order, as everywhere. */
const lockSlots = (tx: Transaction, kioskId: number, counts: readonly SlotCountInput[]) =>
  tx.query('select id from slot where outlet_id = $1 and code = any($2) order by id for no key update', [
    kioskId,
    counts.map(({ code }) => code),
  ]);

interface Counted {
  slot: SlotState;
  count: number;
}

async function eachSlot(
  counts: readonly SlotCountInput[],
  move: (count: SlotCountInput, field: string) => Promise<SlotState>,
): Promise<Counted[]> {
  if (counts.length < 1 || counts.length > 250) throw outletErrors.refuse('BAD_PLANOGRAM', { field: 'slots' });
  const moved: Counted[] = [];
  for (const [i, one] of counts.entries()) {
    const field = `slots.${i}`;
    if (!Number.isInteger(one.count) || one.count < 1 || one.count > 1_000)
      throw outletErrors.refuse('BAD_COUNT', { field: `${field}.count` });
    moved.push({ slot: await move(one, field), count: one.count });
  }
  return moved;
}

async function slotOf(tx: Transaction, kioskId: number, code: string, field: string): Promise<SlotState> {
  const [slot] = await tx.query<SlotState>(
    `select ${SLOT_COLUMNS} from slot where outlet_id = $1 and code = $2 and active`,
    [kioskId, code],
  );
  if (!slot) throw outletErrors.refuse('UNKNOWN_SLOT', { field: `${field}.code`, slot: code });
  return slot;
}

/** A piece is one whole unit of its product. */
function perProduct(counted: readonly Counted[]): { product: number; scale: number; quantity: number }[] {
  const goods = new Map<number, { product: number; scale: number; quantity: number }>();
  for (const { slot, count } of counted) {
    const { productKey: product, scale } = slot;
    const before = goods.get(product)?.quantity ?? 0;
    goods.set(product, { product, scale, quantity: before + count * 10 ** scale });
  }
  return [...goods.values()];
}

async function writeOff(
  tx: Transaction,
  site: string,
  goods: readonly { product: number; quantity: number }[],
  what: { by: string; reason: string },
): Promise<boolean> {
  const items = await tx.query<{ product: number }>(
    `select product_id::float8 as product from stock_item where site_code = $1 and product_id = any($2::bigint[])
      order by id for no key update`,
    [site, goods.map(({ product }) => product)],
  );
  for (const { product } of items) {
    const { quantity } = goods.find((one) => one.product === product)!;
    if (!(await writeOffStock(tx, { product, site, quantity }, what))) return true;
  }
  return items.length < goods.length;
}

async function checkSite(tx: Transaction, viewer: Viewer, code: string, field: string): Promise<void> {
  const [site] = await tx.query<{ place: string }>('select place_code as place from site where code = $1 and active', [
    code,
  ]);
  if (!site || !may(viewer, 'move', 'Stock', { place: site.place, site: code })) throw notFound(field, `site ${code}`);
}
