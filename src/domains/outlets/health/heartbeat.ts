import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { clearAlert, raiseAlert } from '../alerts/alerts.js';
import { outletErrors } from '../outlets.errors.js';
import type { OutletRef, Seat } from '../seat.js';
import { kioskState, tellState } from './kiosk-state.js';
import { HEARTBEAT_SECONDS, locksAfter, MISSED_HEARTBEATS, SKEW_SECONDS } from './lock.rules.js';

export interface Heartbeat {
  /** Its clock, ISO text: never trusted, only compared. */
  at: string;
  temperatureC?: number | null;
  door?: 'OPEN' | 'CLOSED' | null;
}

/** A sign of life, with what the machine sees of itself. Its followers are told only when that changes what it sells. */
export async function takeHeartbeat(tx: Transaction, { kiosk, by }: Seat, beat: Heartbeat, now: Date): Promise<void> {
  const temperature = beat.temperatureC ?? null;
  if (temperature !== null && !(temperature >= -60 && temperature <= 100))
    throw outletErrors.refuse('BAD_TEMPERATURE', { field: 'temperatureC' });
  const before = await kioskState(tx, kiosk.id, { lock: true });
  const tenths = temperature === null ? null : Math.round(temperature * 10);
  const reading = { door: beat.door ?? null, temperature: tenths };
  const { openSince, warmSince } = locksAfter(before, reading, before.maxTemperatureDc, now.toISOString());
  const skew = Math.round((Date.parse(beat.at) - now.getTime()) / 1000);
  const changed = !before.online || openSince !== before.openSince || warmSince !== before.warmSince;
  await tx.query(
    `update kiosk set seen_at = now(), online = true, temperature_dc = coalesce($2, temperature_dc), door = coalesce($3, door),
            clock_skew_s = $4, open_since = $5, warm_since = $6, version = version + $7 where outlet_id = $1`,
    [
      kiosk.id,
      tenths,
      reading.door,
      Math.max(-2_000_000_000, Math.min(2_000_000_000, skew)),
      openSince,
      warmSince,
      changed ? 1 : 0,
    ],
  );
  if (Math.abs(skew) > SKEW_SECONDS) await raiseAlert(tx, kiosk, 'CLOCK_WRONG', '', { skewSeconds: skew });
  else if (Math.abs(before.clockSkewSeconds ?? 0) > SKEW_SECONDS) await clearAlert(tx, kiosk, 'CLOCK_WRONG', by);
  if (!changed) return;
  await clearAlert(tx, kiosk, 'OFFLINE', by);
  if (openSince && !before.openSince) await raiseAlert(tx, kiosk, 'DOOR_OPEN');
  if (!openSince && before.openSince) await clearAlert(tx, kiosk, 'DOOR_OPEN', by);
  if (warmSince && !before.warmSince) await raiseAlert(tx, kiosk, 'TOO_WARM', '', { temperatureC: temperature });
  await tellState(tx, kiosk);
}

/** Kiosks that missed three heartbeats are offline, and people are told; answers how many. */
export function markOffline(db: Database): Promise<number> {
  return db.command(async (tx) => {
    const silent = await tx.query<OutletRef>(
      `with silent as materialized (
         select outlet_id from kiosk where online and seen_at < now() - $1 * interval '1 second'
          order by outlet_id limit 500 for no key update skip locked)
       update kiosk set online = false, version = kiosk.version + 1 from silent, outlet o
        where kiosk.outlet_id = silent.outlet_id and o.id = kiosk.outlet_id
       returning o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel`,
      [HEARTBEAT_SECONDS * MISSED_HEARTBEATS],
    );
    for (const kiosk of silent) {
      await raiseAlert(tx, kiosk, 'OFFLINE');
      await tellState(tx, kiosk);
    }
    return silent.length;
  });
}
