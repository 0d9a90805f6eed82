import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cases } from '../../src/conformance/cases/index.js';

const page = readFileSync('docs/plug-ins.md', 'utf8');
const blocks = [...page.matchAll(/```ts\n\/\/ (\S+)\n([^]*?)```/g)].map(([, file, text]) => ({
  file: file!,
  text: text!,
}));

test('every piece of code on the page is taken from an example', () => {
  expect([...page.matchAll(/```ts/g)]).toHaveLength(blocks.length);
  expect(blocks.length).toBeGreaterThan(8);
  for (const { file, text } of blocks) expect(readFileSync(file, 'utf8')).toContain(text);
});

test('the page lists the cases, as they are', () => {
  const rows = cases.map(({ name, title }) => `| \`${name}\` | ${title} |`);
  expect(page.match(/^\| `[a-z-]+` \| .* \|$/gm)!.slice(-rows.length)).toEqual(rows);
});
