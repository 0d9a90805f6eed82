import type { FindIdentity } from '../../../platform/auth/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import type { Identity } from '../../../platform/policy/index.js';

const STAFF = `
  select s.role, s.place_code as "placeCode", s.producer_id as producer, coalesce(array_agg(sh.site_code) filter (where sh.site_code is not null), '{}') as "siteCodes"
    from staff s left join shop sh on sh.owner_staff_id = s.id
   where s.id = $1 and s.active and s.credential_version = $2 group by s.id`;
const DEVICE = `select 'DEVICE' as role, null as "placeCode", array[site_code] as "siteCodes" from device where id = $1 and active and credential_version = $2`;
const CUSTOMER = `select 'CUSTOMER' as role, null as "placeCode", '{}'::text[] as "siteCodes" from customer where id = $1 and active and credential_version = $2`;

/** Channels have no row yet: their tokens are issued by the platform alone and carry this version. */
export const CHANNEL_VERSION = 1;
const CHANNEL = /^[a-z][a-z0-9-]{1,39}$/;

type Found = Pick<Identity, 'role' | 'placeCode' | 'siteCodes' | 'producer'>;

/** Looks credentials up in their tables: a token of an older version, or of one switched off, finds nobody. */
export function findIdentityIn(db: Database): FindIdentity {
  return async ({ kind, id, version }) => {
    if (kind === 'channel')
      return version !== CHANNEL_VERSION || !CHANNEL.test(id)
        ? null
        : { kind, id, role: 'CHANNEL', placeCode: null, siteCodes: [] };
    const [name, text] =
      kind === 'staff'
        ? ['identity_staff', STAFF]
        : kind === 'device'
          ? ['identity_device', DEVICE]
          : ['identity_customer', CUSTOMER];
    const [found] = await db.read<Found>(name, text, [id, version]);
    return found ? { kind, id, ...found } : null;
  };
}
