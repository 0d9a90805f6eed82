import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventHash } from '../../src/domains/trace/epcis/event-hash.js';
import { otherLog } from '../proof/bundle-making.js';

const log = otherLog();
const bundle = log.bundle(4, 8, 5);
/** One that tells its event. */
const document = {
  type: 'ObjectEvent',
  bizStep: 'shipping',
  eventTime: '2026-11-20T02:00:00Z',
  eventTimeZoneOffset: '+08:00',
};
const told = { ...otherLog(undefined, 8, { 4: eventHash(document, {}) }).bundle(4, 8), document };
const path = (relative: string) => new URL(relative, import.meta.url).pathname;
const TYPESCRIPT = path('../kit/run-typescript.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-verify-'));
  writeFileSync(join(folder, 'proof.json'), JSON.stringify(bundle));
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...bundle, leafIndex: 3 }));
  writeFileSync(join(folder, 'text.json'), 'a proof');
  writeFileSync(join(folder, 'kept.txt'), log.head(5));
  writeFileSync(join(folder, 'rewritten.txt'), log.head(8, Buffer.alloc(32, 7)));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs in an empty environment and folder: what is said comes from the files alone. */
const verify = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env['PATH'], LANG: 'C', ...env } };
    execFile(
      process.execPath,
      ['--import', TYPESCRIPT, path('../../src/main.ts'), 'verify', ...args],
      options,
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

test('a proof that holds: every step in words, what is proved and what is not, exit code 0', async () => {
  const { code, out, err } = await verify(['proof.json', '--key', log.key, '--head', 'kept.txt']);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    '✓ FORMAT: The file is a well-formed proof',
    `✓ KEY: The tree head is signed in the name of the key ${log.key}`,
    '✓ SIGNATURE: The signature holds: the head of 8 entries is as it was signed',
    '✓ COMMITMENT: The event’s hash and the salt give the commitment in the log',
    '✓ INCLUSION: The commitment is in the tree (place / entries: 4 / 8)',
    '✓ EARLIER_SIGNATURE: The signature of the earlier head (5 entries) holds',
    '✓ CONSISTENCY: All that the earlier head covers is unchanged (5 → 8 entries)',
    '✓ KEPT_HEAD: It is the history of the head that you kept (5 entries)',
    '',
    `Proved: the event with the hash ${bundle.eventHash} was in the log county.example/trace/340323 (entry 5 of 8) by 2026-11-27T08:00:00.000Z; since then it cannot be changed or taken out unnoticed.`,
    'Not proved: that what the event says is true, or who wrote it. See for yourself that the event’s hash is the one above.',
    '',
  ]);
  // No database was made, no secret.
  expect(readdirSync(folder).toSorted()).toEqual([
    'kept.txt',
    'other.json',
    'proof.json',
    'rewritten.txt',
    'text.json',
  ]);
});

test('a proof that does not hold: the step that fails is the last, exit code 1', async () => {
  const { code, out, err } = await verify(['other.json']);
  expect([code, err]).toEqual([1, '']);
  expect(out.split('\n').slice(-4)).toEqual([
    '✗ INCLUSION: The path does not lead to the head’s root (place / entries: 3 / 8)',
    '',
    'Not proved: the step INCLUSION fails.',
    '',
  ]);
});

test('a proof that tells the event: its hash is computed from what is told, and another telling is named', async () => {
  writeFileSync(join(folder, 'told.json'), JSON.stringify(told));
  writeFileSync(
    join(folder, 'retold.json'),
    JSON.stringify({ ...told, document: { ...document, bizStep: 'receiving' } }),
  );
  const holds = await verify(['told.json']);
  expect([holds.code, holds.out.split('\n')[3]]).toEqual([
    0,
    '✓ DOCUMENT: The event told is the one that was logged: ObjectEvent, shipping, 2026-11-20T02:00:00Z',
  ]);
  const fails = await verify(['retold.json']);
  expect([fails.code, fails.out.split('\n').slice(-4)]).toEqual([
    1,
    [
      '✗ DOCUMENT: The event told is not the one that was logged: ObjectEvent, receiving, 2026-11-20T02:00:00Z',
      '',
      'Not proved: the step DOCUMENT fails.',
      '',
    ],
  ]);
});

test('another key, or a kept head of another history, fails by its step', async () => {
  const key = await verify(['proof.json', '--key', otherLog('other.example/log').key]);
  expect([key.code, key.out.split('\n')[1]]).toEqual([
    1,
    '✗ KEY: The head is not signed by the key; it is signed by: county.example/trace/340323',
  ]);
  const head = await verify(['proof.json', '--head', 'rewritten.txt'], { LANG: 'zh_CN.UTF-8' });
  expect([head.code, head.out.split('\n').slice(-4)]).toEqual([
    1,
    ['✗ KEPT_HEAD: 历史已被改写:同为 8 条记录,两个已签署的根不同', '', '未能证明:步骤 KEPT_HEAD 不成立。', ''],
  ]);
});

test('what is no file, and what is no JSON, is said in one line', async () => {
  expect(await verify(['none.json'])).toEqual({
    code: 1,
    out: '',
    err: "none.json cannot be read: ENOENT: no such file or directory, open 'none.json'\n",
  });
  const { code, err } = await verify(['text.json']);
  expect(code).toBe(1);
  expect(err).toMatch(/^text\.json is no JSON: .*\n$/);
});
