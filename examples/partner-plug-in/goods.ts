import type { Call, Delivery, DeliveryResult, Outbound } from 'yizhan/plugin-kit';
import { ask, failureOf } from './remote.ts';
import type { CanteenSettings } from './settings.ts';

type Results = Map<string, DeliveryResult>;

interface Product {
  readonly name: string;
  readonly priceFen: number;
}

interface Stock {
  readonly stock: { readonly available: string };
}

/** Products one by one, since each is answered with their number of it; stock as many as twenty at a time. */
export const outbound: Outbound<CanteenSettings> = {
  subscribes: [
    { event: 'product', selection: '{ name priceFen }' },
    { event: 'stock', selection: '{ stock { available } }' },
  ],
  batch: 20,
  async deliver(batch, call) {
    const results: Results = new Map();
    for (const delivery of batch)
      if (delivery.event === 'product') results.set(delivery.id, await tellProduct(delivery, call));
    const stock = batch.filter(({ event }) => event === 'stock');
    if (stock.length > 0) await tellStock(stock, results, call);
    return results;
  },
};

async function tellProduct({ id, subject, data }: Delivery, call: Call<CanteenSettings>): Promise<DeliveryResult> {
  const product = data as Product | null;
  const item = {
    ref: subject,
    onSale: product !== null,
    ...(product && { name: product.name, priceFen: product.priceFen }),
  };
  const answer = await ask(call, 'POST', 'items', item, id);
  return failureOf(answer) ?? { outcome: 'ok', externalId: (answer.body as { item: string }).item };
}

async function tellStock(batch: readonly Delivery[], results: Results, call: Call<CanteenSettings>): Promise<void> {
  // Told of the stock before the product: it is published within moments.
  for (const { id, externalId } of batch)
    if (!externalId) results.set(id, { outcome: 'retry', code: 'NOT_PUBLISHED_YET' });
  const changes = batch
    .filter(({ externalId }) => externalId)
    .map(({ id, externalId, data }) => ({ key: id, item: externalId, quantity: quantityOf(data as Stock | null) }));
  if (changes.length === 0) return;
  const answer = await ask(call, 'POST', 'stock', { changes });
  const failure = failureOf(answer);
  for (const { key } of changes) if (failure) results.set(key, failure);
  if (failure) return;
  const told = (answer.body as { results: { key: string; outcome: string }[] }).results;
  for (const { key, outcome } of told) results.set(key, resultOf(outcome));
}

const resultOf = (outcome: string): DeliveryResult =>
  outcome === 'ok'
    ? { outcome: 'ok' }
    : { outcome: outcome === 'later' ? 'retry' : 'permanent', code: outcome.toUpperCase() };

/** They count whole pieces: part of one is not for sale. Nothing to sell is none left. */
const quantityOf = (data: Stock | null): number => Math.max(0, Math.trunc(Number(data?.stock.available ?? 0)));
