import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Command, CommandResult } from '../../../src/plugin-kit/index.js';
import { linesToCancel, type LineStanding } from '../../../src/domains/orders/cancel-lines.rules.js';
import { GATE, makeProduct, unbalancedItems } from '../../kit/goods.js';
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
import { act, moneyFits, refundNews } from './money.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

const goods = () => makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '10' } });
const stock = async (id: string) => {
  const { onHand, reserved, available } = await stockOf(id);
  return [onHand, reserved, available].map(Number);
};
const cancel = (externalId: string, lines: number[], refundedThere = false): Command => ({
  kind: 'order.cancel',
  order: { externalId },
  lines: lines.map((no) => `${externalId}-${no}`),
  refundedThere,
});
const ship = (externalId: string, lines?: number[]): Command => ({
  kind: 'order.ship',
  order: { externalId },
  ...(lines && { lines: lines.map((no) => `${externalId}-${no}`) }),
});
const cancelledOf = async (orderId: string) =>
  (
    await app.db.pool.query<{ line: number; cancelled: boolean; returned: number; refunded: number }>(
      `select line_no as line, cancelled, returned::int, refunded_fen::int as refunded from order_line
        where order_id = $1 order by line_no`,
      [Buffer.from(orderId, 'base64url').toString().split(':')[1]],
    )
  ).rows.map(({ line, cancelled, returned, refunded }) => [line, cancelled, returned, refunded]);

test('a line is cancelled before it leaves: its stock is free once, its price goes back, and the rest is sent', async () => {
  const [one, two] = [await goods(), await goods()];
  const { externalId, orderId } = await imported(
    [
      [one, '2', 300],
      [two, '3', 701],
      [one, '1', 150],
    ],
    { postageFen: 99 },
  );
  expect([await stock(one), await stock(two)]).toEqual([
    [10, 3, 7],
    [10, 3, 7],
  ]);
  await doIt(cancel(externalId, [2]));
  expect(await stock(two)).toEqual([10, 0, 10]);
  expect(await readOrder(orderId)).toMatchObject({
    ...{ status: 'PAID', totalFen: 1_250, paidFen: 1_250, refundedFen: 0, refundingFen: 701 },
    refunds: [{ amountFen: 701, state: 'REQUESTED' }],
  });
  expect(await cancelledOf(orderId)).toEqual([
    [1, false, 0, 0],
    [2, true, 3, 701],
    [3, false, 0, 0],
  ]);

  // Told again, by whomever: nothing more comes of it.
  const before = [await stock(two), (await readOrder(orderId)).refunds];
  await doIt(cancel(externalId, [2]));
  expect([await stock(two), (await readOrder(orderId)).refunds]).toEqual(before);
  expect(codeOf(await execute(ship(externalId, [2])))).toBe('INVALID_STATE');

  await doIt(cancel(externalId, [1]));
  expect(await stock(one)).toEqual([10, 1, 9]);
  await doIt(ship(externalId));
  expect([await stock(one), await stock(two)]).toEqual([
    [9, 0, 9],
    [10, 0, 10],
  ]);
  expect(await readOrder(orderId)).toMatchObject({
    ...{ status: 'FULFILLED', refundingFen: 1_001, parcels: [{ lines: [{ lineNo: 3 }] }] },
    refunds: [{ amountFen: 701 }, { amountFen: 300 }],
  });
  const back = { kind: 'RETURN', reason: '不想要了', lines: [{ lineNo: 2, quantity: '1', disposition: 'RESTOCK' }] };
  expect(await act('orderReturn', 'OrderReturnInput', { orderId, ...back })).toEqual([
    { code: 'TOO_MANY_RETURNED', field: 'lines.0.quantity' },
  ]);
  await moneyFits(orderId);
  expect(await unbalancedItems(app)).toBe(0);
});

test('where the channel gives the money back by itself it is what the channel says, and asked for by nobody', async () => {
  const [one, two] = [await goods(), await goods()];
  const { externalId, orderId } = await imported([
    [one, '1', 500],
    [two, '1', 800],
  ]);
  await doIt(cancel(externalId, [2], true));
  expect(await readOrder(orderId)).toMatchObject({ status: 'PAID', refundingFen: 0, refundedFen: 0, refunds: [] });
  await doIt(refundNews(externalId, { externalId: 'R-THERE', amountFen: 750 }));
  expect(await readOrder(orderId)).toMatchObject({
    refundedFen: 750,
    refunds: [{ amountFen: 750, externalId: 'R-THERE' }],
  });
  await doIt(ship(externalId));
  expect([(await readOrder(orderId)).status, await stock(one), await stock(two)]).toEqual([
    'FULFILLED',
    [9, 0, 9],
    [10, 0, 10],
  ]);
  await moneyFits(orderId);
});

