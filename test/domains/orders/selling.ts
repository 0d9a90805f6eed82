import { NO_KEEPER } from '../../../src/domains/orders/goods-keeper.js';
import { randomUUID } from 'node:crypto';
import { bookSale, type Sale } from '../../../src/domains/orders/sales/book-sale.js';
import { createPrivacy } from '../../../src/platform/privacy/index.js';
import { SECRET, type TestApp } from '../../kit/app.js';
import { GATE } from '../../kit/goods.js';

export const privacy = createPrivacy(new Map([[1, SECRET]]), 1);

/** Key of a product in our tables, from its global id. */
export const keyOf = (id: string): number => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);

/** A counter's sale at the farm gate: lines are product's id, quantity and fen; paid in cash unless said otherwise. */
export function saleOf(
  lines: readonly [productId: string, quantity: string, fen: number][],
  over: Partial<Sale> = {},
): Sale {
  return {
    channel: 'super-main',
    externalId: randomUUID(),
    siteCode: GATE,
    soldAt: '2026-05-01T02:03:04Z',
    lines: lines.map(([id, quantity, amountFen]) => ({ product: keyOf(id), quantity, amountFen })),
    tenders: [{ method: 'cash', amountFen: lines.reduce((sum, [, , fen]) => sum + fen, 0) }],
    by: 'channel:super-main',
    ...over,
  };
}

export const book = ({ db }: TestApp, sale: Sale) =>
  db.command((tx) => bookSale(tx, { privacy, keeper: NO_KEEPER }, sale));

/** Code of the error that a promise is rejected with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
