import { createHmac, timingSafeEqual } from 'node:crypto';

/** A place in the event log: `pos` counts within `epoch`, which a restore from backup renews. */
export interface Position {
  epoch: string;
  pos: number;
}

/** Cursors are signed, so that a client can keep one but not invent one. */
export interface CursorCodec {
  encode(position: Position): string;
  /** null for anything this server (or another with its secret) did not write. */
  decode(cursor: string): Position | null;
}

const MAC_BYTES = 9;

export function createCursorCodec(secret: string): CursorCodec {
  const key = createHmac('sha256', secret).update('yizhan cursor v1').digest();
  const mac = (body: string) => createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    encode({ epoch, pos }) {
      const body = `${epoch}:${pos}`;
      return Buffer.concat([mac(body), Buffer.from(body)]).toString('base64url');
    },
    decode(cursor) {
      const bytes = Buffer.from(cursor, 'base64url');
      const body = bytes.subarray(MAC_BYTES).toString();
      const match = /^([0-9a-f-]{36}):(-?\d{1,15})$/.exec(body);
      if (!match || !timingSafeEqual(mac(body), bytes.subarray(0, MAC_BYTES))) return null;
      return { epoch: match[1]!, pos: Number(match[2]) };
    },
  };
}
