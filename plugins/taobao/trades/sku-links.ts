import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import type { TradeLine } from './trade.js';

/**
 * By what a line's goods are found among the links, in this order: the merchant's code of the SKU or item, the SKU as
 * `num_iid:sku_id`, the item. with several SKUs is not one product: it is found by item only where the line has no SKU.
 */
export function namesOf(line: TradeLine): readonly (readonly [kind: 'sku' | 'product', theirs: string])[] {
  const names: [kind: 'sku' | 'product', theirs: string][] = [];
  if (line.code) names.push(['sku', line.code]);
  if (line.itemId && line.skuId) names.push(['sku', `${line.itemId}:${line.skuId}`]);
  if (line.itemId && !line.skuId) names.push(['product', line.itemId]);
  return names;
}

/** The links that would find it, for the person who is to make one of them. */
export const calledOf = (line: TradeLine): string =>
  namesOf(line)
    .map(([kind, theirs]) => `${kind} ${theirs}`)
    .join(' or ') || `line ${line.oid}`;

/** Our global id of a line's product; null while nothing of it is linked. */
export async function productOf(line: TradeLine, call: Call<Config>): Promise<string | null> {
  for (const [kind, theirs] of namesOf(line)) {
    const ours = await call.links.ours(kind, theirs);
    if (ours) return ours;
  }
  return null;
}
