import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, type Answer } from '../top/ask.js';
import { TRADE_FIELDS } from './trade.js';

/** A trade as it is now. */
export async function fetchTrade(tid: string, call: Call<Config>): Promise<Answer> {
  const answer = await ask(call, 'taobao.trade.fullinfo.get', { fields: TRADE_FIELDS, tid, include_oaid: 'true' });
  return (answer['trade'] ?? {}) as Answer;
}
