import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { CENTRE, GATE, makeProduct } from '../../kit/goods.js';
import { ELSEWHERE, adjust, app, books, count, place, take, transfer, startStock } from './stock-keeping.js';

beforeAll(startStock);
afterAll(() => app.stop());

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
