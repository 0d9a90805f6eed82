import { follow, seenKey, type FeedEvent, type Live, type Start } from '../../platform/events/index.js';
import { numericKey, requestError } from '../../platform/graphql/index.js';
import type { StockChangesArgs, StockChangesFilter } from './stock.inputs.js';
import { stockReads } from './stock.reads.js';
import type { StockItemRow } from './stock.types.js';

/** Items a part: a kiosk's snapshot is one part, a county's a few dozen. */
const PART = 1_000;
/** A cursor before the first event starts a fresh snapshot: incomplete parts carry it. */
const ANEW = -1;

interface StockPayload {
  product: number;
  site: string;
  scale: number;
  onHand: number;
  reserved: number;
}

interface Wanted {
  sites: ReadonlySet<string> | null;
  products: ReadonlySet<number> | null;
}

/** The feed of stock: a snapshot, or what came after a cursor, then every change in order. */
export function stockChanges({ feed, cursors, db }: Live, { after, filter }: StockChangesArgs): AsyncIterableIterator<object> {
  const wanted = wantedOf(filter ?? {});
  return follow<object>({
    feed,
    cursors,
    after,
    kind: 'stock',
    coalesce: true,
    wants: ({ payload }) => {
      const { product, site } = payload as unknown as StockPayload;
      return (!wanted.sites || wanted.sites.has(site)) && (!wanted.products || wanted.products.has(product));
    },
    change: (event) => ({
      cursor: cursors.encode({ epoch: feed.epoch, pos: event.pos }),
      sequence: event.pos,
      occurredAt: event.occurredAt,
      item: itemOf(event),
    }),
    resync: (reason) => ({ reason }),
    snapshot: () => snapshot(),
  });

  async function snapshot(): Promise<Start<object>> {
    return db.snapshot(async (client) => {
      const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
      const { pos, epoch } = head.rows[0]!;
      // Committed but not yet in the log: the items below hold these already, so the log must not repeat them.
      const ahead = await client.query<{ subject: string; version: number }>(`select subject, version from pending_event where kind = 'stock'`);
      const items = await client.query<Omit<StockItemRow, 'id'>>(
        `select id as key, product_id as "productKey", site_code as "siteCode", scale, on_hand as "onHandSteps",
                reserved as "reservedSteps", version
           from stock_item where ($1::text[] is null or site_code = any($1)) and ($2::bigint[] is null or product_id = any($2))
          order by id`,
        [wanted.sites && [...wanted.sites], wanted.products && [...wanted.products]],
      );
      const rows = items.rows.map((row) => stockReads.row(row));
      const parts = Array.from({ length: Math.max(1, Math.ceil(rows.length / PART)) }, (_, i) => rows.slice(i * PART, (i + 1) * PART));
      return {
        pos,
        seen: new Set(ahead.rows.map((row) => seenKey(row.subject, row.version))),
        items: parts.map((part, i) => {
          const complete = i === parts.length - 1;
          return { cursor: cursors.encode({ epoch, pos: complete ? pos : ANEW }), items: part, complete };
        }),
      };
    });
  }
}

function itemOf({ subject, version, payload }: FeedEvent): StockItemRow {
  const { product, site, scale, onHand, reserved } = payload as unknown as StockPayload;
  return stockReads.row({ key: Number(subject), productKey: product, siteCode: site, scale, onHandSteps: onHand, reservedSteps: reserved, version });
}

function wantedOf({ siteCodes, productIds }: StockChangesFilter): Wanted {
  for (const list of [siteCodes, productIds]) {
    if (list && list.length > 250) throw requestError('BAD_USER_INPUT', 'A filter takes at most 250 sites and 250 products.');
  }
  const products = productIds?.map((id) => {
    const key = numericKey(id, 'Product');
    if (key === null) throw requestError('BAD_USER_INPUT', '`productIds` has an id that is no product\'s.');
    return key;
  });
  return { sites: siteCodes ? new Set(siteCodes) : null, products: products ? new Set(products) : null };
}
