import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a machine signs. `path` is what follows the host in the address, with the query; over MQTT the topic. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  /** Seconds since 1970, as sent. */
  readonly timestamp: string;
  /** Names the request: the same one again is the same request. */
  readonly nonce: string;
  readonly body: Uint8Array;
}

export const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** HMAC-SHA256 in lower-case hex over METHOD, PATH, TIMESTAMP, NONCE and the body's SHA-256, joined by line feeds. */
export function signatureOf({ method, path, timestamp, nonce, body }: Signed, key: string): string {
  const text = [method, path, timestamp, nonce, digestOf(body)].join('\n');
  return createHmac('sha256', key).update(text).digest('hex');
}

export type SignatureFault = 'NOT_SIGNED' | 'BAD_SIGNATURE' | 'CLOCK';

/** What is wrong with a signature; null for a good one. A clock that is off is told only to whoever has the key. */
export function signatureFault(
  signed: Signed,
  signature: string,
  key: string,
  { now, toleranceSeconds }: { now: Date; toleranceSeconds: number },
): SignatureFault | null {
  if (!/^\d{1,12}$/.test(signed.timestamp) || !/^[\w-]{8,64}$/.test(signed.nonce)) return 'NOT_SIGNED';
  const given = Buffer.from(signature, 'hex');
  const expected = Buffer.from(signatureOf(signed, key), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'BAD_SIGNATURE';
  const skew = Math.abs(Number(signed.timestamp) - now.getTime() / 1_000);
  return skew <= toleranceSeconds ? null : 'CLOCK';
}
