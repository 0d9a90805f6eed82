import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../../platform/graphql/index.js';
import { productReads } from '../catalogue/index.js';
import { lineReads, orderReads, type OrderRow } from './order.reads.js';
import type { Placed } from './reserve-lines.js';

/** The row of an order just placed, from what was written: nothing of it need be read back. */
export function placedRow({ order, lines, reservedUntil }: NonNullable<Placed['fresh']>): OrderRow {
  return orderReads.row({
    key: order.id,
    number: order.number,
    status: 'PLACED',
    kind: order.kind,
    channelCode: order.channel,
    externalId: null,
    externalAt: null,
    customerId: order.customer_id,
    placedBy: order.placed_by,
    buyerNameSealed: order.buyer_name_sealed,
    buyerPhoneSealed: order.buyer_phone_sealed,
    totalFen: order.total_fen,
    paidFen: 0,
    refundedFen: 0,
    refundingFen: 0,
    postageFen: 0,
    payments: [],
    refunds: [],
    parcels: [],
    pickUpShopKey: order.pick_up_shop_id,
    visitVillageCode: order.visit_village_code,
    visitOn: order.visit_on,
    deliveryLatitude: order.delivery_latitude,
    deliveryLongitude: order.delivery_longitude,
    createdAt: createdAt(order.id),
    version: 1,
    returns: [],
    reservation: { expiresAt: new Date(reservedUntil).toISOString() },
    lines: lines.map((line) =>
      lineReads.row({
        orderId: order.id,
        lineNo: line.line_no,
        productKey: line.product_id,
        siteCode: line.site_code,
        placeCode: line.place_code,
        productName: line.product_name,
        unit: line.unit,
        scale: line.scale,
        quantitySteps: line.quantity,
        returnedSteps: 0,
        cancelled: false,
        unitPriceFen: line.unit_price_fen,
        amountFen: line.amount_fen,
        // Asked for with most orders, and just read with the offer.
        product: (_args: unknown, context: RequestContext, info: GraphQLResolveInfo) =>
          productReads.atHand(context, info, {
            key: line.product_id,
            name: line.product_name,
            unit: line.unit,
            scale: line.scale,
          }),
      }),
    ),
  });
}

/** A UUIDv7 begins with its time in ms. */
function createdAt(id: string): string {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString();
}
