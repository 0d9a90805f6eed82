import type { ToldLine } from '../../domains/outlets/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import type { SoldLine } from '../../plugin-kit/index.js';
import type { CommandContext } from './command-context.js';
import { refusedNow } from './once.js';
import { productsMeant } from './references.js';
import { refused } from './results.rules.js';

/** Lines of a sale with our keys of their products, null where they are not linked. */
export async function toldLines(
  tx: Transaction,
  { connection }: CommandContext,
  lines: readonly SoldLine[],
): Promise<ToldLine[]> {
  const refs = lines.map(({ product }) => product);
  const keys = await productsMeant(tx, connection.code, refs);
  return lines.map(({ product, externalId, ...line }, i) => ({
    ...line,
    externalId: externalId ?? String(i + 1),
    product: keys[i]!,
    ref: 'id' in product ? product.id : product.externalId,
  }));
}

/** As {@link toldLines}; throws its refusal where a product is not linked. */
export async function knownLines(
  tx: Transaction,
  context: CommandContext,
  lines: readonly SoldLine[],
  at: string,
): Promise<ToldLine[]> {
  const told = await toldLines(tx, context, lines);
  const unknown = told.findIndex(({ product }) => product === null);
  if (unknown < 0) return told;
  const message = `${told[unknown]!.ref} is not linked with a product`;
  return refusedNow(refused('UNKNOWN_PRODUCT', message, `${at}.${unknown}.product`));
}
