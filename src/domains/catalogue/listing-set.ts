import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { BrandCheck } from './brand-check.js';
import { catalogueErrors } from './catalogue.errors.js';
import type { ListingSetInput } from './catalogue.inputs.js';
import { checkChannel, checkProductText } from './product-checks.rules.js';
import { newsEvent, PRODUCT_NEWS, type ProductNews } from './product.events.js';

/** Puts a product on a channel, or changes how it is there. Saying the same again changes nothing. */
export function setListing(
  db: Database,
  viewer: Viewer,
  input: ListingSetInput,
  checkBrand: BrandCheck,
): Promise<number> {
  checkChannel(input.channel);
  checkProductText({ priceFen: input.priceFen });
  const siteCodes = [...new Set(input.siteCodes)];
  if (siteCodes.length > 250)
    throw generalErrors.refuse('INVALID', {
      field: 'siteCodes',
      expected: '最多 250 个站点',
      expectedEn: 'At most 250 sites',
    });
  return db.command(async (tx) => {
    const key = numericKey(input.productId, 'Product');
    const [product] = await tx.query<{ village_code: string; price_fen: string; brand_code: string | null }>(
      'select village_code, price_fen, brand_code from product where id = $1 for no key update',
      [key],
    );
    if (key === null || !product || !may(viewer, 'list', 'Product', { place: product.village_code })) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
    }
    if (input.active && product.brand_code) await checkBrand(tx, key, product.brand_code);
    const known = new Set(
      (await tx.query<{ code: string }>('select code from site where code = any($1) and active', [siteCodes])).map(
        (s) => s.code,
      ),
    );
    const unknown = siteCodes.findIndex((code) => !known.has(code));
    if (unknown >= 0)
      throw catalogueErrors.refuse('UNKNOWN_SITE', { field: `siteCodes.${unknown}`, site: siteCodes[unknown] });
    const priceFen = input.priceFen ?? Number(product.price_fen);
    const [was] = await tx.query<{ active: boolean }>(
      'select active from listing where product_id = $1 and channel = $2',
      [key, input.channel],
    );
    const wereAt = await tx.query<{ code: string }>(
      'delete from listing_site where product_id = $1 and channel = $2 returning site_code as code',
      [key, input.channel],
    );
    await tx.query(
      `insert into listing(product_id, channel, price_fen, active) values ($1, $2, $3, $4)
       on conflict (product_id, channel) do update set price_fen = excluded.price_fen, active = excluded.active, updated_at = now()`,
      [key, input.channel, priceFen, input.active],
    );
    await tx.query(
      `insert into listing_site(product_id, channel, site_code, priority)
       select $1, $2, code, n from unnest($3::text[]) with ordinality s(code, n)`,
      [key, input.channel, siteCodes],
    );
    const [changed] = await tx.query<ProductNews>(
      `update product p set version = version + 1 where id = $1 returning ${PRODUCT_NEWS}`,
      [key],
    );
    const listing = { channel: input.channel, active: was?.active ?? false, sites: wereAt.map(({ code }) => code) };
    tx.emit(newsEvent({ ...changed!, listing }));
    return key;
  });
}
