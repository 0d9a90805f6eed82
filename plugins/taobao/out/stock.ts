import { type Call, type Delivery, type DeliveryResult } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask } from '../top/ask.js';
import { OK, resultOf } from './results.js';
import { itemOf, type Item } from './items.js';

export const STOCK_SELECTION = '{ id stock { available } listings { channel active } }';

export interface StockData {
  readonly id: string;
  readonly stock: { readonly available: string };
}

/** SKUs that the gateway takes in a call. */
const SKUS_A_CALL = 20;

/** Whole units that can be sold: a buyer there chooses pieces. Never below none. */
export function wholeUnits(quantity: string): number {
  const units = Number(/^-?\d+/.exec(quantity)?.[0] ?? 0);
  return Math.max(0, units);
}

interface Placed {
  readonly delivery: Delivery;
  readonly item: Item;
  readonly units: number;
}

/**
 * Tells full quantities: the same again, or late, does no harm. SKUs of one item go in one call, 20 at most; an item
 * without SKUs in one of its own. A refusal of one call is that call's alone.
 */
export async function deliverStock(
  batch: readonly Delivery[],
  call: Call<Config>,
): Promise<ReadonlyMap<string, DeliveryResult>> {
  const results = new Map<string, DeliveryResult>();
  const placed: Placed[] = [];
  for (const delivery of batch) {
    try {
      const item = await itemOf(delivery.subject, delivery.externalId, call);
      const data = delivery.data as unknown as StockData | null;
      if (item) placed.push({ delivery, item, units: data ? wholeUnits(data.stock.available) : 0 });
      // Not there yet: its own delivery puts it there with what is in stock then, or says why it cannot.
      else results.set(delivery.id, OK);
    } catch (fault) {
      results.set(delivery.id, resultOf(fault));
    }
  }
  for (const [method, params, told] of callsFor(placed)) {
    const result = await ask(call, method, params).then(() => OK, resultOf);
    for (const { delivery } of told) results.set(delivery.id, result);
    if (result.outcome === 'suspend') break;
  }
  return results;
}

function* callsFor(placed: readonly Placed[]): Generator<[string, Record<string, string | number>, readonly Placed[]]> {
  for (const one of placed.filter(({ item }) => !item.skuId))
    yield ['taobao.item.quantity.update', { num_iid: one.item.itemId, quantity: one.units, type: 1 }, [one]];
  const skus = Map.groupBy(
    placed.filter(({ item }) => item.skuId),
    ({ item }) => item.itemId,
  );
  for (const [itemId, all] of skus)
    for (let at = 0; at < all.length; at += SKUS_A_CALL) {
      const some = all.slice(at, at + SKUS_A_CALL);
      const quantities = some.map(({ item, units }) => `${item.skuId}:${units}`).join(';');
      yield ['taobao.skus.quantity.update', { num_iid: itemId, skuid_quantities: quantities, type: 1 }, some];
    }
}
