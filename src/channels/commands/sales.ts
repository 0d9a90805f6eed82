import type { Execute } from './command-context.js';
import { ofOrder, once } from './once.js';
import { done } from './results.rules.js';
import { knownLines, toldLines } from './told-lines.js';

/** Once by its receipt, whatever the key: a till's batch has a thousand of them. */
export const bookSale: Execute<'sale.book'> = (command, context) =>
  context.db.command(async (tx) => {
    const { connection, counters, by } = context;
    const { sale } = command;
    const { keepUnknown = false } = sale;
    const lines = keepUnknown
      ? await toldLines(tx, context, sale.lines)
      : await knownLines(tx, context, sale.lines, 'sale.lines');
    const booked = await counters.sales.book(tx, { ...sale, keepUnknown, channel: connection.code, lines, by });
    const keptBack = booked.keptBack.map(({ line, reason }) => ({ line, reason }));
    const values = { number: booked.number, ...(keepUnknown && { keptBack }) };
    return booked.orderId === null
      ? done({ orderId: null, ...values }, booked.duplicate)
      : ofOrder(booked.orderId, values, booked.duplicate);
  });

export const assignSale: Execute<'sale.assign'> = (command, context) =>
  once(context, command, async (tx) => {
    const { connection, counters, by } = context;
    const { original } = command;
    const lines = await toldLines(tx, context, command.lines);
    const { orderId, booked } = await counters.sales.assign(tx, { channel: connection.code, original, lines, by });
    return orderId === null ? done({ orderId, booked }, true) : ofOrder(orderId, { booked }, booked === 0);
  });

export const returnSale: Execute<'sale.return'> = (command, context) =>
  once(context, command, async (tx) => {
    const { connection, counters, by } = context;
    const { externalId, original, returnedAt: at, businessDate } = command;
    const lines = await knownLines(tx, context, command.lines, 'lines');
    const told = { channel: connection.code, externalId, original, at, businessDate, lines, by };
    const { orderId, refundFen, duplicate } = await counters.sales.takeBack(tx, told);
    return ofOrder(orderId!, { refundFen }, duplicate);
  });

export const voidSale: Execute<'sale.void'> = (command, context) =>
  once(context, command, async (tx) => {
    const { connection, counters, by } = context;
    const { externalId, original, voidedAt: at, businessDate } = command;
    const told = { channel: connection.code, externalId, original, at, businessDate, lines: null, by };
    const { orderId, refundFen, duplicate } = await counters.sales.takeBack(tx, told);
    return orderId === null ? done({ orderId, refundFen }, duplicate) : ofOrder(orderId, { refundFen }, duplicate);
  });
