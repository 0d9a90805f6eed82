import { sumFen } from '../../../shared/money.js';

/** Aggregates of fewer households are not shown: one of them could be told from it (trace.md, personal data). */
export const SMALLEST_GROUP = 5;

export interface Group {
  key: string;
  households: number;
  incomeFen: number;
}

/** `incomeFen` is null where it is suppressed. */
export interface ShownGroup {
  key: string;
  households: number;
  incomeFen: number | null;
}

export interface ShownGroups {
  groups: ShownGroup[];
  /** Null where it would give a suppressed group away. */
  totalFen: number | null;
}

/**
 * Suppresses groups of fewer than five households. A single suppressed group could be told from the total and the others, so
 * then the smallest of the others is suppressed too; and where all that is suppressed is fewer than five, the total as well.
 */
export function suppressSmall(groups: readonly Group[]): ShownGroups {
  const hidden = new Set(groups.filter(({ households }) => households < SMALLEST_GROUP).map(({ key }) => key));
  if (hidden.size === 1) {
    const [next] = groups
      .filter(({ key }) => !hidden.has(key))
      .toSorted((a, b) => a.households - b.households || (a.key < b.key ? -1 : 1));
    if (next) hidden.add(next.key);
  }
  const hiddenHouseholds = groups.reduce((n, { key, households }) => (hidden.has(key) ? n + households : n), 0);
  return {
    groups: groups.map(({ key, households, incomeFen }) => ({
      key,
      households,
      incomeFen: hidden.has(key) ? null : incomeFen,
    })),
    totalFen:
      hidden.size > 0 && hiddenHouseholds < SMALLEST_GROUP ? null : sumFen(groups.map(({ incomeFen }) => incomeFen)),
  };
}
