import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** Which cell a sealed text belongs to: it opens nowhere else. */
export interface Cell {
  table: string;
  column: string;
  row: string;
}

/** Encryption of personal fields, one by one. */
export interface Privacy {
  /** `v<key version>.<base64url of iv, tag and ciphertext>`. */
  seal(plain: string, cell: Cell): string;
  /** Throws when the text was tampered with, moved to another cell, or its key is gone; never says what was inside. */
  open(sealed: string, cell: Cell): string;
  /** The same value gives the same index: finds duplicates without opening anything. `purpose` keeps columns apart. */
  blindIndex(value: string, purpose: string): string;
}

const IV = 12;
const TAG = 16;
// Else Node takes a tag cut to four bytes, which is quickly guessed.
const WHOLE_TAG = { authTagLength: TAG };

/** `secrets` maps key versions to secrets; `current` seals. The blind index has a key of its own, from the first version. */
export function createPrivacy(secrets: ReadonlyMap<number, string>, current: number): Privacy {
  const keys = new Map([...secrets].map(([version, secret]) => [version, derive(secret, 'field encryption')]));
  const first = Math.min(...secrets.keys());
  const indexKey = derive(secrets.get(first)!, 'blind index');
  const sealing = keys.get(current);
  if (!sealing) throw new Error(`no secret is given for the current key version ${current}`);
  return {
    seal(plain, cell) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv, WHOLE_TAG).setAAD(aad(cell));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v${current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, cell) {
      const match = /^v(\d+)\.([\w-]+)$/.exec(sealed);
      const key = match && keys.get(Number(match[1]));
      if (!key) throw new Error(`${cell.table}.${cell.column}: sealed with a key that is not here`);
      const bytes = Buffer.from(match[2]!, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), WHOLE_TAG).setAAD(aad(cell));
        decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
        return decipher.update(bytes.subarray(IV + TAG), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Error(`${cell.table}.${cell.column}: the sealed text does not belong here or was changed`);
      }
    },
    blindIndex: (value, purpose) => createHmac('sha256', indexKey).update(`${purpose}\0${value}`).digest('base64url'),
  };
}

// A key object: given as bytes, a key costs three times the sealing itself.
const derive = (secret: string, info: string) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'yizhan privacy v1', info, 32)));

const aad = ({ table, column, row }: Cell) => Buffer.from(`${table}\0${column}\0${row}`);
