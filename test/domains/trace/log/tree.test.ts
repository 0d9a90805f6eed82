import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { logChecks } from '../../../../src/domains/trace/log/index.js';
import {
  appendLeaves,
  consistencyProof,
  inclusionProof,
  leafOf,
  logSize,
  rootAt,
} from '../../../../src/domains/trace/log/tree.js';
import { findBreaches } from '../../../../src/domains/settlement/index.js';
import { consistency, inclusion, rootOfAll } from '../../../proof/plain-tree.js';
import { commitment, commitments, openLog, type Log } from './logging.js';

let log: Log;
beforeEach(async () => {
  log = await openLog();
});
afterEach(() => log.stop());

/** The reads of `work`, by name. */
async function readsIn(work: (reads: Pick<Log['db'], 'read'>) => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  await work({
    read: (name, text, values) => {
      names.push(name);
      return log.db.read(name, text, values);
    },
  });
  return names;
}

test('an empty log has the root of nothing, and proves nothing', async () => {
  expect(await logSize(log.db)).toBe(0);
  expect(await rootAt(log.db, 0)).toEqual(rootOfAll([]));
  expect(await inclusionProof(log.db, 0, 0)).toBeNull();
  expect(await inclusionProof(log.db, 0, 1)).toBeNull();
  expect(await consistencyProof(log.db, 0, 1)).toBeNull();
});

test('roots and proofs of every size are those of the plain definition, each in one statement', async () => {
  const data = commitments(0, 37);
  for (const [from, to] of [
    [0, 1],
    [1, 8],
    [8, 8],
    [8, 21],
    [21, 37],
  ]) {
    expect(await log.append(data.slice(from, to))).toBe(from);
  }
  for (let size = 1; size <= 37; size += 1) {
    const whole = data.slice(0, size);
    expect(await rootAt(log.db, size)).toEqual(rootOfAll(whole));
    for (const leaf of new Set([0, size >> 1, size - 1])) {
      const proof = {
        leafIndex: leaf,
        size,
        commitment: data[leaf],
        path: inclusion(leaf, whole),
        root: rootOfAll(whole),
      };
      expect(await inclusionProof(log.db, leaf, size)).toEqual(proof);
    }
    const from = Math.ceil(size / 3);
    expect(await consistencyProof(log.db, from, size)).toEqual({
      from,
      to: size,
      path: consistency(from, whole),
      fromRoot: rootOfAll(data.slice(0, from)),
      toRoot: rootOfAll(whole),
    });
  }
  expect(await readsIn((reads) => inclusionProof(reads, 13, 37))).toEqual(['trace_hashes']);
  expect(await readsIn((reads) => consistencyProof(reads, 13, 37))).toEqual(['trace_hashes']);
  expect(await inclusionProof(log.db, 0, 38)).toBeNull();
  expect(await inclusionProof(log.db, 37, 37)).toBeNull();
  expect(await consistencyProof(log.db, 37, 38)).toBeNull();
  expect(await consistencyProof(log.db, 3, 2)).toBeNull();
  expect(await leafOf(log.db, commitment(13))).toBe(13);
  expect(await leafOf(log.db, commitment(37))).toBeNull();
});

test('appending reads one row a peak and writes one a leaf and a node that it completes', async () => {
  await log.append(commitments(0, 1_023));
  const nodes = async () => (await log.db.pool.query<{ n: number }>('select count(*) as n from trace_node')).rows[0]!.n;
  expect(await nodes()).toBe(1_023 - 10);
  await log.append([commitment(1_023)]);
  expect(await nodes()).toBe(1_023);
});

test('those who append at once get indices without a gap, and the tree is that of the leaves in their order', async () => {
  const rounds = 12;
  const each = 5;
  const firsts = await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const mine: [first: number, leaves: Buffer[]][] = [];
      for (let round = 0; round < rounds; round += 1) {
        const at = (writer * rounds + round) * each;
        const leaves = commitments(at, at + 1 + (round % each));
        mine.push([await log.append(leaves), leaves]);
      }
      return mine;
    }),
  );
  const placed = firsts.flat().toSorted(([a], [b]) => a - b);
  let expected = 0;
  for (const [first, leaves] of placed) {
    expect(first).toBe(expected);
    expected += leaves.length;
  }
  const inOrder = placed.flatMap(([, leaves]) => leaves);
  const { rows } = await log.db.pool.query<{ index: number; commitment: Buffer }>(
    'select index, commitment from trace_leaf order by index',
  );
  expect(rows).toEqual(inOrder.map((leaf, index) => ({ index, commitment: leaf })));
  expect(await logSize(log.db)).toBe(inOrder.length);
  expect(await rootAt(log.db, inOrder.length)).toEqual(rootOfAll(inOrder));
});

