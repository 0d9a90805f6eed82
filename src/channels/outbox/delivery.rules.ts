import type { DeliveryResult } from '../../plugin-kit/index.js';
import { isGivenUp, waitAfter, type RetryPolicy } from '../retry.rules.js';
import type { DeliveryFinish, StoredDelivery } from './outbox-store.js';

/** What a try came to: the plug-in's own word, or what the host saw where there is none. */
export type Tried = DeliveryResult | { readonly outcome: 'missing'; readonly code: string; readonly message: string };

export interface TriedAt {
  readonly now: Date;
  /** From 0 to 1. */
  readonly chance: number;
  readonly retry: RetryPolicy;
}

/** What becomes of a delivery. Trying again for days is given up, and stays listed as a dead letter. */
export function finishOf(delivery: StoredDelivery, tried: Tried, { now, chance, retry }: TriedAt): DeliveryFinish {
  const { id } = delivery;
  if (tried.outcome === 'ok') return { id, state: 'DONE', code: null, note: null, nextAt: null };
  const { code, message: note = null } = tried;
  if (tried.outcome === 'permanent') return { id, state: 'DEAD', code, note, nextAt: null };
  if (tried.outcome === 'suspend') return { id, state: 'RETRY', code, note, nextAt: null, uncounted: true };
  const asked = tried.outcome === 'retry' ? (tried.afterSeconds ?? 0) * 1_000 : 0;
  const nextAt = new Date(now.getTime() + Math.max(asked, waitAfter(retry, delivery.attempts, chance)));
  if (isGivenUp(retry, new Date(delivery.firstTriedAt), nextAt))
    return { id, state: 'DEAD', code: 'GAVE_UP', note: `${code}${note ? `: ${note}` : ''}`, nextAt: null };
  return { id, state: 'RETRY', code, note, nextAt };
}

/** Whether a try says that the remote side is away: nothing of the batch was taken, and all of it is to be tried again. */
export const isAway = (tried: readonly Tried[]): boolean =>
  tried.length > 0 && tried.every(({ outcome }) => outcome === 'retry' || outcome === 'missing');
