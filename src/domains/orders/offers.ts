import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../platform/persistence/index.js';

/** A product as a channel sells it: its price there, and the stock items it may come from, in the order to try them. */
export interface Offer {
  productKey: number;
  name: string;
  unit: string;
  scale: number;
  /** Village of the producer. */
  placeCode: string;
  priceFen: number;
  onSale: boolean;
  sources: readonly Source[];
}

export interface Source {
  itemId: number;
  siteCode: string;
  placeCode: string;
  /** Steps left when it was read: a hint of where to try first, never a promise. */
  available: number;
}

/** A product without a listing is on sale on the platform's own channel, from every site that holds it. */
export const OWN_CHANNEL = 'direct';

const SELECT_OFFERS = `
  select p.id as "productKey", p.name, p.unit, p.scale, p.village_code as "placeCode",
         coalesce(l.price_fen, p.price_fen) as "priceFen",
         p.status = 'PUBLISHED' and p.hidden_at > now() and coalesce(l.active, w.channel = '${OWN_CHANNEL}') as "onSale",
         coalesce((
           select json_agg(json_build_object('itemId', i.id, 'siteCode', i.site_code, 'placeCode', s.place_code,
                                             'available', i.on_hand - i.reserved) order by ls.priority, i.id)
             from stock_item i join site s on s.code = i.site_code and s.active
             left join listing_site ls on ls.product_id = p.id and ls.channel = w.channel and ls.site_code = i.site_code
            where i.product_id = p.id
              and (ls.site_code is not null or not exists (
                     select 1 from listing_site x where x.product_id = p.id and x.channel = w.channel))), '[]') as sources
    from unnest($1::bigint[], $2::text[]) with ordinality w(product, channel, n)
    left join product p on p.id = w.product
    left join listing l on l.product_id = p.id and l.channel = w.channel
   order by w.n`;

/** The longest that a price may be out of date when the event log lags; normally its event clears it within milliseconds. */
const BELIEVED_MS = 5_000;

/** Offers, read in batches over all orders of a moment, and kept until their product changes. */
export class OfferBook {
  private readonly known = new LRUCache<string, Offer>({ max: 50_000, ttl: BELIEVED_MS });
  private readonly channels = new Map<number, Set<string>>();
  private readonly loader: DataLoader<string, Offer | null>;

  constructor(db: Database) {
    this.loader = new DataLoader<string, Offer | null>(
      async (keys) => {
        const asked = keys.map((key) => key.split(' ') as [string, string]);
        const rows = await db.read<Offer>('order_offers', SELECT_OFFERS, [
          asked.map(([p]) => p),
          asked.map(([, c]) => c),
        ]);
        return rows.map((row) => (row.productKey === null ? null : row));
      },
      { cache: false, maxBatchSize: 200, batchScheduleFn: setImmediate },
    );
  }

  async offer(productKey: number, channel: string, fresh = false): Promise<Offer | null> {
    const key = `${productKey} ${channel}`;
    const known = fresh ? undefined : this.known.get(key);
    if (known) return known;
    const offer = await this.loader.load(key);
    if (offer) {
      this.known.set(key, offer);
      const channels = this.channels.get(productKey) ?? new Set();
      this.channels.set(productKey, channels.add(channel));
    }
    return offer;
  }

  /** Called for each event of a product: its price, state or listing may have changed. */
  forget(productKey: number): void {
    for (const channel of this.channels.get(productKey) ?? []) this.known.delete(`${productKey} ${channel}`);
    this.channels.delete(productKey);
  }
}
