import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Transaction } from '../../../platform/persistence/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import { keyId, toHex, type NoteSignature, type VerifierKey } from '../../../proof/index.js';
import { check } from '../../../proof/on-node.js';
import type { Reads } from './tree.js';

/** A key of the log, as it is told to those who check. */
export interface LogKey extends VerifierKey {
  readonly madeAt: string;
  /** null: it signs. */
  readonly retiredAt: string | null;
}

/** A key that can sign. */
export interface SigningKey extends LogKey {
  sign(text: string): NoteSignature;
}

interface KeyRow {
  id: string;
  name: string;
  key: Buffer;
  madeAt: string;
  retiredAt: string | null;
}

const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, name, public_key as key, ${time('made_at')} as "madeAt", ${time('retired_at')} as "retiredAt"`;

const cell = (id: string) => ({ table: 'trace_key', column: 'private_sealed', row: id });

/** All keys that ever signed, the one that signs now first. */
export async function logKeys(reads: Reads): Promise<LogKey[]> {
  const rows = await reads.read<KeyRow>(
    'trace_keys',
    `select ${COLUMNS} from trace_key order by retired_at desc nulls first, made_at desc`,
  );
  return rows.map(keyOf);
}

/** The key that signs now; null before the first. */
export async function currentKey(tx: Transaction, privacy: Privacy): Promise<SigningKey | null> {
  const [row] = await tx.query<KeyRow & { sealed: string }>(
    `select ${COLUMNS}, private_sealed as sealed from trace_key where retired_at is null`,
  );
  return row ? signing(keyOf(row), privacy.open(row.sealed, cell(row.id))) : null;
}

/** Makes the key that signs from now on, named as the log is. The caller holds the log's row. */
export async function makeKey(tx: Transaction, privacy: Privacy, name: string, now: Date): Promise<SigningKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const id = toHex(check(keyId(name, key)));
  const [row] = await tx.query<KeyRow>(
    `insert into trace_key(id, name, public_key, private_sealed, made_at) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    [id, name, key, privacy.seal(secret, cell(id)), now],
  );
  return signing(keyOf(row!), secret);
}

/** Retires a key: its secret is gone, its public half stays. */
export async function retireKey(tx: Transaction, { id }: LogKey, now: Date): Promise<void> {
  await tx.query('update trace_key set retired_at = $2, private_sealed = null where id = $1 and retired_at is null', [
    toHex(id),
    now,
  ]);
}

const keyOf = ({ id, name, key, madeAt, retiredAt }: KeyRow): LogKey => ({
  name,
  id: Buffer.from(id, 'hex'),
  key,
  madeAt,
  retiredAt,
});

function signing(key: LogKey, secret: string): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
  return {
    ...key,
    sign: (text) => ({ name: key.name, id: key.id, signature: sign(null, Buffer.from(text), privateKey) }),
  };
}
