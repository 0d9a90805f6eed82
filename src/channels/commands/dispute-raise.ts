import { globalId } from '../../platform/graphql/index.js';
import type { Execute } from './command-context.js';
import { once } from './once.js';
import { orderMeant } from './references.js';
import { done } from './results.rules.js';

/** Of an order that is not there, or not the connection's, the dispute says what it was called. */
export const raiseDispute: Execute<'dispute.raise'> = (command, context) =>
  once(context, command, async (tx) => {
    const { connection, orders, key, by } = context;
    const { code, ref = key, message, order, facts = {} } = command;
    const orderId = order ? await orderMeant(tx, orders, connection.code, order) : null;
    const known = order && !orderId ? { ...facts, order: Object.values(order)[0] as string } : facts;
    const raised = await orders.raiseDispute(tx, {
      channel: connection.code,
      code,
      ref,
      message,
      orderId,
      facts: known,
      by,
    });
    return done({ disputeId: globalId('Dispute', raised.disputeId) }, raised.duplicate);
  });
