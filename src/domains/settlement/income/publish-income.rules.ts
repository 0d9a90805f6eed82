import { sumFen } from '../../../shared/money.js';
import { SMALLEST_GROUP, suppressSmall, type Group, type ShownGroup, type ShownGroups } from './income.rules.js';

/** What may be published of a county's income: its townships, and the villages of each. */
export interface PublishedIncome {
  county: ShownGroups;
  townships: ReadonlyMap<string, ShownGroups>;
}

interface Township {
  group: Group;
  shown: ShownGroups;
  /** Households of its suppressed villages: what its total would tell of, once the shown ones are taken off. */
  hidden: number;
}

const householdsOf = (groups: readonly { households: number }[]) => groups.reduce((n, one) => n + one.households, 0);
const hiddenIn = (shown: ShownGroups) => householdsOf(shown.groups.filter(({ incomeFen }) => incomeFen === null));
const bySize = (a: { households: number; key: string }, b: { households: number; key: string }) =>
  a.households - b.households || (a.key < b.key ? -1 : 1);

/**
 * Suppresses small groups of villages so that no report of the county, a township or a village gives one away together with
 * the others: what is suppressed in one is so in all. Where a township's total would tell of fewer than five households it is
 * suppressed too, with the next smallest townships until the county's total tells of five or more; and such a township has at
 * least one suppressed village, or its own rows would add up to it.
 */
export function publishIncome(villages: readonly Group[]): PublishedIncome {
  const townships = [...Map.groupBy(villages, ({ key }) => key.slice(0, 9))].map(([key, own]): Township => {
    const group = { key, households: householdsOf(own), incomeFen: sumFen(own.map(({ incomeFen }) => incomeFen)) };
    const shown = suppressSmall(own);
    return { group, shown, hidden: hiddenIn(shown) };
  });
  const closed = townships.filter(({ shown }) => shown.totalFen === null);
  const open = townships.filter(({ shown }) => shown.totalFen !== null).toSorted((a, b) => bySize(a.group, b.group));
  const tellsTooMuch = () =>
    closed.length > 0 && (closed.length < 2 || closed.reduce((n, { hidden }) => n + hidden, 0) < SMALLEST_GROUP);
  while (tellsTooMuch() && open.length > 0) closed.push(close(open.shift()!));
  const all = [...closed, ...open].toSorted((a, b) => (a.group.key < b.group.key ? -1 : 1));
  return {
    county: {
      groups: all.map(({ group: { key, households, incomeFen }, shown }) => ({
        key,
        households,
        incomeFen: shown.totalFen === null ? null : incomeFen,
      })),
      totalFen: tellsTooMuch() ? null : sumFen(all.map(({ group }) => group.incomeFen)),
    },
    townships: new Map(all.map(({ group, shown }) => [group.key, shown])),
  };
}

/** Suppresses a township's total, and its smallest village where all of them are shown. */
function close({ group, shown }: Township): Township {
  const [smallest] = hiddenIn(shown) > 0 ? [] : shown.groups.toSorted(bySize);
  const groups = shown.groups.map((one): ShownGroup => (one === smallest ? { ...one, incomeFen: null } : one));
  const closed = { groups, totalFen: null };
  return { group, shown: closed, hidden: hiddenIn(closed) };
}
