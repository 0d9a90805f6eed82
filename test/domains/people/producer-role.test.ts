import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a producer keeps their own goods and nobody else’s', async () => {
  const registered = await app.ask(
    `mutation($input: OrganisationRegisterInput!) { organisationRegister(input: $input) { organisation { id } userErrors { code } } }`,
    { input: { idempotencyKey: newKey(), kind: 'LARGE_GROWER', name: '陡沟家庭农场', villageCode: VILLAGE } },
    OPERATOR,
  );
  const { id: producerId } = registered.data.organisationRegister.organisation as { id: string };
  const account = {
    username: 'grower',
    password: 'a long password',
    displayName: '农场主',
    role: 'PRODUCER',
    placeCode: VILLAGE,
  };
  const create = (input: object) =>
    app.ask(
      'mutation($input: StaffCreateInput!) { staffCreate(input: $input) { userErrors { code field } } }',
      { input },
      OPERATOR,
    );
  expect((await create(account)).data.staffCreate.userErrors).toEqual([{ code: 'NOT_FOUND', field: 'producerId' }]);
  expect((await create({ ...account, producerId })).data.staffCreate.userErrors).toEqual([]);
  const signedIn = await app.ask('mutation($input: SignInInput!) { signIn(input: $input) { session { token } } }', {
    input: { username: account.username, password: account.password },
  });
  const as = { token: signedIn.data.signIn.session.token as string };

  const draft = { idempotencyKey: newKey(), name: '酥梨', industry: 'FRUIT', unit: 'KG', priceFen: 600 };
  const enter = async (input: object) =>
    (
      await app.ask(
        'mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } userErrors { code field } } }',
        { input },
        as,
      )
    ).data.productCreate;
  const own = await enter({ ...draft, producerId });
  expect(own.userErrors).toEqual([]);
  const other = await makeHousehold(app);
  expect(await enter({ ...draft, idempotencyKey: newKey(), producerId: other })).toEqual({
    product: null,
    userErrors: [{ code: 'NOT_FOUND', field: 'producerId' }],
  });

  const receive = async (productId: string, siteCode: string) =>
    (
      await app.ask(
        'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { stockItem { onHand } userErrors { code field } } }',
        {
          input: { idempotencyKey: newKey(), productId, siteCode, quantity: '5' },
        },
        as,
      )
    ).data.stockReceive;
  const premises = `PR-${Buffer.from(producerId, 'base64url').toString().split(':')[1]}`;
  expect(await receive(own.product.id, premises)).toEqual({ stockItem: { onHand: '5.000' }, userErrors: [] });
  expect(await receive(own.product.id, `FG-${VILLAGE}`)).toEqual({
    stockItem: null,
    userErrors: [{ code: 'NOT_FOUND', field: 'siteCode' }],
  });

  const theirs = await makeProduct(app, { producerId: other, priceFen: 500 });
  const changed = await app.ask(
    'mutation($input: ProductUpdateInput!) { productUpdate(input: $input) { userErrors { code } } }',
    { input: { productId: theirs, priceFen: 1 } },
    as,
  );
  expect(changed.data.productUpdate.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
});
