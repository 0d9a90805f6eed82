import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  appended,
  consistencyRanges,
  inclusionRanges,
  leafHash,
  nodeHash,
  nodeKey,
  rootOf,
  wholeSubtrees,
  type Range,
} from '../../../../src/domains/trace/log/merkle.rules.js';
import {
  consistency,
  CT_CONSISTENCIES,
  CT_INCLUSIONS,
  CT_LEAVES,
  CT_ROOTS,
  inclusion,
  rootOfAll,
} from '../../../proof/plain-tree.js';

/** A log in memory: leaves appended in portions, every whole node kept. */
function logOf(portions: readonly (readonly Buffer[])[]) {
  const nodes = new Map<string, Buffer>();
  let size = 0;
  const hashOf = (range: Range) => rootOf(wholeSubtrees(range).map((id) => nodes.get(nodeKey(id))!));
  for (const portion of portions) {
    const peaks = wholeSubtrees({ from: 0, to: size }).map((id) => nodes.get(nodeKey(id))!);
    for (const node of appended(size, peaks, portion)) nodes.set(nodeKey(node), node.hash);
    for (const [i, leaf] of portion.entries()) nodes.set(nodeKey({ level: 0, index: size + i }), leafHash(leaf));
    size += portion.length;
  }
  return { nodes, hashOf };
}

const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

describe('the published tree', () => {
  const { hashOf } = logOf([CT_LEAVES]);

  test('has its roots at every size', () => {
    expect(CT_ROOTS.map((_, to) => hashOf({ from: 0, to }).toString('hex'))).toEqual(CT_ROOTS);
  });

  test.each(CT_INCLUSIONS)('has the path of leaf %i at size %i', (leaf, size, path) => {
    expect(hex(inclusionRanges(leaf, size).map(hashOf))).toEqual(path);
  });

  test.each(CT_CONSISTENCIES)('has the path from size %i to %i', (from, to, path) => {
    expect(hex(consistencyRanges(from, to).map(hashOf))).toEqual(path);
  });
});

test('however leaves are portioned, roots and paths are those of the plain definition', () => {
  const portions = fc.array(fc.array(fc.uint8Array({ maxLength: 33 }), { maxLength: 20 }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(portions, fc.nat(), fc.nat(), (given, a, b) => {
      const data = given.flat().map((leaf) => Buffer.from(leaf));
      if (data.length === 0) return;
      const { hashOf, nodes } = logOf(given.map((portion) => portion.map((leaf) => Buffer.from(leaf))));
      const size = 1 + (a % data.length);
      const leaf = b % size;
      const whole = data.slice(0, size);
      expect(hashOf({ from: 0, to: size })).toEqual(rootOfAll(whole));
      expect(inclusionRanges(leaf, size).map(hashOf)).toEqual(inclusion(leaf, whole));
      expect(consistencyRanges(leaf + 1, size).map(hashOf)).toEqual(consistency(leaf + 1, whole));
      // No node but whole ones: n - (ones of n) of them above the leaves.
      const ones = data.length.toString(2).replaceAll('0', '').length;
      expect(nodes.size).toBe(2 * data.length - ones);
    }),
    { numRuns: 300 },
  );
});

test('a proof in a log of a thousand million leaves takes at most 60 nodes', () => {
  const size = 1_000_000_007;
  for (const leaf of [0, 1, 123_456_789, 536_870_912, size - 1]) {
    expect(inclusionRanges(leaf, size).flatMap(wholeSubtrees).length).toBeLessThanOrEqual(60);
    expect(consistencyRanges(leaf + 1, size).flatMap(wholeSubtrees).length).toBeLessThanOrEqual(60);
  }
  expect(wholeSubtrees({ from: 0, to: 2 ** 40 + 5 })).toEqual([
    { level: 40, index: 0 },
    { level: 2, index: 2 ** 38 },
    { level: 0, index: 2 ** 40 + 4 },
  ]);
});

test('a node is not a leaf: the prefixes keep them apart', () => {
  const [left, right] = [leafHash(Buffer.of(1)), leafHash(Buffer.of(2))];
  expect(nodeHash(left, right)).not.toEqual(leafHash(Buffer.concat([left, right])));
});
