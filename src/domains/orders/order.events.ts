import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { may, type Facts, type Viewer } from '../../platform/policy/index.js';
import type { OrderStatus } from './order.rules.js';

/** What an event of an order says: where it stands, and by what one may see it; nothing of the buyer. */
export interface OrderPayload {
  status: OrderStatus;
  number: string;
  channel: string;
  /** The customer's key; null for orders taken by others. */
  customer: number | null;
  /** Who placed it, such as `staff:12`. */
  by: string;
  /** Sites and villages of its lines: they never change. */
  sites: readonly string[];
  places: readonly string[];
}

export const orderPayload = (event: FeedEvent) => event.payload as unknown as OrderPayload;

export const orderEvent = (id: string, version: number, payload: OrderPayload): NewEvent => ({
  kind: 'order',
  subject: id,
  version,
  payload: { ...payload },
});

export const orderTopic = (fact: 'customer' | 'channel' | 'site' | 'place', value: string | number) =>
  `order/${fact}/${value}`;

/** What the policy asks of an order, as its event tells it. */
const factsOf = ({ channel, customer, places, sites }: OrderPayload): Facts => ({
  channel,
  customer,
  place: places,
  site: sites,
});

export const mayKnowOrder = (viewer: Viewer, event: FeedEvent): boolean =>
  may(viewer, 'read', 'Order', factsOf(orderPayload(event)));

/** Known to those who may read the order; a buyer, a shop or a channel is woken for its own alone. */
export const orderEvents: EventKind = {
  kind: 'order',
  topics: (event) => {
    const { channel, customer, places, sites } = orderPayload(event);
    return [
      ...(customer === null ? [] : [orderTopic('customer', customer)]),
      orderTopic('channel', channel),
      ...sites.map((site) => orderTopic('site', site)),
      ...places.map((place) => orderTopic('place', place)),
    ];
  },
  visible: mayKnowOrder,
  node: ({ subject }) => ({ type: 'Order', key: subject }),
};
