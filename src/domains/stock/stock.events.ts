import type { EventKind, FeedEvent } from '../../platform/events/index.js';

/** What an event of stock says: the item's state after it, in steps of 10^-scale. */
export interface StockPayload {
  product: number;
  site: string;
  scale: number;
  onHand: number;
  reserved: number;
}

export const stockPayload = (event: FeedEvent) => event.payload as unknown as StockPayload;

export const stockSiteTopic = (site: string) => `stock/site/${site}`;
export const stockProductTopic = (product: number) => `stock/product/${product}`;

/** Stock is public; kiosks and counters are woken for their own site alone. */
export const stockEvents: EventKind = {
  kind: 'stock',
  topics: (event) => {
    const { site, product } = stockPayload(event);
    return [stockSiteTopic(site), stockProductTopic(product)];
  },
  visible: () => true,
  node: ({ subject }) => ({ type: 'StockItem', key: Number(subject) }),
};