test('with all of its lines an order is cancelled; with only parcels left it is fulfilled', async () => {
  const [one, two] = [await goods(), await goods()];
  const whole = await imported(
    [
      [one, '1', 500],
      [two, '1', 800],
    ],
    { postageFen: 50 },
  );
  await doIt(cancel(whole.externalId, [1]));
  await doIt(cancel(whole.externalId, [2]));
  expect(await readOrder(whole.orderId)).toMatchObject({ status: 'CANCELLED', refundingFen: 1_350 });
  const parts = await imported([
    [one, '1', 500],
    [two, '1', 800],
  ]);
  await doIt(ship(parts.externalId, [1]));
  expect(codeOf(await execute(cancel(parts.externalId, [1])))).toBe('INVALID_STATE');
  await doIt(cancel(parts.externalId, [2]));
  expect(await readOrder(parts.orderId)).toMatchObject({ status: 'FULFILLED', refundingFen: 800 });
  await doIt({ kind: 'order.complete', order: { externalId: parts.externalId } });
  expect([await stock(one), await stock(two)]).toEqual([
    [9, 0, 9],
    [10, 0, 10],
  ]);
  await moneyFits(whole.orderId);
  await moneyFits(parts.orderId);
  expect(await unbalancedItems(app)).toBe(0);
});

test('what cannot be cancelled is refused, and nothing is changed', async () => {
  const one = await goods();
  const unpaid = await imported([[one, '1', 100]], { pay: false });
  const paid = await imported([[one, '1', 100]]);
  // The graph keeps a refusal's key, to answer it again.
  const untouched = async () => ({ ...(await books()), keys: null });
  const before = await untouched();
  expect(codeOf(await execute(cancel(unpaid.externalId, [1])))).toBe('INVALID_STATE');
  expect(codeOf(await execute(cancel(paid.externalId, [7])))).toBe('NOT_FOUND');
  const byGraph = (orderId: string, lineNos: number[]) => act('orderCancel', 'OrderCancelInput', { orderId, lineNos });
  expect(await byGraph(paid.orderId, [])).toEqual([{ code: 'NO_LINES', field: 'lineNos' }]);
  expect(await byGraph(paid.orderId, [1, 9])).toEqual([{ code: 'UNKNOWN_LINE', field: 'lineNos' }]);
  expect(await byGraph(unpaid.orderId, [1])).toEqual([{ code: 'INVALID_STATE', field: 'orderId' }]);
  expect(await untouched()).toEqual(before);
});

test('cancelled and sent at once, again and again: each line goes one way, once, and the books agree', async () => {
  const kind = (result: CommandResult) => (result.status === 'done' ? 'done' : result.code);
  for (let round = 0; round < 8; round++) {
    const [one, two] = [await goods(), await goods()];
    const { externalId, orderId } = await imported([
      [one, '1', 500],
      [two, '2', 800],
    ]);
    const all = [ship(externalId), ...Array.from({ length: 10 }, () => cancel(externalId, [2]))];
    const results = await Promise.all((round % 2 ? all : all.toReversed()).map((command) => execute(command)));
    const order = await readOrder(orderId);
    expect(order.status).toBe('FULFILLED');
    expect(new Set(results.map(kind)).difference(new Set(['done', 'INVALID_STATE'])).size).toBe(0);
    const wasCancelled = order.refunds.length === 1;
    expect([await stock(one), await stock(two), order.refundingFen]).toEqual(
      wasCancelled ? [[9, 0, 9], [10, 0, 10], 800] : [[9, 0, 9], [8, 0, 8], 0],
    );
    await moneyFits(orderId);
  }
  expect(await unbalancedItems(app)).toBe(0);
});

test('which lines are cancelled, and what is left then', () => {
  const line = (lineNo: number, over: Partial<LineStanding> = {}): LineStanding => ({
    ...{ lineNo, amountFen: lineNo * 100, cancelled: false, shipped: false },
    ...over,
  });
  const lines = [line(1), line(2, { cancelled: true }), line(3, { shipped: true })];
  expect(linesToCancel([1, 2, 1], lines)).toEqual({ cancel: [lines[0]], rest: 'SHIPPED' });
  expect(linesToCancel([2], lines)).toEqual({ cancel: [], rest: 'OPEN' });
  expect(linesToCancel([1], lines.slice(0, 2))).toEqual({ cancel: [lines[0]], rest: 'NOTHING' });
  for (const [asked, code] of [
    [[], 'NO_LINES'],
    [[4], 'UNKNOWN_LINE'],
    [[1, 3], 'LINE_SHIPPED'],
  ] as const)
    expect(() => linesToCancel(asked, lines)).toThrow(expect.objectContaining({ code }));
});
