import { BREAKER_POLICY, type BreakerPolicy } from './calls/breaker.rules.js';
import { DELIVERY_RETRY, MESSAGE_RETRY, type RetryPolicy } from './retry.rules.js';

/** How long the host waits for what. Tests choose shorter times; nothing else differs. */
export interface ChannelTimings {
  /** How often each process looks for work that nobody told it of. */
  readonly lookMs: number;
  /** How long a lease outlives the time that its work may take. */
  readonly leaseSlackMs: number;
  readonly messageRetry: RetryPolicy;
  readonly deliveryRetry: RetryPolicy;
  readonly breaker: BreakerPolicy;
  /** How long a message that asked to wait does so, where it did not say. */
  readonly waitSeconds: number;
  readonly healthSeconds: number;
}

export const USUAL_TIMINGS: ChannelTimings = {
  lookMs: 1_000,
  leaseSlackMs: 20_000,
  messageRetry: MESSAGE_RETRY,
  deliveryRetry: DELIVERY_RETRY,
  breaker: BREAKER_POLICY,
  waitSeconds: 30,
  healthSeconds: 60,
};
