import { randomInt } from 'node:crypto';
import { hashSecret, newSecret } from '../../../platform/auth/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import { peopleErrors } from '../people.errors.js';
import type { StaffCommands } from './staff-commands.js';
import type { DeviceClaimIssueInput } from './staff.inputs.js';

/** Without I, L, O and U, which are misread. 16 of them are 80 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CLAIM_LETTERS = 16;

/** How a device comes by its key, and by the next one. */
export class DeviceKeys {
  constructor(
    private readonly db: Database,
    private readonly staff: StaffCommands,
  ) {}

  /** A code for whoever sets the device up; only its hash is kept. */
  async issueClaim(viewer: Viewer, input: DeviceClaimIssueInput): Promise<{ claimCode: string; expiresAt: Date }> {
    const letters = Array.from({ length: CLAIM_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]!).join('');
    const claimCode = letters.match(/.{4}/g)!.join('-');
    return this.db.command(async (tx) => {
      await this.staff.checkDevice(tx, viewer, input);
      await tx.query('delete from device_claim where device_code = $1 and used_at is null', [input.code]);
      const [made] = await tx.query<{ expiresAt: Date }>(
        `insert into device_claim(code_hash, device_code, kind, site_code, expires_at, issued_by)
         values ($1, $2, $3, $4, now() + interval '1 day', $5) returning expires_at as "expiresAt"`,
        [hashSecret(letters), input.code, input.kind, input.siteCode, viewer.scope],
      );
      return { claimCode, expiresAt: new Date(made!.expiresAt) };
    });
  }

  /** Uses a claim up and answers the device's key; every older key and token of the device ends. */
  claim(claimCode: string): Promise<{ code: string; key: string }> {
    const key = newSecret();
    return this.db.command(async (tx) => {
      const [claim] = await tx.query<{ code: string; kind: string; site: string }>(
        `update device_claim set used_at = now() where code_hash = $1 and used_at is null and expires_at > now()
         returning device_code as code, kind, site_code as site`,
        [hashSecret(claimCode.replace(/[\s-]/g, '').toUpperCase())],
      );
      if (!claim) throw peopleErrors.refuse('BAD_CLAIM', { field: 'claimCode' });
      await tx.query(
        `insert into device(code, kind, site_code, key_hash) values ($1, $2, $3, $4)
         on conflict (code) do update set key_hash = excluded.key_hash, next_key_hash = null, kind = excluded.kind,
           site_code = excluded.site_code, active = true, credential_version = device.credential_version + 1`,
        [claim.code, claim.kind, claim.site, hashSecret(key)],
      );
      return { code: claim.code, key };
    });
  }

  /** A next key; the old one is good until the new one is used first, so that a lost answer locks nobody out. */
  rotate({ kind, id }: Viewer): Promise<string> {
    const key = newSecret();
    return this.db.command(async (tx) => {
      const rows = await tx.query('update device set next_key_hash = $2 where id = $1 and active and $3 returning id', [
        id,
        hashSecret(key),
        kind === 'device',
      ]);
      if (rows.length === 0) throw peopleErrors.refuse('NOT_A_DEVICE');
      return key;
    });
  }
}

/** The first use of a next key makes it the key: the old one and its tokens end. Answers the version of its tokens. */
export async function takeNextKey(tx: Transaction, id: number, hash: string): Promise<number> {
  const [device] = await tx.query<{ version: number }>(
    `update device set key_hash = next_key_hash, next_key_hash = null, credential_version = credential_version + 1
      where id = $1 and next_key_hash = $2 returning credential_version as version`,
    [id, hash],
  );
  // Two sign-ins with it at once: the other one took it.
  if (device) return device.version;
  const [now] = await tx.query<{ version: number }>(
    'select credential_version as version from device where id = $1 and key_hash = $2 and active',
    [id, hash],
  );
  if (!now) throw peopleErrors.refuse('BAD_CREDENTIALS', { field: 'key' });
  return now.version;
}
