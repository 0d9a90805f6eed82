import { customerOf } from '../../domains/people/index.js';
import type { Execute } from './command-context.js';
import { linesOf, ofOrder } from './once.js';

/** Once by the order's own id there: whichever message brings it again, and under whichever key. */
export const importOrder: Execute<'order.import'> = async ({ order }, context) => {
  const { connection, db, orders, by } = context;
  const { customer, ...made } = order;
  const { lines, customerId } = await db.command(async (tx) => ({
    lines: await linesOf(tx, context, order.lines, 'order.lines'),
    customerId: customer === undefined ? null : (await customerOf(tx, connection.code, customer)).id,
  }));
  const { orderId, number, duplicate } = await orders.importOrder({
    ...made,
    channel: connection.code,
    lines,
    customerId,
    by,
  });
  return ofOrder(orderId, { number }, duplicate);
};
