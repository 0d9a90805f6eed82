import type { Transaction } from '../../../platform/persistence/index.js';
import { tellKiosk } from '../feed/kiosk.events.js';
import type { OutletRef } from '../seat.js';

/** What followers of a kiosk are told of the machine itself: everything its read model has without a join. */
export interface KioskState {
  key: number;
  version: number;
  online: boolean;
  seenAt: string | null;
  temperatureDc: number | null;
  maxTemperatureDc: number;
  door: 'OPEN' | 'CLOSED' | null;
  clockSkewSeconds: number | null;
  openSince: string | null;
  warmSince: string | null;
  lockedSince: string | null;
  planogramVersion: number;
  journalEpoch: number;
  journalAcked: number;
  ownerKind: string;
  ownerName: string;
  siteCode: string;
  placeCode: string;
  channel: string;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const STATE = `
  select k.outlet_id::float8 as key, k.version::float8 as version, k.online, ${iso('k.seen_at')} as "seenAt",
         k.temperature_dc as "temperatureDc", k.max_temperature_dc as "maxTemperatureDc", k.door,
         k.clock_skew_s as "clockSkewSeconds", ${iso('k.open_since')} as "openSince", ${iso('k.warm_since')} as "warmSince",
         ${iso('k.locked_since')} as "lockedSince", k.planogram as "planogramVersion", k.journal_epoch as "journalEpoch",
         k.journal_acked::float8 as "journalAcked", o.owner_kind as "ownerKind", o.owner_name as "ownerName",
         o.site_code as "siteCode", o.place_code as "placeCode", o.channel
    from kiosk k join outlet o on o.id = k.outlet_id where k.outlet_id = $1`;

export async function kioskState(tx: Transaction, id: number, { lock = false } = {}): Promise<KioskState> {
  const [state] = await tx.query<KioskState>(lock ? `${STATE} for no key update of k` : STATE, [id]);
  return state!;
}

/** Tells of the kiosk as it is in this transaction; whoever changed it has stepped its version. */
export async function tellState(tx: Transaction, kiosk: OutletRef): Promise<void> {
  tellKiosk(tx, kiosk, 'Kiosk', { ...(await kioskState(tx, kiosk.id)) });
}
