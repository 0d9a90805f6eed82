import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Group } from '../../../src/domains/settlement/income/income.rules.js';
import { publishIncome, type PublishedIncome } from '../../../src/domains/settlement/income/publish-income.rules.js';

const village = (township: number, no: number, households: number, incomeFen = households * 100): Group => ({
  key: `34032320${township}${String(200 + no)}`,
  households,
  incomeFen,
});
const shownIn = ({
  groups,
  totalFen,
}: {
  groups: readonly { incomeFen: number | null }[];
  totalFen: number | null;
}) => [groups.map(({ incomeFen }) => incomeFen), totalFen];

test('without small groups everything is shown', () => {
  const { county, townships } = publishIncome([village(1, 1, 9), village(1, 2, 5), village(2, 1, 7)]);
  expect(shownIn(county)).toEqual([[1_400, 700], 2_100]);
  expect([...townships.values()].map(shownIn)).toEqual([
    [[900, 500], 1_400],
    [[700], 700],
  ]);
});

test('what a township’s total would give away is suppressed in the county’s report too, with a second one', () => {
  // Township 1 has three small households; township 2 is the smallest of the others, and gives up its smallest village.
  const { county, townships } = publishIncome([
    ...[village(1, 1, 9), village(1, 2, 3)],
    ...[village(2, 1, 6), village(2, 2, 5)],
    ...[village(3, 1, 50)],
  ]);
  expect([...townships.values()].map(shownIn)).toEqual([
    [[null, null], 1_200],
    [[600, 500], 1_100],
    [[5_000], 5_000],
  ]);
  expect(shownIn(county)).toEqual([[1_200, 1_100, 5_000], 7_300]);
  const lone = publishIncome([village(1, 1, 3), village(2, 1, 6), village(2, 2, 5), village(3, 1, 50)]);
  expect([...lone.townships.values()].map(shownIn)).toEqual([
    [[null], null],
    [[600, null], null],
    [[5_000], 5_000],
  ]);
  expect(shownIn(lone.county)).toEqual([[null, null, 5_000], 6_400]);
});

test('where nothing else can be suppressed the county’s total is', () => {
  expect(shownIn(publishIncome([village(1, 1, 4)]).county)).toEqual([[null], null]);
  expect(shownIn(publishIncome([village(1, 1, 2), village(2, 1, 2)]).county)).toEqual([[null, null], null]);
  expect(shownIn(publishIncome([]).county)).toEqual([[], 0]);
});

/**
 * Everything that can be computed from what is published: each sum of suppressed villages that is known, as the set of its
 * villages. Sums of one tree have no others but these and their differences, which are sums of whole townships.
 */
function knownSums({ county, townships }: PublishedIncome): string[][] {
  const hidden = new Map(
    [...townships].map(([key, { groups }]) => [key, groups.filter((g) => g.incomeFen === null).map((g) => g.key)]),
  );
  const totalShown = new Set([...townships].filter(([, { totalFen }]) => totalFen !== null).map(([key]) => key));
  const sums = [...totalShown].map((key) => hidden.get(key)!);
  if (county.totalFen !== null)
    sums.push([...townships.keys()].filter((key) => !totalShown.has(key)).flatMap((key) => hidden.get(key)!));
  return sums.filter((set) => set.length > 0);
}

test('whatever the villages: no sum that can be computed is of one village alone or of fewer than five households', () => {
  const groups = fc.uniqueArray(
    fc.record({
      township: fc.integer({ min: 1, max: 4 }),
      no: fc.integer({ min: 1, max: 6 }),
      households: fc.integer({ min: 1, max: 12 }),
    }),
    { selector: ({ township, no }) => `${township} ${no}`, maxLength: 20 },
  );
  fc.assert(
    fc.property(groups, (given) => {
      const villages = given.map(({ township, no, households }) => village(township, no, households));
      const households = new Map(villages.map((one) => [one.key, one.households]));
      const published = publishIncome(villages);
      for (const { groups: shown } of published.townships.values())
        for (const one of shown) if (one.incomeFen !== null) expect(one.households).toBeGreaterThanOrEqual(5);
      for (const set of knownSums(published)) {
        expect(set.length).toBeGreaterThan(1);
        expect(set.reduce((n, key) => n + households.get(key)!, 0)).toBeGreaterThanOrEqual(5);
      }
      // What the county says of a township is what the township says of itself.
      for (const { key, incomeFen } of published.county.groups)
        expect(incomeFen).toBe(published.townships.get(key)!.totalFen);
    }),
  );
});
