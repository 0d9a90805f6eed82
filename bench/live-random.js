/** A random source that one number decides: the same seed makes the same choices. */
export function randomOf(seed) {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    /** A number from `least` up to, but not including, `most`. */
    between: (least, most) => least + next() * (most - least),
    below: (n) => Math.floor(next() * n),
    pick: (list) => list[Math.floor(next() * list.length)],
    /** A source of its own for one of many who choose side by side, whatever their turns. */
    fork: () => randomOf(Math.floor(next() * 4_294_967_296)),
  };
}
