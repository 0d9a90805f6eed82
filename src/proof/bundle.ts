import { fromBase64, fromHex } from './bytes.js';
import { readNote, type SignedHead } from './note.js';

export const FORMAT = 'yizhan-proof/1';

/**
 * A proof as a file: all that it takes to check, with no server, that an event was in the log when a head was signed. Tree hashes are
 * base64, as in heads; the event's hash and the salt are hexadecimal, as in EPCIS hash URIs.
 */
export interface ProofBundle {
  readonly format: typeof FORMAT;
  /** SHA-256 of the event, 32 bytes: what EPCIS calls its hash. */
  readonly eventHash: string;
  /** 32 random bytes. Without them nobody can tell which event the commitment is of: deleting them forgets it. */
  readonly salt: string;
  /** SHA-256(salt ‖ event hash): what stands in the log. */
  readonly commitment: string;
  /** Its place in the log, from 0. */
  readonly leafIndex: number;
  /** Inclusion path from the leaf up. */
  readonly path: readonly string[];
  /** A signed head (C2SP checkpoint). */
  readonly head: string;
  /** Verifier keys of the log, those of the past too. */
  readonly keys: readonly string[];
  /** An older head, and the path which shows that the newer tree begins with all of the older one. */
  readonly earlier?: { readonly head: string; readonly path: readonly string[] } | undefined;
  /** The event itself (EPCIS 2.0, JSON-LD with its context), without what its hash does not cover. */
  readonly document?: object | undefined;
}

/** A bundle whose texts were turned into bytes. */
export interface ReadBundle {
  readonly eventHash: Uint8Array;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  readonly leafIndex: number;
  readonly path: readonly Uint8Array[];
  readonly head: SignedHead;
  readonly keys: readonly string[];
  readonly earlier: { readonly head: SignedHead; readonly path: readonly Uint8Array[] } | null;
  readonly document: ToldEvent | null;
}

/** An event as a bundle tells it. */
export interface ToldEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A path in a tree of 2^53 leaves is 53 long. A consistency path has one more. */
const LONGEST_PATH = 54;
const HASH_BYTES = 32;
/** Levels of an event; one that is deeper could stop who reads it. */
const DEEPEST = 64;

/** Thrown with the name of the field that is not as the format has it. */
class Malformed extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}

/** Reads a bundle from what its JSON says; answers the name of the first field that is wrong instead. */
export function readBundle(given: unknown): ReadBundle | { readonly wrong: string } {
  try {
    const bundle = recordOf(given, 'format');
    if (bundle['format'] !== FORMAT) throw new Malformed('format');
    const earlier = bundle['earlier'] == null ? null : recordOf(bundle['earlier'], 'earlier');
    return {
      eventHash: bytesOf(bundle['eventHash'], 'eventHash', fromHex),
      salt: bytesOf(bundle['salt'], 'salt', fromHex),
      commitment: bytesOf(bundle['commitment'], 'commitment', fromBase64),
      leafIndex: placeOf(bundle['leafIndex']),
      path: pathOf(bundle['path'], 'path'),
      head: noteOf(bundle['head'], 'head'),
      keys: listOf(bundle['keys'], 'keys').map((key) => textOf(key, 'keys')),
      earlier: earlier && {
        head: noteOf(earlier['head'], 'earlier.head'),
        path: pathOf(earlier['path'], 'earlier.path'),
      },
      document: bundle['document'] == null ? null : eventOf(bundle['document'], 'document'),
    };
  } catch (error) {
    if (error instanceof Malformed) return { wrong: error.field };
    throw error;
  }
}

function recordOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(field);
  return value as Record<string, unknown>;
}

function eventOf(value: unknown, field: string): ToldEvent {
  const event = recordOf(value, field);
  if (typeof event['type'] !== 'string' || isDeeperThan(DEEPEST, event)) throw new Malformed(field);
  return event as ToldEvent;
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((held) => isDeeperThan(levels - 1, held)));

function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new Malformed(field);
  return value;
}

function listOf(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > LONGEST_PATH) throw new Malformed(field);
  return value;
}

function bytesOf(value: unknown, field: string, from: (text: string) => Uint8Array | null): Uint8Array {
  const bytes = from(textOf(value, field));
  if (bytes?.length !== HASH_BYTES) throw new Malformed(field);
  return bytes;
}

const pathOf = (value: unknown, field: string) => listOf(value, field).map((hash) => bytesOf(hash, field, fromBase64));

function placeOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Malformed('leafIndex');
  return value;
}

function noteOf(value: unknown, field: string): SignedHead {
  const head = readNote(textOf(value, field));
  if (!head) throw new Malformed(field);
  return head;
}
