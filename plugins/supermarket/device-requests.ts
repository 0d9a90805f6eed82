import type { Call, RawRequest, Reply } from 'yizhan/plugin-kit';
import type { Config, Device } from './config.js';
import { digestOf, isSignedBy } from './sign.js';

/** How far a device's clock may be from ours. */
export const MOST_SKEW_SECONDS = 300;

/**
 * Whether a device of this connection signed these very bytes, now. Who signs well but by a wrong clock is told so, with our
 * time; nobody else learns why.
 */
export function authenticateDevice(request: RawRequest, { config, clock }: Call<Config>): boolean | Reply {
  const { headers, method, url, body } = request;
  const [id, timestamp, nonce, digest, signature] = [
    headers['x-device-id'] ?? '',
    headers['x-timestamp'] ?? '',
    headers['x-nonce'] ?? '',
    headers['x-content-sha256'] ?? '',
    headers['x-signature'] ?? '',
  ];
  const device = Object.hasOwn(config.devices, id) ? config.devices[id] : undefined;
  if (!device) return false;
  if (!/^\d{1,12}$/.test(timestamp) || !/^[\w-]{8,64}$/.test(nonce) || !/^[0-9a-f]{64}$/.test(signature)) return false;
  if (digest !== digestOf(body)) return false;
  const keys = [device.key, ...(device.nextKey === undefined ? [] : [device.nextKey])];
  if (!isSignedBy({ method, path: url, timestamp, nonce, body }, keys, signature)) return false;
  const now = clock.now();
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_SKEW_SECONDS)
    return { status: 401, body: { code: 'CLOCK_SKEW', serverTime: now.toISOString() } };
  return true;
}

/** The device of a request that was authenticated. */
export function deviceOf(request: RawRequest, config: Config): Device & { readonly id: string } {
  const id = request.headers['x-device-id']!;
  return { id, ...config.devices[id]! };
}
