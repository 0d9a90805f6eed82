import { createHash, createHmac, randomUUID } from 'node:crypto';

/** The terminal's line to the platform: every request is signed with the device's key. */
export interface Line {
  readonly origin: string;
  readonly connection: string;
  readonly deviceId: string;
  readonly key: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Sends one request. Rejects where nobody answers: what was to be said is said again later. */
export async function say<Body>(
  { origin, connection, deviceId, key }: Line,
  method: 'GET' | 'POST' | 'PUT',
  below: string,
  text = '',
  contentType = 'application/json',
): Promise<Answer<Body>> {
  const path = `/channels/${connection}/${below}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  const digest = createHash('sha256').update(text).digest('hex');
  const signed = [method, path, timestamp, nonce, digest].join('\n');
  const response = await fetch(new URL(path, origin), {
    method,
    headers: {
      'x-device-id': deviceId,
      'x-timestamp': timestamp,
      'x-nonce': nonce,
      'x-content-sha256': digest,
      'x-signature': createHmac('sha256', key).update(signed).digest('hex'),
      ...(method !== 'GET' && { 'content-type': contentType }),
    },
    ...(method !== 'GET' && { body: text }),
  });
  const answer = await response.text();
  return { status: response.status, body: (answer === '' ? null : JSON.parse(answer)) as Body };
}
