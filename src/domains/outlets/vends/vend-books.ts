import type { Transaction } from '../../../platform/persistence/index.js';
import type { OutletRef } from '../seat.js';
import { VEND_TRANSITIONS, type VendState, type VendVerb } from './vend.rules.js';

/** A vend as its commands need it; `live` by the database's clock. */
export interface VendFacts {
  id: string;
  kiosk: number;
  slot: number;
  slotCode: string;
  order: string;
  priceFen: number;
  state: VendState;
  holding: boolean;
  tokenHash: string | null;
  live: boolean;
  started: boolean;
  flag: string | null;
}

const COLUMNS = `v.id, v.outlet_id::float8 as kiosk, v.slot_id::float8 as slot, s.code as "slotCode", v.order_id as order,
  v.price_fen::float8 as "priceFen", v.state, v.holding, v.token_hash as "tokenHash",
  coalesce(v.token_until > clock_timestamp(), false) as live, v.dispensing_at is not null as started, v.flag`;

/** Locks a vend, so that of two who want something of it one comes after the other; null if the kiosk has none of this id. */
export async function lockVend(tx: Transaction, { id }: OutletRef, vendId: string | null): Promise<VendFacts | null> {
  const [vend] = await tx.query<VendFacts>(
    `select ${COLUMNS} from vend v join slot s on s.id = v.slot_id where v.id = $1 and v.outlet_id = $2 for no key update of v`,
    [vendId, id],
  );
  return vend ?? null;
}

/** Takes a vend through a verb by compare-and-set; false when its state has changed meanwhile. `set` adds columns. */
export async function moveVend(
  tx: Transaction,
  id: string,
  verb: VendVerb,
  set = '',
  values: readonly unknown[] = [],
): Promise<boolean> {
  const { from, to } = VEND_TRANSITIONS[verb];
  const rows = await tx.query(
    `update vend set state = $2, version = version + 1 ${set && `, ${set}`} where id = $1 and state = any($3) returning id`,
    [id, to, from, ...values],
  );
  return rows.length > 0;
}
