import { loaderOf, type RequestContext } from '../../platform/graphql/index.js';
import { siteReads } from '../places/index.js';
import type { ListingRow } from './listing.types.js';

/** A product on its channels, batched over the products of one request. */
export function listingsOf(context: RequestContext, productKey: number): Promise<ListingRow[]> {
  const { db } = context;
  return loaderOf<number, ListingRow[]>(context, 'Product.listings', async (keys) => {
    const rows = await db.read<ListingRow & { product: number }>(
      'product_listings',
      `select l.product_id as product, l.channel, l.price_fen as "priceFen", l.active,
              coalesce(array_agg(s.site_code order by s.priority) filter (where s.site_code is not null), '{}') as codes
         from listing l left join listing_site s using (product_id, channel)
        where l.product_id = any($1) group by l.product_id, l.channel order by l.channel`,
      [keys],
    );
    const sites = await siteReads.byKeys(db, [...new Set(rows.flatMap((row) => row.codes))]);
    const byCode = new Map(sites.map((site) => [site!.code, site!]));
    for (const row of rows) row.sites = row.codes.map((code) => byCode.get(code)!);
    const of = Map.groupBy(rows, (row) => row.product);
    return keys.map((key) => of.get(key) ?? []);
  }).load(productKey);
}
