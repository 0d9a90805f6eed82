import type { Source } from './offers.js';

/** The sources a line may come from, best first. */
export interface Choice {
  sources: readonly Source[];
  readonly all: readonly Source[];
}

export interface Wish {
  steps: number;
  choice: Choice;
}

/**
 * Chooses a source for each line: the first that seemed to have enough and has not refused yet, else the first that has not
 * refused, else the first of all. `last` says that no line has another source left to try, so that a refusal now is final.
 */
export function chooseSources(
  wishes: readonly Wish[],
  spent: ReadonlySet<number>,
): { chosen: Source[]; last: boolean } {
  const promised = new Map<number, number>();
  let last = true;
  const chosen = wishes.map(({ steps, choice: { sources } }) => {
    const open = sources.filter((s) => !spent.has(s.itemId));
    const enough = open.find((s) => s.available - (promised.get(s.itemId) ?? 0) >= steps);
    const source = enough ?? open[0] ?? sources[0]!;
    promised.set(source.itemId, (promised.get(source.itemId) ?? 0) + steps);
    if (open.length > 1) last = false;
    return source;
  });
  return { chosen, last };
}
