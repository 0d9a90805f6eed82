import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token lets a machine do: give one out of a slot, once, until a time (ms). */
export interface VendGrant {
  vend: string;
  slot: string;
  until: number;
}

/** One-time tokens of vends. Signed, so that a forged one is told without a look into the books. */
export interface VendTokens {
  sign(grant: VendGrant): string;
  /** null for anything that this platform did not sign; whether it is late or used, the books say. */
  read(token: string): VendGrant | null;
}

const MAC_BYTES = 16;

export function createVendTokens(secret: string): VendTokens {
  const key = createHmac('sha256', secret).update('yizhan vend token v1').digest();
  const mac = (body: string) => createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    sign({ vend, slot, until }) {
      const body = `${vend}:${slot}:${until}:${randomBytes(8).toString('hex')}`;
      return Buffer.concat([mac(body), Buffer.from(body)]).toString('base64url');
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      const body = bytes.subarray(MAC_BYTES).toString();
      const match = /^([0-9a-f-]{36}):([A-Z0-9]{1,8}):(\d{13}):[0-9a-f]{16}$/.exec(body);
      if (!match || !timingSafeEqual(mac(body), bytes.subarray(0, MAC_BYTES))) return null;
      return { vend: match[1]!, slot: match[2]!, until: Number(match[3]) };
    },
  };
}
