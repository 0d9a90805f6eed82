import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TerminalPort } from '../../../src/channels/commands/index.js';
import { orderErrors } from '../../../src/domains/orders/orders.errors.js';
import type { Command } from '../../../src/plugin-kit/index.js';
import { GATE, makeProduct, newKey, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  books,
  codeOf,
  connect,
  doIt,
  execute,
  executorOf,
  linkProduct,
  readOrder,
  startExecuting,
  stockOf,
  stopExecuting,
} from './executing.js';

const seen: unknown[] = [];
const terminals: TerminalPort = {
  take: async (connection, terminal, what, report, key) => {
    if (terminal !== 'K-1') return null;
    if (report['broken']) throw orderErrors.refuse('INVALID_STATE', { field: 'report', status: 'BROKEN' });
    seen.push([connection, terminal, what, report, key]);
    return { duplicate: false, values: { acked: 7 } };
  },
};

beforeAll(() => startExecuting(terminals));
afterAll(stopExecuting);

const sale = (
  externalId: string,
  lines: [productId: string, quantity: string, fen: number][],
  over: object = {},
): Command => ({
  kind: 'sale.book',
  sale: {
    externalId,
    siteCode: GATE,
    soldAt: '2026-05-01T02:03:04Z',
    lines: lines.map(([id, quantity, amountFen]) => ({ product: { id }, quantity, amountFen })),
    tenders: [{ method: 'cash', amountFen: lines.reduce((sum, [, , fen]) => sum + fen, 0) }],
    ...over,
  },
});
const back = (
  externalId: string,
  original: string,
  lines: [productId: string, quantity: string, fen: number][],
): Command => ({
  kind: 'sale.return',
  externalId,
  original,
  returnedAt: '2026-05-02T02:00:00Z',
  lines: lines.map(([id, quantity, amountFen]) => ({ product: { id }, quantity, amountFen })),
});
const undo = (externalId: string, original: string): Command => ({
  kind: 'sale.void',
  externalId,
  original,
  voidedAt: '2026-05-02T03:00:00Z',
});
const goods = () => makeProduct(app, { stock: { [GATE]: '10' } });

