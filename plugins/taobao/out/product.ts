import type { Call, Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask } from '../top/ask.js';
import { TopFault } from '../top/faults.js';
import { itemSchema, type ItemFacts } from './item-schema.js';
import { itemByCode } from './items.js';
import { OK, permanent } from './results.js';
import { wholeUnits } from './stock.js';

export const PRODUCT_SELECTION = `{
  id name description industry status freshness
  listings { channel priceFen active }
  stock { available }
}`;

interface ProductData {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly industry: string;
  readonly status: string;
  readonly freshness: string;
  readonly listings: readonly {
    readonly channel: string;
    readonly priceFen: number | string;
    readonly active: boolean;
  }[];
  readonly stock: { readonly available: string };
}

/**
 * Puts a product on sale at Taobao, edits it there, or takes it down. Goods that the shop keeps there by itself (linked as
 * `sku`) are told of stock alone.
 */
export async function deliverProduct(delivery: Delivery, call: Call<Config>): Promise<DeliveryResult> {
  const product = delivery.data as unknown as ProductData | null;
  const priceFen = product && priceHere(product, call.connection.code);
  const itemId = delivery.externalId;
  if (!itemId && (await call.links.theirs('sku', delivery.subject))) return OK;
  if (!product || priceFen === null) return itemId ? takeDown(itemId, call) : OK;
  const facts: ItemFacts = {
    title: product.name,
    priceFen,
    outerId: product.id,
    description: product.description,
  };
  const units = wholeUnits(product.stock.available);
  if (itemId) return edit(itemId, facts, units, call);
  const { categories } = call.config;
  const category = categories[product.industry] ?? categories['*'];
  if (!category)
    return permanent(
      'NO_CATEGORY',
      `${product.name} is linked with nothing of Taobao, and ${product.industry} has no category in the settings`,
    );
  // An earlier try may have put it there without our learning its id.
  const there = await itemByCode(product.id, call);
  if (there) return { ...(await edit(there.itemId, facts, units, call)), externalId: there.itemId };
  const answer = await ask(call, 'alibaba.item.publish.submit', {
    market: call.config.market,
    cat_id: category.catId,
    schema: itemSchema({ ...facts, units }, category.fields),
  });
  return { outcome: 'ok', externalId: String(answer['item_id']) };
}

/** What it costs on this channel in fen; null while it is not to be sold here. */
function priceHere({ status, freshness, listings }: ProductData, channel: string): number | null {
  const listing = listings.find((one) => one.channel === channel && one.active);
  return listing && status === 'PUBLISHED' && freshness !== 'HIDDEN' ? Number(listing.priceFen) : null;
}

async function edit(itemId: string, facts: ItemFacts, units: number, call: Call<Config>) {
  await ask(call, 'alibaba.item.edit.fastupdate', { item_id: itemId, schema: itemSchema(facts) });
  // Nothing can be put on sale with none of it; the quantity that follows takes it down by itself.
  if (units > 0) await ask(call, 'taobao.item.update.listing', { num_iid: itemId, num: units });
  return { outcome: 'ok' as const };
}

async function takeDown(itemId: string, call: Call<Config>): Promise<DeliveryResult> {
  try {
    await ask(call, 'taobao.item.update.delisting', { num_iid: itemId });
  } catch (fault) {
    if (!(fault instanceof TopFault) || !fault.code.startsWith('isv.item-not-exist')) throw fault;
  }
  return OK;
}
