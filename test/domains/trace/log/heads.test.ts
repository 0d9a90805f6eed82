import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { latestHead, LogForked, proofBundles } from '../../../../src/domains/trace/log/index.js';
import { headsBefore } from '../../../../src/domains/trace/log/heads.js';
import { logKeys } from '../../../../src/domains/trace/log/keys.js';
import { readNote, toHex, verifyBundle, writeKey } from '../../../../src/proof/index.js';
import { check } from '../../../../src/proof/on-node.js';
import { rootOfAll } from '../../../proof/plain-tree.js';
import { commitments, openLog, type Log } from './logging.js';

const ORIGIN = 'yizhan.example.cn/trace/340323';

let log: Log;
beforeEach(async () => {
  log = await openLog();
});
afterEach(() => log.stop());

const count = async (table: string) =>
  (await log.db.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;

/** As a third party checks it: nothing of our code but the text. */
function verifiesByHand(note: string, key: Uint8Array, line: number): boolean {
  const [text, signatures] = note.split('\n\n') as [string, string];
  const base64 = signatures.split('\n')[line]!.split(' ')[2]!;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
    format: 'jwk',
  });
  return verify(null, Buffer.from(`${text}\n`), publicKey, Buffer.from(base64, 'base64').subarray(4));
}

test('an empty log has no head and no key', async () => {
  expect(await log.heads.sign()).toBeNull();
  expect([await count('trace_head'), await count('trace_key')]).toEqual([0, 0]);
});

test('a head is signed when the log grew, and only then', async () => {
  await log.append(commitments(0, 5));
  const head = await log.heads.sign();
  const root = rootOfAll(commitments(0, 5));
  const [key] = await logKeys(log.db);
  const id = createHash('sha256').update(`${ORIGIN}\n`).update(Buffer.of(1)).update(key!.key).digest().subarray(0, 4);
  expect(head!.note.slice(0, head!.note.lastIndexOf(' '))).toBe(
    `${ORIGIN}\n5\n${root.toString('base64')}\nTimestamp: 2026-11-27T00:00:00.000Z\n\n— ${ORIGIN}`,
  );
  expect([head!.size, head!.root, head!.signedAt]).toEqual([5, root, '2026-11-27T00:00:00.000Z']);
  expect(toHex(readNote(head!.note)!.signatures[0]!.id)).toBe(id.toString('hex'));
  expect(verifiesByHand(head!.note, key!.key, 0)).toBe(true);

  log.at('2026-11-27T00:01:00.000Z');
  expect(await log.heads.sign()).toEqual(head);
  await log.append(commitments(5, 6));
  const next = await log.heads.sign();
  expect([next!.size, next!.signedAt]).toEqual([6, '2026-11-27T00:01:00.000Z']);
  expect(await latestHead(log.db)).toEqual(next);
  expect(await headsBefore(log.db, null, 5)).toEqual([next, head]);
  expect(await headsBefore(log.db, [next!.size, next!.id], 5)).toEqual([head]);
});

test('signed by several at once, one head is made', async () => {
  await log.append(commitments(0, 3));
  const heads = await Promise.all(Array.from({ length: 5 }, () => log.heads.sign()));
  expect(new Set(heads.map((head) => head!.note)).size).toBe(1);
  expect([await count('trace_head'), await count('trace_key')]).toEqual([1, 1]);
});

test('heads and keys stay: the database refuses', async () => {
  await log.append(commitments(0, 3));
  await log.heads.sign();
  for (const sql of [`update trace_head set note = ''`, 'delete from trace_head', 'delete from trace_key'])
    await expect(log.db.pool.query(sql)).rejects.toThrow(/is append-only/);
  for (const change of [`name = 'x'`, `public_key = sha256('x')`, `private_sealed = 'x'`])
    await expect(log.db.pool.query(`update trace_key set ${change}`)).rejects.toThrow(
      'a key of the trace log is retired, never changed',
    );
  expect([await count('trace_head'), await count('trace_key')]).toEqual([1, 1]);
});

