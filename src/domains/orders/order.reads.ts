import { ReadModel, type RequestContext } from '../../platform/graphql/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { productReads } from '../catalogue/index.js';
import { placeReads, siteReads } from '../places/index.js';
import { shopReads } from '../shops/index.js';
import { OWN_CHANNEL } from './offers.js';
import type { OrderChannel } from './order-channel.types.js';

export interface OrderRow {
  id: string;
  key: string;
  status: string;
  channelCode: string;
  customerId: number | null;
  placedBy: string;
  buyerNameSealed: string;
  buyerPhoneSealed: string;
  lines?: LineRow[];
  reservation?: { expiresAt: string } | null;
  returns?: object[];
}

export interface LineRow {
  orderId: string;
  lineNo: number;
  productKey: number;
  siteCode: string;
  placeCode: string;
  productName: string;
  unit: string;
  scale: number;
  quantitySteps: number;
  returnedSteps: number;
  cancelled: boolean;
  unitPriceFen: number;
  amountFen: number;
  externalId: string | null;
}

interface Derived {
  channel?: OrderChannel;
  externalId?: string | null;
  externalAt?: string | null;
  quantity?: object;
  returned?: object;
  deliveryPoint?: object | null;
  deliveryLatitude?: number | null;
  deliveryLongitude?: number | null;
}

/** Lines have no id of their own: their key is order and number. */
export const lineReads = new ReadModel<LineRow>({
  type: 'OrderLine',
  table: 'order_line',
  key: 'lineNo',
  columns: {
    lineNo: '$t.line_no',
    orderId: { sql: '$t.order_id', always: true },
    productKey: { sql: '$t.product_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    productName: { sql: '$t.product_name', always: true },
    unit: { sql: '$t.unit', always: true },
    scale: { sql: '$t.scale', always: true },
    quantitySteps: { sql: '$t.quantity', always: true },
    returnedSteps: { sql: '$t.returned', always: true },
    cancelled: { sql: '$t.cancelled', always: true },
    unitPriceFen: { sql: '$t.unit_price_fen', always: true },
    amountFen: { sql: '$t.amount_fen', always: true },
    externalId: { sql: '$t.external_id', always: true },
  },
  finish: (line: LineRow & Derived) => {
    line.quantity = { value: formatQuantity(line.quantitySteps, line.scale), unit: line.unit };
    line.returned = { value: formatQuantity(line.cancelled ? 0 : line.returnedSteps, line.scale), unit: line.unit };
  },
})
  .one('product', productReads, 'productKey', (l, p) => `left join product ${p} on ${p}.id = ${l}.product_id`)
  .one('site', siteReads, 'siteCode', (l, s) => `left join site ${s} on ${s}.code = ${l}.site_code`);

export const orderReads = new ReadModel<OrderRow>({
  type: 'Order',
  table: 'customer_order',
  key: 'key',
  columns: {
    key: '$t.id',
    number: '$t.number',
    status: { sql: '$t.status', always: true },
    kind: '$t.kind',
    channelCode: { sql: '$t.channel', always: true },
    externalId: {
      // An order placed here may have been told to its channel, and been given an id there.
      sql: `coalesce($t.external_id, (select l.theirs from channel_link l where l.connection = $t.channel and l.kind = 'order' and l.ours = $t.id::text))`,
      for: ['channel'],
    },
    externalAt: { sql: '$t.external_at', for: ['channel'] },
    customerId: { sql: '$t.customer_id', always: true },
    placedBy: { sql: '$t.placed_by', always: true },
    buyerNameSealed: { sql: '$t.buyer_name_sealed', for: ['buyer'] },
    buyerPhoneSealed: { sql: '$t.buyer_phone_sealed', for: ['buyer'] },
    totalFen: '$t.total_fen',
    paidFen: '$t.paid_fen',
    refundedFen: '$t.refunded_fen',
    refundingFen: '$t.refunding_fen',
    postageFen: '$t.postage_fen',
    pickUpShopKey: { sql: '$t.pick_up_shop_id', for: ['pickUpShop'] },
    visitVillageCode: { sql: '$t.visit_village_code', for: ['visitVillage'] },
    visitOn: { sql: '$t.visit_on::text', for: ['visitOn'] },
    deliveryLatitude: { sql: '$t.delivery_latitude', for: ['deliveryPoint'] },
    deliveryLongitude: { sql: '$t.delivery_longitude', for: ['deliveryPoint'] },
    createdAt: '$t.created_at',
    version: '$t.version',
  },
  finish: (order: OrderRow & Derived) => {
    const { channelCode: code, externalId = null, externalAt: madeAt = null } = order;
    order.channel = { code, connection: code === OWN_CHANNEL ? null : code, externalId, madeAt };
    const { deliveryLatitude: latitude, deliveryLongitude: longitude } = order;
    order.deliveryPoint = latitude === null || latitude === undefined ? null : { latitude, longitude };
  },
})
  .one('pickUpShop', shopReads, 'pickUpShopKey', (o, s) => `left join shop ${s} on ${s}.id = ${o}.pick_up_shop_id`)
  .one(
    'visitVillage',
    placeReads,
    'visitVillageCode',
    (o, v) => `left join place ${v} on ${v}.code = ${o}.visit_village_code`,
  )
  .contribute('lines', async (orders, context) => {
    const lines = await linesOf(
      context,
      orders.map((order) => order.key),
    );
    for (const order of orders) order.lines = lines.get(order.key) ?? [];
  })
  .contribute('reservation', async (orders, { db }) => {
    const rows = await db.read<{ key: string; expiresAt: string }>(
      'order_reservations',
      `select order_id as key, min(expires_at) as "expiresAt" from reservation where order_id = any($1) and state = 'ACTIVE' group by order_id`,
      [orders.map((order) => order.key)],
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    for (const order of orders) order.reservation = byKey.get(order.key) ?? null;
  })
  .contribute('returns', async (orders, { db }) => {
    const rows = await db.read<{ key: string }>(
      'order_returns',
      `select order_id as key, kind, reason, refund_fen as "refundFen", at from order_return where order_id = any($1) order by id`,
      [orders.map((order) => order.key)],
    );
    const byKey = Map.groupBy(rows, (row) => row.key);
    for (const order of orders) order.returns = byKey.get(order.key) ?? [];
  });

const LINES = `
  select order_id as "orderId", line_no as "lineNo", product_id as "productKey", site_code as "siteCode", place_code as "placeCode",
         product_name as "productName", unit, scale, quantity as "quantitySteps", returned as "returnedSteps", cancelled,
         unit_price_fen as "unitPriceFen", amount_fen as "amountFen", external_id as "externalId"
    from order_line where order_id = any($1) order by order_id, line_no`;

/** The lines of orders, by order. */
export async function linesOf({ db }: RequestContext, orders: readonly string[]): Promise<Map<string, LineRow[]>> {
  const rows = await db.read<LineRow>('order_lines', LINES, [orders]);
  return Map.groupBy(
    rows.map((row) => lineReads.row(row)),
    (row) => row.orderId,
  );
}
