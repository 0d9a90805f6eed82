import { isSigned, sha256, type Work } from './asking.js';
import { fromBase64, sameBytes, toBase64, toHex, utf8 } from './bytes.js';

/**
 * Signed tree heads as text that others parse too: C2SP tlog-checkpoint (origin, size, root in base64, then lines of our own) in a C2SP
 * signed-note with Ed25519 signatures, as Go's sumdb, Sigstore and public witnesses read and write it.
 */

/** Of Ed25519 in signed notes. */
const ED25519 = 1;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const ID_BYTES = 4;
const ROOT_BYTES = 32;
const TIME = 'Timestamp: ';
const SIGNED = '— ';

/** A public key and what its signatures are called in notes. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
  readonly id: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array;
}

/** What a head says. */
export interface TreeHead {
  /** Which log: never changes. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** ISO time in UTC; null where the log does not say. */
  readonly signedAt: string | null;
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedHead extends TreeHead {
  /** The bytes signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const isName = (name: string) => name !== '' && !/[\s+\p{Cc}]/u.test(name);

export function* keyId(name: string, key: Uint8Array): Work<Uint8Array> {
  const hash = yield* sha256(utf8(`${name}\n`), Uint8Array.of(ED25519), key);
  return hash.slice(0, ID_BYTES);
}

/** `name+id in hex+base64(0x01 ‖ key)`, as tools that check notes take a key. */
export const writeKey = ({ name, id, key }: VerifierKey): string =>
  `${name}+${toHex(id)}+${toBase64(Uint8Array.of(ED25519, ...key))}`;

/** A verifier key from its text; null where it is none, or where its id is not that of its name and key. */
export function* readKey(text: string): Work<VerifierKey | null> {
  const [name = '', hex = '', ...rest] = text.split('+');
  const bytes = fromBase64(rest.join('+'));
  if (!isName(name) || bytes?.length !== KEY_BYTES + 1 || bytes[0] !== ED25519) return null;
  const key = bytes.slice(1);
  const id = yield* keyId(name, key);
  return toHex(id) === hex ? { name, id, key } : null;
}

/** The text of a head that is signed: it ends with a line feed. */
export function headText({ origin, size, root, signedAt }: TreeHead): string {
  const time = signedAt === null ? '' : `${TIME}${signedAt}\n`;
  return `${origin}\n${size}\n${toBase64(root)}\n${time}`;
}

/** A whole note: the text, an empty line, a line for each signature. */
export const writeNote = (text: string, signatures: readonly NoteSignature[]): string =>
  `${text}\n${signatures.map(({ name, id, signature }) => `${SIGNED}${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`).join('')}`;

/** A signed head from its note; null where it is none. Says nothing of whether the signatures hold. */
export function readNote(note: string): SignedHead | null {
  const split = note.lastIndexOf('\n\n');
  // A note is without control characters but line feeds: nothing in it can be shown as something else.
  if (split === -1 || !note.endsWith('\n') || /[^\P{Cc}\n]/u.test(note)) return null;
  const text = note.slice(0, split + 1);
  const signatures = note
    .slice(split + 2, -1)
    .split('\n')
    .map(signatureOf);
  const head = headOf(text.slice(0, -1).split('\n'));
  if (!head || signatures.includes(null)) return null;
  return { ...head, text, signatures: signatures as NoteSignature[] };
}

function signatureOf(line: string): NoteSignature | null {
  const [name = '', base64 = '', ...rest] = line.startsWith(SIGNED) ? line.slice(SIGNED.length).split(' ') : [];
  const bytes = fromBase64(base64);
  if (!isName(name) || rest.length > 0 || !bytes || bytes.length <= ID_BYTES) return null;
  return { name, id: bytes.slice(0, ID_BYTES), signature: bytes.slice(ID_BYTES) };
}

function headOf([origin = '', size = '', base64 = '', ...more]: readonly string[]): TreeHead | null {
  const root = fromBase64(base64);
  const wellFormed = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && Number.isSafeInteger(Number(size));
  if (!wellFormed || root?.length !== ROOT_BYTES || more.includes('')) return null;
  const time = more.find((line) => line.startsWith(TIME))?.slice(TIME.length);
  return { origin, size: Number(size), root, signedAt: time ?? null };
}

/** A signature of the head that claims to be by one of the keys; null where there is none. */
export function signatureBy(
  head: SignedHead,
  keys: readonly VerifierKey[],
): { key: VerifierKey; signature: Uint8Array } | null {
  for (const key of keys)
    for (const { name, id, signature } of head.signatures)
      if (name === key.name && sameBytes(id, key.id) && signature.length === SIGNATURE_BYTES) return { key, signature };
  return null;
}

/** Whether that signature is really the key's over the head. */
export const holds = (
  head: SignedHead,
  { key, signature }: { key: VerifierKey; signature: Uint8Array },
): Work<boolean> => isSigned(key.key, utf8(head.text), signature);
