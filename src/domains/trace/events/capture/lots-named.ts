import type { Transaction } from '../../../../platform/persistence/index.js';
import { productOf } from '../../gs1/keys.js';
import { lotsOf } from '../event-marks.rules.js';
import { attachBatches, type Kept } from '../event-store.js';

/** Says which of our batches new events name, by GTIN and lot. Their stock and steps stay as they are. */
export async function attachNamedLots(tx: Transaction, kept: readonly Kept[], prefix: string): Promise<void> {
  const named = kept.flatMap(({ id, marks }) =>
    id === null ? [] : lotsOf(marks).map(({ gtin, code }) => ({ event: id, code, product: productOf(prefix, gtin) })),
  );
  if (named.length === 0) return;
  const rows = await tx.query<{ id: number; code: string; product: number }>(
    'select id::float8 as id, code, product_id::float8 as product from batch where code = any($1::text[])',
    [[...new Set(named.map(({ code }) => code))]],
  );
  const batches = new Map(rows.map((row) => [`${row.code} ${row.product}`, row.id]));
  const pairs = named.flatMap(({ event, code, product }) => {
    const batch = batches.get(`${code} ${product}`);
    return batch === undefined ? [] : [{ event, batch }];
  });
  if (pairs.length > 0) await attachBatches(tx, pairs);
}
