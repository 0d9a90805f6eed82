import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a device signs. `path` is what follows the host in the address, with the query. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  /** Seconds since 1970, as sent. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: Uint8Array;
}

export const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** HMAC-SHA256 in lower-case hex over METHOD, PATH, TIMESTAMP, NONCE and the body's SHA-256, joined by line feeds. */
export function signatureOf({ method, path, timestamp, nonce, body }: Signed, key: string): string {
  const text = [method, path, timestamp, nonce, digestOf(body)].join('\n');
  return createHmac('sha256', key).update(text).digest('hex');
}

export function isSignedBy(signed: Signed, keys: readonly string[], signature: string): boolean {
  const given = Buffer.from(signature, 'hex');
  return keys
    .map((key) => Buffer.from(signatureOf(signed, key), 'hex'))
    .reduce(
      (found, expected) => (given.length === expected.length && timingSafeEqual(given, expected)) || found,
      false,
    );
}
