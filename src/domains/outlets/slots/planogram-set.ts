import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { FRESH_INDUSTRIES } from '../health/lock.rules.js';
import { outletErrors } from '../outlets.errors.js';
import type { PlanogramSlotInput } from '../outlet.inputs.js';
import { tellState } from '../health/kiosk-state.js';
import type { Seat } from '../seat.js';
import { SLOT_COLUMNS, tellSlot, type SlotState } from './slot-ledger.js';

interface Wanted {
  code: string;
  product: number;
  scale: number;
  fresh: boolean;
  capacity: number;
  price: number;
}

/**
 * Gives a kiosk a new version of its planogram. Prices and capacities change at once; what would lose its place while goods
 * are in the slot is refused.
 */
export async function setPlanogram(
  tx: Transaction,
  { kiosk, by }: Seat,
  slots: readonly PlanogramSlotInput[],
): Promise<number> {
  check(slots);
  const wanted = await withProducts(tx, slots);
  // Two new versions at once: one after the other.
  const [made] = await tx.query<{ version: number }>(
    'update kiosk set planogram = planogram + 1, version = version + 1 where outlet_id = $1 returning planogram as version',
    [kiosk.id],
  );
  const { version } = made!;
  await tx.query('insert into planogram(outlet_id, version, set_by) values ($1, $2, $3)', [kiosk.id, version, by]);
  const given = JSON.stringify(wanted);
  await tx.query(
    `insert into planogram_slot(outlet_id, version, code, product_id, capacity, price_fen)
     select $1, $2, code, product, capacity, price
       from jsonb_to_recordset($3::jsonb) w(code text, product bigint, capacity int, price bigint)`,
    [kiosk.id, version, given],
  );
  const before = await tx.query<SlotState>(
    `select ${SLOT_COLUMNS} from slot where outlet_id = $1 order by id for no key update`,
    [kiosk.id],
  );
  refuseMisfits(before, new Map(wanted.map((one) => [one.code, one])));
  const changed = await tx.query<SlotState>(UPSERT, [kiosk.id, given]);
  const gone = await tx.query<SlotState>(
    `update slot set active = false, version = version + 1
      where outlet_id = $1 and active and code <> all($2) returning ${SLOT_COLUMNS}`,
    [kiosk.id, wanted.map(({ code }) => code)],
  );
  for (const slot of [...changed, ...gone]) tellSlot(tx, kiosk, slot);
  await tellState(tx, kiosk);
  return version;
}

/** Only what is really another is touched, so that an unchanged slot costs its kiosk nothing. */
const UPSERT = `
  insert into slot(outlet_id, code, product_id, scale, fresh, capacity, price_fen)
  select $1, code, product, scale, fresh, capacity, price
    from jsonb_to_recordset($2::jsonb) w(code text, product bigint, scale smallint, fresh boolean, capacity int, price bigint) order by code
  on conflict (outlet_id, code) do update
     set product_id = excluded.product_id, scale = excluded.scale, fresh = excluded.fresh, capacity = excluded.capacity,
         price_fen = excluded.price_fen, active = true, version = slot.version + 1
   where (slot.product_id, slot.fresh, slot.capacity, slot.price_fen, slot.active)
         is distinct from (excluded.product_id, excluded.fresh, excluded.capacity, excluded.price_fen, true)
  returning ${SLOT_COLUMNS}`;

function check(slots: readonly PlanogramSlotInput[]): void {
  if (slots.length < 1 || slots.length > 250) throw outletErrors.refuse('BAD_PLANOGRAM', { field: 'slots' });
  const codes = new Set<string>();
  for (const [i, { code, capacity, priceFen }] of slots.entries()) {
    if (!/^[A-Z0-9]{1,8}$/.test(code) || codes.has(code))
      throw outletErrors.refuse('BAD_SLOT', { field: `slots.${i}.code` });
    codes.add(code);
    if (capacity < 1 || capacity > 1_000) throw outletErrors.refuse('BAD_CAPACITY', { field: `slots.${i}.capacity` });
    if (priceFen < 1 || priceFen > 1_000_000_000)
      throw outletErrors.refuse('BAD_PRICE', { field: `slots.${i}.priceFen` });
  }
}

async function withProducts(tx: Transaction, slots: readonly PlanogramSlotInput[]): Promise<Wanted[]> {
  const keys = slots.map(({ productId }) => numericKey(productId, 'Product'));
  const rows = await tx.query<{ key: number; scale: number; industry: string }>(
    'select id::float8 as key, scale, industry from product where id = any($1::bigint[])',
    [keys.filter((key) => key !== null)],
  );
  const products = new Map(rows.map((row) => [row.key, row]));
  return slots.map(({ code, capacity, priceFen }, i) => {
    const product = keys[i] ? products.get(keys[i]) : undefined;
    if (!product) throw generalErrors.refuse('NOT_FOUND', { field: `slots.${i}.productId`, thing: 'product' });
    const fresh = FRESH_INDUSTRIES.includes(product.industry);
    return { code, product: product.key, scale: product.scale, fresh, capacity, price: priceFen };
  });
}

function refuseMisfits(before: readonly SlotState[], wanted: ReadonlyMap<string, Wanted>): void {
  for (const { code, productKey, level, held, active } of before) {
    const next = wanted.get(code);
    const another = next ? next.product !== productKey : active;
    if (another && (level !== 0 || held !== 0))
      throw outletErrors.refuse('SLOT_NOT_EMPTY', { field: 'slots', slot: code });
    if (next && level > next.capacity) throw outletErrors.refuse('BAD_CAPACITY', { field: 'slots', slot: code });
  }
}