test('a transaction that is undone leaves no gap and no node', async () => {
  await log.append(commitments(0, 3));
  const undone = log.db.command(async (tx) => {
    expect(await appendLeaves(tx, commitments(3, 9))).toBe(3);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await logSize(log.db)).toBe(3);
  expect(await log.append(commitments(20, 22))).toBe(3);
  expect(await rootAt(log.db, 5)).toEqual(rootOfAll([...commitments(0, 3), ...commitments(20, 22)]));
});

test('the same commitment twice is refused, and nothing of it is kept', async () => {
  await log.append(commitments(0, 3));
  await expect(log.append([commitment(9), commitment(1)])).rejects.toThrow('trace_leaf_commitment_key');
  await expect(log.append([Buffer.alloc(31)])).rejects.toThrow('trace_leaf_commitment_check');
  expect(await logSize(log.db)).toBe(3);
  expect(await rootAt(log.db, 3)).toEqual(rootOfAll(commitments(0, 3)));
});

describe('what was logged stays', () => {
  test('a leaf or a node is neither changed nor removed: the database refuses', async () => {
    await log.append(commitments(0, 5));
    for (const sql of [
      `update trace_leaf set commitment = sha256('x') where index = 1`,
      'delete from trace_leaf where index = 1',
      `update trace_node set hash = sha256('x')`,
      'delete from trace_node',
    ])
      await expect(log.db.pool.query(sql)).rejects.toThrow(/is append-only/);
    expect(await rootAt(log.db, 5)).toEqual(rootOfAll(commitments(0, 5)));
  });

  const breaches: [what: string, sql: string, rules: string[]][] = [
    ['nothing', 'select 1', []],
    [
      'a leaf changed',
      `update trace_leaf set commitment = sha256('x') where index = 1`,
      ['TRACE_NODES_ARE_HASHES trace-node:1/0'],
    ],
    ['a leaf removed', 'delete from trace_leaf where index = 4', ['TRACE_LEAVES_ARE_DENSE trace-log']],
    [
      'a node changed',
      `update trace_node set hash = sha256('x') where level = 1 and index = 1`,
      ['TRACE_NODES_ARE_HASHES trace-node:1/1', 'TRACE_NODES_ARE_HASHES trace-node:2/0'],
    ],
    [
      'a node removed',
      'delete from trace_node where level = 2',
      ['TRACE_NODES_ARE_HASHES trace-node:2/0', 'TRACE_NODES_ARE_WHOLE trace-log'],
    ],
    ['a node too many', `insert into trace_node values (5, 7, sha256('x'))`, ['TRACE_NODES_ARE_WHOLE trace-log']],
    [
      'a head that the log does not reach',
      `insert into trace_head(size, root, signed_at, note) values (6, sha256('x'), now(), '')`,
      ['TRACE_HEADS_ARE_COVERED trace-head:1'],
    ],
    [
      'a size that is none',
      'update trace_log set size = 6',
      ['TRACE_LEAVES_ARE_DENSE trace-log', 'TRACE_NODES_ARE_WHOLE trace-log'],
    ],
  ];

  test('what is changed behind its back, the audit tells', async () => {
    await log.append(commitments(0, 5));
    const told = async (seconds: number | null, pool: object) =>
      (await findBreaches({ pool: pool as never }, { seconds, more: logChecks })).map(
        ({ rule, subject }) => `${rule} ${subject}`,
      );
    const client = await log.db.pool.connect();
    await client.query(
      'alter table trace_leaf disable trigger append_only; alter table trace_node disable trigger append_only',
    );
    for (const [what, sql, rules] of breaches) {
      await client.query(`begin; ${sql}`);
      expect([what, await told(null, client)]).toEqual([what, rules]);
      // The look at what came lately leaves out what takes a look at all.
      const lately = rules.filter((rule) => /HASHES|COVERED/.test(rule));
      expect([what, await told(600, client)]).toEqual([what, lately]);
      await client.query('rollback');
    }
    client.release();
  });
});
