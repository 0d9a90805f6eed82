/** When something is tried again: twice as long after each try, up to a cap, never at the same moment for all. */
export interface RetryPolicy {
  readonly firstMs: number;
  readonly factor: number;
  readonly capMs: number;
  /** Part of the wait that is by chance: 0.2 is up to a fifth less or more. */
  readonly jitter: number;
  /** Given up when the first try is longer ago. */
  readonly giveUpAfterMs: number;
}

const DAY_MS = 86_400_000;

export const DELIVERY_RETRY: RetryPolicy = {
  firstMs: 1_000,
  factor: 2,
  capMs: 600_000,
  jitter: 0.2,
  giveUpAfterMs: 3 * DAY_MS,
};

export const MESSAGE_RETRY: RetryPolicy = {
  firstMs: 1_000,
  factor: 2,
  capMs: 600_000,
  jitter: 0.2,
  giveUpAfterMs: 3 * DAY_MS,
};

/** Milliseconds until the next try after `attempts` tries; `chance` is from 0 to 1. */
export function waitAfter(policy: RetryPolicy, attempts: number, chance: number): number {
  const whole = Math.min(policy.capMs, policy.firstMs * policy.factor ** Math.min(attempts - 1, 60));
  return Math.round(whole * (1 + policy.jitter * (2 * chance - 1)));
}

/** Whether it is time to stop: the next try would be later than the policy allows. */
export const isGivenUp = (policy: RetryPolicy, firstTriedAt: Date, nextAt: Date): boolean =>
  nextAt.getTime() - firstTriedAt.getTime() > policy.giveUpAfterMs;
