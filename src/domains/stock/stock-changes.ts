import type { FeedEvent } from '../../platform/events/index.js';
import { numericKey, requestError } from '../../platform/graphql/index.js';
import type { FeedSource, Snapshot } from '../../platform/subscriptions/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { siteReads } from '../places/index.js';
import { stockPayload, stockProductTopic, stockSiteTopic } from './stock.events.js';
import type { StockChangesArgs, StockChangesFilter } from './stock.inputs.js';
import { stockReads } from './stock.reads.js';
import type { StockItemRow } from './stock.types.js';

/** Items a part: a kiosk's snapshot is one part, a county's a few dozen. */
const PART = 1_000;

/**
 * Items as they were at the head of the log. What is committed but not yet in the log is taken off again by its movements:
 * its events follow, to this reader and to whoever resumes from the snapshot's cursor, and would otherwise count twice.
 */
const ITEMS_AT_HEAD = `
  with ahead as (select subject::bigint as item, min(version) as first from pending_event where kind = 'stock' group by subject)
  select i.id as key, i.product_id as "productKey", i.site_code as "siteCode", i.scale,
         i.on_hand - coalesce(later.on_hand, 0) as "onHandSteps", i.reserved - coalesce(later.reserved, 0) as "reservedSteps",
         coalesce(ahead.first - 1, i.version) as version
    from stock_item i join site s on s.code = i.site_code left join ahead on ahead.item = i.id
    left join lateral (
      select sum(m.d_on_hand)::bigint as on_hand, sum(m.d_reserved)::bigint as reserved from stock_movement m
       where m.item_id = i.id and m.id > coalesce((
         select e.id from stock_movement e where e.item_id = i.id and e.item_version < ahead.first order by e.id desc limit 1), 0)
    ) later on ahead.item is not null
   where ($1::text[] is null or i.site_code = any($1)) and ($2::bigint[] is null or i.product_id = any($2))
     and ($3::text is null or s.place_code like $3 || '%')
   order by i.id`;

interface Wanted {
  sites: ReadonlySet<string> | null;
  products: ReadonlySet<number> | null;
  placeCode: string | null;
}

/** The feed of stock: its items carry all they say, so that an event costs no statement. */
export function stockChanges({ after, filter }: StockChangesArgs): FeedSource {
  const wanted = wantedOf(filter ?? {});
  return {
    kind: 'stock',
    topics: topicsOf(wanted),
    after,
    coalesce: true,
    // Within a place an item of elsewhere is nothing; otherwise arguments only choose.
    uniform: wanted.placeCode === null,
    wants: (event) => {
      const { product, site } = stockPayload(event);
      return (!wanted.sites || wanted.sites.has(site)) && (!wanted.products || wanted.products.has(product));
    },
    change: async (event, at, context) => {
      const { placeCode } = wanted;
      if (placeCode !== null) {
        const site = await siteReads.byKey(context, stockPayload(event).site);
        if (!site?.placeCode.startsWith(placeCode)) return null;
      }
      return { ...at, item: itemOf(event) };
    },
    snapshot: ({ db }) => itemsAtHead(db, wanted),
  };
}

/** Whichever filter is the shorter one: every event wanted lies under its topics. */
function topicsOf({ sites, products }: Wanted): string[] {
  if (sites && (!products || sites.size <= products.size)) return [...sites].map(stockSiteTopic);
  return products ? [...products].map(stockProductTopic) : ['stock'];
}

function itemsAtHead(db: Database, { sites, products, placeCode }: Wanted): Promise<Snapshot> {
  return db.snapshot(async (client) => {
    const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
    const { rows } = await client.query<Omit<StockItemRow, 'id'>>(ITEMS_AT_HEAD, [
      sites && [...sites],
      products && [...products],
      placeCode,
    ]);
    const items = rows.map((row) => stockReads.row(row));
    const parts = Array.from({ length: Math.max(1, Math.ceil(items.length / PART)) }, (_, i) => ({
      items: items.slice(i * PART, (i + 1) * PART),
    }));
    return { ...head.rows[0]!, parts };
  });
}

function itemOf(event: FeedEvent): StockItemRow {
  const { product, site, scale, onHand, reserved } = stockPayload(event);
  return stockReads.row({
    key: Number(event.subject),
    productKey: product,
    siteCode: site,
    scale,
    onHandSteps: onHand,
    reservedSteps: reserved,
    version: event.version,
  });
}

function wantedOf({ siteCodes, productIds, placeCode }: StockChangesFilter): Wanted {
  for (const list of [siteCodes, productIds]) {
    if (list && list.length > 250)
      throw requestError('BAD_USER_INPUT', 'A filter takes at most 250 sites and 250 products.');
  }
  const products = productIds?.map((id) => {
    const key = numericKey(id, 'Product');
    if (key === null) throw requestError('BAD_USER_INPUT', "`productIds` has an id that is no product's.");
    return key;
  });
  return {
    sites: siteCodes ? new Set(siteCodes) : null,
    products: products ? new Set(products) : null,
    placeCode: placeCode ?? null,
  };
}
