import { hash, randomBytes } from 'node:crypto';
import { createClient } from './database.js';
import { compare } from './measure.js';
import { summary } from './pgbench.js';
import { built } from './place.js';

const LEAVES = 1_000_000;
const PROOFS = 20_000;
/** A page of the log's own reading and writing: proofs made, and leaves appended in one transaction. */
const MADE = 2_000;
const BATCH = 500;

/**
 * Proofs of a log of a million entries. Checked: the path of each against its root, beside bare SHA-256 of the same bytes. Made:
 * a proof read from the database, beside one SELECT of as many rows by their key. Appended: beside the plainest INSERT of the leaves.
 */
export async function proofs(cluster, { rounds }) {
  const url = await cluster.copy('bench_proofs');
  const stage = await prepare(url);
  try {
    return [
      await compare({
        name: `inclusion proofs checked in a log of ${LEAVES} against bare SHA-256 of the same bytes`,
        ours: () => stage.timed(stage.proofs, stage.checked),
        limit: () => stage.timed(stage.proofs, stage.hashed),
        goal: 0.5,
        aim: 0.7,
        rounds,
      }),
      await compare({
        name: `inclusion proofs made in a log of ${LEAVES} against a SELECT of as many rows`,
        ours: () => stage.timed(stage.places, stage.made),
        limit: () => stage.timed(stage.places, stage.selected),
        goal: 0.3,
        aim: 0.5,
        rounds,
      }),
      await compare({
        name: `entries appended by ${BATCH} to the log against INSERT into a table`,
        ours: () => stage.appended(),
        limit: () => stage.inserted(),
        goal: 0.3,
        aim: 0.5,
        rounds,
      }),
    ];
  } finally {
    await stage.stop();
  }
}

async function prepare(url) {
  const { Database } = await built('platform/persistence/index.js');
  const { appendLeaves, inclusionProof, rootAt } = await built('domains/trace/log/tree.js');
  const { leafHash, rootByInclusion } = await built('proof/index.js');
  const { check } = await built('proof/on-node.js');
  const client = await createClient(url);
  const db = await Database.open({ url, entities: [], readPool: 2, onError: () => undefined });
  const append = (leaves) => db.command((tx) => appendLeaves(tx, leaves));
  for (let at = 0; at < LEAVES; at += 20_000) await append(Array.from({ length: 20_000 }, () => randomBytes(32)));
  await client.query(
    'create table bench_leaf(index bigint generated always as identity primary key, commitment bytea not null unique)',
  );
  await client.query('vacuum analyze');
  const root = await rootAt(db, LEAVES);
  const places = Array.from({ length: MADE }, () => Math.floor(Math.random() * LEAVES));
  const read = await Promise.all(places.slice(0, 500).map((leaf) => inclusionProof(db, leaf, LEAVES)));
  const proofs = Array.from({ length: PROOFS }, (_, i) => read[i % read.length]);
  const leaf = Buffer.alloc(33);
  const node = Buffer.alloc(65, 1);
  return {
    proofs,
    places,
    checked({ commitment, leafIndex: index, size, path }) {
      const found = check(rootByInclusion(check(leafHash(commitment)), { index, size, path }));
      if (!root.equals(found)) throw new Error(`the proof of entry ${index} does not lead to the root`);
    },
    /** The same number of hashes over as many bytes: a leaf's, and one for each step of the path. */
    hashed({ path }) {
      hash('sha256', leaf, 'buffer');
      for (let i = 0; i < path.length; i += 1) hash('sha256', node, 'buffer');
    },
    async made(place) {
      const { path } = await inclusionProof(db, place, LEAVES);
      if (path.length < 14) throw new Error(`the proof of entry ${place} is too short`);
    },
    async selected(place) {
      const levels = Array.from({ length: 19 }, (_, i) => i + 1);
      const indices = levels.map((level) => Math.max(0, Math.floor(place / 2 ** level) - 1));
      await db.read('bench_select', SELECT, [levels, indices]);
    },
    async timed(list, work) {
      const took = [];
      const started = performance.now();
      for (const one of list) {
        const before = performance.now();
        const pending = work(one);
        if (pending) await pending;
        took.push(performance.now() - before);
      }
      return summary(took, (performance.now() - started) / 1000);
    },
    appended: () => portions(append),
    inserted: () =>
      portions((leaves) =>
        db.command((tx) => tx.query('insert into bench_leaf(commitment) select * from unnest($1::bytea[])', [leaves])),
      ),
    async stop() {
      await db.close();
      await client.end();
    },
  };
}

const SELECT = `select n.level, n.index, n.hash from unnest($1::smallint[], $2::bigint[]) as asked(level, index)
  join trace_node n on n.level = asked.level and n.index = asked.index`;

/** Twenty transactions; the figure is of entries. */
async function portions(append) {
  const took = [];
  const started = performance.now();
  for (let i = 0; i < 20; i += 1) {
    const leaves = Array.from({ length: BATCH }, () => randomBytes(32));
    const before = performance.now();
    await append(leaves);
    took.push(performance.now() - before);
  }
  const seconds = (performance.now() - started) / 1000;
  return { ...summary(took, seconds), perSecond: (20 * BATCH) / seconds };
}
