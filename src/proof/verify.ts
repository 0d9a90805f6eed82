import { sha256, type Work } from './asking.js';
import { readBundle, type ReadBundle } from './bundle.js';
import { sameBytes, toHex, utf8 } from './bytes.js';
import { uncoveredField } from './epcis/coverage.rules.js';
import { hashUri, preHash } from './epcis/pre-hash.rules.js';
import { prefixesOf } from './epcis/prefixes.js';
import { isConsistent, leafHash, rootByInclusion } from './merkle.js';
import { holds, readKey, readNote, signatureBy, writeKey, type SignedHead, type VerifierKey } from './note.js';

/** What is checked, in this order. The first that fails ends it. */
export type StepName =
  | 'FORMAT'
  | 'KEY'
  | 'SIGNATURE'
  | 'DOCUMENT'
  | 'COMMITMENT'
  | 'INCLUSION'
  | 'EARLIER_SIGNATURE'
  | 'CONSISTENCY'
  | 'KEPT_HEAD';

export type Fault =
  | 'MALFORMED'
  | 'NOT_A_KEY'
  | 'NO_KEY'
  | 'NOT_BY_THE_KEY'
  | 'FORGED'
  | 'OTHER_DOCUMENT'
  | 'NOT_COVERED'
  | 'OTHER_EVENT'
  | 'NOT_IN_THE_TREE'
  | 'NOT_A_HEAD'
  | 'OTHER_LOG'
  | 'NOT_CONSISTENT'
  | 'REWRITTEN'
  | 'NO_PATH';

export interface Step {
  readonly name: StepName;
  /** null: it holds. */
  readonly fault: Fault | null;
  /** Which field, key or sizes, for those who read the words. */
  readonly about: string;
}

export interface Verdict {
  readonly proved: boolean;
  readonly steps: readonly Step[];
  /** Of a proof that holds: what it is of. */
  readonly facts: ProvedFacts | null;
}

export interface ProvedFacts {
  readonly origin: string;
  readonly leafIndex: number;
  readonly size: number;
  readonly signedAt: string | null;
  readonly eventHash: Uint8Array;
  /** The bundle tells the event, and it is the one with that hash. */
  readonly told: boolean;
  /** The key that signed the head, as a verifier key. */
  readonly key: string;
  /** Whether the reader named that key, or it came with the proof: then the proof only agrees with itself. */
  readonly keyGiven: boolean;
  /** A head that the reader kept from elsewhere is part of the same history. */
  readonly keptSize: number | null;
}

export interface Trusted {
  /** Verifier keys that the reader has from elsewhere; left out, those in the bundle. */
  readonly keys?: readonly string[] | undefined;
  /** A head that the reader has from elsewhere, as a signed note. */
  readonly head?: string | undefined;
}

class Failed extends Error {
  constructor(
    readonly step: StepName,
    readonly fault: Fault,
    readonly about: string,
  ) {
    super(step);
  }
}

/** Checks a bundle, parsed from its JSON, with nothing but what is in it and what the reader trusts. */
export function* verifyBundle(given: unknown, trusted: Trusted = {}): Work<Verdict> {
  const steps: Step[] = [];
  const pass = (name: StepName, about: string) => void steps.push({ name, fault: null, about });
  try {
    const facts = yield* prove(given, trusted, pass);
    return { proved: true, steps, facts };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { step: name, fault, about } = error;
    return { proved: false, steps: [...steps, { name, fault, about }], facts: null };
  }
}

type Pass = (name: StepName, about: string) => void;

function* prove(given: unknown, trusted: Trusted, pass: Pass): Work<ProvedFacts> {
  const bundle = readBundle(given);
  if ('wrong' in bundle) throw new Failed('FORMAT', 'MALFORMED', bundle.wrong);
  pass('FORMAT', '');
  const keys = yield* keysOf(trusted.keys ?? bundle.keys);
  const { head, earlier } = bundle;
  const key = yield* checkSignature(head, keys, { key: 'KEY', signature: 'SIGNATURE' }, pass);
  yield* checkDocument(bundle, pass);
  yield* checkLeaf(bundle, pass);
  if (earlier) {
    const both = { key: 'EARLIER_SIGNATURE', signature: 'EARLIER_SIGNATURE' } as const;
    yield* checkSignature(earlier.head, keys, both, pass);
    const sizes = `${earlier.head.size} → ${head.size}`;
    if (earlier.head.origin !== head.origin) throw new Failed('CONSISTENCY', 'OTHER_LOG', earlier.head.origin);
    if (!(yield* isConsistent(earlier.head, head, earlier.path)))
      throw new Failed('CONSISTENCY', 'NOT_CONSISTENT', sizes);
    pass('CONSISTENCY', sizes);
  }
  return {
    origin: head.origin,
    leafIndex: bundle.leafIndex,
    size: head.size,
    signedAt: head.signedAt,
    eventHash: bundle.eventHash,
    told: bundle.document !== null,
    key: writeKey(key),
    keyGiven: trusted.keys !== undefined,
    keptSize: trusted.head === undefined ? null : yield* checkKept(trusted.head, bundle, keys, pass),
  };
}

