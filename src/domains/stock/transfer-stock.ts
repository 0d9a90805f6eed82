import type { Transaction } from '../../platform/persistence/index.js';
import { ensureItem, ITEM_COLUMNS, record, type Item } from './stock-ledger.js';

/** Goods that go from one site to another, in steps. */
export interface StockMove {
  product: number;
  scale: number;
  from: string;
  to: string;
  quantity: number;
}

/**
 * Moves goods between sites in the caller's transaction: only what is available leaves. Answers the first move that there
 * is not enough for, whose caller must refuse it all; null when everything moved. A product from a site at most once.
 */
export async function transferStock(
  tx: Transaction,
  moves: readonly StockMove[],
  what: { by: string; reason: string | null },
): Promise<StockMove | null> {
  const ordered = moves.toSorted((a, b) => a.product - b.product || (a.to < b.to ? -1 : 1));
  for (const { product, to, scale } of ordered) await ensureItem(tx, product, to, scale);
  // Items are locked in id order everywhere, so that two transfers crossing each other cannot deadlock.
  await tx.query(
    `select i.id from stock_item i join jsonb_to_recordset($1::jsonb) m(product bigint, site text) on m.product = i.product_id and m.site = i.site_code
      order by i.id for no key update of i`,
    [JSON.stringify(ordered.flatMap(({ product, from, to }) => [from, to].map((site) => ({ product, site }))))],
  );
  for (const move of ordered) {
    const { product, from, to, quantity } = move;
    const [left] = await tx.query<Item>(
      `update stock_item set on_hand = on_hand - $3, version = version + 1
        where product_id = $1 and site_code = $2 and on_hand - reserved >= $3 returning ${ITEM_COLUMNS}`,
      [product, from, quantity],
    );
    if (!left) return move;
    const [came] = await tx.query<Item>(
      `update stock_item set on_hand = on_hand + $3, version = version + 1
        where product_id = $1 and site_code = $2 returning ${ITEM_COLUMNS}`,
      [product, to, quantity],
    );
    await record(tx, left, { kind: 'TRANSFER_OUT', onHand: -quantity, reserved: 0, ...what });
    await record(tx, came!, { kind: 'TRANSFER_IN', onHand: quantity, reserved: 0, ...what });
  }
  return null;
}

/** Takes goods off the book that are good no longer; false when so many are not available. */
export async function writeOffStock(
  tx: Transaction,
  { product, site, quantity }: { product: number; site: string; quantity: number },
  what: { by: string; reason: string },
): Promise<boolean> {
  const [item] = await tx.query<Item>(
    `update stock_item set on_hand = on_hand - $3, version = version + 1
      where product_id = $1 and site_code = $2 and on_hand - reserved >= $3 returning ${ITEM_COLUMNS}`,
    [product, site, quantity],
  );
  if (item) await record(tx, item, { kind: 'WRITE_OFF', onHand: -quantity, reserved: 0, ...what });
  return item !== undefined;
}
