import { globalId } from '../../platform/graphql/index.js';
import type { Execute } from './command-context.js';
import { ofOrder, onceOnOrder } from './once.js';
import { refused } from './results.rules.js';

/** Money that came too late, twice or in another amount is recorded all the same: its refusal is kept with its key. */
export const payOrder: Execute<'order.pay'> = (command, context) =>
  onceOnOrder(context, command, async (tx, orderId) => {
    const { connection, orders, by } = context;
    const paid = await orders.pay(tx, { orderId, channel: connection.code, ...command.payment, by });
    if (paid.outcome === 'PAID') return ofOrder(orderId, {}, paid.duplicate);
    if (paid.outcome === 'MISMATCH')
      return refused('AMOUNT_MISMATCH', `the order comes to ${paid.dueFen} fen`, 'payment.amountFen');
    const refund = globalId('Refund', paid.refundId);
    return refused('INVALID_STATE', `the order is ${paid.status}: refund ${refund} is asked for`, 'order');
  });
