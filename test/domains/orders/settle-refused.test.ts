import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTokens } from '../../../src/platform/auth/index.js';
import { globalId } from '../../../src/platform/graphql/index.js';
import { SECRET } from '../../kit/app.js';
import {
  app,
  act,
  back,
  books,
  makeDue,
  orderIn,
  pay,
  payments,
  place,
  readOrder,
  stockOf,
  until,
  startSettling,
} from './settling.js';

beforeAll(startSettling);
afterAll(() => app.stop());

describe('what is refused, with nothing changed', () => {
  test.each([1_997, 1_999, 0, -1_998])('a payment of %i fen for 1,998', async (amountFen) => {
    const { order } = await orderIn('PLACED');
    const before = await books();
    expect(await pay(order.id, amountFen)).toEqual({
      order: null,
      userErrors: [{ code: 'AMOUNT_MISMATCH', field: 'amountFen', message: 'The amount due is 1998 fen' }],
    });
    expect(await books()).toEqual(before);
  });

  test('a payment after the reservation ran out, before the job came by', async () => {
    const { order, productId } = await orderIn('PLACED');
    await makeDue(order.id);
    const answer = await pay(order.id, 1_998);
    // The job may have been faster.
    expect(['RESERVATION_EXPIRED', 'INVALID_STATE']).toContain(answer.userErrors[0].code);
    await until(async () => (await readOrder(order.id)).status === 'EXPIRED');
    expect(await payments(order.id)).toEqual([]);
    expect((await stockOf(productId)).reserved).toBe('0.000');
  });

  test.each([
    [{ lines: [] }, 'NO_LINES', 'lines'],
    [{ reason: ' ' }, 'REASON_REQUIRED', 'reason'],
    [{ lines: [{ lineNo: 2, quantity: '1', disposition: 'RESTOCK' }] }, 'UNKNOWN_LINE', 'lines.0.lineNo'],
    [{ lines: [{ lineNo: 1, quantity: '2.001', disposition: 'RESTOCK' }] }, 'TOO_MANY_RETURNED', 'lines.0.quantity'],
    [
      {
        lines: [
          { lineNo: 1, quantity: '1.5', disposition: 'RESTOCK' },
          { lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' },
        ],
      },
      'TOO_MANY_RETURNED',
      'lines.1.quantity',
    ],
    [
      {
        kind: 'EXCHANGE',
        lines: [
          { lineNo: 1, quantity: '1.5', disposition: 'RESTOCK' },
          { lineNo: 1, quantity: '1', disposition: 'RESTOCK' },
        ],
      },
      'TOO_MANY_RETURNED',
      'lines.1.quantity',
    ],
    [{ lines: [{ lineNo: 1, quantity: '0', disposition: 'RESTOCK' }] }, 'BAD_QUANTITY', 'lines.0.quantity'],
    [{ lines: [{ lineNo: 1, quantity: '0.0001', disposition: 'RESTOCK' }] }, 'BAD_QUANTITY', 'lines.0.quantity'],
  ])('a return with %j', async (over, code, field) => {
    const { order } = await orderIn('FULFILLED');
    const before = await books();
    const answer = await back(order.id, [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }], over);
    expect(answer.order).toBeNull();
    expect(answer.userErrors).toEqual([{ code, field, message: expect.any(String) }]);
    expect(await books()).toEqual(before);
  });

  test('an exchange when nothing is left to send', async () => {
    const { order, productId } = await orderIn('FULFILLED');
    expect((await place([{ productId, quantity: '7.5' }])).status).toBe('PLACED');
    const before = await books();
    const answer = await back(order.id, [{ lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' }], { kind: 'EXCHANGE' });
    expect(answer.userErrors).toEqual([
      {
        code: 'OUT_OF_STOCK',
        field: 'lines',
        message: expect.stringMatching(/^Only 0\.500 of “固镇黑花生 \d+” is available$/),
      },
    ]);
    expect(await books()).toEqual(before);
  });

  test('the order of another region, one that is not there and an id of another kind answer alike', async () => {
    const { order } = await orderIn('PAID');
    const before = await books();
    const ids = [
      order.id,
      globalId('Order', '00000000-0000-7000-8000-000000000000'),
      globalId('Product', 1),
      'nonsense',
    ];
    const { rows } = await app.db.pool.query(
      `insert into staff(username, password_hash, display_name, role, place_code) values ('elsewhere', '-', '-', 'TOWNSHIP_OPERATOR', '340323104') returning id`,
    );
    const token = await createTokens(SECRET).issue({ kind: 'staff', id: String(rows[0].id), version: 1 }, 60);
    for (const what of ['pay', 'cancel', 'fulfil', 'complete', 'return'] as const) {
      const over =
        what === 'pay'
          ? { amountFen: 1_998, method: 'cash' }
          : what === 'return'
            ? { kind: 'RETURN', reason: '不新鲜', lines: [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }] }
            : {};
      const answers = [];
      for (const id of ids) answers.push(await act(what, id, over, { token }));
      for (const answer of answers)
        expect(answer).toEqual({
          order: null,
          userErrors: [{ code: 'NOT_FOUND', field: 'orderId', message: 'order was not found' }],
        });
    }
    expect(await books()).toEqual(before);
  });
});
