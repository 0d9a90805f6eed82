import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COMMAND_PERMISSIONS, PERMISSIONS, type Command } from '../../../src/plugin-kit/index.js';
import { newKey } from '../../kit/goods.js';
import { books, execute, executor, startExecuting, stopExecuting } from './executing.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

describe('before anything is done', () => {
  test.each(Object.entries(COMMAND_PERMISSIONS))('%s needs %s', async (kind, needed) => {
    const some: Record<string, object> = {
      'order.import': {
        order: { externalId: '1', placedAt: 'x', lines: [{ product: { id: 'x' }, quantity: '1', amountFen: 1 }] },
      },
      'order.pay': { order: { id: 'x' }, payment: { transactionId: '1', amountFen: 1, paidAt: 'x', method: 'x' } },
      'refund.record': { order: { id: 'x' }, refund: { externalId: '1', amountFen: 1, state: 'FAILED' } },
      'dispute.raise': { code: 'x', message: 'x' },
      'sale.book': {
        sale: {
          externalId: '1',
          siteCode: 'x',
          soldAt: 'x',
          lines: [{ product: { id: 'x' }, quantity: '1', amountFen: 1 }],
          tenders: [],
        },
      },
      'sale.return': {
        externalId: '1',
        original: '1',
        returnedAt: 'x',
        lines: [{ product: { id: 'x' }, quantity: '1', amountFen: 1 }],
      },
      'sale.assign': { original: '1', lines: [{ product: { id: 'x' }, amountFen: 1 }] },
      'counter.declare': {
        declaration: { externalId: '1', siteCode: 'x', businessDate: 'x', totalFen: 0, receipts: [] },
      },
      'sale.void': { externalId: '1', original: '1', voidedAt: 'x' },
      'customer.sign-in': { externalId: '1' },
    };
    const rest = some[kind] ?? (kind.startsWith('terminal') ? { terminal: 'x', report: {} } : { order: { id: 'x' } });
    const before = await books();
    const permissions = PERMISSIONS.filter((permission) => permission !== needed);
    const result = await executor.execute({ code: 'one', permissions }, { kind, ...rest } as Command, newKey());
    expect(result).toEqual({
      status: 'refused',
      code: 'NOT_PERMITTED',
      message: `one may not do this: it lacks ${needed}`,
    });
    expect(await books()).toEqual(before);
  });

  test.each<[string, object, string]>([
    ['no kind that we know', { kind: 'order.explode' }, 'kind'],
    ['no lines', { kind: 'order.import', order: { externalId: '1', placedAt: 'x', lines: [] } }, 'order.lines'],
    [
      'half a fen',
      {
        kind: 'order.import',
        order: { externalId: '1', placedAt: 'x', lines: [{ product: { id: 'x' }, quantity: '1', amountFen: 0.5 }] },
      },
      'order.lines.0.amountFen',
    ],
    [
      'a number for an id',
      { kind: 'order.pay', order: { id: 'x' }, payment: { transactionId: 1, amountFen: 1, paidAt: 'x', method: 'x' } },
      'payment.transactionId',
    ],
  ])('%s is INVALID, and says where', async (_, command, field) => {
    expect(await execute(command as Command)).toMatchObject({ status: 'refused', code: 'INVALID', field });
  });
});
