import { generalErrors } from '../../platform/graphql/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { CounterRegisterInput, KioskRegisterInput } from './outlet.inputs.js';
import { outletErrors } from './outlets.errors.js';

const KINDS = {
  KIOSK: { expected: '自助零售终端', expectedEn: 'kiosk', channel: 'kiosk' },
  COUNTER: { expected: '专柜', expectedEn: 'counter', channel: 'counter' },
} as const;

/** Makes an outlet of a site; answers its key. */
async function register(
  tx: Transaction,
  viewer: Viewer,
  kind: keyof typeof KINDS,
  { siteCode, ownerKind, ownerName, channel: given }: CounterRegisterInput,
): Promise<number> {
  const { channel: usual, ...expected } = KINDS[kind];
  const name = ownerName.trim();
  const channel = given ?? usual;
  if ([...name].length < 2 || [...name].length > 60) throw outletErrors.refuse('BAD_OWNER', { field: 'ownerName' });
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(channel) || channel === 'direct')
    throw outletErrors.refuse('BAD_CHANNEL', { field: 'channel' });
  const [site] = await tx.query<{ kind: string; place: string }>(
    'select kind, place_code as place from site where code = $1 and active',
    [siteCode],
  );
  const subject = kind === 'KIOSK' ? 'Kiosk' : 'Counter';
  if (!site || !may(viewer, 'keep', subject, { site: siteCode, place: site.place }))
    throw generalErrors.refuse('NOT_FOUND', { field: 'siteCode', thing: `site ${siteCode}` });
  if (site.kind !== kind) throw outletErrors.refuse('WRONG_SITE', { field: 'siteCode', site: siteCode, ...expected });
  const [made] = await tx.query<{ id: number }>(
    `insert into outlet(kind, site_code, place_code, owner_kind, owner_name, channel, registered_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (site_code) do nothing returning id::float8 as id`,
    [kind, siteCode, site.place, ownerKind, name, channel, viewer.scope],
  );
  if (!made) throw outletErrors.refuse('ALREADY_REGISTERED', { field: 'siteCode', site: siteCode });
  return made.id;
}

export const registerCounter = (tx: Transaction, viewer: Viewer, input: CounterRegisterInput): Promise<number> =>
  register(tx, viewer, 'COUNTER', input);

export async function registerKiosk(tx: Transaction, viewer: Viewer, input: KioskRegisterInput): Promise<number> {
  const { maxTemperatureC } = input;
  if (!(maxTemperatureC >= -30 && maxTemperatureC <= 60))
    throw outletErrors.refuse('BAD_TEMPERATURE', { field: 'maxTemperatureC' });
  const id = await register(tx, viewer, 'KIOSK', input);
  await tx.query('insert into kiosk(outlet_id, max_temperature_dc) values ($1, $2)', [
    id,
    Math.round(maxTemperatureC * 10),
  ]);
  return id;
}
