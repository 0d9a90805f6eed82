import { hashSecret, newSecret, NOBODY, passwordMatches, type Tokens } from '../../../platform/auth/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { Clock } from '../../../shared/clock.js';
import { customerOf } from './customers.js';
import { peopleErrors } from '../people.errors.js';
import { takeNextKey } from './device-keys.js';

export const ACCESS_SECONDS = 15 * 60;
const REFRESH_MS = 14 * 86_400_000;

export interface Session {
  token: string;
  expiresAt: string;
  refreshToken: string;
}

export interface CustomerSession extends Omit<Session, 'refreshToken'> {
  customerId: number;
  /** They never came before. */
  isNew: boolean;
}

/** Sign-in of staff by password, and of devices by key. Access tokens live 15 minutes, refresh tokens 14 days and once. */
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async signIn(username: string, password: string): Promise<Session> {
    const [staff] = await this.db.read<{ id: number; hash: string; version: number; active: boolean }>(
      'sign_in',
      'select id, password_hash as hash, credential_version as version, active from staff where username = $1',
      [username.trim().toLowerCase()],
    );
    // An unknown name takes as long as a wrong password, so that names cannot be found by timing.
    const right = await passwordMatches(password, staff?.hash ?? NOBODY);
    if (!staff?.active || !right) throw peopleErrors.refuse('BAD_CREDENTIALS', { field: 'password' });
    return this.db.command((tx) => this.open(tx, staff.id, staff.version));
  }

  /** Exchanges a refresh token for a new session. One that was used before is stolen goods: all sessions of its owner end. */
  async refresh(refreshToken: string): Promise<Session> {
    const hash = hashSecret(refreshToken);
    const session = await this.db.command(async (tx) => {
      const [used] = await tx.query<{ staff: number; version: number }>(
        `update refresh_token r set used_at = now() from staff s
          where r.token_hash = $1 and r.used_at is null and r.expires_at > now() and s.id = r.staff_id and s.active
          returning s.id::float8 as staff, s.credential_version as version`,
        [hash],
      );
      if (used) return this.open(tx, used.staff, used.version);
      await tx.query(REVOKE_IF_USED, [hash]);
      return null;
    });
    if (!session) throw peopleErrors.refuse('SESSION_ENDED', { field: 'refreshToken' });
    return session;
  }

  async signOut(refreshToken: string): Promise<void> {
    await this.db.command((tx) =>
      tx.query('delete from refresh_token where token_hash = $1 and used_at is null', [hashSecret(refreshToken)]),
    );
  }

  async deviceSignIn(code: string, key: string): Promise<Omit<Session, 'refreshToken'>> {
    const hash = hashSecret(key);
    const [device] = await this.db.read<{ id: number; version: number; next: boolean }>(
      'device_sign_in',
      `select id, credential_version as version, key_hash is distinct from $2 as next from device
        where code = $1 and (key_hash = $2 or next_key_hash = $2) and active`,
      [code, hash],
    );
    if (!device) throw peopleErrors.refuse('BAD_CREDENTIALS', { field: 'key' });
    const version = device.next ? await this.db.command((tx) => takeNextKey(tx, device.id, hash)) : device.version;
    return this.access('device', device.id, version);
  }

  /** A customer comes through a channel's own sign-in, which vouches for them. */
  async customerSignIn(channel: string, externalId: string): Promise<CustomerSession> {
    const customer = await this.db.command((tx) => customerOf(tx, channel, externalId));
    if (!customer.active) throw peopleErrors.refuse('BAD_CREDENTIALS');
    const { token, expiresAt } = await this.access('customer', customer.id, customer.version);
    return { token, expiresAt, customerId: customer.id, isNew: customer.isNew };
  }

  private async open(tx: Transaction, staff: number, version: number): Promise<Session> {
    const refreshToken = newSecret();
    await tx.query('delete from refresh_token where staff_id = $1 and expires_at < now()', [staff]);
    await tx.query('insert into refresh_token(token_hash, staff_id, expires_at) values ($1, $2, $3)', [
      hashSecret(refreshToken),
      staff,
      new Date(this.clock.now().getTime() + REFRESH_MS),
    ]);
    return { ...(await this.access('staff', staff, version)), refreshToken };
  }

  private async access(
    kind: 'staff' | 'device' | 'customer',
    id: number,
    version: number,
  ): Promise<Omit<Session, 'refreshToken'>> {
    return {
      token: await this.tokens.issue({ kind, id: String(id), version }, ACCESS_SECONDS),
      expiresAt: new Date(this.clock.now().getTime() + ACCESS_SECONDS * 1000).toISOString(),
    };
  }
}

/** All of their refresh tokens go with it, so that an old stolen one cannot end the next session too. */
const REVOKE_IF_USED = `
  with owner as (select staff_id from refresh_token where token_hash = $1 and used_at is not null),
  gone as (delete from refresh_token where staff_id in (select staff_id from owner))
  update staff set credential_version = credential_version + 1 where id in (select staff_id from owner)`;
