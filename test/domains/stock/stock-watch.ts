import { watchFeed, type Watch as FeedWatch } from '../../kit/watch-feed.js';

const STOCK_CHANGES = `subscription($after: Cursor, $filter: StockChangesFilter) { stockChanges(after: $after, filter: $filter) {
  __typename
  ... on StockSnapshot { cursor complete items { id product { id } site { code } onHand reserved available version } }
  ... on StockChange { cursor sequence occurredAt item { id product { id } site { code } onHand reserved available version } }
  ... on ResyncRequired { reason } } }`;

export interface WatchedItem {
  id: string;
  product: { id: string };
  site: { code: string };
  onHand: string;
  reserved: string;
  available: string;
  version: number;
}

export type Message =
  | { __typename: 'StockSnapshot'; cursor: string; complete: boolean; items: WatchedItem[] }
  | { __typename: 'StockChange'; cursor: string; sequence: number; occurredAt: string; item: WatchedItem }
  | { __typename: 'ResyncRequired'; reason: string };

export type Watch = FeedWatch<Message>;

export interface WatchOptions {
  after?: string | undefined;
  filter?: { siteCodes?: string[]; productIds?: string[]; placeCode?: string };
  token?: string;
  onMessage?: (message: Message) => void;
}

/** Subscribes to `stockChanges` once: no retry, so that every disconnect is seen. `url` is the server's http address. */
export const watchStock = (url: string, { after, filter, token, onMessage }: WatchOptions = {}): Watch =>
  watchFeed<Message>(url, { query: STOCK_CHANGES, variables: { after, filter }, token, onMessage });
