/** Why a kiosk, or part of it, does not sell. */
export const LOCK_REASONS = ['DOOR', 'TEMPERATURE', 'OPERATOR'] as const;
export type LockReason = (typeof LOCK_REASONS)[number];

/** Since when each lock holds, ISO text; null for none. */
export interface LockTimes {
  openSince: string | null;
  warmSince: string | null;
  lockedSince: string | null;
}

export interface Lock {
  reason: LockReason;
  since: string;
  /** Whether it locks fresh food alone, or the whole machine. */
  freshOnly: boolean;
}

/** A heartbeat comes every 30 s; three missed ones make it offline. */
export const HEARTBEAT_SECONDS = 30;
export const MISSED_HEARTBEATS = 3;
/** A clock so far from ours is told of. */
export const SKEW_SECONDS = 120;

/** What spoils when it is warm: meat, vegetables and fruit; what is pickled, dried or packed does not. */
export const FRESH_INDUSTRIES: readonly string[] = ['CATTLE', 'SHEEP', 'POULTRY', 'VEGETABLE', 'FRUIT'];

export function locksOf({ openSince, warmSince, lockedSince }: LockTimes): Lock[] {
  const locks: Lock[] = [];
  if (openSince) locks.push({ reason: 'DOOR', since: openSince, freshOnly: false });
  if (warmSince) locks.push({ reason: 'TEMPERATURE', since: warmSince, freshOnly: true });
  if (lockedSince) locks.push({ reason: 'OPERATOR', since: lockedSince, freshOnly: false });
  return locks;
}

/** The first lock that keeps a slot from selling; null where nothing does. */
export const lockOn = (locks: readonly Lock[], slot: { fresh: boolean }): Lock | null =>
  locks.find((lock) => !lock.freshOnly || slot.fresh) ?? null;

export interface Reading {
  door: 'OPEN' | 'CLOSED' | null;
  /** Tenths of a degree. */
  temperature: number | null;
}

/**
 * What a reading does to the locks. A door that shuts lifts its lock. What was warm stays locked though it is cold again: an
 * operator looks at the food first.
 */
export function locksAfter(
  before: LockTimes,
  { door, temperature }: Reading,
  most: number,
  now: string,
): Pick<LockTimes, 'openSince' | 'warmSince'> {
  const openSince = door === null ? before.openSince : door === 'CLOSED' ? null : (before.openSince ?? now);
  const warm = temperature !== null && temperature > most;
  return { openSince, warmSince: before.warmSince ?? (warm ? now : null) };
}

/** Food may be sold again if it is cold now; a machine that never said how warm it is has nothing to keep cold. */
export const mayUnlockFresh = (temperature: number | null, most: number): boolean =>
  temperature === null || temperature <= most;
