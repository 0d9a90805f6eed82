import type { Execute } from './command-context.js';
import { ofOrder, onceOnOrder, refusedNow } from './once.js';
import { refused } from './results.rules.js';

export const cancelOrder: Execute<'order.cancel'> = (command, context) =>
  onceOnOrder(context, command, async (tx, orderId) => {
    const { orders, by } = context;
    const { reason = null, refundedThere = false } = command;
    const why = { reason, refundedThere, by };
    const lineNos = command.lines ? await orders.linesNamed(tx, orderId, command.lines) : null;
    if (command.lines && !lineNos) return refusedNow(refused('NOT_FOUND', 'the order has no line of that id', 'lines'));
    if (lineNos) await orders.cancelLines(tx, orderId, { ...why, lineNos });
    else await orders.cancel(tx, orderId, why);
    return ofOrder(orderId);
  });

export const shipOrder: Execute<'order.ship'> = (command, context) =>
  onceOnOrder(context, command, async (tx, orderId) => {
    const { orders, by } = context;
    const lines = command.lines ? await orders.linesNamed(tx, orderId, command.lines) : null;
    if (command.lines && !lines) return refusedNow(refused('NOT_FOUND', 'the order has no line of that id', 'lines'));
    await orders.ship(tx, orderId, { lines, parcel: command.parcel ?? null, by });
    return ofOrder(orderId);
  });

export const completeOrder: Execute<'order.complete'> = (command, context) =>
  onceOnOrder(context, command, async (tx, orderId) => {
    await context.orders.complete(tx, orderId, context.by);
    return ofOrder(orderId);
  });
