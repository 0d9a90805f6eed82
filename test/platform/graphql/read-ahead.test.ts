import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeProduct, VILLAGE } from '../../kit/goods.js';

let app: TestApp;
let product: string;
beforeAll(async () => {
  app = await startApp();
  product = await makeProduct(app);
});
afterAll(() => app.stop());

const one = async (fields: string) =>
  (await app.ask(`query($id: ID!) { product(id: $id) { ${fields} } }`, { id: product })).data?.product;

test('a joined field answers the same read ahead, read twice and read later', async () => {
  const ahead = await one('stock { onHand available }');
  expect(ahead).toEqual({ stock: { onHand: '0.000', available: '0.000' } });
  expect(await one('a: stock { onHand } b: stock { available }')).toEqual({
    a: { onHand: '0.000' },
    b: { available: '0.000' },
  });
  const { data } = await app.ask(
    `query($id: ID!) { node(id: $id) { ... on Product { stock { onHand available } } } }`,
    {
      id: product,
    },
  );
  expect(data.node).toEqual(ahead);
});

test('kept parents carry their own, and their ids fetch them again', async () => {
  const { village } = await one('village { id code township { id code county { code } } }');
  expect([village.code, village.township.code, village.township.county.code]).toEqual([
    VILLAGE,
    VILLAGE.slice(0, 9),
    VILLAGE.slice(0, 6),
  ]);
  const { data } = await app.ask(`query($id: ID!) { node(id: $id) { __typename ... on Village { code } } }`, {
    id: village.id,
  });
  expect(data.node).toEqual({ __typename: 'Village', code: VILLAGE });
});

test('a place that came after they were read is found all the same', async () => {
  const code = `${VILLAGE.slice(0, 9)}999`;
  await app.db.pool.query(
    `insert into place(code, level, parent_code, name, kind, category, invented)
     select $1, level, parent_code, '新村', kind, category, true from place where code = $2`,
    [code, VILLAGE],
  );
  await app.db.pool.query('update product set village_code = $1', [code]);
  expect(await one('village { code name township { code } }')).toEqual({
    village: { code, name: '新村', township: { code: VILLAGE.slice(0, 9) } },
  });
});
