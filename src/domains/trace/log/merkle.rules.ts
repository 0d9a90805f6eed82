import { hash } from 'node:crypto';

/**
 * The hash tree of RFC 6962 §2.1 as the log keeps it: only nodes of whole subtrees, which never change, so that any size's root and
 * proofs are made of at most 2 log₂ n of them. How proofs are checked is in `src/proof`.
 */

/** A whole subtree: 2^level leaves from index × 2^level on. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** Leaves from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');
export const leafHash = (data: Uint8Array): Buffer => sha256(LEAF, data);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

export const nodeKey = ({ level, index }: NodeId): string => `${level}/${index}`;

/** The largest power of two not above `most`, by its exponent. */
function levelBelow(most: number): number {
  let level = 0;
  while (2 ** (level + 1) <= most) level += 1;
  return level;
}

/** Where RFC 6962 splits a tree of so many leaves: the largest power of two below. */
const splitOf = (leaves: number): number => 2 ** levelBelow(leaves - 1);

/** The whole subtrees that a range of a tree is made of, left to right; of the range from 0, the tree's peaks. */
export function wholeSubtrees({ from, to }: Range): NodeId[] {
  const found: NodeId[] = [];
  for (let at = from; at < to;) {
    const level = levelBelow(to - at);
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** Hash of the tree over a range, from those of its whole subtrees; the empty tree's is SHA-256 of nothing. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha256();
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes.at(-1)!);
}

/** What the inclusion path of a leaf consists of (RFC 6962 §2.1.1), from the leaf up. */
export function inclusionRanges(leaf: number, size: number): Range[] {
  const path: Range[] = [];
  for (let from = 0, to = size; to - from > 1;) {
    const middle = from + splitOf(to - from);
    if (leaf < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** What the consistency path between two sizes consists of (RFC 6962 §2.1.2), from the bottom up. Empty from size 0. */
export function consistencyRanges(earlier: number, later: number): Range[] {
  if (earlier === 0) return [];
  const path: Range[] = [];
  let from = 0;
  let to = later;
  // Whether the earlier tree begins where this part does: then who checks has its root.
  let known = true;
  while (to > earlier) {
    const middle = from + splitOf(to - from);
    if (earlier <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
      known = false;
    }
  }
  if (!known) path.push({ from, to });
  return path.reverse();
}

/** A node that an appended leaf completed. */
export interface MadeNode extends NodeId {
  readonly hash: Buffer;
}

/** Appends leaves to a tree of `size` whose peaks are given left to right: answers the nodes that are now whole. */
export function appended(size: number, peaks: readonly Buffer[], leaves: readonly Buffer[]): MadeNode[] {
  const stack = [...peaks];
  const made: MadeNode[] = [];
  for (const [offset, data] of leaves.entries()) {
    let node = { level: 0, index: size + offset, hash: leafHash(data) };
    while (node.index % 2 === 1) {
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(stack.pop()!, node.hash) };
      made.push(node);
    }
    stack.push(node.hash);
  }
  return made;
}
