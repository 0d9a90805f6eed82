import type { Counters } from './eva-dts.js';

/** A selection's counters in one audit: the machine's, and ours as booked then. */
export interface AuditedSelection {
  code: string;
  theirs: Counters;
  ours: Counters;
}

export interface Difference {
  code: string;
  /** By how much each side moved since the audit before. */
  theirs: Counters;
  ours: Counters;
}

/** A counter that stands lower than before was started anew: what it shows now is all since then. */
export function wentBack(before: readonly AuditedSelection[], now: readonly AuditedSelection[]): boolean {
  const then = new Map(before.map(({ code, theirs }) => [code, theirs]));
  return now.some(({ code, theirs }) => {
    const past = then.get(code);
    return past !== undefined && (theirs.count < past.count || theirs.fen < past.fen);
  });
}

/**
 * Both sides' deltas for each selection, since the audit before. The first audit only sets the mark; in a new epoch the
 * machine's counters began at zero.
 */
export function deltas(
  before: readonly AuditedSelection[] | null,
  now: readonly AuditedSelection[],
  newEpoch: boolean,
): Difference[] {
  if (!before) return now.map(({ code }) => ({ code, theirs: ZERO, ours: ZERO }));
  const then = new Map(before.map((one) => [one.code, one]));
  return now.map(({ code, theirs, ours }) => {
    const past = then.get(code);
    return {
      code,
      theirs: newEpoch ? theirs : less(theirs, past?.theirs ?? ZERO),
      ours: less(ours, past?.ours ?? ZERO),
    };
  });
}

export const balanced = ({ theirs, ours }: Difference): boolean =>
  theirs.count === ours.count && theirs.fen === ours.fen;

export type Finding = 'ALL_VENDED' | 'NONE_VENDED' | 'UNDECIDED';

/**
 * What the counters say of vends without a result, all of one slot and all since a mark where both sides agreed on what
 * had happened: the machine moved by all of them, by none, or by something that proves nothing.
 */
export function findUnknown(since: { theirs: Counters; ours: Counters }, unknown: Counters): Finding {
  const more = less(since.theirs, since.ours);
  if (unknown.count === 0) return 'UNDECIDED';
  if (more.count === 0 && more.fen === 0) return 'NONE_VENDED';
  return more.count === unknown.count && more.fen === unknown.fen ? 'ALL_VENDED' : 'UNDECIDED';
}

const ZERO: Counters = { count: 0, fen: 0 };
const less = (a: Counters, b: Counters): Counters => ({ count: a.count - b.count, fen: a.fen - b.fen });
