/** Busier than this share of the time the process has none left for others. */
const FULL = 0.8;
/** Less busy than this it can take more. */
const FREE = 0.6;

/**
 * How much of one connection's work may be under way at once, seen how busy the process was since the last look, from 0 to 1: one
 * as soon as it is full, then one more each look as long as it has time. One at a time is nearly as much done, and whoever else
 * asks waits for one piece of work, not for all.
 */
export function allowedNext(allowed: number, busy: number): number {
  if (busy > FULL) return 1;
  return busy < FREE ? allowed + 1 : allowed;
}

/**
 * The places of a connection's line: what its plug-in says; of a full process as many as all others have at work, so that it
 * takes no more than half, and keeps its half where the others are the storm.
 */
export const placesOf = (most: number, allowed: number, others: number): number =>
  Math.min(most, Math.max(allowed, others));
