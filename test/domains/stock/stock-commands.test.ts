import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CENTRE, GATE, makeProduct, newKey, receive } from '../../kit/goods.js';
import { adjust, app, count, item, movements, take, transfer, startStock } from './stock-keeping.js';

beforeAll(startStock);
afterAll(() => app.stop());

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
