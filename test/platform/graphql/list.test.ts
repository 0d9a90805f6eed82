import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Where } from '../../../src/platform/graphql/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { OPERATOR } from '../../kit/goods.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.db.pool.query(
    `insert into collection_round(site_code, place_code, opens_at, closes_at, changed_by)
     select s.code, s.place_code, t, t + interval '1 hour', 'test'
       from (select code, place_code from site where kind = 'COLLECTION_POINT' order by code limit 3) s,
            unnest(array['2099-01-02T00:00Z', '2099-01-01T00:00Z', '2099-01-03T00:00Z']::timestamptz[]) t`,
  );
});
afterAll(() => app.stop());

const PAGE = `query($first: Int!, $after: String) { collectionRounds(first: $first, after: $after, filter: { states: [PLANNED] }) {
  nodes { id opensAt } totalCount pageInfo { hasNextPage endCursor } } }`;
interface RoundPage {
  nodes: { id: string; opensAt: string }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const cursorOf = (...keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');

test('tests are joined with their values in order; what is not given is left out', () => {
  const where = new Where();
  expect([where.sql, where.values]).toEqual(['true', []]);
  where
    .and('x.active')
    .when(null, (n) => `x.a = ${n}`)
    .when(0, (n) => `x.b = ${n}`)
    .when(
      'c',
      (n) => `x.c = ${n}`,
      (text) => text.toUpperCase(),
    )
    .under(undefined, 'x.place')
    .under('3403', 'x.place');
  expect(where.sql).toBe('x.active and x.b = $1 and x.c = $2 and x.place like $3');
  expect(where.values).toEqual([0, 'C', '3403%']);
});

test('pages of a list sorted by two columns go on where the last one ended, equals included', async () => {
  const seen: { id: string; opensAt: string }[] = [];
  const sizes: number[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data } = await app.ask(PAGE, { first: 4, after }, OPERATOR);
    const { collectionRounds }: { collectionRounds: RoundPage } = data;
    expect(collectionRounds.totalCount).toBe(9);
    sizes.push(collectionRounds.nodes.length);
    seen.push(...collectionRounds.nodes);
    ({ hasNextPage: more, endCursor: after } = collectionRounds.pageInfo);
  }
  expect(sizes).toEqual([4, 4, 1]);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(9);
  expect(seen.map(({ opensAt }) => opensAt.slice(8, 10))).toEqual(['01', '02', '03'].flatMap((day) => [day, day, day]));
});

test.each([
  ['collectionRounds', cursorOf('no time', 1)],
  ['collectionRounds', cursorOf('2026-01-01T00:00:00Z', 1.5)],
  ['collectionRounds', cursorOf(1)],
  ['collectionReceipts', cursorOf("x' or true --")],
  ['batches', cursorOf('x')],
  ['batches', 'not base64 json'],
])('%s refuses a cursor that is not its own', async (list, after) => {
  const { data, errors } = await app.ask(
    `query($after: String) { ${list}(first: 1, after: $after) { nodes { id } } }`,
    { after },
    OPERATOR,
  );
  expect(data).toBeNull();
  expect(errors!.map((e) => [e.extensions.code, e.message])).toEqual([
    ['BAD_USER_INPUT', '`after` is not a cursor of this list.'],
  ]);
});
