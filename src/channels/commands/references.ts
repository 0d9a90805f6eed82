import type { MadeLine, OrderIntake } from '../../domains/orders/index.js';
import { numericKey, uuidKey } from '../../platform/graphql/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import type { ImportedLine, OrderRef, ProductRef } from '../../plugin-kit/index.js';

/** The order of this connection that is meant; null for one that is not there, and for another's. */
export async function orderMeant(
  tx: Transaction,
  orders: OrderIntake,
  connection: string,
  ref: OrderRef,
): Promise<string | null> {
  if ('id' in ref) {
    const id = uuidKey(ref.id, 'Order');
    return id === null ? null : orders.find(tx, connection, { id });
  }
  const found = await orders.find(tx, connection, ref);
  if (found || 'number' in ref) return found;
  // Placed here, told to the channel, and linked with what it is called there.
  const [link] = await tx.query<{ ours: string }>(
    `select ours from channel_link where connection = $1 and kind = 'order' and theirs = $2`,
    [connection, ref.externalId],
  );
  return link ? orders.find(tx, connection, { id: link.ours }) : null;
}

/** Keys of the products that are meant; null for one that is not linked. A SKU goes before a product of the same name. */
export async function productsMeant(
  tx: Transaction,
  connection: string,
  refs: readonly ProductRef[],
): Promise<(number | null)[]> {
  const theirs = refs.flatMap((ref) => ('externalId' in ref ? [ref.externalId] : []));
  const links =
    theirs.length === 0
      ? []
      : await tx.query<{ theirs: string; ours: string }>(
          `select distinct on (theirs) theirs, ours from channel_link
            where connection = $1 and kind in ('sku', 'product') and theirs = any($2) order by theirs, kind desc`,
          [connection, [...new Set(theirs)]],
        );
  const linked = new Map(links.map((link) => [link.theirs, Number(link.ours)]));
  return refs.map((ref) => ('id' in ref ? numericKey(ref.id, 'Product') : (linked.get(ref.externalId) ?? null)));
}

/** Lines with our keys in the place of their references; the index of the first that nobody linked instead. */
export async function linesMeant(
  tx: Transaction,
  connection: string,
  lines: readonly ImportedLine[],
): Promise<{ lines: MadeLine[] } | { unknown: number }> {
  const keys = await productsMeant(
    tx,
    connection,
    lines.map((line) => line.product),
  );
  const unknown = keys.indexOf(null);
  return unknown >= 0 ? { unknown } : { lines: lines.map((line, i) => madeLine(line, keys[i]!)) };
}

const madeLine = ({ quantity, amountFen, externalId }: ImportedLine, product: number): MadeLine => ({
  product,
  quantity,
  amountFen,
  ...(externalId !== undefined && { externalId }),
});
