import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const refused = async (query: string) => [
  ...new Set((await app.ask(query)).errors?.map((error) => error.extensions.code)),
];
const nested = (depth: number) =>
  `{ county { ${'townships { county { '.repeat(depth)} code ${'} } '.repeat(depth)} } }`;

test('a document that is too deep, aliases too much or multiplies its lists too far is refused before it runs', async () => {
  expect(await refused(nested(12))).toEqual(['QUERY_TOO_COMPLEX']);
  expect(await refused(`{ ${Array.from({ length: 31 }, (_, i) => `a${i}: county { code }`).join(' ')} }`)).toEqual([
    'QUERY_TOO_COMPLEX',
  ]);
  expect(
    await refused(
      '{ brands { products(first: 100) { nodes { listings { sites { id code name } } name } } } industryHalls { products(first: 100) { nodes { listings { sites { id code } } } } } }',
    ),
  ).toEqual(['QUERY_TOO_COMPLEX']);
  expect(await refused(`{ ${'county { code } '.repeat(2_000)} }`)).toEqual(['GRAPHQL_PARSE_FAILED']);
});

test('what the county page asks for is allowed', async () => {
  const answer = await app.ask(
    '{ county { townships { villages { code name category } } } products(first: 100) { nodes { producer { village { township { name } } } } } }',
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data.county.townships.length).toBe(12);
});

test('a bug is masked to the client, with the path and no word of its cause', async () => {
  const read = app.db.read.bind(app.db);
  app.db.read = () => Promise.reject(new Error('secret_table does not exist'));
  const answer = await app.ask('{ county { showcases { code } } }');
  app.db.read = read;
  expect(answer.errors).toEqual([
    {
      message: 'The server failed; it has been logged.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
      path: ['county', 'showcases'],
    },
  ]);
});
