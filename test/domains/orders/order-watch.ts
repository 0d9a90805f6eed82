import { watchFeed, type Watch } from '../../kit/watch-feed.js';

const ORDER = '{ id number status channel { code } version totalFen lines { site { code } } }';
const ORDER_CHANGES = `subscription($after: Cursor, $filter: OrderChangesFilter) { orderChanges(after: $after, filter: $filter) {
  __typename
  ... on OrderSnapshot { cursor complete orders ${ORDER} }
  ... on OrderChange { cursor sequence occurredAt order ${ORDER} }
  ... on ResyncRequired { reason } } }`;

export interface WatchedOrder {
  id: string;
  number: string;
  status: string;
  channel: { code: string };
  version: number;
  totalFen: number;
  lines: { site: { code: string } }[];
}

export type OrderMessage =
  | { __typename: 'OrderSnapshot'; cursor: string; complete: boolean; orders: WatchedOrder[] }
  | { __typename: 'OrderChange'; cursor: string; sequence: number; occurredAt: string; order: WatchedOrder }
  | { __typename: 'ResyncRequired'; reason: string };

export interface OrdersWatched {
  after?: string;
  filter?: { statuses?: string[]; siteCodes?: string[]; placeCode?: string; channel?: string };
  token?: string | undefined;
}

export const watchOrders = (url: string, { after, filter, token }: OrdersWatched = {}): Watch<OrderMessage> =>
  watchFeed<OrderMessage>(url, { query: ORDER_CHANGES, variables: { after, filter }, token });

/** The changes that came, each as `STATUS version`; of one order if its id is given. */
export const changesOf = (messages: readonly OrderMessage[], id?: string): string[] =>
  messages.flatMap((m) =>
    m.__typename === 'OrderChange' && (!id || m.order.id === id) ? [`${m.order.status} ${m.order.version}`] : [],
  );

/** The ids of the orders in all parts of the snapshots that came. */
export const inSnapshot = (messages: readonly OrderMessage[]): string[] =>
  messages.flatMap((m) => (m.__typename === 'OrderSnapshot' ? m.orders.map(({ id }) => id) : []));
