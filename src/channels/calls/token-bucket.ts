import { setTimeout as sleep } from 'node:timers/promises';

/** Lets `perSecond` through, as many at once at most; the rest wait their turn in order, until their signal is aborted. */
export function createBucket(perSecond: number): (signal: AbortSignal) => Promise<void> {
  const most = Math.max(1, perSecond);
  let left = most;
  let at = performance.now();
  return async (signal) => {
    const now = performance.now();
    left = Math.min(most, left + ((now - at) / 1_000) * perSecond) - 1;
    at = now;
    // Whoever comes later finds less left and so waits longer: the line needs no queue.
    if (left < 0) {
      try {
        await sleep((-left / perSecond) * 1_000, undefined, { signal });
      } catch (error) {
        left += 1;
        throw error;
      }
    }
  };
}
