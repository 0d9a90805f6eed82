import { watchFeed, type Watch } from '../../kit/watch-feed.js';

const PRODUCT = '{ id name status freshness priceFen version listings { channel active priceFen } }';
const PRODUCT_CHANGES = `subscription($after: Cursor, $filter: ProductChangesFilter) { productChanges(after: $after, filter: $filter) {
  __typename
  ... on ProductSnapshot { cursor complete products ${PRODUCT} }
  ... on ProductChange { cursor sequence occurredAt product ${PRODUCT} }
  ... on ProductGone { cursor sequence occurredAt productId }
  ... on ResyncRequired { reason } } }`;

export interface WatchedProduct {
  id: string;
  name: string;
  status: string;
  freshness: string;
  priceFen: number;
  version: number;
  listings: { channel: string; active: boolean; priceFen: number }[];
}

export type ProductMessage =
  | { __typename: 'ProductSnapshot'; cursor: string; complete: boolean; products: WatchedProduct[] }
  | { __typename: 'ProductChange'; cursor: string; sequence: number; occurredAt: string; product: WatchedProduct }
  | { __typename: 'ProductGone'; cursor: string; sequence: number; occurredAt: string; productId: string }
  | { __typename: 'ResyncRequired'; reason: string };

export interface ProductsWatched {
  after?: string;
  filter?: {
    productIds?: string[];
    villageCode?: string;
    industry?: string;
    channel?: string;
    siteCodes?: string[];
  };
  token?: string | undefined;
}

export const watchProducts = (url: string, { after, filter, token }: ProductsWatched = {}): Watch<ProductMessage> =>
  watchFeed<ProductMessage>(url, { query: PRODUCT_CHANGES, variables: { after, filter }, token });

/** What came of one product after the snapshot: `status freshness price`, or `gone`. */
export const newsOf = (messages: readonly ProductMessage[], id: string): string[] =>
  messages.flatMap((m) => {
    if (m.__typename === 'ProductGone') return m.productId === id ? ['gone'] : [];
    if (m.__typename !== 'ProductChange' || m.product.id !== id) return [];
    const { status, freshness, priceFen } = m.product;
    return [`${status} ${freshness} ${priceFen}`];
  });

/** The ids of the products in all parts of the snapshots that came. */
export const inSnapshot = (messages: readonly ProductMessage[]): string[] =>
  messages.flatMap((m) => (m.__typename === 'ProductSnapshot' ? m.products.map(({ id }) => id) : []));
