import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { startApp, type TestApp } from '../kit/app.js';
import { newKey } from '../kit/goods.js';
import { fillCounty, MANY } from './full-county.js';
import { BELOW, BOUNDED, PAGES } from './list-documents.js';
import { learnedGraph } from './minimal-call.js';
import { countStatements } from './statements.js';

const FEW = 4;

let app: TestApp;
let schema: GraphQLSchema;
let statementsOf: (id: string) => readonly string[];
let products: string[];
beforeAll(async () => {
  app = await startApp();
  statementsOf = countStatements(app);
  schema = await learnedGraph(app);
  products = await fillCounty(app);
}, 120_000);
afterAll(() => app.stop());

/** The statements of one query, after one that fills what is kept between requests. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
async function statements(query: string, variables: object): Promise<{ data: any; texts: readonly string[] }> {
  const id = newKey();
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': id,
      authorization: `Bearer ${await app.token('COUNTY_OPERATOR')}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: object; errors?: object[] };
  expect(errors).toBeUndefined();
  return { data, texts: statementsOf(id) };
}

const isList = (type: GraphQLOutputType): boolean =>
  isNonNullType(type) ? isList(type.ofType) : isListType(type) || /(?<!^Channel)Connection$/.test(String(type));

test('every list of the graph is counted', () => {
  const lists = Object.values(schema.getTypeMap())
    .filter(
      (type) =>
        isObjectType(type) &&
        !/^__|(Payload|Connection|Edge|Snapshot)$/.test(type.name) &&
        type !== schema.getMutationType(),
    )
    .flatMap((type) =>
      Object.values(
        (type as { getFields(): Record<string, { name: string; type: GraphQLOutputType }> }).getFields(),
      ).map((field) => ({ name: `${type.name}.${field.name}`, type: field.type })),
    )
    .filter(({ type }) => isList(type) && isCompositeType(getNamedType(type)))
    .map(({ name }) => name);
  expect([...Object.keys(PAGES), ...Object.keys(BOUNDED), ...BELOW].toSorted()).toEqual(lists.toSorted());
});

/** Enough of a statement to say which one it is. */
const shortened = (text: string) => text.replace(/\s+/g, ' ').slice(0, 120);

test.each(Object.keys(PAGES))('%s: a page of 20 takes the same statements as one of 4', async (name) => {
  const query = PAGES[name]!;
  // Divisions hardly change and are kept in memory: the first asking reads them.
  await statements(query(FEW), {});
  const few = await statements(query(FEW), {});
  const many = await statements(query(20), {});
  expect(many.texts.map(shortened).toSorted()).toEqual(few.texts.map(shortened).toSorted());
  const count = (list: { nodes?: object[] } | object[]) => ('nodes' in list ? list.nodes! : (list as object[])).length;
  // The page was as long as it was asked to be, or the count would prove nothing.
  if (name !== 'Showcase.shops') expect([count(few.data.list), count(many.data.list)]).toEqual([FEW, 20]);
});

describe('lists without a page', () => {
  test.each(Object.keys(BOUNDED).filter((name) => name !== 'Query.nodes'))('%s', async (name) => {
    const [query, most] = BOUNDED[name]!;
    await statements(query, {});
    const { texts } = await statements(query, {});
    // Those over the bound, if any, are named.
    expect(texts.map(shortened).slice(most)).toEqual([]);
  });

  test('Query.nodes: as many statements for 20 of a type as for 2', async () => {
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { name stock { available } producer { displayName } } } }`;
    const few = await statements(query, { ids: products.slice(0, 2) });
    const many = await statements(query, { ids: products.slice(0, 20) });
    expect(many.data.nodes.filter(Boolean).length).toBe(20);
    expect(many.texts.length).toBe(few.texts.length);
  });
});

test('products(first: 50) with stock, producer, household, village and township: at most 6 statements', async () => {
  const query = `{ products(first: 50, filter: { search: "花生" }) { edges { node { id name unit scale priceFen stock { available }
    producer { id displayName ... on Household { village { name township { name } } } } } } pageInfo { endCursor hasNextPage } } }`;
  const { data, texts } = await statements(query, {});
  expect(data.products.edges.length).toBe(MANY);
  expect(texts.length).toBeLessThanOrEqual(6);
  expect(texts.length).toBeGreaterThan(0);
});

test('pages of a brand and of a hall hold what they should', async () => {
  const { data } = await statements(
    `{ brands { code products(first: 2) { nodes { id brand { code } } totalCount pageInfo { hasNextPage endCursor } } }
    industryHalls { industry products(first: 2) { nodes { industry producer { __typename } } totalCount pageInfo { hasNextPage } } } }`,
    {},
  );
  for (const brand of data.brands) {
    expect(brand.products.nodes.map((p: { brand: object }) => p.brand)).toEqual([
      { code: brand.code },
      { code: brand.code },
    ]);
    expect([brand.products.totalCount, brand.products.pageInfo.hasNextPage]).toEqual([3, true]);
    const rest = await statements(
      'query($code: ID!, $after: String) { brand(code: $code) { products(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage } } } }',
      { code: brand.code, after: brand.products.pageInfo.endCursor },
    );
    expect(rest.data.brand.products.nodes.length).toBe(1);
    expect(brand.products.nodes.map((p: { id: string }) => p.id)).not.toContain(rest.data.brand.products.nodes[0].id);
  }
  // Products of even number are a cooperative's: four halls have three of them, and the others only households'.
  expect(
    data.industryHalls.map((hall: { products: { totalCount: number } }) => hall.products.totalCount).toSorted(),
  ).toEqual([0, 0, 0, 0, 3, 3, 3, 3]);
  for (const hall of data.industryHalls) {
    for (const product of hall.products.nodes)
      expect(product).toEqual({ industry: hall.industry, producer: { __typename: 'Cooperative' } });
  }
});
