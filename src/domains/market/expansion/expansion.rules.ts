import { allocate, type Candidate } from '../../circulation/index.js';

/** A proposal stands this long; who declined or let it lapse is left alone this long. */
export const OPEN_DAYS = 14;
export const REST_DAYS = 30;

/** Demand above what there is, of goods of one product, in steps. */
export interface Backlog {
  cause: 'UNCOVERED_ALLOCATION' | 'OVERSOLD';
  /** What orders want and nobody has. */
  missing: number;
  /** Of it asked of households already: proposed, or accepted and not ready yet. */
  asked: number;
  /** What is worth growing for one household at a time. */
  portion: number;
  households: readonly Grower[];
}

/** A willing and able household that might grow more of it. */
export interface Grower {
  key: number;
  /** What went from it to orders so far: whoever sold least is asked first. */
  sold: number;
  /** The most it is asked for: as much again as it can supply now. */
  most: number;
}

/** What each household is asked to grow beyond what it does: by the rule of allocation, so that shares are as fair. */
export function expansions({ missing, asked, portion, households }: Backlog): { key: number; quantity: number }[] {
  const wanted = missing - asked;
  if (wanted <= 0) return [];
  const candidates = households.map(({ key, sold, most }): Candidate => ({
    member: key,
    sold,
    free: most,
    room: most,
    stale: false,
  }));
  return allocate(wanted, portion, candidates).shares.map(({ member, quantity }) => ({ key: member, quantity }));
}
