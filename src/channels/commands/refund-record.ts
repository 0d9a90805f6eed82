import { globalId, uuidKey } from '../../platform/graphql/index.js';
import type { Execute } from './command-context.js';
import { ofOrder, onceOnOrder, refusedNow } from './once.js';
import { refused } from './results.rules.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A refund's uuid, given as our id or as the number it was sent under. */
const refundKey = (id: string): string | null => uuidKey(id, 'Refund') ?? (UUID.test(id) ? id : null);

export const recordRefund: Execute<'refund.record'> = (command, context) =>
  onceOnOrder(context, command, async (tx, orderId) => {
    const { connection, orders, by } = context;
    const { id: named, ...report } = command.refund;
    const id = named === undefined ? null : refundKey(named);
    if (named !== undefined && id === null)
      return refusedNow(refused('NOT_FOUND', 'there is no such refund', 'refund.id'));
    const recorded = await orders.recordRefund(tx, { orderId, channel: connection.code, id, ...report, by });
    if (recorded.outcome === 'MISMATCH')
      return refused('AMOUNT_MISMATCH', 'it is not the amount asked for, or more than is left', 'refund.amountFen');
    const { refundId, state, duplicate } = recorded;
    return ofOrder(orderId, { refundId: globalId('Refund', refundId), state }, duplicate);
  });
