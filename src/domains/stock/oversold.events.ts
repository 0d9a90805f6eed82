import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { may } from '../../platform/policy/index.js';

/** What was sold beyond the book: by how many steps in all by now, and where. */
export interface OversoldPayload {
  product: number;
  site: string;
  place: string;
  scale: number;
  oversold: number;
}

export const oversoldPayload = (event: FeedEvent) => event.payload as unknown as OversoldPayload;

export const oversoldEvent = ({
  id,
  version,
  ...item
}: OversoldPayload & { id: number; version: number }): NewEvent => {
  const { product, site, place, scale, oversold } = item;
  return { kind: 'stock.oversold', subject: String(id), version, payload: { product, site, place, scale, oversold } };
};

/** An alert for those who keep the stock of the site: somebody was promised goods that are not there. */
export const oversoldEvents: EventKind = {
  kind: 'stock.oversold',
  visible: (viewer, event) => {
    const { place, site } = oversoldPayload(event);
    return may(viewer, 'move', 'Stock', { place, site });
  },
  node: ({ subject }) => ({ type: 'StockItem', key: Number(subject) }),
};
