import { followFeed, type Feed, type FeedOptions } from '../../src/client/index.js';

export interface Stock {
  id: string;
  version: number;
  onHand: string;
  product: { id: string };
  site: { code: string };
}

const STOCK_CHANGES = `subscription($after: Cursor, $filter: StockChangesFilter) { stockChanges(after: $after, filter: $filter) {
  ... on StockSnapshot { cursor complete items { ...State } }
  ... on StockChange { cursor sequence item { ...State } }
  ... on ResyncRequired { reason } } }
fragment State on StockItem { id version onHand product { id } site { code } }`;

type Own = Partial<FeedOptions<Stock>> & Pick<FeedOptions<Stock>, 'keep'>;

/** Follows the stock of some products on the real server. `url` is its http address. */
export const followStock = (url: string, productIds: string[], options: Own): Feed<Stock> =>
  followFeed<Stock>({
    url: `${url}/graphql`,
    query: STOCK_CHANGES,
    variables: { filter: { productIds } },
    retry: { firstMs: 50, maxMs: 400 },
    ...options,
  });

/** Site, version and what is there, of all that is held. */
export const stockOf = ({ items }: Feed<Stock>): [string, number, string][] =>
  [...items.values()].map(({ site, version, onHand }) => [site.code, version, onHand]);
