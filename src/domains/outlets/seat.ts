import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';

/** An outlet as its commands need it. */
export interface OutletRef {
  id: number;
  site: string;
  place: string;
  channel: string;
}

/** Whose command it is, and for which kiosk: a device at its own, an operator's, or a channel for one of its machines. */
export interface Seat {
  kiosk: OutletRef;
  by: string;
}

const COLUMNS = 'o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel';

export const notFound = (field: string | undefined, thing = 'kiosk'): Error =>
  generalErrors.refuse('NOT_FOUND', { ...(field && { field }), thing });

/** A device's own kiosk; nobody else has one. */
export async function ownKiosk(tx: Transaction, viewer: Viewer): Promise<Seat> {
  const [kiosk] = await tx.query<OutletRef>(
    `select ${COLUMNS} from outlet o where o.kind = 'KIOSK' and o.site_code = any($1) order by o.id limit 1`,
    [viewer.siteCodes],
  );
  if (!kiosk || !may(viewer, 'serve', 'Kiosk', factsOf(kiosk))) throw notFound(undefined);
  return { kiosk, by: viewer.scope };
}

/** A kiosk by its global id, if the viewer may do this to it. */
export async function kioskOf(tx: Transaction, viewer: Viewer, action: string, id: string): Promise<Seat> {
  const [kiosk] = await tx.query<OutletRef>(`select ${COLUMNS} from outlet o where o.kind = 'KIOSK' and o.id = $1`, [
    numericKey(id, 'Kiosk'),
  ]);
  if (!kiosk || !may(viewer, action, 'Kiosk', factsOf(kiosk))) throw notFound('kioskId');
  return { kiosk, by: viewer.scope };
}

/** A machine that a channel speaks for, by the code of its device or of its site; null unless it sells on that channel. */
export async function terminalOf(tx: Transaction, channel: string, code: string): Promise<Seat | null> {
  const [kiosk] = await tx.query<OutletRef>(
    `select ${COLUMNS} from outlet o left join device d on d.site_code = o.site_code and d.kind = 'KIOSK' and d.active
      where o.kind = 'KIOSK' and o.channel = $1 and (d.code = $2 or o.site_code = $2) order by o.id limit 1`,
    [channel, code],
  );
  return kiosk ? { kiosk, by: `channel:${channel}` } : null;
}

export const factsOf = ({ site, place, channel }: OutletRef) => ({ site, place, channel });
