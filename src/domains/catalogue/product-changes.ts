import type { GraphQLResolveInfo } from 'graphql';
import type { FeedEvent } from '../../platform/events/index.js';
import { globalId, selectionOf, type RequestContext } from '../../platform/graphql/index.js';
import type { FeedSource, Place, Snapshot } from '../../platform/subscriptions/index.js';
import { productReads } from './catalogue.reads.js';
import { listingsOf } from './listings-of.js';
import type { ProductChangesArgs } from './product-changes.types.js';
import type { ProductRow } from './product.entity.js';
import { mayReview, productPayload } from './product.events.js';
import {
  byListing,
  concerns,
  listed,
  mayLeave,
  productTopicsFor,
  wantedOf,
  wasWithin,
  type ProductsWanted,
} from './product-filter.rules.js';
import { isShownTo, shownOrReviewed } from './product-visibility.js';

/** Products in each part of a snapshot. */
const PART = 250;

/** The feed of products: each change with the product as it is by now, or that it is gone from the reader's sight. */
export function productChanges({ after, filter }: ProductChangesArgs): FeedSource {
  const wanted = wantedOf(filter ?? {});
  return {
    kind: 'product',
    topics: productTopicsFor(wanted),
    after,
    // The newest state says all, but for a filter that it left two steps ago.
    coalesce: !mayLeave(wanted),
    wants: (event) => concerns(productPayload(event), wanted),
    change: (event, at, context) => change(wanted, event, at, context),
    snapshot: (context) => shownProducts(context, wanted),
  };
}

async function change(
  wanted: ProductsWanted,
  event: FeedEvent,
  at: Place,
  context: RequestContext,
): Promise<object | null> {
  const news = productPayload(event);
  if (!news.shown && !mayReview(context.viewer, news)) return null;
  const row = await productReads.byKey(context, news.product);
  const within = row !== null && (await isWithin(wanted, row, context));
  // Never earlier than the event: a clock that is behind must not show what the database has just hidden.
  const now = new Date().toISOString();
  if (within && isShownTo(context.viewer, row, now > at.occurredAt ? now : at.occurredAt))
    return { ...at, product: row };
  return within || wasWithin(news, wanted) ? { ...at, productId: globalId('Product', news.product) } : null;
}

/** By what may change of a product: its industry, its listings. */
async function isWithin(
  wanted: ProductsWanted,
  { key, industry }: ProductRow,
  context: RequestContext,
): Promise<boolean> {
  if (wanted.industry !== null && industry !== wanted.industry) return false;
  if (!byListing(wanted)) return true;
  const listings = await listingsOf(context, key);
  return listings.some(({ channel, active, codes }) => listed({ channel, active, sites: codes }, wanted));
}

/**
 * Ids and head in one snapshot; the rows of each part are read when it is sent, with just what is asked for, so that no more
 * than one part is in memory. They may be newer than the head: clients take only a higher version.
 */
function shownProducts({ db, viewer }: RequestContext, wanted: ProductsWanted): Promise<Snapshot> {
  return db.snapshot(async (client) => {
    const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
    const values: unknown[] = [];
    const where = [shownOrReviewed(viewer, values), ...testsOf(wanted, values)].join(' and ');
    const text = `select p.id from product p where ${where} order by p.id`;
    const { rows } = await client.query<[number]>({ text, values, rowMode: 'array' });
    const parts = Array.from({ length: Math.max(1, Math.ceil(rows.length / PART)) }, (_, i) => ({
      products: productsOf(rows.slice(i * PART, (i + 1) * PART).map(([key]) => key)),
    }));
    return { ...head.rows[0]!, parts };
  });
}

/** A field's resolver: reads ahead what its selection asks for, but for what was hidden since. */
const productsOf = (keys: readonly number[]) => (_args: unknown, context: RequestContext, info: GraphQLResolveInfo) => {
  if (keys.length === 0) return [];
  const values: unknown[] = [keys];
  const source = `select p.* from product p where p.id = any($1) and ${shownOrReviewed(context.viewer, values)}`;
  return productReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, 't.id', values);
};

function testsOf(wanted: ProductsWanted, values: unknown[]): string[] {
  const { products, villageCode, industry, channel, sites } = wanted;
  const value = (one: unknown) => `$${values.push(one)}`;
  const tests: string[] = [];
  if (products) tests.push(`p.id = any(${value([...products])})`);
  if (villageCode !== null) tests.push(`p.village_code like ${value(`${villageCode}%`)}`);
  if (industry !== null) tests.push(`p.industry = ${value(industry)}`);
  if (byListing(wanted)) {
    const listing = ['l.product_id = p.id', 'l.active'];
    if (channel !== null) listing.push(`l.channel = ${value(channel)}`);
    if (sites)
      listing.push(`exists (select 1 from listing_site s where s.product_id = l.product_id and s.channel = l.channel
        and s.site_code = any(${value([...sites])}))`);
    tests.push(`exists (select 1 from listing l where ${listing.join(' and ')})`);
  }
  return tests;
}
