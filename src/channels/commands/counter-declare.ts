import type { Execute } from './command-context.js';
import { once } from './once.js';
import { done } from './results.rules.js';
import { knownLines } from './told-lines.js';

/** A store's own account of a day: `bookedFen` is what we have of it, `differences` how many receipts or products differ. */
export const declareDay: Execute<'counter.declare'> = (command, context) =>
  once(context, command, async (tx) => {
    const { connection, counters, by } = context;
    const { products, ...declaration } = command.declaration;
    const known = products && (await knownLines(tx, context, products, 'declaration.products'));
    const { bookedFen, differences } = await counters.declareDay(tx, {
      ...declaration,
      ...(known && { products: known.map(({ product, ...line }) => ({ ...line, product: product! })) }),
      channel: connection.code,
      by,
    });
    return done({ bookedFen, differences }, false);
  });
