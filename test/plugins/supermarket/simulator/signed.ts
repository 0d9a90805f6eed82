import { createHash, createHmac, randomUUID } from 'node:crypto';

/** What a till sends, and by what key. Written from the protocol's description, apart from the plug-in. */
export interface TillOptions {
  readonly url: string;
  readonly connection: string;
  readonly deviceId: string;
  readonly key: string;
  /** Its clock, in milliseconds. */
  readonly now?: () => number;
}

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Signs as channels describe it: METHOD, PATH, TIMESTAMP, NONCE and the body's SHA-256, a line each. */
export function signed(
  { connection, deviceId, key, now = Date.now }: Omit<TillOptions, 'url'>,
  method: string,
  below: string,
  body: Buffer | string = '',
): SignedRequest {
  const bytes = Buffer.from(body);
  const path = `/channels/${connection}/${below}`;
  const timestamp = String(Math.floor(now() / 1000));
  const nonce = randomUUID();
  const digest = createHash('sha256').update(bytes).digest('hex');
  const text = `${method}\n${path}\n${timestamp}\n${nonce}\n${digest}`;
  return {
    method,
    path,
    body: bytes,
    headers: {
      'x-device-id': deviceId,
      'x-timestamp': timestamp,
      'x-nonce': nonce,
      'x-content-sha256': digest,
      'x-signature': createHmac('sha256', key).update(text).digest('hex'),
    },
  };
}
