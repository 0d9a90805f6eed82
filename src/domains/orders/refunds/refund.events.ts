import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';
import type { RefundState } from './refund.rules.js';

/** What an event of a refund says: of which order, through which channel, and by what one may see it. */
export interface RefundPayload {
  order: string;
  /** The connection that took the money and is to send it back. */
  channel: string;
  amountFen: number;
  state: RefundState;
  customer: number | null;
  sites: readonly string[];
  places: readonly string[];
}

export const refundPayload = (event: FeedEvent) => event.payload as unknown as RefundPayload;

/** Known to those who may read its order. */
export const refundEvents: EventKind = {
  kind: 'refund',
  visible: (viewer, event) => {
    const { channel, customer, places, sites } = refundPayload(event);
    return may(viewer, 'read', 'Order', { channel, customer, place: places, site: sites });
  },
  node: ({ subject }) => ({ type: 'Refund', key: subject }),
};

interface Told {
  id: string;
  order: string;
  channel: string;
  amountFen: number;
  state: RefundState;
  version: number;
}

/** Tells the channel that is to send money back, and whoever follows the order. */
export async function announceRefund(tx: Transaction, { id, version, ...refund }: Told): Promise<void> {
  const [seen] = await tx.query<Pick<RefundPayload, 'customer' | 'sites' | 'places'>>(
    `select o.customer_id::float8 as customer, array_agg(distinct l.site_code) as sites, array_agg(distinct l.place_code) as places
       from customer_order o join order_line l on l.order_id = o.id where o.id = $1 group by o.id`,
    [refund.order],
  );
  tx.emit({ kind: 'refund', subject: id, version, payload: { ...refund, ...seen! } });
}
