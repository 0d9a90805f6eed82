import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Command } from '../../../src/plugin-kit/index.js';
import { GATE, makeProduct as make, newKey, OPERATOR, passGoods, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  books,
  codeOf,
  doIt,
  execute,
  imported,
  readOrder,
  startExecuting,
  stockOf,
  stopExecuting,
} from './executing.js';

/** Goods that may be sent. */
async function makeProduct(on: typeof app, options: Parameters<typeof make>[1]): Promise<string> {
  const id = await make(on, options);
  await passGoods(on, id);
  return id;
}

beforeAll(() => startExecuting());
afterAll(stopExecuting);

describe('parcels', () => {
  test('lines leave in parts: stock goes with each, and the last fulfils; what left is not cancelled', async () => {
    const one = await makeProduct(app, { stock: { [GATE]: '10' } });
    const two = await makeProduct(app, { stock: { [GATE]: '10' } });
    const { externalId, orderId } = await imported([
      [one, '1', 100],
      [two, '2', 100],
      [one, '3', 100],
    ]);
    const parcel = { carrier: '中通', trackingNo: 'ZT-1' };
    const ship = (lines?: number[], over: object = {}): Command => ({
      kind: 'order.ship',
      order: { externalId },
      ...(lines && { lines: lines.map((no) => `${externalId}-${no}`) }),
      ...over,
    });
    const key = newKey();
    await doIt(ship([1], { parcel }), key);
    expect(await execute(ship([1], { parcel }), key)).toMatchObject({ status: 'done', duplicate: true });
    expect(await readOrder(orderId)).toMatchObject({
      status: 'PAID',
      parcels: [{ ...parcel, lines: [{ lineNo: 1 }] }],
    });
    expect(await stockOf(one)).toEqual({ onHand: '9.000', reserved: '3.000', available: '6.000' });
    expect(await stockOf(two)).toEqual({ onHand: '10.000', reserved: '2.000', available: '8.000' });
    expect(await unbalancedItems(app)).toBe(0);

    const before = await books();
    expect(codeOf(await execute(ship([1, 2])))).toBe('INVALID_STATE');
    expect(codeOf(await execute({ ...ship(), lines: ['nobody'] } as Command))).toBe('NOT_FOUND');
    expect(codeOf(await execute({ kind: 'order.cancel', order: { externalId } }))).toBe('INVALID_STATE');
    expect(codeOf(await execute({ kind: 'order.complete', order: { externalId } }))).toBe('INVALID_STATE');
    expect(codeOf(await execute(ship(undefined, { parcel: { carrier: ' ', trackingNo: 'x' } })))).toBe('INVALID');
    expect(await books()).toEqual(before);

    await doIt(ship([3]));
    expect((await readOrder(orderId)).status).toBe('PAID');
    expect(await stockOf(one)).toEqual({ onHand: '6.000', reserved: '0.000', available: '6.000' });
    await doIt(ship(undefined, { parcel: { carrier: '中通', trackingNo: 'ZT-2' } }));
    expect(await readOrder(orderId)).toMatchObject({
      status: 'FULFILLED',
      parcels: [
        { ...parcel, lines: [{ lineNo: 1 }] },
        { carrier: null, trackingNo: null, lines: [{ lineNo: 3 }] },
        { carrier: '中通', trackingNo: 'ZT-2', lines: [{ lineNo: 2 }] },
      ],
    });
    expect(await stockOf(two)).toEqual({ onHand: '8.000', reserved: '0.000', available: '8.000' });
    expect(await unbalancedItems(app)).toBe(0);
    await doIt({ kind: 'order.complete', order: { externalId } });
    expect((await readOrder(orderId)).status).toBe('COMPLETED');
    expect(codeOf(await execute(ship()))).toBe('INVALID_STATE');
  });

  test('through the graph as well; without a parcel there is none', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const fulfil = async (orderId: string, over: object) =>
      (
        await app.ask(
          'mutation($input: OrderFulfilInput!) { orderFulfil(input: $input) { order { status parcels { carrier trackingNo lines { lineNo } } } userErrors { code field } } }',
          { input: { orderId, idempotencyKey: newKey(), ...over } },
          OPERATOR,
        )
      ).data.orderFulfil;
    const bare = await imported([[productId, '1', 100]]);
    expect(await fulfil(bare.orderId, {})).toEqual({ order: { status: 'FULFILLED', parcels: [] }, userErrors: [] });
    const { orderId } = await imported([
      [productId, '1', 100],
      [productId, '1', 100],
    ]);
    expect((await fulfil(orderId, { lineNos: [3] })).userErrors).toEqual([{ code: 'UNKNOWN_LINE', field: 'lines' }]);
    const parcel = { carrier: '邮政', trackingNo: 'EMS-1' };
    expect(await fulfil(orderId, { lineNos: [2], parcel })).toEqual({
      order: { status: 'PAID', parcels: [{ ...parcel, lines: [{ lineNo: 2 }] }] },
      userErrors: [],
    });
    expect((await stockOf(productId)).onHand).toBe('8.000');
    expect((await fulfil(orderId, {})).order.status).toBe('FULFILLED');
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('two parcels with the same line at once: one wins; a parcel and a cancellation: one wins', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '100' } });
    for (let round = 0; round < 4; round++) {
      const { externalId, orderId } = await imported([
        [productId, '1', 100],
        [productId, '2', 100],
      ]);
      const ship: Command = { kind: 'order.ship', order: { externalId }, lines: [`${externalId}-1`] };
      const rivals = round % 2 ? [ship, ship] : [ship, { kind: 'order.cancel', order: { externalId } } as Command];
      const results = await Promise.all(rivals.map((command) => execute(command)));
      expect(results.filter(({ status }) => status === 'done')).toHaveLength(1);
      expect(results.map(codeOf)).toContain('INVALID_STATE');
      const { status, parcels } = await readOrder(orderId);
      const cancelled = round % 2 === 0 && results[1]!.status === 'done';
      expect([status, parcels.length]).toEqual(cancelled ? ['CANCELLED', 0] : ['PAID', 1]);
    }
    expect(await unbalancedItems(app)).toBe(0);
  });
});
