import { splitFen, sumFen } from 'yizhan/plugin-kit';
import type { Trade } from './trade.js';

/** What the buyer pays for the goods: all of it less the postage. */
export const goodsFen = ({ paymentFen, postFen }: Trade): number => Math.max(0, paymentFen - postFen);

/**
 * What each line is paid with, without postage; it adds up to the goods exactly. A trade of one line counts the postage
 * into the line's `payment`, one of several does not. A discount on the whole trade is in `divide_order_fee` alone, and
 * where the gateway gave neither that adds up, the goods are split by what the lines say.
 */
export function lineAmounts(trade: Trade): number[] {
  const goods = goodsFen(trade);
  if (trade.lines.length === 1) return [goods];
  const said = [trade.lines.map((line) => line.dividedFen), trade.lines.map((line) => line.paymentFen)];
  for (const amounts of said)
    if (amounts.every((amount) => amount !== null) && sumFen(amounts) === goods) return amounts;
  const weights = trade.lines.map((line) => line.paymentFen ?? 0);
  return splitFen(goods, weights.some((weight) => weight > 0) ? weights : trade.lines.map(({ num }) => num));
}
