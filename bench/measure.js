const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/**
 * Runs ours and the limit in turn, so that both see the same machine, and answers their medians and the median of the
 * rounds' ratios. `ours` and `limit` answer `{ perSecond, p50, p99 }` for one round.
 */
export async function compare({ name, ours, limit, goal, aim, rounds }) {
  await ours();
  await limit();
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, or the second would always find the caches the first has warmed.
    const first = round % 2 === 0 ? await ours() : undefined;
    const bound = await limit();
    pairs.push({ ours: first ?? (await ours()), limit: bound });
  }
  const of = (side, figure) => median(pairs.map((pair) => pair[side][figure]));
  const side = (which) =>
    Object.fromEntries(['perSecond', 'p50', 'p99', 'cpuMs'].map((figure) => [figure, of(which, figure)]));
  const ratios = pairs.map((pair) => pair.ours.perSecond / pair.limit.perSecond);
  const others = median(pairs.flatMap((pair) => [pair.ours.others, pair.limit.others]));
  return { name, ours: side('ours'), limit: side('limit'), ratio: median(ratios), ratios, others, goal, aim };
}

export { median };