test('the secret is sealed, and gone when the key is retired; the head between is signed by both', async () => {
  await log.append(commitments(0, 3));
  const first = await log.heads.sign();
  const secrets = async () =>
    (
      await log.db.pool.query<{ sealed: string | null }>(
        'select private_sealed as sealed from trace_key order by made_at',
      )
    ).rows.map(({ sealed }) => sealed?.slice(0, 3) ?? null);
  expect(await secrets()).toEqual(['v1.']);
  log.at('2026-11-28T00:00:00.000Z');
  const { head, key } = await log.heads.rotate();
  expect(await secrets()).toEqual([null, 'v1.']);
  const keys = await logKeys(log.db);
  expect(keys.map(({ madeAt, retiredAt }) => [madeAt, retiredAt])).toEqual([
    ['2026-11-28T00:00:00.000Z', null],
    ['2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z'],
  ]);
  expect(writeKey(keys[0]!)).toBe(writeKey(key));
  expect([head.size, head.root]).toEqual([3, first!.root]);
  expect([verifiesByHand(head.note, keys[0]!.key, 0), verifiesByHand(head.note, keys[1]!.key, 1)]).toEqual([
    true,
    true,
  ]);
  await log.append(commitments(3, 4));
  const next = await log.heads.sign();
  expect(readNote(next!.note)!.signatures.map(({ id }) => toHex(id))).toEqual([toHex(key.id)]);
  await expect(
    log.db.pool.query(`update trace_key set retired_at = now() where id = '${toHex(keys[1]!.id)}'`),
  ).rejects.toThrow('a key of the trace log is retired, never changed');
});

test('a log that does not begin with what was signed gets no further head', async () => {
  await log.append(commitments(0, 4));
  const head = await log.heads.sign();
  const said = 'does not begin with the 4 that were signed at 2026-11-27T00:00:00.000Z';
  await log.db.pool.query('alter table trace_node disable trigger append_only');
  await log.db.pool.query(`update trace_node set hash = sha256('x') where level = 2`);
  await log.append(commitments(4, 5));
  await expect(log.heads.sign()).rejects.toThrow(said);
  await expect(log.heads.rotate()).rejects.toThrow(LogForked);
  // Restored from a backup that lacks the last leaf.
  await log.db.pool.query('update trace_log set size = 3');
  await expect(log.heads.sign()).rejects.toThrow(said);
  expect(await headsBefore(log.db, null, 5)).toEqual([head]);
  expect(await count('trace_key')).toBe(1);
});

test('a bundle proves an event of the log, and that the log goes on from a head that one has', async () => {
  const salts = Array.from({ length: 9 }, (_, i) => createHash('sha256').update(`salt ${i}`).digest());
  const hashes = Array.from({ length: 9 }, (_, i) => createHash('sha256').update(`event ${i}`).digest());
  const leaves = hashes.map((hash, i) => createHash('sha256').update(salts[i]!).update(hash).digest());
  const event = (leafIndex: number) => ({ leafIndex, eventHash: hashes[leafIndex]!, salt: salts[leafIndex]! });
  await log.append(leaves.slice(0, 3));
  expect(await proofBundles(log.db, [event(2)])).toEqual([null]);
  const kept = await log.heads.sign();
  await log.append(leaves.slice(3));
  expect(await proofBundles(log.db, [event(4)])).toEqual([null]);
  const head = await log.heads.sign();

  const [bundle] = await proofBundles(log.db, [event(4)], 3);
  expect(bundle).toEqual({
    format: 'yizhan-proof/1',
    eventHash: hashes[4]!.toString('hex'),
    salt: salts[4]!.toString('hex'),
    commitment: leaves[4]!.toString('base64'),
    leafIndex: 4,
    path: expect.any(Array),
    head: head!.note,
    keys: (await logKeys(log.db)).map(writeKey),
    earlier: { head: kept!.note, path: expect.any(Array) },
  });
  const verdict = check(verifyBundle(JSON.parse(JSON.stringify(bundle)), { keys: bundle!.keys, head: kept!.note }));
  expect(verdict.steps.map(({ name, fault }) => [name, fault])).toEqual(
    ['FORMAT', 'KEY', 'SIGNATURE', 'COMMITMENT', 'INCLUSION', 'EARLIER_SIGNATURE', 'CONSISTENCY', 'KEPT_HEAD'].map(
      (name) => [name, null],
    ),
  );
  expect(verdict.facts).toMatchObject({ origin: ORIGIN, leafIndex: 4, size: 9, keyGiven: true, keptSize: 3 });
  expect(await proofBundles(log.db, [event(4)], 5)).toEqual([null]);
  // Several are what each is alone; the tree has no tenth.
  const [last] = await proofBundles(log.db, [event(8)]);
  expect(await proofBundles(log.db, [event(8), { ...event(4), leafIndex: 9 }, event(8)])).toEqual([last, null, last]);
  expect(check(verifyBundle(last)).proved).toBe(true);
});
