import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';

const FOR_EVER = new Date('9999-12-31T00:00:00Z');

/** When this connection first asked for it, which is when its first poll began: the same for ever after. */
export async function connectedSince(call: Call<Config>): Promise<Date> {
  const since = async () => ({ value: call.clock.now().toISOString(), expiresAt: FOR_EVER });
  return new Date(await call.shared('connectedSince', since));
}
