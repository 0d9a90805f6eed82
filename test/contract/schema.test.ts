import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { schemaText } from '../../src/app/commands.js';
import { unannounced } from './breaking-changes.js';

const FILE = 'schema/schema.graphql';
const kept = readFileSync(FILE, 'utf8');

test('the committed schema is what the code makes', async () => {
  expect(await schemaText()).toBe(kept);
});

test('no client breaks unannounced: each breaking change since the schema before is in the changelog', () => {
  expect(unannounced(schemaBefore() ?? kept, kept, readFileSync('CHANGELOG.md', 'utf8'))).toEqual([]);
});

const OLD = `
  type Query { product(id: ID!): Product }
  type Product { id: ID! name: String price: String }
  enum Unit { KG BOX }`;
const NEW = `
  type Query { product(id: ID!, channel: String!): Product }
  type Product { id: ID! name: String }
  enum Unit { KG }`;

test('a removed field, a removed enum value and a new required argument are breaking', () => {
  expect(unannounced(OLD, NEW, '## Unreleased\n\n- `Product.price` is nice\n')).toEqual([
    'A required arg channel on Query.product was added.',
    'Product.price was removed.',
    'BOX was removed from enum type Unit.',
  ]);
});

test('what the changelog names under Breaking is announced', () => {
  const changelog =
    '## Unreleased\n\n### Breaking\n\n- `Product.price` is gone\n- `Unit.BOX` too\n\n### Added\n\n- `Query.product`\n';
  expect(unannounced(OLD, NEW, changelog)).toEqual(['A required arg channel on Query.product was added.']);
  expect(
    unannounced(OLD, NEW, `${changelog}\n## 0.1.0\n\n### Breaking\n\n- \`Query.product\` wants a channel\n`),
  ).toEqual([]);
});

/** As HEAD has it if the file is being changed, else as it was before its last commit; null where git knows no other. */
function schemaBefore(): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [newest, before] = git('log', '-2', '--format=%H', '--', FILE).split('\n').filter(Boolean);
    if (!newest) return null;
    const committed = git('show', `${newest}:${FILE}`);
    if (committed !== kept) return committed;
    return before ? git('show', `${before}:${FILE}`) : null;
  } catch {
    // A copy without its history, such as an unpacked archive.
    return null;
  }
}
