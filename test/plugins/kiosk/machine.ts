import { randomUUID } from 'node:crypto';
import kiosk from '../../../plugins/kiosk/index.js';
import { signatureOf } from '../../../plugins/kiosk/sign.js';
import { connect, QUICK } from '../../channels/connecting.js';
import { OPERATOR } from '../../kit/goods.js';
import { app, makeKiosk, startOutlets, type KioskUnderTest } from '../../domains/outlets/kiosk-kit.js';

export const MASTER = 'a master key of more than thirty-two characters';
export const SECRETS = [MASTER];

/** The platform with the kiosk channel on its real host, and no other. */
export const startWithKiosks = (): Promise<void> => startOutlets({ plugins: [kiosk], timings: QUICK });

/** A connection that works, named by its code. */
export const connectKiosks = (code: string, more: object = {}): Promise<string> =>
  connect(app, code, { masterKey: MASTER, ...more }, 'kiosk');

export interface Machine extends KioskUnderTest {
  connection: string;
  device: string;
  key: string;
}

/** A kiosk that sells on a connection, and the machine in it with its key. */
export async function makeMachine(connection: string, options: Parameters<typeof makeKiosk>[0] = {}): Promise<Machine> {
  const made = await makeKiosk({ ...options, channel: connection });
  const key = await keyOf(connection, made.site);
  return { ...made, connection, device: made.site, key: key! };
}

export async function keyOf(connection: string, device: string, as: object = OPERATOR): Promise<string | null> {
  const { data, errors } = await app.ask(
    'query($connection: String, $device: String!) { kioskDeviceKey(connection: $connection, device: $device) { device key keyVersion } }',
    { connection, device },
    as,
  );
  if (errors) throw new Error(errors[0]!.extensions.code);
  return data.kioskDeviceKey?.key ?? null;
}

export interface SendOptions {
  nonce?: string;
  timestamp?: number;
  key?: string;
  /** Changes the request after it was signed. */
  spoil?: (request: { url: string; headers: Record<string, string>; body: string }) => void;
  method?: 'POST' | 'GET';
}

const now = () => Math.floor(Date.now() / 1_000);

/** Sends a signed report as a machine does. */
export async function send(
  machine: Machine,
  what: string,
  report: object = {},
  { nonce = randomUUID(), timestamp = now(), key = machine.key, spoil, method = 'POST' }: SendOptions = {},
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
): Promise<{ status: number; body: any }> {
  const path = `/channels/${machine.connection}/${machine.device}/${what}`;
  const body = method === 'GET' ? '' : JSON.stringify(report);
  const signed = { method, path, timestamp: String(timestamp), nonce, body: Buffer.from(body) };
  const request = {
    url: `${app.url}${path}`,
    headers: {
      'content-type': 'application/json',
      'x-device-id': machine.device,
      'x-timestamp': String(timestamp),
      'x-nonce': nonce,
      'x-signature': signatureOf(signed, key),
    } as Record<string, string>,
    body,
  };
  spoil?.(request);
  const response = await fetch(request.url, {
    method,
    headers: request.headers,
    ...(method === 'POST' && { body: request.body }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}
