import type { GoodsKeeper } from './goods-keeper.js';
import type { FeedEvent } from '../../platform/events/index.js';
import { createPool } from '../../platform/persistence/index.js';
import type { Domain, Kernel } from '../kernel.js';
import type { DeliveryService } from '../shops/index.js';
import { OfferBook } from './offers.js';
import { OrderCommands } from './order-commands.js';
import { OrderIntake } from './order-intake.js';
import { OrderDesk } from './order-desk.js';
import { createOrderLanes } from './order-lanes.js';
import { orderRules } from './orders.policy.js';
import { OrderResolver } from './orders.resolver.js';
import { OrderChangesResolver } from './order-changes.resolver.js';
import { orderEvents } from './order.events.js';
import { OrdersService } from './orders.service.js';
import { PlaceOrder } from './place-order.js';
import './parcels/parcel.reads.js';
import './payments/payment.reads.js';
import { DisputeResolver } from './disputes/dispute.resolver.js';
import { DisputesService } from './disputes/disputes.service.js';
import { RefundCommands } from './refunds/refund-commands.js';
import { refundByKey } from './refunds/refund.reads.js';
import { RefundListResolver } from './refunds/refund-list.resolver.js';
import { RefundResolver } from './refunds/refund.resolver.js';
import { refundEvents } from './refunds/refund.events.js';
import { ShowcaseSalesResolver } from './showcase-sales.resolver.js';

export { GOODS_REFUSALS, type GoodsBack, type GoodsKeeper, type GoodsLeaving, type GoodsPart } from './goods-keeper.js';
export { ParcelInput } from './order.inputs.js';
export type { OrderCommands } from './order-commands.js';
export type { OrderDesk } from './order-desk.js';
export { orderReads, type OrderRow } from './order.reads.js';
export { Amount, Order, OrderLine } from './order.types.js';
export { ORDER_FACTS } from './orders.service.js';
export { createOrderLanes } from './order-lanes.js';
export type { OrderIntake, OrderName } from './order-intake.js';
export { checkExternalId, checkFen, moment, type MadeLine } from './made-lines.rules.js';
export type { Doubt } from './disputes/raise-dispute.js';
export type { MadeOrder } from './imports/import-order.js';
export type { Shipment } from './parcels/ship-order.js';
export type { ChannelPaid, ChannelPayment } from './payments/pay-by-channel.js';
export { refundPayload, type RefundPayload } from './refunds/refund.events.js';
export type { RefundRecorded, RefundReport } from './refunds/record-refund.js';
export type { SaleReturn, SaleVoid } from './sales/return-sale.js';
export type { Booked, Sale } from './sales/book-sale.js';
export { orderPayload } from './order.events.js';
export type { OrderStatus } from './order.rules.js';
export type { OrdersService } from './orders.service.js';
export type { OrderPlacement, Placing } from './placement.js';

const LANES = 2;
const HOLD_SECONDS = 15 * 60;

export function createOrders(
  kernel: Kernel,
  { delivery }: { delivery: DeliveryService },
): Domain & {
  intake: OrderIntake;
  desk: OrderDesk;
  orders: OrdersService;
  commands: OrderCommands;
  /** Hands in who knows which batches goods are of. */
  useGoods(keeper: GoodsKeeper): void;
  onEvent(event: FeedEvent): void;
} {
  const { db, policy, nodes, events, privacy, clock, logger } = kernel;
  for (const kind of [orderEvents, refundEvents]) events.define(kind);
  policy.define(orderRules);
  const pool = createPool(db.url, LANES, (error) => logger.warn({ err: error }, 'order lane connection lost'));
  const placement = createOrderLanes(pool, { lanes: LANES, holdSeconds: HOLD_SECONDS, committed: () => db.announce() });
  const offers = new OfferBook(db);
  const orders = new OrdersService();
  const commands = new OrderCommands(db);
  const intake = new OrderIntake({ db, placement, offers, privacy, clock });
  const desk = new OrderDesk(privacy, clock);
  const disputes = new DisputesService(db);
  nodes.register('Order', (context, key) => orders.byKey(context, key), 'uuid');
  nodes.register('Refund', refundByKey, 'uuid');
  nodes.register('Dispute', (context, key) => disputes.byKey(context, key), 'uuid');
  return {
    intake,
    desk,
    orders,
    commands,
    useGoods: (keeper) => {
      for (const part of [commands, intake, desk]) part.useGoods(keeper);
    },
    resolvers: [
      new OrderResolver(orders, new PlaceOrder({ db, placement, offers, delivery, privacy, clock }), commands, privacy),
      new OrderChangesResolver(),
      new RefundResolver(new RefundCommands(db)),
      new RefundListResolver(),
      new DisputeResolver(disputes),
      new ShowcaseSalesResolver(),
    ],
    recurring: [{ name: 'orders.expire', everySeconds: 2, work: async () => void (await commands.expireDue()) }],
    onEvent: ({ kind, subject, version, payload }) => {
      if (kind === 'product') offers.forget(Number(subject));
      // A first version is an item that was not there before: a new place to sell from.
      if (kind === 'stock' && version <= 1) offers.forget(Number(payload['product']));
    },
    stop: async () => {
      await placement.close();
      await pool.end();
    },
  };
}
