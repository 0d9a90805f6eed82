import { requestError, numericKey } from '../../platform/graphql/index.js';
import type { ProductChangesFilter } from './product-changes.types.js';
import { productTopic, type ListingBefore, type ProductPayload } from './product.events.js';

/** What narrows the products somebody follows. */
export interface ProductsWanted {
  products: ReadonlySet<number> | null;
  villageCode: string | null;
  industry: string | null;
  channel: string | null;
  sites: ReadonlySet<string> | null;
}

export function wantedOf(filter: ProductChangesFilter): ProductsWanted {
  const { productIds, siteCodes, villageCode, industry, channel } = filter;
  for (const list of [productIds, siteCodes]) {
    if (list && list.length > 250)
      throw requestError('BAD_USER_INPUT', 'A filter takes at most 250 sites and 250 products.');
  }
  const products = productIds?.map((id) => {
    const key = numericKey(id, 'Product');
    if (key === null) throw requestError('BAD_USER_INPUT', "`productIds` has an id that is no product's.");
    return key;
  });
  return {
    products: products ? new Set(products) : null,
    villageCode: villageCode ?? null,
    industry: industry ?? null,
    channel: channel ?? null,
    sites: siteCodes ? new Set(siteCodes) : null,
  };
}

/** Under what every event wanted lies. Events name villages; what is wider has no topic of its own. */
export function productTopicsFor({ products, villageCode }: ProductsWanted): readonly string[] {
  if (products) return [...products].map((product) => productTopic('item', product));
  return villageCode?.length === 12 ? [productTopic('village', villageCode)] : ['product'];
}

/** By what never changes of a product. */
export const concerns = ({ product, place }: ProductPayload, { products, villageCode }: ProductsWanted): boolean =>
  (!products || products.has(product)) && (villageCode === null || place.startsWith(villageCode));

/** Whether being listed is part of the filter. */
export const byListing = ({ channel, sites }: ProductsWanted): boolean => channel !== null || sites !== null;

/** A product can enter and leave this filter while it is shown: each of its events must be looked at. */
export const mayLeave = (wanted: ProductsWanted): boolean => wanted.industry !== null || byListing(wanted);

/** Whether a listing puts its product within the filter. */
export const listed = ({ channel, active, sites }: ListingBefore, wanted: ProductsWanted): boolean =>
  active &&
  (wanted.channel === null || channel === wanted.channel) &&
  (!wanted.sites || sites.some((site) => wanted.sites!.has(site)));

/** Whether the product was within the filter until this event. */
export const wasWithin = ({ listing, industryBefore }: ProductPayload, wanted: ProductsWanted): boolean =>
  (byListing(wanted) && listing !== undefined && listed(listing, wanted)) ||
  (wanted.industry !== null && industryBefore === wanted.industry);
