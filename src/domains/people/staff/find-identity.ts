import type { FindIdentity, TokenClaims } from '../../../platform/auth/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import type { Identity } from '../../../platform/policy/index.js';

const STAFF = `
  select s.role, s.place_code as "placeCode", s.producer_id as producer, coalesce(array_agg(sh.site_code) filter (where sh.site_code is not null), '{}') as "siteCodes"
    from staff s left join shop sh on sh.owner_staff_id = s.id
   where s.id = $1 and s.active and s.credential_version = $2 group by s.id`;
const DEVICE = `select 'DEVICE' as role, null as "placeCode", array[site_code] as "siteCodes" from device where id = $1 and active and credential_version = $2`;
const CUSTOMER = `select 'CUSTOMER' as role, null as "placeCode", '{}'::text[] as "siteCodes", channel from customer where id = $1 and active and credential_version = $2`;

/** A channel is known by its connection's code. */
const CHANNEL = `
  select 'CHANNEL' as role, null as "placeCode", '{}'::text[] as "siteCodes", permissions
    from channel_connection where code = $1 and state = 'ACTIVE' and credential_version = $2`;

/** The platform's own channel has no connection: in the demo alone somebody may sign in as it, and may do all that one can. */
export const DEMO_CHANNEL = { kind: 'channel', id: 'direct', version: 1 } as const;
const ALL_PERMISSIONS = [
  ...['product:read', 'stock:read', 'order:read', 'order:write', 'payment:write'],
  ...['sale:write', 'customer:write', 'terminal:read', 'terminal:write', 'trace:read', 'trace:write'],
];
const DEMO_IDENTITY: Identity = {
  kind: 'channel',
  id: DEMO_CHANNEL.id,
  role: 'CHANNEL',
  placeCode: null,
  siteCodes: [],
  permissions: ALL_PERMISSIONS,
};

type Found = Pick<Identity, 'role' | 'placeCode' | 'siteCodes' | 'producer' | 'channel' | 'permissions'>;

const LOOK_UPS: Readonly<Record<TokenClaims['kind'], string>> = {
  staff: STAFF,
  device: DEVICE,
  customer: CUSTOMER,
  channel: CHANNEL,
};

/** Looks credentials up in their tables: a token of an older version, or of one switched off, finds nobody. */
export function findIdentityIn(db: Database, demo: boolean): FindIdentity {
  return async ({ kind, id, version }) => {
    if (kind === 'channel' && id === DEMO_CHANNEL.id)
      return demo && version === DEMO_CHANNEL.version ? DEMO_IDENTITY : null;
    const [found] = await db.read<Found>(`identity_${kind}`, LOOK_UPS[kind], [id, version]);
    return found ? { kind, id, ...found } : null;
  };
}
