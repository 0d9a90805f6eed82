import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  FORMAT,
  headText,
  keyId,
  toBase64,
  toHex,
  writeKey,
  writeNote,
  type ProofBundle,
} from '../../src/proof/index.js';
import { check } from '../../src/proof/on-node.js';
import { consistency, inclusion, rootOfAll } from './plain-tree.js';

const sha256 = (...parts: (Uint8Array | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A log as somebody else would write it: eight events, some of given hashes, a key, heads of any size. */
export interface OtherLog {
  readonly key: string;
  head(size: number, forged?: Buffer): string;
  bundle(leafIndex: number, size: number, earlierSize?: number): ProofBundle;
}

export function otherLog(
  origin = 'county.example/trace/340323',
  events = 8,
  given: Readonly<Record<number, Buffer>> = {},
): OtherLog {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const id = check(keyId(origin, key));
  const verifier = writeKey({ name: origin, id, key });
  const numbers = Array.from({ length: events }, (_, n) => n);
  const hashes = numbers.map((n) => given[n] ?? sha256(`${origin} event ${n}`));
  const salts = numbers.map((n) => sha256(`${origin} salt ${n}`));
  const leaves = numbers.map((n) => sha256(salts[n]!, hashes[n]!));
  const head = (size: number, root = rootOfAll(leaves.slice(0, size))) =>
    signedNote(headText({ origin, size, root, signedAt: '2026-11-27T08:00:00.000Z' }), {
      name: origin,
      id,
      privateKey,
    });
  return {
    key: verifier,
    head,
    bundle: (leafIndex, size, earlierSize) => ({
      format: FORMAT,
      eventHash: toHex(hashes[leafIndex]!),
      salt: toHex(salts[leafIndex]!),
      commitment: toBase64(leaves[leafIndex]!),
      leafIndex,
      path: inclusion(leafIndex, leaves.slice(0, size)).map(toBase64),
      head: head(size),
      keys: [verifier],
      ...(earlierSize && {
        earlier: { head: head(earlierSize), path: consistency(earlierSize, leaves.slice(0, size)).map(toBase64) },
      }),
    }),
  };
}

const signedNote = (
  text: string,
  { name, id, privateKey }: { name: string; id: Uint8Array; privateKey: KeyObject },
): string => writeNote(text, [{ name, id, signature: sign(null, Buffer.from(text), privateKey) }]);
