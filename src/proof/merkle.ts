import { sha256, type Work } from './asking.js';
import { sameBytes } from './bytes.js';

/**
 * The hash tree of RFC 6962 §2.1, as who checks it sees it. Positions are whole numbers below 2^53, so they are halved, never shifted:
 * JavaScript shifts 32 bits.
 */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const NOTHING = new Uint8Array(0);

/** Hash of a leaf: SHA-256(0x00 ‖ data). */
export const leafHash = (data: Uint8Array): Work<Uint8Array> => sha256(LEAF, data);

/** Hash of a node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Work<Uint8Array> => sha256(NODE, left, right);

/** Root of a tree with no leaf. */
export const emptyRoot = (): Work<Uint8Array> => sha256(NOTHING);

const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;

/**
 * The root that a leaf's hash and its inclusion path lead to (RFC 9162 §2.1.3.2); null where the path is too long or too short for
 * the place, so that it proves nothing whatever its hashes.
 */
export function* rootByInclusion(
  hash: Uint8Array,
  { index, size, path }: { readonly index: number; readonly size: number; readonly path: readonly Uint8Array[] },
): Work<Uint8Array | null> {
  if (index < 0 || index >= size) return null;
  let place = index;
  let last = size - 1;
  let root = hash;
  for (const beside of path) {
    if (last === 0) return null;
    if (isOdd(place) || place === last) {
      root = yield* nodeHash(beside, root);
      // The last of its row has no sibling there: it goes up until it is a right one.
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else root = yield* nodeHash(root, beside);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? root : null;
}

/** A tree by its size and root. */
export interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Whether the later tree begins with all of the earlier one, unchanged and in order (RFC 9162 §2.1.4.2). Every tree begins with the
 * empty one, for which the path is empty too.
 */
export function* isConsistent(earlier: Tree, later: Tree, path: readonly Uint8Array[]): Work<boolean> {
  if (earlier.size < 0 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && sameBytes(earlier.root, later.root);
  if (earlier.size === 0) return path.length === 0 && sameBytes(earlier.root, yield* emptyRoot());
  if (path.length === 0) return false;
  let place = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  // An earlier tree that is whole is a node of the later one: its root is where both begin.
  const [first, ...rest] = place === 0 ? [earlier.root, ...path] : path;
  let before = first!;
  let after = first!;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      before = yield* nodeHash(hash, before);
      after = yield* nodeHash(hash, after);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else after = yield* nodeHash(after, hash);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(before, earlier.root) && sameBytes(after, later.root);
}