function* keysOf(texts: readonly string[]): Work<readonly VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for (const text of texts) {
    const key = yield* readKey(text);
    if (!key) throw new Failed('KEY', 'NOT_A_KEY', text);
    keys.push(key);
  }
  if (keys.length === 0) throw new Failed('KEY', 'NO_KEY', '');
  return keys;
}

function* checkSignature(
  head: SignedHead,
  keys: readonly VerifierKey[],
  step: { readonly key: StepName; readonly signature: StepName },
  pass: Pass,
): Work<VerifierKey> {
  const found = signatureBy(head, keys);
  if (!found) throw new Failed(step.key, 'NOT_BY_THE_KEY', head.signatures.map(({ name }) => name).join(', '));
  const about = writeKey(found.key);
  if (step.key !== step.signature) pass(step.key, about);
  if (!(yield* holds(head, found))) throw new Failed(step.signature, 'FORGED', about);
  pass(step.signature, `${head.size}`);
  return found.key;
}

/** Computes the event's hash (CBV 2.0, section 8.9.2) from what the bundle tells of it; a field that no hash covers is not let through. */
function* checkDocument({ document, eventHash }: ReadBundle, pass: Pass): Work<void> {
  if (!document) return;
  const bare = uncoveredField(document);
  if (bare !== null) throw new Failed('DOCUMENT', 'NOT_COVERED', bare);
  const { type, bizStep, eventTime, eventID } = document;
  const about = [type, bizStep, eventTime].filter((text) => typeof text === 'string').join(', ');
  const hash = yield* sha256(utf8(preHash(document, prefixesOf(document['@context']))));
  const named = eventID === undefined || eventID === hashUri(toHex(hash));
  if (!named || !sameBytes(hash, eventHash)) throw new Failed('DOCUMENT', 'OTHER_DOCUMENT', about);
  pass('DOCUMENT', about);
}

function* checkLeaf({ salt, eventHash, commitment, leafIndex: index, path, head }: ReadBundle, pass: Pass): Work<void> {
  if (!sameBytes(yield* sha256(salt, eventHash), commitment)) throw new Failed('COMMITMENT', 'OTHER_EVENT', '');
  pass('COMMITMENT', '');
  const root = yield* rootByInclusion(yield* leafHash(commitment), { index, size: head.size, path });
  const about = `${index} / ${head.size}`;
  if (!root || !sameBytes(root, head.root)) throw new Failed('INCLUSION', 'NOT_IN_THE_TREE', about);
  pass('INCLUSION', about);
}

/** A kept head is compared with the bundle's two: it says as much of the same size, or there is no path to it in this bundle. */
function* checkKept(note: string, bundle: ReadBundle, keys: readonly VerifierKey[], pass: Pass): Work<number> {
  const kept = readNote(note);
  if (!kept) throw new Failed('KEPT_HEAD', 'NOT_A_HEAD', '');
  if (kept.origin !== bundle.head.origin) throw new Failed('KEPT_HEAD', 'OTHER_LOG', kept.origin);
  yield* checkSignature(kept, keys, { key: 'KEPT_HEAD', signature: 'KEPT_HEAD' }, () => undefined);
  const same = [bundle.head, bundle.earlier?.head].find((head) => head?.size === kept.size);
  if (!same) throw new Failed('KEPT_HEAD', 'NO_PATH', `${kept.size}`);
  if (!sameBytes(same.root, kept.root)) throw new Failed('KEPT_HEAD', 'REWRITTEN', `${kept.size}`);
  pass('KEPT_HEAD', `${kept.size}`);
  return kept.size;
}
