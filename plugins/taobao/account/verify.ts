import { NotVerified, type Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, type Answer } from '../top/ask.js';
import { TopFault } from '../top/faults.js';

/** The setting that is at fault, by the gateway's refusal. */
const AT_FAULT: Readonly<Record<string, string>> = {
  NOT_SIGNED: 'appSecret',
  BAD_SIGNATURE: 'appSecret',
  NO_SESSION: 'session',
  SESSION_INVALID: 'session',
  NO_APP_KEY: 'appKey',
  APP_KEY_INVALID: 'appKey',
};

/** Whose session it is: asked for without changing anything. */
export async function seller(call: Call<Config>): Promise<Answer> {
  const answer = await ask(call, 'taobao.user.seller.get', { fields: 'user_id,nick' });
  return (answer['user'] ?? {}) as Answer;
}

export async function verify(call: Call<Config>): Promise<void> {
  let nick: unknown;
  try {
    ({ nick } = await seller(call));
  } catch (fault) {
    if (fault instanceof TopFault) throw new NotVerified(fault.code, fault.message, AT_FAULT[fault.code] ?? null);
    throw fault;
  }
  if (nick !== call.config.sellerNick)
    throw new NotVerified('ANOTHER_SHOP', `The session is that of ${String(nick)}`, 'sellerNick');
}
