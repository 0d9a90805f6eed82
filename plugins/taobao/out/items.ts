import type { Call, SharedValue } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, rows, type Answer } from '../top/ask.js';

/** Where a product is at Taobao: an item, or a SKU of one. */
export interface Item {
  readonly itemId: string;
  readonly skuId: string | null;
}

const MINUTE = 60_000;

/**
 * Where a product is at Taobao; null while it is linked with nothing there. A link of kind `product` names the item, one of kind
 * `sku` the SKU as `num_iid:sku_id`, or a merchant's code, which is asked for once a day.
 */
export async function itemOf(product: string, externalId: string | null, call: Call<Config>): Promise<Item | null> {
  const itemId = externalId ?? (await call.links.theirs('product', product));
  if (itemId) return { itemId, skuId: null };
  const sku = await call.links.theirs('sku', product);
  if (!sku) return null;
  const named = /^(\d+):(\d+)$/.exec(sku);
  if (named) return { itemId: named[1]!, skuId: named[2]! };
  return JSON.parse(await call.shared(`item.${sku}`, () => remembered(sku, call))) as Item | null;
}

/** What is not there yet is asked for again soon. */
async function remembered(code: string, call: Call<Config>): Promise<SharedValue> {
  const item = await itemByCode(code, call);
  const minutes = item ? 24 * 60 : 10;
  return { value: JSON.stringify(item), expiresAt: new Date(call.clock.now().getTime() + minutes * MINUTE) };
}

/** The SKU or, where no SKU has it, the item with a merchant's code; null if there is none. */
export async function itemByCode(code: string, call: Call<Config>): Promise<Item | null> {
  const skus = await ask(call, 'taobao.skus.custom.get', { outer_id: code, fields: 'sku_id,num_iid,outer_id' });
  const [sku] = rows(skus, 'skus', 'sku');
  if (sku) return { itemId: String(sku['num_iid']), skuId: String(sku['sku_id']) };
  const items = await ask(call, 'taobao.items.custom.get', { outer_id: code, fields: 'num_iid,outer_id' });
  const [item] = rows(items, 'items', 'item') as readonly (Answer | undefined)[];
  return item ? { itemId: String(item['num_iid']), skuId: null } : null;
}
