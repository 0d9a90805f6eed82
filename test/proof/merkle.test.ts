import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isConsistent, leafHash, rootByInclusion } from '../../src/proof/index.js';
import { check } from '../../src/proof/on-node.js';
import {
  consistency,
  CT_CONSISTENCIES,
  CT_INCLUSIONS,
  CT_LEAVES,
  CT_ROOTS,
  inclusion,
  rootOfAll,
} from './plain-tree.js';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const tree = (size: number) => ({ size, root: bytes(CT_ROOTS[size]!) });

function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): string | null {
  const root = check(rootByInclusion(check(leafHash(leaf)), { index, size, path }));
  return root && Buffer.from(root).toString('hex');
}

test('the plain tree of the tests has the published roots', () => {
  expect(CT_ROOTS.map((_, n) => rootOfAll(CT_LEAVES.slice(0, n)).toString('hex'))).toEqual(CT_ROOTS);
});

describe('inclusion', () => {
  test.each(CT_INCLUSIONS)('of leaf %i in the published tree of %i', (leaf, size, path) => {
    expect(rootFrom(CT_LEAVES[leaf]!, leaf, size, path.map(bytes))).toBe(CT_ROOTS[size]);
  });

  test('a path that is too short, too long or of another place leads nowhere', () => {
    const path = CT_INCLUSIONS[2]![2].map(bytes);
    expect(rootFrom(CT_LEAVES[5]!, 5, 8, path.slice(0, 2))).toBeNull();
    expect(rootFrom(CT_LEAVES[5]!, 5, 8, [...path, path[0]!])).toBeNull();
    expect(rootFrom(CT_LEAVES[5]!, 8, 8, path)).toBeNull();
    expect(rootFrom(CT_LEAVES[5]!, -1, 8, path)).toBeNull();
    for (const place of [0, 1, 2, 3, 4, 6, 7]) expect(rootFrom(CT_LEAVES[5]!, place, 8, path)).not.toBe(CT_ROOTS[8]);
  });

  test('every leaf of every tree leads to its root, and with a changed bit to another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.nat(),
        (data, at, bit) => {
          const leaf = at % data.length;
          const path = inclusion(leaf, data);
          const root = rootOfAll(data).toString('hex');
          expect(rootFrom(data[leaf]!, leaf, data.length, path)).toBe(root);
          if (path.length === 0) return;
          const changed = path.map((hash) => Buffer.from(hash));
          changed[bit % path.length]![bit % 32]! ^= 1 << (bit % 8);
          expect(rootFrom(data[leaf]!, leaf, data.length, changed)).not.toBe(root);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('places beyond 2^32 are counted right: the path of the last leaf of a tree of 2^40 + 1 is one hash', () => {
    const left = bytes(CT_ROOTS[8]!);
    const size = 2 ** 40 + 1;
    expect(rootFrom(CT_LEAVES[0]!, size - 1, size, [left])).toBe(rootFrom(CT_LEAVES[0]!, 1, 2, [left]));
  });
});

describe('consistency', () => {
  test.each(CT_CONSISTENCIES)('of the published trees of %i and %i', (from, to, path) => {
    expect(check(isConsistent(tree(from), tree(to), path.map(bytes)))).toBe(true);
  });

  test('is refused for another root, a shorter, longer or changed path, and backwards', () => {
    const path = CT_CONSISTENCIES[2]![2].map(bytes);
    const holds = (from: number, to: number, hashes: Buffer[]) => check(isConsistent(tree(from), tree(to), hashes));
    expect(holds(6, 8, path)).toBe(true);
    expect(check(isConsistent({ ...tree(6), root: bytes(CT_ROOTS[5]!) }, tree(8), path))).toBe(false);
    expect(check(isConsistent(tree(6), { ...tree(8), root: bytes(CT_ROOTS[7]!) }, path))).toBe(false);
    expect(holds(6, 8, path.slice(1))).toBe(false);
    expect(holds(6, 8, path.slice(0, 2))).toBe(false);
    expect(holds(6, 8, [...path, path[0]!])).toBe(false);
    expect(holds(8, 6, path)).toBe(false);
    expect(holds(8, 8, path)).toBe(false);
    expect(holds(6, 8, [])).toBe(false);
    expect(holds(5, 8, path)).toBe(false);
  });

  test('every tree begins with the empty one', () => {
    expect(check(isConsistent(tree(0), tree(5), []))).toBe(true);
    expect(check(isConsistent(tree(0), tree(0), []))).toBe(true);
    expect(check(isConsistent({ size: 0, root: bytes(CT_ROOTS[1]!) }, tree(5), []))).toBe(false);
    expect(check(isConsistent(tree(0), tree(5), [bytes(CT_ROOTS[1]!)]))).toBe(false);
  });

  test('every tree begins with each of its beginnings, and not with one that has another leaf', () => {
    const leaves = fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (data, cut, at) => {
        const from = 1 + (cut % data.length);
        const later = { size: data.length, root: rootOfAll(data) };
        const path = consistency(from, data);
        expect(check(isConsistent({ size: from, root: rootOfAll(data.slice(0, from)) }, later, path))).toBe(true);
        const other = data.slice(0, from).map((leaf, i) => (i === at % from ? Buffer.concat([leaf, leaf]) : leaf));
        expect(check(isConsistent({ size: from, root: rootOfAll(other) }, later, path))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