describe('sales of a counter', () => {
  test('are booked though nothing is there, returned in parts, then undone for the rest', async () => {
    const [one, two] = [await goods(), await goods()];
    const lines: [string, string, number][] = [
      [one, '1', 900],
      [two, '12', 5_000],
      [one, '2', 2_100],
    ];
    const { orderId, number } = await doIt(sale('S-1', lines));
    expect(await readOrder(orderId)).toMatchObject({
      number,
      status: 'COMPLETED',
      paidFen: 8_000,
      channel: { code: 'one', connection: 'one', externalId: 'S-1', madeAt: '2026-05-01T02:03:04.000Z' },
    });
    expect(await stockOf(two)).toEqual({ onHand: '-2.000', reserved: '0.000', available: '-2.000' });

    // Two of three, over two lines; 50 fen are kept of what was opened, and stay kept.
    await doIt(back('B-1', 'S-1', [[one, '2', 1_900]]));
    expect(await readOrder(orderId)).toMatchObject({
      status: 'COMPLETED',
      refundedFen: 1_900,
      lines: [{ returned: { value: '1.000' } }, { returned: { value: '0.000' } }, { returned: { value: '1.000' } }],
      returns: [{ kind: 'RETURN', reason: 'sale.return', refundFen: 1_900 }],
      refunds: [],
    });
    expect((await stockOf(one)).onHand).toBe('9.000');
    await doIt(undo('V-1', 'S-1'));
    expect(await readOrder(orderId)).toMatchObject({
      status: 'RETURNED',
      refundedFen: 7_950,
      paidFen: 8_000,
      returns: [{ refundFen: 1_900 }, { reason: 'sale.void', refundFen: 6_050 }],
    });
    expect(await stockOf(one)).toMatchObject({ onHand: '10.000' });
    expect(await stockOf(two)).toEqual({ onHand: '10.000', reserved: '0.000', available: '10.000' });
    expect(await unbalancedItems(app)).toBe(0);
    expect(codeOf(await execute(undo('V-2', 'S-1')))).toBe('OVER_RETURN');
  });

  test('each once by its id there, at once and later, under whatever key; with another content a conflict', async () => {
    const product = await goods();
    const all = [sale('S-2', [[product, '4', 4_000]]), back('B-2', 'S-2', [[product, '1', 1_000]]), undo('V-3', 'S-2')];
    for (const command of all) {
      const results = await Promise.all(Array.from({ length: 6 }, () => execute(command)));
      expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'done'));
      expect(results.filter((one) => one.status === 'done' && !one.duplicate)).toHaveLength(1);
    }
    expect((await stockOf(product)).onHand).toBe('10.000');
    const before = await books();
    expect(codeOf(await execute(sale('S-2', [[product, '4', 4_001]])))).toBe('CONFLICT');
    expect(codeOf(await execute(back('B-2', 'S-2', [[product, '1', 999]])))).toBe('CONFLICT');
    expect(codeOf(await execute(undo('B-2', 'S-2')))).toBe('CONFLICT');
    expect(await books()).toEqual(before);
  });

  test('more than is left, of goods or money, and returns without a sale are refused; nothing changes', async () => {
    const [one, two] = [await goods(), await goods()];
    await doIt(sale('S-3', [[one, '2', 2_000]]));
    await doIt(back('B-3', 'S-3', [[one, '1', 900]]));
    const before = await books();
    const refused = async (command: Command, code = 'one') => codeOf(await execute(command, newKey(), code));
    expect(await refused(back('B-4', 'S-3', [[one, '1.001', 1]]))).toBe('OVER_RETURN');
    expect(await refused(back('B-4', 'S-3', [[one, '1', 1_101]]))).toBe('OVER_RETURN');
    expect(await refused(back('B-4', 'S-3', [[two, '1', 1]]))).toBe('OVER_RETURN');
    expect(
      await refused(
        back('B-4', 'S-3', [
          [one, '0.6', 1],
          [one, '0.6', 1],
        ]),
      ),
    ).toBe('OVER_RETURN');
    expect(await refused(back('B-4', 'nobody', [[one, '1', 1]]))).toBe('NOT_FOUND');
    expect(await refused(back('B-4', 'S-3', [[one, '1', 1]]), 'two')).toBe('NOT_FOUND');
    expect(await refused(undo('V-4', 'nobody'))).toBe('NOT_FOUND');
    expect(await refused(sale('S-4', [[one, '1', 100]], { tenders: [] }))).toBe('AMOUNT_MISMATCH');
    expect(await refused(sale('S-4', [[one, '1', 100]], { siteCode: 'NOWHERE' }))).toBe('INVALID');
    expect(await refused(sale('S-4', [[one, '1', 100]], { soldAt: '1 May' }))).toBe('INVALID');
    expect(await books()).toEqual(before);
    await doIt(back('B-4', 'S-3', [[one, '1', 1_100]]));
    expect((await stockOf(one)).onHand).toBe('10.000');
  });

  test('two returns of the last one at once: one wins', async () => {
    const product = await goods();
    await doIt(sale('S-5', [[product, '1', 100]]));
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, i) => execute(back(`B-5-${i}`, 'S-5', [[product, '1', 100]]))),
    );
    expect(results.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(results.filter((one) => codeOf(one) === 'OVER_RETURN')).toHaveLength(4);
    expect((await stockOf(product)).onHand).toBe('10.000');
  });

  test('an unknown barcode is refused whole, and booked under the same key when it is mapped', async () => {
    const product = await goods();
    const command: Command = {
      kind: 'sale.book',
      sale: {
        externalId: 'S-6',
        siteCode: GATE,
        soldAt: '2026-05-01T02:03:04Z',
        lines: [{ product: { externalId: '6901234567892' }, quantity: '1', amountFen: 100 }],
        tenders: [{ method: 'cash', amountFen: 100 }],
      },
    };
    const key = newKey();
    expect(await execute(command, key)).toMatchObject({ code: 'UNKNOWN_PRODUCT', field: 'sale.lines.0.product' });
    await linkProduct('6901234567892', product);
    expect(await execute(command, key)).toMatchObject({ status: 'done', duplicate: false });
    expect(await execute(command, key)).toMatchObject({ status: 'done', duplicate: true });
    expect((await stockOf(product)).onHand).toBe('9.000');
  });
});

