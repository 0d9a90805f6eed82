import { itemsOf, type OrderView, type ParcelView } from '../outbound/order-view.js';
import { carrierCode } from './carriers.rules.js';

/** How goods reach the buyer, as WeChat numbers it. */
const LOGISTICS = { express: 1, city: 2, pickUp: 4 } as const;
const ONE_PARCEL = 1;
const SPLIT = 2;
const MOST_PARCELS = 15;
const MOST_LETTERS = 120;

export interface ShippingInfo {
  readonly order_key: { readonly order_number_type: 1; readonly mchid: string; readonly out_trade_no: string };
  readonly logistics_type: number;
  readonly delivery_mode: number;
  readonly is_all_delivered?: boolean;
  readonly shipping_list: readonly Parcel[];
  readonly upload_time: string;
  readonly payer: { readonly openid: string };
}

interface Parcel {
  readonly item_desc: string;
  readonly tracking_no?: string;
  readonly express_company?: string;
  readonly contact?: { readonly receiver_contact: string };
}

/** A shipment that cannot be told: an operator must mend something. */
export class BadShipment extends Error {
  constructor(
    readonly code: 'UNKNOWN_CARRIER' | 'TOO_MANY_PARCELS',
    message: string,
  ) {
    super(message);
    this.name = 'BadShipment';
  }
}

/** What changes when there is more to tell of an order's shipment; null while nothing has left. */
export function shipmentStage({
  status,
  parcels,
  kind,
}: Pick<OrderView, 'status' | 'parcels' | 'kind'>): string | null {
  const all = status === 'FULFILLED' || status === 'COMPLETED';
  const sent = kind === 'DELIVERY' ? parcels.filter(({ trackingNo }) => trackingNo).length : 0;
  if (all) return sent > 1 ? `all-${sent}` : 'all';
  return status === 'PAID' && sent > 0 ? `part-${sent}` : null;
}

/**
 * The upload that frees the buyer's money. Goods handed over at a shop, a kiosk or a door are picked up (type 4); goods that a
 * carrier's number follows are express; those that we bring ourselves are delivered within the city.
 *
 * @throws BadShipment for a carrier without a code and for more than 15 parcels
 */
export function shippingInfo(
  order: OrderView,
  trade: { readonly mchid: string; readonly tradeNo: string; readonly openid: string; readonly now: string },
  carriers: Readonly<Record<string, string>>,
): ShippingInfo {
  const sent = order.kind === 'DELIVERY' ? order.parcels.filter(({ trackingNo }) => trackingNo !== null) : [];
  if (sent.length > MOST_PARCELS)
    throw new BadShipment('TOO_MANY_PARCELS', `WeChat takes ${MOST_PARCELS} parcels of an order at most`);
  const isWhole = order.status !== 'PAID';
  const split = sent.length > 1 || !isWhole;
  return {
    order_key: { order_number_type: 1, mchid: trade.mchid, out_trade_no: trade.tradeNo },
    logistics_type: sent.length > 0 ? LOGISTICS.express : order.kind === 'DELIVERY' ? LOGISTICS.city : LOGISTICS.pickUp,
    delivery_mode: split ? SPLIT : ONE_PARCEL,
    ...(split && { is_all_delivered: isWhole }),
    shipping_list:
      sent.length > 0
        ? sent.map((parcel) => parcelOf(parcel, order, carriers))
        : [{ item_desc: described(itemsOf(order.lines)) }],
    upload_time: trade.now,
    payer: { openid: trade.openid },
  };
}

function parcelOf(parcel: ParcelView, order: OrderView, carriers: Readonly<Record<string, string>>): Parcel {
  const company = carrierCode(parcel.carrier ?? '', carriers);
  if (!company)
    throw new BadShipment(
      'UNKNOWN_CARRIER',
      `no code of WeChat for the carrier ${parcel.carrier}: name it in \`carriers\``,
    );
  const within = new Set(parcel.lines.map(({ lineNo }) => lineNo));
  return {
    tracking_no: parcel.trackingNo!,
    express_company: company,
    item_desc: described(itemsOf(order.lines.filter(({ lineNo }) => within.size === 0 || within.has(lineNo)))),
    // SF finds a parcel only with a telephone number, which may be masked.
    ...(company === 'SF' && { contact: { receiver_contact: order.buyer.maskedPhone } }),
  };
}

function described(text: string): string {
  const letters = [...text];
  return letters.length <= MOST_LETTERS ? text : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}
