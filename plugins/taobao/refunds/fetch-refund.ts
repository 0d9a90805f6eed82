import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, type Answer } from '../top/ask.js';
import { REFUND_FIELDS } from './refund.js';

/** A refund as it is now. */
export async function fetchRefund(refundId: string, call: Call<Config>): Promise<Answer> {
  const answer = await ask(call, 'taobao.refund.get', { fields: REFUND_FIELDS, refund_id: refundId });
  return (answer['refund'] ?? {}) as Answer;
}
