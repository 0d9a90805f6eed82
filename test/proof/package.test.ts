import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type * as Proof from '../../src/proof/index.js';
import { loadBare } from '../client/bare-realm.js';
import { otherLog } from './bundle-making.js';

test('it runs where there is nothing of Node: no package, no node: module', async () => {
  const { namespace, packages } = await loadBare('src/proof/index.js', { TextEncoder, atob, btoa });
  expect(packages).toEqual([]);
  const { runSlowly, verifyBundle } = namespace as unknown as typeof Proof;
  const bundle = otherLog().bundle(0, 1);
  // Whoever runs it brings the answers: with one that calls every signature good, only the signature goes unseen.
  const digest = async (parts: readonly Uint8Array[]) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.concat(parts)));
  const answer = async (question: Proof.Question) => ('sha256' in question ? digest(question.sha256) : true);
  const forged = { ...bundle, head: bundle.head.replace('08:00', '09:00') };
  expect((await runSlowly(verifyBundle(forged), answer)).proved).toBe(true);
  const { steps } = await runSlowly(verifyBundle({ ...bundle, salt: bundle.eventHash }), answer);
  expect(steps.at(-1)).toEqual({ name: 'COMMITMENT', fault: 'OTHER_EVENT', about: '' });
});

test('the package exports what the sources are built to', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
  for (const [name, file] of [
    ['./proof', 'src/proof/index'],
    ['./proof/node', 'src/proof/on-node'],
    ['./proof/browser', 'src/proof/in-browser'],
  ] as const) {
    expect(exports[name]).toEqual({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
    expect(existsSync(`${file}.ts`)).toBe(true);
  }
});
