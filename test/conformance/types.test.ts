import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// The package as it is published, with its types alone, and partners' folders beside it.
const TSC = resolve('node_modules/typescript/bin/tsc');
const PARTNERS = ['partner-plug-in', 'smallest-plug-in'];
let folder: string;
let installed: string;

const tsc = (...args: string[]): Promise<{ code: number; out: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [TSC, ...args], { cwd: folder }, (error, out) =>
      done({ code: error ? Number(error.code) : 0, out }),
    );
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-types-'));
  installed = join(folder, 'node_modules', 'yizhan');
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  mkdirSync(installed);
  copyFileSync('package.json', join(installed, 'package.json'));
  for (const name of ['zod', 'undici-types', '@types/node'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  const written = await tsc('-p', resolve('tsconfig.types.json'), '--outDir', join(installed, 'dist'));
  expect(written).toEqual({ code: 0, out: '' });
  for (const name of PARTNERS) cpSync(resolve('examples', name), join(folder, name), { recursive: true });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(PARTNERS)('%s is checked against the types of the package', async (name) => {
  expect(await tsc('-p', join(folder, name), '--skipLibCheck', 'false')).toEqual({ code: 0, out: '' });
});

test('what does not fit them is found', async () => {
  cpSync(join(folder, 'smallest-plug-in'), join(folder, 'wrong'), { recursive: true });
  writeFileSync(
    join(folder, 'wrong', 'index.ts'),
    `import { leftOut, type ChannelSimulator } from 'yizhan/plugin-kit/conformance';
     export const missing: string = leftOut;
     export const manner: Parameters<ChannelSimulator['behave']>[0] = 'sulking';\n`,
  );
  const { code, out } = await tsc('-p', join(folder, 'wrong'));
  expect(code).toBe(2);
  expect(out.match(/error TS\d+/g)).toEqual(['error TS2322', 'error TS2322']);
});

test('every export of the package has its types', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | { types: string }>;
  };
  const types = Object.values(exports).flatMap((one) => (typeof one === 'string' ? [] : [one.types]));
  expect(types).toHaveLength(7);
  for (const path of types) expect(readFileSync(join(installed, path), 'utf8')).toMatch(/export/);
});

test('the conformance suite’s types know nothing of the server', () => {
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.js'/g))
      follow(join(dirname(file), `${path}.d.ts`));
  };
  follow(join(installed, 'dist/src/conformance/index.d.ts'));
  const outside = [...seen].filter((file) => !/src\/(conformance|plugin-kit|shared)\//.test(file));
  expect(outside).toEqual([]);
});
