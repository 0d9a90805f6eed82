import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { tellKiosk } from '../feed/kiosk.events.js';
import { kioskState, tellState } from '../health/kiosk-state.js';
import { mayUnlockFresh } from '../health/lock.rules.js';
import { clearAlert } from '../alerts/alerts.js';
import { outletErrors } from '../outlets.errors.js';
import { notFound, type OutletRef, type Seat } from '../seat.js';

export const COMMAND_KINDS = ['RESTART', 'LOCK', 'UNLOCK', 'PRICE_REFRESH', 'AUDIT'] as const;
export type KioskCommandKind = (typeof COMMAND_KINDS)[number];

/** A command just issued or changed. */
export interface CommandState {
  key: string;
  kioskKey: number;
  kind: KioskCommandKind;
  state: 'PENDING' | 'TAKEN' | 'DONE' | 'FAILED' | 'EXPIRED';
  issuedAt: string;
  expiresAt: string;
  version: number;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `kiosk_command.id as key, kiosk_command.outlet_id::float8 as "kioskKey", kiosk_command.kind, kiosk_command.state,
  ${iso('kiosk_command.issued_at')} as "issuedAt", ${iso('kiosk_command.expires_at')} as "expiresAt",
  kiosk_command.version::float8 as version`;

const AUDIT_SECONDS = 600;

/** Tells a kiosk to do something while it is still wanted. A lock holds on our side at once, whatever the machine does. */
export async function issueCommand(
  tx: Transaction,
  { kiosk, by }: Seat,
  kind: KioskCommandKind,
  ttlSeconds: number,
): Promise<string> {
  if (!(ttlSeconds >= 5 && ttlSeconds <= 86_400)) throw outletErrors.refuse('BAD_TTL', { field: 'ttlSeconds' });
  if (kind === 'LOCK') await lockKiosk(tx, kiosk, by);
  if (kind === 'UNLOCK') await unlockKiosk(tx, kiosk, by);
  const [command] = await tx.query<CommandState>(
    `insert into kiosk_command(id, outlet_id, kind, issued_by, expires_at) values ($1, $2, $3, $4, now() + $5 * interval '1 second')
     returning ${COLUMNS}`,
    [uuidv7(), kiosk.id, kind, by, ttlSeconds],
  );
  tellKiosk(tx, kiosk, 'KioskCommand', { ...command! });
  return command!.key;
}

/** Asks a machine for its counters, unless it is being asked already. */
export async function askForAudit(tx: Transaction, kiosk: OutletRef, by: string): Promise<void> {
  const [pending] = await tx.query(
    `select 1 as one from kiosk_command where outlet_id = $1 and kind = 'AUDIT' and state in ('PENDING', 'TAKEN') and expires_at > now()`,
    [kiosk.id],
  );
  if (!pending) await issueCommand(tx, { kiosk, by }, 'AUDIT', AUDIT_SECONDS);
}

/**
 * A machine takes a command before it acts, and says afterwards how it went. What it takes too late is refused: it must not
 * be carried out.
 */
export async function reportCommand(
  tx: Transaction,
  { kiosk }: Seat,
  id: string | null,
  state: 'TAKEN' | 'DONE' | 'FAILED',
): Promise<string> {
  const from = state === 'TAKEN' ? ['PENDING'] : ['PENDING', 'TAKEN'];
  const [command] = await tx.query<CommandState>(
    `update kiosk_command set state = $3, version = version + 1, ended_at = case when $3 = 'TAKEN' then null else now() end
      where id = $1 and outlet_id = $2 and state = any($4) and (state = 'TAKEN' or expires_at > clock_timestamp()) returning ${COLUMNS}`,
    [id, kiosk.id, state, from],
  );
  if (!command) throw await whyNot(tx, kiosk.id, id, state);
  tellKiosk(tx, kiosk, 'KioskCommand', { ...command });
  return command.key;
}

async function whyNot(tx: Transaction, kioskId: number, id: string | null, wanted: string): Promise<Error> {
  const [now] = await tx.query<{ state: string; late: boolean }>(
    'select state, expires_at <= clock_timestamp() as late from kiosk_command where id = $1 and outlet_id = $2',
    [id, kioskId],
  );
  if (!now) return notFound('commandId', 'command');
  const late = now.state === 'EXPIRED' || (now.state === 'PENDING' && now.late);
  return outletErrors.refuse(late ? 'COMMAND_EXPIRED' : 'COMMAND_ENDED', { field: 'commandId', state: wanted });
}

/** Commands that nobody took in time; answers how many. */
export function expireCommands(db: Database): Promise<number> {
  return db.command(async (tx) => {
    const expired = await tx.query<CommandState & OutletRef>(
      `with late as materialized (
         select id from kiosk_command where state = 'PENDING' and expires_at <= now() order by id limit 500 for no key update skip locked)
       update kiosk_command set state = 'EXPIRED', ended_at = now(), version = version + 1 from late, outlet o
        where kiosk_command.id = late.id and o.id = kiosk_command.outlet_id
       returning ${COLUMNS}, o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel`,
    );
    for (const { id, site, place, channel, ...command } of expired)
      tellKiosk(tx, { id, site, place, channel }, 'KioskCommand', command);
    return expired.length;
  });
}

async function lockKiosk(tx: Transaction, kiosk: OutletRef, by: string): Promise<void> {
  const rows = await tx.query(
    `update kiosk set locked_since = now(), locked_by = $2, version = version + 1 where outlet_id = $1 and locked_since is null
     returning outlet_id`,
    [kiosk.id, by],
  );
  if (rows.length > 0) await tellState(tx, kiosk);
}

/** Lifts an operator's lock, and that of food that was warm: whoever unlocks has looked at it. */
async function unlockKiosk(tx: Transaction, kiosk: OutletRef, by: string): Promise<void> {
  const { warmSince, temperatureDc, maxTemperatureDc } = await kioskState(tx, kiosk.id, { lock: true });
  if (warmSince && !mayUnlockFresh(temperatureDc, maxTemperatureDc)) throw outletErrors.refuse('STILL_WARM');
  await tx.query(
    'update kiosk set locked_since = null, locked_by = null, warm_since = null, version = version + 1 where outlet_id = $1',
    [kiosk.id],
  );
  await clearAlert(tx, kiosk, 'TOO_WARM', by);
  await tellState(tx, kiosk);
}
