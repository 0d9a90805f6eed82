import { createHmac } from 'node:crypto';
import type { Call } from 'yizhan/plugin-kit';
import type { KioskConfig } from './config.js';

/** A machine that sells on the connection, as its key depends on it. */
export interface Machine {
  code: string;
  site: string;
  keyVersion: number;
}

const MACHINE = `query ($code: String!) {
  kiosks(first: 1, filter: { deviceCode: $code }) { nodes { channel site { code } devices { code active keyVersion } } } }`;

interface Answer {
  kiosks: {
    nodes: {
      channel: string;
      site: { code: string };
      devices: { code: string; active: boolean; keyVersion: number }[];
    }[];
  };
}

type Ask = <Data>(document: string, variables: object) => Promise<Data>;

/** The machine of a code; null for one that is revoked, unknown, or another connection's. */
export async function machineOf(ask: Ask, channel: string, code: string): Promise<Machine | null> {
  if (!/^[A-Z0-9][A-Z0-9-]{1,39}$/.test(code)) return null;
  const { kiosks } = await ask<Answer>(MACHINE, { code });
  const [kiosk] = kiosks.nodes;
  const device = kiosk?.devices.find((one) => one.code === code && one.active);
  return kiosk?.channel === channel && device ? { code, site: kiosk.site.code, keyVersion: device.keyVersion } : null;
}

/** As a channel sees it, with the rights of its connection. */
export const machineFor = (call: Call<KioskConfig>, code: string): Promise<Machine | null> =>
  machineOf(
    (document, variables) => call.graph(document, variables as Record<string, unknown>),
    call.connection.code,
    code,
  );

/** A machine's key. A new version of its credential, by provisioning or revoking, makes another one of it. */
export const deviceKey = (masterKey: string, { code, keyVersion }: Machine): string =>
  createHmac('sha256', masterKey).update(`yizhan kiosk key v1\n${code}\n${keyVersion}`).digest('base64url');
