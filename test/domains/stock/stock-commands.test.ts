import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, newKey, OPERATOR, receive, unbalancedItems } from '../../kit/goods.js';

const ITEM = '{ site { code } onHand reserved available version }';
const RECEIVE = `mutation($input: StockReceiveInput!) { stockReceive(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const COUNT = `mutation($input: StockCountInput!) { stockCount(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const ADJUST = `mutation($input: StockAdjustInput!) { stockAdjust(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const TRANSFER = `mutation($input: StockTransferInput!) { stockTransfer(input: $input) { from ${ITEM} to ${ITEM} userErrors { code field message } } }`;
const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;
/** The centre of 刘集镇: not the region of the demo's township and village staff. */
const ELSEWHERE = 'TC-340323104';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const run =
  (name: string, query: string) =>
  async (input: object, as: { role?: string; token?: string } = OPERATOR) => {
    const answer = await app.ask(query, { input: { idempotencyKey: newKey(), ...input } }, as);
    return answer.data?.[name] ?? answer;
  };
const take = run('stockReceive', RECEIVE);
const count = run('stockCount', COUNT);
const adjust = run('stockAdjust', ADJUST);
const transfer = run('stockTransfer', TRANSFER);
const place = (productId: string, quantity: string, siteCode = GATE) =>
  run('orderPlace', PLACE)(
    { buyer: { name: '李小明', phone: '13812345678' }, lines: [{ productId, quantity, siteCode }] },
    {},
  );

/** Everything that a refused command must leave alone. */
const books = async () =>
  (
    await app.db.pool.query(`select (select json_agg(i order by id) from stock_item i) as items,
    (select count(*) from stock_movement) as movements`)
  ).rows[0];
const movements = async (productId: string) =>
  (
    await app.db.pool.query(
      `select m.kind, m.d_on_hand as "onHand", m.d_reserved as reserved, m.reason, m.item_version as version, i.site_code as site
         from stock_movement m join stock_item i on i.id = m.item_id where i.product_id = $1 order by m.id`,
      [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
    )
  ).rows;
const item = (code: string, onHand: string, reserved: string, available: string, version: number) => ({
  site: { code },
  onHand,
  reserved,
  available,
  version,
});

describe('what each command does', () => {
  test('receive adds, steps the version, and writes its movement with its reason', async () => {
    const productId = await makeProduct(app);
    expect(await take({ productId, siteCode: GATE, quantity: '2.5', reason: '秋收' })).toEqual({
      stockItem: item(GATE, '2.500', '0.000', '2.500', 1),
      userErrors: [],
    });
    expect(await take({ productId, siteCode: GATE, quantity: '0.001' })).toEqual({
      stockItem: item(GATE, '2.501', '0.000', '2.501', 2),
      userErrors: [],
    });
    expect(await movements(productId)).toEqual([
      { kind: 'RECEIVE', onHand: 2_500, reserved: 0, reason: '秋收', version: 1, site: GATE },
      { kind: 'RECEIVE', onHand: 1, reserved: 0, reason: null, version: 2, site: GATE },
    ]);
  });

  test('transfer takes from one site and gives to another', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    expect(await transfer({ productId, fromSiteCode: GATE, toSiteCode: CENTRE, quantity: '1.25' })).toEqual({
      from: item(GATE, '3.750', '0.000', '3.750', 2),
      to: item(CENTRE, '1.250', '0.000', '1.250', 1),
      userErrors: [],
    });
    expect((await movements(productId)).slice(1)).toEqual([
      { kind: 'TRANSFER_OUT', onHand: -1_250, reserved: 0, reason: null, version: 2, site: GATE },
      { kind: 'TRANSFER_IN', onHand: 1_250, reserved: 0, reason: null, version: 1, site: CENTRE },
    ]);
  });

  test('count sets what was counted, also zero, also where nothing was held', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    expect((await count({ productId, siteCode: GATE, expected: '5', counted: '4.2' })).stockItem).toEqual(
      item(GATE, '4.200', '0.000', '4.200', 2),
    );
    expect((await count({ productId, siteCode: GATE, expected: '4.2', counted: '0' })).stockItem).toEqual(
      item(GATE, '0.000', '0.000', '0.000', 3),
    );
    expect((await count({ productId, siteCode: CENTRE, expected: '0', counted: '7' })).stockItem).toEqual(
      item(CENTRE, '7.000', '0.000', '7.000', 1),
    );
    expect((await movements(productId)).map((m) => m.onHand)).toEqual([5_000, -800, -4_200, 7_000]);
  });

  test('adjust adds or takes away with its reason', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    expect((await adjust({ productId, siteCode: GATE, delta: '-1.5', reason: '霉变' })).stockItem).toEqual(
      item(GATE, '3.500', '0.000', '3.500', 2),
    );
    expect((await adjust({ productId, siteCode: GATE, delta: '0.25', reason: '复称' })).stockItem).toEqual(
      item(GATE, '3.750', '0.000', '3.750', 3),
    );
    expect((await movements(productId)).slice(1).map(({ kind, onHand, reason }) => [kind, onHand, reason])).toEqual([
      ['ADJUST', -1_500, '霉变'],
      ['ADJUST', 250, '复称'],
    ]);
  });
});

describe('what is refused, with nothing changed', () => {
  let productId: string;
  beforeAll(async () => {
    productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    expect((await place(productId, '2')).userErrors).toEqual([]);
  });

  const refusals: [string, (productId: string) => Promise<unknown>, object][] = [
    [
      'a count whose expectation is out of date',
      (productId) => count({ productId, siteCode: GATE, expected: '4', counted: '3' }),
      { code: 'STALE', field: 'expected', message: 'The book quantity is 5.000 by now: count again' },
    ],
    [
      'a count below what is reserved',
      (productId) => count({ productId, siteCode: GATE, expected: '5', counted: '1.999' }),
      { code: 'BELOW_RESERVED', field: 'counted', message: '2.000 is reserved for orders: it cannot go below that' },
    ],
    [
      'an adjustment below what is reserved',
      (productId) => adjust({ productId, siteCode: GATE, delta: '-3.001', reason: '霉变' }),
      { code: 'INSUFFICIENT_STOCK', field: 'delta', message: 'Only 3.000 is available' },
    ],
    [
      'a transfer of what is reserved',
      (productId) => transfer({ productId, fromSiteCode: GATE, toSiteCode: CENTRE, quantity: '3.001' }),
      { code: 'INSUFFICIENT_STOCK', field: 'quantity', message: 'Only 3.000 is available' },
    ],
    [
      'a transfer from a site that never held it',
      (productId) => transfer({ productId, fromSiteCode: ELSEWHERE, toSiteCode: CENTRE, quantity: '1' }),
      { code: 'INSUFFICIENT_STOCK', field: 'quantity', message: 'Only 0.000 is available' },
    ],
    [
      'a transfer to the same site',
      (productId) => transfer({ productId, fromSiteCode: GATE, toSiteCode: GATE, quantity: '1' }),
      { code: 'SAME_SITE', field: 'toSiteCode' },
    ],
    [
      'too fine a quantity',
      (productId) => take({ productId, siteCode: GATE, quantity: '0.0001' }),
      { code: 'BAD_QUANTITY', field: 'quantity' },
    ],
    [
      'nothing',
      (productId) => take({ productId, siteCode: GATE, quantity: '0' }),
      { code: 'BAD_QUANTITY', field: 'quantity' },
    ],
    [
      'more than the book can hold',
      (productId) => take({ productId, siteCode: GATE, quantity: '9007199254740.991' }),
      { code: 'BAD_QUANTITY', field: 'quantity' },
    ],
    [
      'an adjustment beyond what the book can hold',
      (productId) => adjust({ productId, siteCode: GATE, delta: '9007199254740.991', reason: '复称' }),
      { code: 'BAD_QUANTITY', field: 'delta' },
    ],
    [
      'an adjustment by nothing',
      (productId) => adjust({ productId, siteCode: GATE, delta: '0', reason: '复称' }),
      { code: 'BAD_QUANTITY', field: 'delta' },
    ],
    [
      'an adjustment without a reason',
      (productId) => adjust({ productId, siteCode: GATE, delta: '1', reason: ' 坏 ' }),
      { code: 'REASON_REQUIRED', field: 'reason' },
    ],
    [
      'a site there is not',
      (productId) => take({ productId, siteCode: 'NO-SUCH', quantity: '1' }),
      { code: 'NOT_FOUND', field: 'siteCode', message: 'site NO-SUCH was not found' },
    ],
    [
      'a site of another region',
      (productId) => take({ productId, siteCode: ELSEWHERE, quantity: '1' }, { role: 'TOWNSHIP_OPERATOR' }),
      { code: 'NOT_FOUND', field: 'siteCode', message: `site ${ELSEWHERE} was not found` },
    ],
    [
      'a transfer out of the region',
      (productId) =>
        transfer({ productId, fromSiteCode: GATE, toSiteCode: ELSEWHERE, quantity: '1' }, { role: 'VILLAGE_OPERATOR' }),
      { code: 'NOT_FOUND', field: 'toSiteCode' },
    ],
    [
      'a count in another region',
      (productId) => count({ productId, siteCode: CENTRE, expected: '0', counted: '1' }, { role: 'CADRE' }),
      { code: 'NOT_FOUND', field: 'siteCode' },
    ],
    [
      'a product there is not',
      () => take({ productId: globalId('Product', 999_999), siteCode: GATE, quantity: '1' }),
      { code: 'NOT_FOUND', field: 'productId', message: 'product was not found' },
    ],
    [
      'an id that is no product',
      () => take({ productId: globalId('Household', 1), siteCode: GATE, quantity: '1' }),
      { code: 'NOT_FOUND', field: 'productId', message: 'product was not found' },
    ],
  ];

  test.each(refusals)('%s', async (_what, attempt, error) => {
    const before = await books();
    const answer = (await attempt(productId)) as { userErrors: object[] };
    expect(answer.userErrors).toEqual([expect.objectContaining(error)]);
    expect(await books()).toEqual(before);
  });

  test('a visitor is told to sign in', async () => {
    const before = await books();
    const answer = await take({ productId, siteCode: GATE, quantity: '1' }, {});
    expect(answer.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await books()).toEqual(before);
  });
});

describe('a repeated key', () => {
  test('answers alike ten times at once, and moves stock once', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    const input = { idempotencyKey: newKey(), productId, siteCode: GATE, quantity: '1' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(input)));
    for (const answer of answers)
      expect(answer).toEqual({ stockItem: item(GATE, '6.000', '0.000', '6.000', 2), userErrors: [] });
    expect((await movements(productId)).length).toBe(2);
  });

  test('of another command or another quantity is refused', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    const idempotencyKey = newKey();
    await take({ idempotencyKey, productId, siteCode: GATE, quantity: '1' });
    for (const answer of [
      await take({ idempotencyKey, productId, siteCode: GATE, quantity: '2' }),
      await adjust({ idempotencyKey, productId, siteCode: GATE, delta: '1', reason: '复称' }),
    ]) {
      expect(answer).toEqual({
        stockItem: null,
        userErrors: [expect.objectContaining({ code: 'KEY_REUSED', field: 'idempotencyKey' })],
      });
    }
    expect((await movements(productId)).length).toBe(2);
  });

  test('keeps its refusal, even when it would be accepted by now', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '1' } });
    const input = { idempotencyKey: newKey(), productId, siteCode: GATE, delta: '-2', reason: '霉变' };
    const refused = await adjust(input);
    await receive(app, productId, GATE, '9');
    expect(await adjust(input)).toEqual(refused);
    expect(refused.userErrors[0].code).toBe('INSUFFICIENT_STOCK');
  });
});

describe('many at once', () => {
  test('of 30 counts that expect the same, exactly one wins', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '100' } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        count({ productId, siteCode: GATE, expected: '100', counted: String(i + 1) }),
      ),
    );
    const won = answers.filter((a) => a.stockItem);
    expect(won.length).toBe(1);
    expect(answers.filter((a) => a.userErrors[0]?.code === 'STALE').length).toBe(29);
    expect((await movements(productId)).map((m) => m.kind)).toEqual(['RECEIVE', 'COUNT']);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('40 transfers that cross each other end, and the sum stays', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '50', [CENTRE]: '50' } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        transfer({
          productId,
          fromSiteCode: i % 2 ? GATE : CENTRE,
          toSiteCode: i % 2 ? CENTRE : GATE,
          quantity: String((i % 7) + 1),
        }),
      ),
    );
    expect(answers.flatMap((a) => a.userErrors)).toEqual([]);
    const { rows } = await app.db.pool.query(
      'select site_code as site, on_hand from stock_item where product_id = $1',
      [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
    );
    expect(rows.reduce((sum, row) => sum + row.on_hand, 0)).toBe(100_000);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('crossing transfers of goods that one of the sites never held do not fail for reasons of their own', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '50' } });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => transfer({ productId, fromSiteCode: GATE, toSiteCode: CENTRE, quantity: '1' })),
    );
    expect(answers.flatMap((a) => a.userErrors)).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('receipts, orders, counts and expiry beside each other leave the books in agreement', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const jobs: Promise<unknown>[] = [];
    for (let i = 0; i < 30; i++) {
      jobs.push(take({ productId, siteCode: GATE, quantity: '1' }), place(productId, '1.5'));
      jobs.push(adjust({ productId, siteCode: GATE, delta: '-0.1', reason: '霉变' }));
      if (i % 3 === 0)
        jobs.push(
          app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where state = 'ACTIVE'`),
        );
      if (i % 5 === 0) {
        const read = app.ask('query($id: ID!) { product(id: $id) { stock { onHand } } }', { id: productId });
        jobs.push(
          read.then(({ data }) =>
            count({
              productId,
              siteCode: GATE,
              expected: data.product.stock.onHand,
              counted: data.product.stock.onHand,
            }),
          ),
        );
      }
    }
    const answers = (await Promise.all(jobs)) as { errors?: object[] }[];
    expect(answers.filter((a) => a.errors)).toEqual([]);
    expect(await unbalancedItems(app)).toBe(0);
    const { rows } = await app.db.pool.query('select min(on_hand - reserved) as least from stock_item');
    expect(rows[0].least).toBeGreaterThanOrEqual(0);
  });
});
