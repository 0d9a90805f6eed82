import { fromTop, toTop } from '../top/times.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How the gateway’s lists of changes are read. */
export const WINDOWS = {
  /** It keeps three months. */
  horizonMs: 90 * DAY,
  /** It takes a day at most. */
  longestMs: DAY - 1_000,
  /** What it advises; a longer window with many pages is cut to it. */
  advisedMs: 30 * MINUTE,
  deepestPages: 20,
  /** Windows overlap: a change may be listed a while after its time. */
  overlapMs: 5 * MINUTE,
  /** Its clock's second is over before we read it. */
  settleMs: 3_000,
  pageSize: 100,
} as const;

/** Where a list's reading stands; kept by the host. Times are the gateway's text. */
export interface Place {
  /** When the first look was taken, and where it began. */
  readonly startedAt: string;
  readonly horizon: string;
  /** All that was changed before it has been read. */
  readonly upTo: string;
  /** What is being read, from its last page backwards. */
  readonly open?: { readonly from: string; readonly to: string; readonly page: number; readonly total: number };
}

export const beginning = (now: Date): Place => {
  const horizon = toTop(new Date(now.getTime() - WINDOWS.horizonMs));
  return { startedAt: toTop(now), horizon, upTo: horizon };
};

/** The next window to read; null while nothing new can be there. */
export function nextWindow(place: Place, now: Date): { from: string; to: string } | null {
  const upTo = fromTop(place.upTo)!.getTime();
  const from = Math.max(upTo - WINDOWS.overlapMs, fromTop(place.horizon)!.getTime());
  const to = Math.min(from + WINDOWS.longestMs, now.getTime() - WINDOWS.settleMs);
  return toTop(new Date(to)) > place.upTo ? { from: toTop(new Date(from)), to: toTop(new Date(to)) } : null;
}

export const lastPage = (total: number): number => Math.max(1, Math.ceil(total / WINDOWS.pageSize));

/** A window so full that it is better read in pieces; null if it is not. */
export function cut(window: { from: string; to: string }, total: number): { from: string; to: string } | null {
  const from = fromTop(window.from)!.getTime();
  const shorter = from + WINDOWS.advisedMs;
  return lastPage(total) > WINDOWS.deepestPages && shorter < fromTop(window.to)!.getTime()
    ? { from: window.from, to: toTop(new Date(shorter)) }
    : null;
}

/**
 * Where reading goes on after a page. The list is newest first, and what changes meanwhile leaves it: what is behind
 * moves to the front, so that backwards nothing is skipped. Only a list that grew is begun again, since that moves the rest
 * to the back.
 */
export function afterPage(place: Place, total: number): Place {
  const { open, ...rest } = place;
  if (!open) return place;
  if (total > open.total) return { ...rest, open: { ...open, page: lastPage(total), total } };
  if (open.page > 1) return { ...rest, open: { ...open, page: open.page - 1, total } };
  return { ...rest, upTo: open.to };
}

/** How much of the past has been read, in whole percent. */
export function progress(place: Place): number {
  const [begin, end, now] = [place.horizon, place.startedAt, place.upTo].map((text) => fromTop(text)!.getTime());
  return Math.max(0, Math.min(100, Math.floor(((now! - begin!) / (end! - begin!)) * 100)));
}
