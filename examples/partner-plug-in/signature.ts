import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, RawRequest } from 'yizhan/plugin-kit';

/** How far their clock and ours may be apart. */
const TOLERANCE_MS = 300_000;

/**
 * `canteen-digest` is the SHA-256 of the raw body, and `canteen-signature` the HMAC-SHA256 of time and digest under the key
 * that we share. Nothing of the body is looked at before both are found right.
 */
export function isTheirs({ headers, body }: RawRequest, key: string, clock: Clock): boolean {
  const { 'canteen-time': time = '', 'canteen-digest': digest = '', 'canteen-signature': signature = '' } = headers;
  const apart = Math.abs(clock.now().getTime() - Number(time) * 1000);
  if (!/^\d{10}$/.test(time) || apart > TOLERANCE_MS) return false;
  if (!same(digest, createHash('sha256').update(body).digest('hex'))) return false;
  return same(signature, createHmac('sha256', key).update(`${time}\n${digest}`).digest('hex'));
}

const same = (given: string, right: string): boolean =>
  given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
