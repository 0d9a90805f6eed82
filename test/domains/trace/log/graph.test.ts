import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../../kit/app.js';
import { fillTraceLog } from '../../../contract/full-trace.js';
import {
  fromBase64,
  isConsistent,
  leafHash,
  readKey,
  readNote,
  rootByInclusion,
  holds,
  signatureBy,
} from '../../../../src/proof/index.js';
import { check } from '../../../../src/proof/on-node.js';

let app: TestApp;
const leaf = (n: number) => createHash('sha256').update(`entry ${n}`).digest();
beforeAll(async () => {
  app = await startApp();
  await fillTraceLog(app.db, 5);
});
afterAll(() => app.stop());

const bytes = (texts: string[]) => texts.map((text) => fromBase64(text)!);

test('heads come newest first, a page at a time, and every one is signed by a key that the graph tells', async () => {
  const query = `query($after: String) { treeHeads(first: 3, after: $after) {
    nodes { size rootHash signedAt note } totalCount pageInfo { endCursor hasNextPage } } logKeys { name keyId verifierKey retiredAt } }`;
  const { data } = await app.ask(query);
  const { data: next } = await app.ask(query, { after: data.treeHeads.pageInfo.endCursor });
  const heads = [...data.treeHeads.nodes, ...next.treeHeads.nodes];
  expect(heads.map(({ size }) => size)).toEqual([5, 4, 3, 2, 1]);
  expect([data.treeHeads.totalCount, data.treeHeads.pageInfo.hasNextPage, next.treeHeads.pageInfo.hasNextPage]).toEqual(
    [5, true, false],
  );
  expect(data.logKeys).toEqual([
    {
      name: 'yizhan/trace/340323',
      keyId: expect.stringMatching(/^[0-9a-f]{8}$/),
      verifierKey: expect.any(String),
      retiredAt: null,
    },
  ]);
  const key = check(readKey(data.logKeys[0].verifierKey))!;
  for (const { note, size, rootHash, signedAt } of heads) {
    const head = readNote(note)!;
    expect([head.size, Buffer.from(head.root).toString('base64'), head.signedAt]).toEqual([size, rootHash, signedAt]);
    expect(check(holds(head, signatureBy(head, [key])!))).toBe(true);
  }
});

describe('proofs', () => {
  const INCLUSION = `query($leafIndex: Sequence, $commitment: String, $size: Sequence) {
    inclusionProof(leafIndex: $leafIndex, commitment: $commitment, size: $size) { leafIndex size commitment path rootHash } }`;
  const CONSISTENCY = `query($from: Sequence!, $to: Sequence!) {
    consistencyProof(from: $from, to: $to) { from to path fromRootHash toRootHash } latestTreeHead { size rootHash } }`;

  test('of an entry by its place or its commitment, in the newest head’s tree or another', async () => {
    const { data } = await app.ask(INCLUSION, { leafIndex: 3 });
    const proof = data.inclusionProof;
    expect([proof.leafIndex, proof.size, proof.commitment]).toEqual([3, 5, leaf(3).toString('base64')]);
    const root = check(rootByInclusion(check(leafHash(leaf(3))), { index: 3, size: 5, path: bytes(proof.path) }))!;
    expect(Buffer.from(root).toString('base64')).toBe(proof.rootHash);
    expect((await app.ask(INCLUSION, { commitment: leaf(3).toString('base64') })).data).toEqual(data);
    const earlier = (await app.ask(INCLUSION, { leafIndex: 3, size: 4 })).data.inclusionProof;
    expect([earlier.size, earlier.path.length]).toEqual([4, 2]);
  });

  test('none of what is not there', async () => {
    for (const variables of [
      { leafIndex: 5 },
      { leafIndex: 3, size: 3 },
      { leafIndex: 3, size: 6 },
      { leafIndex: 3, size: 9_007_199_254_740_991 },
      { leafIndex: -1 },
      { commitment: leaf(9).toString('base64') },
    ])
      expect(await app.ask(INCLUSION, variables)).toEqual({ data: { inclusionProof: null } });
  });

  test('that one tree begins with another', async () => {
    const { data } = await app.ask(CONSISTENCY, { from: 3, to: 5 });
    const { path, fromRootHash, toRootHash } = data.consistencyProof;
    expect(toRootHash).toBe(data.latestTreeHead.rootHash);
    const tree = (size: number, root: string) => ({ size, root: fromBase64(root)! });
    expect(check(isConsistent(tree(3, fromRootHash), tree(5, toRootHash), bytes(path)))).toBe(true);
    expect((await app.ask(CONSISTENCY, { from: 3, to: 6 })).data.consistencyProof).toBeNull();
    expect((await app.ask(CONSISTENCY, { from: 0, to: 5 })).data.consistencyProof.path).toEqual([]);
  });

  test.each([
    ['neither place nor commitment', INCLUSION, {}, 'Give either `leafIndex` or `commitment`.'],
    [
      'both',
      INCLUSION,
      { leafIndex: 1, commitment: leaf(1).toString('base64') },
      'Give either `leafIndex` or `commitment`.',
    ],
    ['no commitment', INCLUSION, { commitment: 'x' }, '`commitment` is 32 bytes in base64.'],
    ['backwards', CONSISTENCY, { from: 5, to: 3 }, '`from` is a whole number of entries, at most `to`.'],
    ['from below nothing', CONSISTENCY, { from: -1, to: 3 }, '`from` is a whole number of entries, at most `to`.'],
  ])('are refused for %s', async (_what, query, variables, message) => {
    const { errors } = await app.ask(query, variables);
    expect(errors!.map((error) => [error.extensions.code, error.message])).toEqual([['BAD_USER_INPUT', message]]);
  });

  test('a cursor of another list is refused', async () => {
    const after = Buffer.from('["a","b"]').toString('base64url');
    const { errors } = await app.ask('query($after: String) { treeHeads(after: $after) { nodes { size } } }', {
      after,
    });
    expect(errors!.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});
