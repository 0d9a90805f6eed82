import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cases } from '../../src/conformance/cases/index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-plugin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command unbuilt in the folder. */
function yizhan(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const loader = resolve('test/kit/run-typescript.js');
  const child = spawn(process.execPath, ['--import', loader, resolve('src/main.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'C', DATABASE_URL: process.env.YIZHAN_TEST_DATABASE_URL },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk));
  return new Promise((done) => void child.once('close', (code) => done({ code, ...text })));
}

test('a new plug-in passes as it is written', async () => {
  const made = await yizhan('plugin', 'new', 'canteen');
  expect([made.code, made.err, made.out]).toEqual([
    0,
    '',
    `${join(folder, 'canteen')} is written. Next:\n  yizhan plugin test canteen\n`,
  ]);
  expect(readdirSync(join(folder, 'canteen')).sort()).toEqual(readdirSync('examples/smallest-plug-in').sort());
  for (const file of readdirSync(join(folder, 'canteen')))
    expect(readFileSync(join(folder, 'canteen', file), 'utf8')).not.toMatch(/roadside|路边摊/i);

  const tried = await yizhan('plugin', 'test', 'canteen');
  expect(tried.err).toBe('');
  const lines = tried.out.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(lines.at(-1)).toMatch(
    /^canteen 0\.1\.0 conforms to version 1\.0\.0 of the kit: \d+ passed, 0 failed, \d+ not needed$/,
  );
  expect(tried.code).toBe(0);
});

test('one that is not right fails the command, and says why, for people and for programs', async () => {
  mkdirSync(join(folder, 'wrong'));
  writeFileSync(
    join(folder, 'wrong', 'index.ts'),
    `import { defineChannel, z } from 'yizhan/plugin-kit';
     export default defineChannel({
       id: 'wrong', name: { zh: '错', en: 'Wrong' }, version: '1.0.0', api: '^1', capabilities: [], permissions: [],
       config: { version: 1, schema: z.object({}) },
       verify: async () => { throw new Error('not today'); },
     });
     export const simulator = { start: async () => {}, stop: async () => {}, behave: () => {}, settings: () => ({}), wrongSettings: () => ({}) };`,
  );
  const { code, out } = await yizhan('plugin', 'test', 'wrong', '--json');
  const report = JSON.parse(out) as { passed: boolean; cases: { name: string; status: string; why?: string }[] };
  expect([code, report.passed, report.cases.map(({ name }) => name)]).toEqual([
    1,
    false,
    cases.map(({ name }) => name),
  ]);
  const first = report.cases[0]!;
  expect([first.name, first.status]).toEqual(['verify-good', 'failed']);
  expect(first.why).toMatch('connectionVerify is refused');
});

test.each([
  [['test', 'nowhere'], /nowhere holds no plug-in: neither "main" of a package\.json nor index\.ts nor index\.js\n$/],
  [['new', 'Bad-Name'], /^Bad-Name is no id: 2 to 30 lower-case letters and digits, a letter first\n$/],
  [['new', 'canteen'], /canteen is not empty: choose another name\n$/],
])('plugin %j is refused in one line', async (args, said) => {
  const { code, out, err } = await yizhan('plugin', ...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(said);
});
