/** A breaker's state: how many calls failed one after the other, how often it opened since it last worked. */
export interface Breaker {
  readonly failures: number;
  readonly trips: number;
  /** Closed while null; half open from then on: one call may try. */
  readonly openUntil: number | null;
  readonly trying: boolean;
}

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerPolicy {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open the first time; twice as long each next time, up to `longestMs`. */
  readonly openMs: number;
  readonly longestMs: number;
}

export const BREAKER_POLICY: BreakerPolicy = { failures: 5, openMs: 5_000, longestMs: 60_000 };

export const CLOSED: Breaker = { failures: 0, trips: 0, openUntil: null, trying: false };

export function breakerState({ openUntil }: Breaker, now: number): BreakerState {
  return openUntil === null ? 'CLOSED' : now < openUntil ? 'OPEN' : 'HALF_OPEN';
}

/** Whether a call may go now: any while it is closed, one while it is half open. */
export const mayCall = (breaker: Breaker, now: number): boolean =>
  breakerState(breaker, now) === 'CLOSED' || (breakerState(breaker, now) === 'HALF_OPEN' && !breaker.trying);

/** A call begins: half open, it is the one that tries. */
export const called = (breaker: Breaker): Breaker =>
  breaker.openUntil === null ? breaker : { ...breaker, trying: true };

export const worked = (): Breaker => CLOSED;

export function failed(breaker: Breaker, now: number, policy: BreakerPolicy): Breaker {
  const failures = breaker.failures + 1;
  if (breaker.openUntil === null && failures < policy.failures) return { ...breaker, failures };
  const openMs = Math.min(policy.longestMs, policy.openMs * 2 ** breaker.trips);
  return { failures, trips: breaker.trips + 1, openUntil: now + openMs, trying: false };
}
