import { FORMAT, toBase64, toHex, writeKey, type ProofBundle } from '../../../proof/index.js';
import { headOfSize, latestHead } from './heads.js';
import { logKeys } from './keys.js';
import { consistencyProof, inclusionProof, type Reads } from './tree.js';

/** What is known of a logged event outside the log, 32 bytes each. */
export interface LoggedEvent {
  readonly leafIndex: number;
  readonly eventHash: Buffer;
  readonly salt: Buffer;
}

/**
 * The proof of a logged event as a file, by the newest head. With `earlierSize`, that of a head which the reader has, also that the
 * log still begins with what that head covers. Null while no head covers the event, or where no head of that size was signed.
 */
export async function proofBundle(
  reads: Reads,
  { leafIndex, eventHash, salt }: LoggedEvent,
  earlierSize: number | null = null,
): Promise<ProofBundle | null> {
  const head = await latestHead(reads);
  const proof = head && (await inclusionProof(reads, leafIndex, head.size));
  if (!head || !proof) return null;
  const earlier = earlierSize === null ? undefined : await earlierHead(reads, earlierSize, head.size);
  if (earlier === null) return null;
  return {
    format: FORMAT,
    eventHash: toHex(eventHash),
    salt: toHex(salt),
    commitment: toBase64(proof.commitment),
    leafIndex,
    path: proof.path.map(toBase64),
    head: head.note,
    keys: (await logKeys(reads)).map(writeKey),
    ...(earlier && { earlier }),
  };
}

async function earlierHead(reads: Reads, size: number, to: number): Promise<ProofBundle['earlier'] | null> {
  const head = await headOfSize(reads, size);
  const proof = head && (await consistencyProof(reads, size, to));
  return proof ? { head: head.note, path: proof.path.map(toBase64) } : null;
}
