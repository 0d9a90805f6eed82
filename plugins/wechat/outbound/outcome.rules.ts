import type { DeliveryResult } from 'yizhan/plugin-kit';
import { MiniFault } from '../mini/mini-errors.rules.js';
import { BadShipment } from '../mini/shipping.rules.js';
import { PayFault } from '../pay/pay-errors.rules.js';

export const OK: DeliveryResult = { outcome: 'ok' };

/** What a failed step means for its delivery. Whatever is not WeChat's refusal is ours, and tried again. */
export function outcomeOf(error: unknown): DeliveryResult {
  if (error instanceof BadShipment) return { outcome: 'permanent', code: error.code, message: error.message };
  if (!(error instanceof PayFault || error instanceof MiniFault))
    return { outcome: 'retry', code: 'FAILED', message: (error as Error).message };
  const { remedy, code, message, afterSeconds } = error;
  if (remedy !== 'retry') return { outcome: remedy, code, message };
  return { outcome: 'retry', code, message, ...(afterSeconds !== undefined && { afterSeconds }) };
}

const WEIGHT = { ok: 0, permanent: 1, retry: 2, suspend: 3 } as const;

/** Of several steps the one that decides: what can still succeed is tried again before anything is given up. */
export const worst = (results: readonly DeliveryResult[]): DeliveryResult =>
  results.reduce((found, one) => (WEIGHT[one.outcome] > WEIGHT[found.outcome] ? one : found), OK);
