import type { Database, Transaction } from '../../../platform/persistence/index.js';
import {
  appended,
  consistencyRanges,
  inclusionRanges,
  nodeKey,
  rootOf,
  wholeSubtrees,
  type NodeId,
  type Range,
} from './merkle.rules.js';

/** Reads of a database or within a transaction. */
export type Reads = Pick<Database, 'read'>;

export const readsOf = (tx: Transaction): Reads => ({
  read: <Row extends object>(_name: string, text: string, values: readonly unknown[] = []) =>
    tx.query<Row>(text, values),
});

/** Way from a leaf to the root of a tree of `size`, bottom up; hashes of 32 bytes. */
export interface Inclusion {
  readonly leafIndex: number;
  readonly size: number;
  readonly commitment: Buffer;
  readonly path: readonly Buffer[];
  readonly root: Buffer;
}

/** What shows that the tree of size `to` begins with that of size `from`, and the roots of both. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly path: readonly Buffer[];
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
}

/**
 * Appends commitments (32 bytes each, each once) in the given order; answers the index of the first. Whoever appends waits for those
 * before, until they commit: indices have no gap, and a transaction that is undone leaves none.
 */
export async function appendLeaves(tx: Transaction, commitments: readonly Buffer[]): Promise<number> {
  const [log] = await tx.query<{ size: number }>(
    'update trace_log set size = size + $1 returning size::float8 as size',
    [commitments.length],
  );
  const first = log!.size - commitments.length;
  if (commitments.length === 0) return first;
  const peaks = wholeSubtrees({ from: 0, to: first });
  const { hashes } = await readHashes(readsOf(tx), peaks);
  const made = appended(
    first,
    peaks.map((peak) => nodeOf(peak, hashes)),
    commitments,
  );
  await tx.query(INSERT, [
    first,
    commitments,
    made.map(({ level }) => level),
    made.map(({ index }) => index),
    made.map(({ hash }) => hash),
  ]);
  return first;
}

const INSERT = `
  with leaves as (
    insert into trace_leaf(index, commitment)
    select $1::bigint + n - 1, commitment from unnest($2::bytea[]) with ordinality as given(commitment, n))
  insert into trace_node(level, index, hash) select * from unnest($3::smallint[], $4::bigint[], $5::bytea[])`;

/** How many leaves there are. */
export async function logSize(reads: Reads): Promise<number> {
  const [log] = await reads.read<{ size: number }>('trace_log_size', 'select size::float8 as size from trace_log');
  return log!.size;
}

/** Root of the tree of the first `size` leaves; SHA-256 of nothing for 0. Throws where the log lacks a node of it. */
export async function rootAt(reads: Reads, size: number): Promise<Buffer> {
  const whole = { from: 0, to: size };
  const { hashes } = await readHashes(reads, wholeSubtrees(whole));
  return hashOf(whole, hashes);
}

/** Where a commitment stands in the log; null where it does not. */
export async function leafOf(reads: Reads, commitment: Buffer): Promise<number | null> {
  const [leaf] = await reads.read<{ index: number }>(
    'trace_leaf_of',
    'select index::float8 as index from trace_leaf where commitment = $1',
    [commitment],
  );
  return leaf?.index ?? null;
}

/** Proof that a leaf is in the tree of `size`, in one statement; null where that tree has no such leaf or there is no such tree. */
export const inclusionProof = async (reads: Reads, leaf: number, size: number): Promise<Inclusion | null> =>
  (await inclusionProofs(reads, [leaf], size))[0]!;

/** Proofs of several leaves, each as {@link inclusionProof}, in one statement together. */
export async function inclusionProofs(
  reads: Reads,
  leaves: readonly number[],
  size: number,
): Promise<(Inclusion | null)[]> {
  const ways = leaves.map((leaf) =>
    leaf < 0 || leaf >= size ? null : { leaf, ranges: [...inclusionRanges(leaf, size), { from: 0, to: size }] },
  );
  const asked = ways.filter((way) => way !== null);
  if (asked.length === 0) return ways.map(() => null);
  const ids = asked.flatMap(({ ranges }) => ranges.flatMap(wholeSubtrees));
  const { logged, commitments, hashes } = await readHashes(
    reads,
    ids,
    asked.map(({ leaf }) => leaf),
  );
  return ways.map((way) => {
    if (!way || logged < size) return null;
    const path = way.ranges.map((range) => hashOf(range, hashes));
    const commitment = commitments.get(way.leaf)!;
    return { leafIndex: way.leaf, size, commitment, path: path.slice(0, -1), root: path.at(-1)! };
  });
}

/** Proof that one size's tree begins with the other's, in one statement; null where the log has not so many leaves. */
export async function consistencyProof(reads: Reads, from: number, to: number): Promise<Consistency | null> {
  if (from < 0 || from > to) return null;
  const ranges = [...(from === to ? [] : consistencyRanges(from, to)), { from: 0, to: from }, { from: 0, to }];
  const { logged, hashes } = await readHashes(reads, ranges.flatMap(wholeSubtrees));
  if (logged < to) return null;
  const path = ranges.map((range) => hashOf(range, hashes));
  return { from, to, path: path.slice(0, -2), fromRoot: path.at(-2)!, toRoot: path.at(-1)! };
}

type Hashes = ReadonlyMap<string, Buffer>;

const hashOf = (range: Range, hashes: Hashes): Buffer => rootOf(wholeSubtrees(range).map((id) => nodeOf(id, hashes)));

function nodeOf(id: NodeId, hashes: Hashes): Buffer {
  const hash = hashes.get(nodeKey(id));
  if (!hash) throw new Error(`the trace log lacks its node ${nodeKey(id)}`);
  return hash;
}

/** Level -1: how many leaves the log has; -2: the commitments of the leaves asked for. */
const HASHES = `
  select -1 as level, size::float8 as index, null as hash from trace_log
  union all
  select -2, index::float8, commitment from trace_leaf where index = any($4::bigint[])
  union all
  select 0, index::float8, sha256('\\x00'::bytea || commitment) from trace_leaf where index = any($1)
  union all
  select n.level, n.index::float8, n.hash from unnest($2::smallint[], $3::bigint[]) as asked(level, index)
    join trace_node n on n.level = asked.level and n.index = asked.index`;

interface HashRow extends NodeId {
  readonly hash: Buffer;
}

/** Hashes of whole subtrees, those that the log has, and of some leaves their commitments. */
async function readHashes(
  reads: Reads,
  ids: readonly NodeId[],
  leaves: readonly number[] = [],
): Promise<{ logged: number; commitments: ReadonlyMap<number, Buffer>; hashes: Hashes }> {
  const each = [...new Map(ids.map((id) => [nodeKey(id), id])).values()];
  const nodes = each.filter(({ level }) => level > 0);
  const rows = await reads.read<HashRow>('trace_hashes', HASHES, [
    each.filter(({ level }) => level === 0).map(({ index }) => index),
    nodes.map(({ level }) => level),
    nodes.map(({ index }) => index),
    leaves,
  ]);
  return {
    logged: rows.find(({ level }) => level === -1)!.index,
    commitments: new Map(rows.flatMap(({ level, index, hash }) => (level === -2 ? [[index, hash]] : []))),
    hashes: new Map(rows.filter(({ level }) => level >= 0).map((row) => [nodeKey(row), row.hash])),
  };
}
