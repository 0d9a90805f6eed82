import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { operationPolicies } from '../../src/platform/graphql/index.js';
import { ROLES } from '../../src/shared/role.js';
import { startApp, type TestApp } from '../kit/app.js';
import { watchFeed } from '../kit/watch-feed.js';
import { makeShop } from '../domains/shops/shop-making.js';
import { learnedGraph, minimalCall } from './minimal-call.js';
import { POLICY_COLUMNS, POLICY_MATRIX } from './policy-matrix.js';

let app: TestApp;
let schema: GraphQLSchema;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  schema = await learnedGraph(app);
  // An owner without a shop may do nothing with shops: this one has one.
  await makeShop(app, { ownerUsername: 'shop_owner' });
  for (const role of ROLES) if (role !== 'VISITOR') tokens.set(role, await app.token(role));
});
afterAll(() => app.stop());

const as = (role: string) => (role === 'VISITOR' ? {} : { token: tokens.get(role)! });
const ALLOWED = '+';
const REFUSED: Readonly<Record<string, string>> = { FORBIDDEN: '.', UNAUTHENTICATED: '!' };

/** Allowed, and nothing to be had: what was named is not there, or its channel has no connection here. */
const EMPTY_HANDED = ['BAD_USER_INPUT', 'NOT_FOUND', 'CHANNEL_UNAVAILABLE'];

async function mark(kind: 'query' | 'mutation' | 'subscription', name: string, role: string): Promise<string> {
  if (kind === 'subscription') {
    // Every feed begins with a snapshot, unless it is refused.
    const query = `subscription { ${name} { __typename } }`;
    const watch = watchFeed(app.url, { query, ...as(role) });
    return watch
      .until((messages) => messages.length > 0)
      .then(
        () => (watch.drop(), ALLOWED),
        (error: Error) => Object.entries(REFUSED).find(([code]) => error.message.includes(code))?.[1] ?? error.message,
      );
  }
  const { query, variables } = minimalCall(schema, kind, name);
  const codes = (await app.ask(query, variables, as(role))).errors?.map((e) => e.extensions.code) ?? [];
  // With input that means nothing the command itself is refused: never as a fault of ours, and never with a change.
  if (codes.some((code) => !(code in REFUSED) && !EMPTY_HANDED.includes(code))) return codes.join();
  return codes.map((code) => REFUSED[code]).find((sign) => sign !== undefined) ?? ALLOWED;
}

const rowOf = ({ kind, name }: { kind: string; name: string }, cells: readonly string[]) =>
  `${`${kind} ${name}`.padEnd(34)}${cells.join('  ')}`;
const operations = () =>
  operationPolicies().toSorted((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
/** The rows of the table, without the line that names its columns. */
const ROWS = POLICY_MATRIX.trim().split('\n').slice(1);

test('every operation has its row, every role its column', () => {
  expect(ROWS.map((row) => row.slice(0, 34).trim())).toEqual(operations().map(({ kind, name }) => `${kind} ${name}`));
  expect(POLICY_COLUMNS).toEqual(ROLES);
});

test('each role may call just the operations that the table gives it', async () => {
  const rows: string[] = [];
  for (const operation of operations()) {
    // One after the other where a password is checked: each check takes 128 MB.
    const marks: string[] = [];
    for (const role of ROLES) marks.push(await mark(operation.kind, operation.name, role));
    rows.push(rowOf(operation, marks));
  }
  expect(rows.join('\n')).toBe(ROWS.join('\n'));
}, 120_000);
