import type { Transaction } from '../../../platform/persistence/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import type { MadeLine } from '../../orders/index.js';
import { soldQuantity, type KnownProduct } from './sold-quantity.rules.js';
import type { ToldLine } from './told-sale.js';

interface Keyed extends KnownProduct {
  readonly key: number;
}

/** A line that can be booked, and one that a person must look at. */
export interface SortedLines {
  readonly known: readonly MadeLine[];
  readonly kept: readonly { readonly line: ToldLine; readonly reason: string }[];
}

/** Sorts lines by whether they can be booked: by their product, its unit and the price on their channel. */
export async function sortLines(tx: Transaction, channel: string, lines: readonly ToldLine[]): Promise<SortedLines> {
  const keys = [...new Set(lines.flatMap(({ product }) => (product === null ? [] : [product])))];
  const rows = keys.length === 0 ? [] : await tx.query<Keyed>(PRODUCTS, [keys, channel]);
  const products = new Map(rows.map((row) => [row.key, row]));
  const known: MadeLine[] = [];
  const kept: { line: ToldLine; reason: string }[] = [];
  for (const line of lines) {
    const product = (line.product !== null && products.get(line.product)) || null;
    const sold = soldQuantity(line, product);
    if ('keptBack' in sold) kept.push({ line, reason: sold.keptBack });
    else
      known.push({
        product: line.product!,
        quantity: formatQuantity(sold.steps, product!.scale),
        amountFen: line.amountFen,
        externalId: line.externalId,
      });
  }
  return { known, kept };
}

const PRODUCTS = `
  select p.id::float8 as key, p.unit, p.scale, l.price_fen::float8 as "listedFen"
    from product p left join listing l on l.product_id = p.id and l.channel = $2 where p.id = any($1::bigint[])`;
