import { hashPassword, hashSecret, newSecret } from '../../../platform/auth/index.js';
import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { peopleErrors } from '../people.errors.js';
import { PRODUCER_TYPES } from '../producer.types.js';
import type { DeviceProvisionInput, StaffCreateInput, StaffUpdateInput } from './staff.inputs.js';
import { GIVEN_BY, misplaced } from './staff.rules.js';

/** Staff and devices, managed by the tiers above them. Changing a role, place or state ends every older token. */
export class StaffCommands {
  constructor(private readonly db: Database) {}

  async create(viewer: Viewer, input: StaffCreateInput): Promise<number> {
    if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(input.username))
      throw peopleErrors.refuse('BAD_USERNAME', { field: 'username' });
    const displayName = checkDisplayName(input.displayName);
    if (input.password.length < 10 || input.password.length > 128)
      throw peopleErrors.refuse('WEAK_PASSWORD', { field: 'password' });
    // Asked before the slow hash too: whoever may not do this gets no 128 MB of work done.
    await this.db.command((tx) => this.checkPost(tx, viewer, input.role, input.placeCode));
    const hash = await hashPassword(input.password);
    return this.db.command(async (tx) => {
      await this.checkPost(tx, viewer, input.role, input.placeCode);
      const [row] = await tx.query<{ id: number }>(
        `insert into staff(username, password_hash, display_name, role, place_code, producer_id) values ($1, $2, $3, $4, $5, $6)
         on conflict (username) do nothing returning id::float8 as id`,
        [input.username, hash, displayName, input.role, input.placeCode, await this.producerOf(tx, input)],
      );
      if (!row) throw peopleErrors.refuse('DUPLICATE_USERNAME', { field: 'username' });
      return row.id;
    });
  }

  update(viewer: Viewer, input: StaffUpdateInput): Promise<number> {
    return this.db.command(async (tx) => {
      const key = numericKey(input.staffId, 'Staff');
      const [now] = await tx.query<{ role: string; place: string }>(
        'select role, place_code as place from staff where id = $1 for update',
        [key],
      );
      if (!now || !may(viewer, 'manage', 'Staff', { place: now.place })) {
        throw generalErrors.refuse('NOT_FOUND', { field: 'staffId', thing: 'staff' });
      }
      if (viewer.kind === 'staff' && viewer.id === String(key)) throw peopleErrors.refuse('SELF', { field: 'staffId' });
      if (!GIVEN_BY[viewer.role]?.includes(now.role)) throw peopleErrors.refuse('BAD_ROLE', { field: 'staffId' });
      await this.checkPost(tx, viewer, input.role ?? now.role, input.placeCode ?? now.place);
      await tx.query('delete from refresh_token where staff_id = $1', [key]);
      await tx.query(
        `update staff set role = coalesce($2, role), place_code = coalesce($3, place_code), active = coalesce($4, active),
                credential_version = credential_version + 1 where id = $1`,
        [key, input.role ?? null, input.placeCode ?? null, input.active ?? null],
      );
      return key!;
    });
  }

  /** Answers the key once; only its hash is kept. Provisioning again changes the key and ends the old one's tokens. */
  provision(viewer: Viewer, input: DeviceProvisionInput): Promise<string> {
    const key = newSecret();
    return this.db.command(async (tx) => {
      await this.checkDevice(tx, viewer, input);
      await tx.query(
        `insert into device(code, kind, site_code, key_hash) values ($1, $2, $3, $4)
         on conflict (code) do update set key_hash = excluded.key_hash, site_code = excluded.site_code, active = true,
           next_key_hash = null, credential_version = device.credential_version + 1`,
        [input.code, input.kind, input.siteCode, hashSecret(key)],
      );
      return key;
    });
  }

  /** A device of this code may be put there, and taken from where it is. */
  async checkDevice(tx: Transaction, viewer: Viewer, { code, siteCode }: DeviceProvisionInput): Promise<void> {
    if (!/^[A-Z0-9][A-Z0-9-]{1,39}$/.test(code)) throw peopleErrors.refuse('BAD_DEVICE_CODE', { field: 'code' });
    await this.checkSite(tx, viewer, siteCode);
    const [known] = await tx.query<{ site: string }>(
      'select site_code as site from device where code = $1 for update',
      [code],
    );
    if (known) await this.checkSite(tx, viewer, known.site, 'code');
  }

  revoke(viewer: Viewer, code: string): Promise<void> {
    return this.db.command(async (tx) => {
      const [device] = await tx.query<{ site: string }>('select site_code as site from device where code = $1', [code]);
      const place = device && (await this.placeOf(tx, device.site));
      if (!place || !may(viewer, 'manage', 'Device', { place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'code', thing: 'device' });
      await tx.query('delete from device_claim where device_code = $1 and used_at is null', [code]);
      await tx.query('update device set active = false, credential_version = credential_version + 1 where code = $1', [
        code,
      ]);
    });
  }

  private async checkPost(tx: Transaction, viewer: Viewer, role: string, place: string): Promise<void> {
    if (!GIVEN_BY[viewer.role]?.includes(role)) throw peopleErrors.refuse('BAD_ROLE', { field: 'role' });
    const found = await tx.query('select 1 as one from place where code = $1', [place]);
    if (found.length === 0) throw peopleErrors.refuse('UNKNOWN_PLACE', { field: 'placeCode', place });
    const expected = misplaced(role, place);
    if (expected)
      throw peopleErrors.refuse('PLACE_DOES_NOT_FIT', {
        field: 'placeCode',
        expected: expected.zh,
        expectedEn: expected.en,
      });
    if (!may(viewer, 'manage', 'Staff', { place })) throw generalErrors.refuse('OUT_OF_REGION', { field: 'placeCode' });
  }

  /** A PRODUCER keeps the goods of one producer in their place; no other role has one. */
  private async producerOf(tx: Transaction, { role, placeCode, producerId }: StaffCreateInput): Promise<number | null> {
    if (role !== 'PRODUCER') return null;
    const [producer] = await tx.query<{ id: number }>(
      `select id::float8 as id from producer where id = $1 and active and village_code like $2 || '%'`,
      [numericKey(producerId ?? '', ...PRODUCER_TYPES), placeCode],
    );
    if (!producer) throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
    return producer.id;
  }

  private async checkSite(tx: Transaction, viewer: Viewer, code: string, field = 'siteCode'): Promise<void> {
    const place = await this.placeOf(tx, code);
    if (!place || !may(viewer, 'manage', 'Device', { place }))
      throw peopleErrors.refuse('UNKNOWN_SITE', { field, site: code });
  }

  private async placeOf(tx: Transaction, siteCode: string): Promise<string | undefined> {
    const [site] = await tx.query<{ place: string }>('select place_code as place from site where code = $1', [
      siteCode,
    ]);
    return site?.place;
  }
}

function checkDisplayName(text: string): string {
  const name = text.trim();
  if ([...name].length < 2 || [...name].length > 30) throw peopleErrors.refuse('BAD_NAME', { field: 'displayName' });
  return name;
}
