import type { LineSupply } from '../../circulation/index.js';
import type { Purchase, Supply } from './share-plan.rules.js';

/**
 * Who supplied a line: those who delivered it by its allocation, else its `seller`, each with what they were given for the
 * goods already. Goods of a producer who has no part in the line (collected for an order that was cancelled, or made into
 * something else) are set against the seller's part. Takes what it uses off `open`: of each receipt, in fen, what no order gave
 * back yet.
 */
export function supplied(
  seller: Supply,
  { delivered, bought }: LineSupply,
  open: Map<string, number>,
): readonly Supply[] {
  const supplies = delivered.length > 0 ? delivered : [seller];
  const parts = new Map<number, Purchase[]>();
  for (const { producer, receipt, site, amountFen } of bought) {
    const taken = Math.min(amountFen, open.get(receipt) ?? 0);
    if (taken === 0) continue;
    open.set(receipt, open.get(receipt)! - taken);
    const whose = supplies.some((one) => one.producer === producer) ? producer : seller.producer;
    const purchases = parts.get(whose) ?? parts.set(whose, []).get(whose)!;
    purchases.push({ receipt, site, amountFen: taken });
  }
  return supplies.map((one) => ({ ...one, bought: parts.get(one.producer) ?? [] }));
}
