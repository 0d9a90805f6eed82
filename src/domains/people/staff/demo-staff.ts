import { hashPassword, NOBODY, type Tokens } from '../../../platform/auth/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { defineErrors } from '../../../shared/domain-error.js';
import { ROLES } from '../../../shared/role.js';
import { DEMO_CHANNEL } from './find-identity.js';

const demoErrors = defineErrors('demo', {
  NOBODY_THERE: {
    zh: '没有 {what}:请先加载演示县或登记',
    en: 'There is no {what}: load the demo county, or register it first',
  },
  UNKNOWN_ROLE: { zh: '没有角色 {role}:可选 {roles}', en: 'There is no role {role}: choose one of {roles}' },
});

const DAY_SECONDS = 86_400;
const DEMO_PASSWORD = 'demo';
const DEMO_CUSTOMER = 'demo';
const COUNTY_ROLES = new Set(['COUNTY_OPERATOR', 'AUDITOR']);
const NOT_STAFF = new Set(['CUSTOMER', 'DEVICE', 'CHANNEL', 'VISITOR']);
const STAFF_ROLES = ROLES.filter((role) => !NOT_STAFF.has(role));

export interface DemoPlaces {
  county: string;
  township: string;
  village: string;
}

/**
 * One account a role, its user name the role in lower case, and a demo customer. With `demo` their password is "demo";
 * without, nobody can sign in as them and only `issueDemoToken` gives tokens. What is there already stays.
 */
export async function createDemoStaff(tx: Transaction, places: DemoPlaces, { demo }: { demo: boolean }): Promise<void> {
  const hash = demo ? await hashPassword(DEMO_PASSWORD) : NOBODY;
  for (const role of STAFF_ROLES) {
    const place = COUNTY_ROLES.has(role)
      ? places.county
      : role === 'TOWNSHIP_OPERATOR'
        ? places.township
        : places.village;
    await tx.query(
      `insert into staff(username, password_hash, display_name, role, place_code) values ($1, $2, $3, $4, $5)
       on conflict (username) do nothing`,
      [role.toLowerCase(), hash, `演示 ${role}`, role, place],
    );
  }
  await tx.query('insert into customer(channel, external_id) values ($1, $2) on conflict do nothing', [
    DEMO_CHANNEL.id,
    DEMO_CUSTOMER,
  ]);
}

interface Credential {
  id: number;
  version: number;
}

/** A day's token for the demo account of a role (DEVICE: the first device) or for a device by its code. Says what is missing. */
export async function issueDemoToken(
  db: Database,
  tokens: Tokens,
  whose: { role?: string; device?: string },
): Promise<string> {
  const find = async (what: string, text: string, values: readonly string[]): Promise<Credential> => {
    const [row] = await db.read<Credential>(
      `demo_token_${what}`,
      `select id, credential_version as version from ${text}`,
      values,
    );
    if (row) return row;
    throw demoErrors.refuse('NOBODY_THERE', { what: `${what} ${values.at(-1) ?? ''}`.trim() });
  };
  const issue = (kind: 'staff' | 'device' | 'customer', { id, version }: Credential) =>
    tokens.issue({ kind, id: String(id), version }, DAY_SECONDS);
  if (whose.device) return issue('device', await find('device', 'device where active and code = $1', [whose.device]));
  const role = (whose.role ?? '').toUpperCase();
  if (role === 'CHANNEL') return tokens.issue(DEMO_CHANNEL, DAY_SECONDS);
  if (role === 'CUSTOMER') {
    return issue(
      'customer',
      await find('customer', 'customer where active and channel = $1 and external_id = $2', [
        DEMO_CHANNEL.id,
        DEMO_CUSTOMER,
      ]),
    );
  }
  if (role === 'DEVICE')
    return issue('device', await find('first_device', 'device where active order by id limit 1', []));
  if (!STAFF_ROLES.some((known) => known === role)) {
    throw demoErrors.refuse('UNKNOWN_ROLE', {
      role: whose.role,
      roles: ROLES.filter((known) => known !== 'VISITOR').join(', '),
    });
  }
  return issue('staff', await find('staff', 'staff where active and username = $1', [role.toLowerCase()]));
}
