import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';
import type { OutletRef } from '../seat.js';

export const ALERT_KINDS = [
  'OFFLINE',
  'DOOR_OPEN',
  'TOO_WARM',
  'CLOCK_WRONG',
  'VEND_UNKNOWN',
  'RESULT_AFTER_REFUND',
  'RESULT_CONTRADICTED',
  'JOURNAL_CONFLICT',
  'JOURNAL_QUARANTINE',
  'JOURNAL_EPOCH',
  'JOURNAL_LOST',
  'SOLD_BEYOND_LEVEL',
  'AUDIT_DIFFERENCE',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

interface AlertPayload {
  site: string;
  place: string;
  alert: AlertKind;
  open: boolean;
}

const payloadOf = (event: FeedEvent) => event.payload as unknown as AlertPayload;

/** For those who keep the outlet's region. */
export const alertEvents: EventKind = {
  kind: 'outlet_alert',
  topics: (event) => [`outlet_alert/site/${payloadOf(event).site}`],
  visible: (viewer, event) => {
    const { site, place } = payloadOf(event);
    return may(viewer, 'read', 'OutletAlert', { site, place });
  },
  node: ({ subject }) => ({ type: 'OutletAlert', key: Number(subject) }),
};

interface Told {
  id: number;
  version: number;
}

const tell = (tx: Transaction, { site, place }: OutletRef, { id, version }: Told, alert: AlertKind, open: boolean) =>
  tx.emit({ kind: 'outlet_alert', subject: String(id), version, payload: { site, place, alert, open } });

/** Raises it, unless it is open already. `ref` tells two of a kind apart, such as the id of a vend. */
export async function raiseAlert(
  tx: Transaction,
  outlet: OutletRef,
  kind: AlertKind,
  ref = '',
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [raised] = await tx.query<Told>(
    `insert into outlet_alert(outlet_id, kind, ref, facts) values ($1, $2, $3, $4)
     on conflict (outlet_id, kind, ref) where cleared_at is null do nothing returning id::float8 as id, version`,
    [outlet.id, kind, ref, JSON.stringify(facts)],
  );
  if (raised) tell(tx, outlet, raised, kind, true);
}

/** Clears what is open of a kind; nothing where nothing is. */
export async function clearAlert(
  tx: Transaction,
  outlet: OutletRef,
  kind: AlertKind,
  by: string,
  ref = '',
): Promise<void> {
  const [cleared] = await tx.query<Told>(
    `update outlet_alert set cleared_at = now(), cleared_by = $4, version = version + 1
      where outlet_id = $1 and kind = $2 and ref = $3 and cleared_at is null returning id::float8 as id, version`,
    [outlet.id, kind, ref, by],
  );
  if (cleared) tell(tx, outlet, cleared, kind, false);
}
