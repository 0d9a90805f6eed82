import { FORMAT, toBase64, toHex, writeKey, type ProofBundle } from '../../../proof/index.js';
import { headOfSize, latestHead } from './heads.js';
import { logKeys } from './keys.js';
import { consistencyProof, inclusionProofs, type Reads } from './tree.js';

/** What is known of a logged event outside the log; hash and salt of 32 bytes. */
export interface LoggedEvent {
  readonly leafIndex: number;
  readonly eventHash: Buffer;
  readonly salt: Buffer;
  /** The event as JSON-LD, without what its hash does not cover; left out, the proof is of the hash alone. */
  readonly document?: object;
}

/**
 * Proofs of logged events as files, by the newest head. With `earlierSize`, that of a head which the reader has, also that the log
 * still begins with what that head covers. Null while no head covers an event, and for all where no head of that size was signed.
 * Three statements, two more with an earlier head, however many events.
 */
export async function proofBundles(
  reads: Reads,
  events: readonly LoggedEvent[],
  earlierSize: number | null = null,
): Promise<(ProofBundle | null)[]> {
  const none = events.map(() => null);
  const head = events.length === 0 ? null : await latestHead(reads);
  if (!head) return none;
  const leaves = events.map(({ leafIndex }) => leafIndex);
  const proofs = await inclusionProofs(reads, leaves, head.size);
  if (proofs.every((proof) => proof === null)) return none;
  const earlier = earlierSize === null ? undefined : await earlierHead(reads, earlierSize, head.size);
  if (earlier === null) return none;
  const keys = (await logKeys(reads)).map(writeKey);
  return events.map(({ leafIndex, eventHash, salt, document }, at) => {
    const proof = proofs[at];
    return proof
      ? {
          format: FORMAT,
          eventHash: toHex(eventHash),
          salt: toHex(salt),
          commitment: toBase64(proof.commitment),
          leafIndex,
          path: proof.path.map(toBase64),
          head: head.note,
          keys,
          ...(earlier && { earlier }),
          ...(document && { document }),
        }
      : null;
  });
}

async function earlierHead(reads: Reads, size: number, to: number): Promise<ProofBundle['earlier'] | null> {
  const head = await headOfSize(reads, size);
  const proof = head && (await consistencyProof(reads, size, to));
  return proof ? { head: head.note, path: proof.path.map(toBase64) } : null;
}