describe('customers', () => {
  test('are the same person each time, another on another channel, and nobody when switched off', async () => {
    const first = await execute({ kind: 'customer.sign-in', externalId: 'openid-9' });
    expect(first).toEqual({
      status: 'done',
      duplicate: false,
      values: { customerId: expect.any(String), token: expect.any(String), expiresAt: expect.any(String) },
    });
    const { customerId, token } = (first as { values: Record<string, string> }).values;
    const again = await execute({ kind: 'customer.sign-in', externalId: 'openid-9' });
    expect(again).toMatchObject({ duplicate: true, values: { customerId } });
    const elsewhere = await doIt({ kind: 'customer.sign-in', externalId: 'openid-9' }, newKey(), 'two');
    expect(elsewhere['customerId']).not.toBe(customerId);
    const viewer = await app.ask('{ viewer { role } }', {}, { token: token! });
    expect(viewer.data.viewer).toEqual({ role: 'CUSTOMER' });
    const { rows } = await app.db.pool.query(
      'select count(*)::int as n from idempotency_key where answer::text like $1',
      [`%${token}%`],
    );
    expect(rows[0].n).toBe(0);
    await app.db.pool.query('update customer set active = false where id = $1', [customerId]);
    expect(codeOf(await execute({ kind: 'customer.sign-in', externalId: 'openid-9' }))).toBe('NOT_PERMITTED');
  });
});

describe('machines', () => {
  const report = (kind: string, terminal: string, body: object): Command =>
    ({ kind, terminal, report: body }) as Command;

  test.each(['heartbeat', 'journal', 'audit', 'vend'])('terminal.%s goes to whoever keeps machines', async (what) => {
    const key = newKey();
    expect(await execute(report(`terminal.${what}`, 'K-1', { seq: 1 }), key)).toEqual({
      status: 'done',
      duplicate: false,
      values: { acked: 7 },
    });
    expect(seen.at(-1)).toEqual(['one', 'K-1', what, { seq: 1 }, key]);
  });

  test('one that is not known, a refusal of theirs, and no keeper at all', async () => {
    expect(await execute(report('terminal.vend', 'K-2', {}))).toEqual({
      status: 'refused',
      code: 'NOT_FOUND',
      message: 'one has no terminal K-2',
      field: 'terminal',
    });
    expect(codeOf(await execute(report('terminal.vend', 'K-1', { broken: true })))).toBe('INVALID_STATE');
    const bare = executorOf(app);
    const result = await bare.executor.execute(
      { code: 'one', permissions: ['terminal:write'] },
      report('terminal.vend', 'K-1', {}),
      newKey(),
    );
    expect(codeOf(result)).toBe('NOT_FOUND');
    await bare.stop();
  });
});

test('a fault of the database is no refusal: it is thrown, and nothing is known', async () => {
  await connect(app, 'three');
  await app.db.pool.query(`alter table dispute rename to dispute_away`);
  const command: Command = { kind: 'dispute.raise', code: 'X', message: 'x' };
  const key = newKey();
  await expect(execute(command, key, 'three')).rejects.toThrow('dispute');
  await app.db.pool.query(`alter table dispute_away rename to dispute`);
  expect(await execute(command, key, 'three')).toMatchObject({ status: 'done', duplicate: false });
});
