import type { FeedEvent } from '../../platform/events/index.js';
import { createPool } from '../../platform/persistence/index.js';
import type { Domain, Kernel } from '../kernel.js';
import type { DeliveryService } from '../shops/index.js';
import { OfferBook } from './offers.js';
import { OrderCommands } from './order-commands.js';
import { createOrderLanes } from './order-lanes.js';
import { orderRules } from './orders.policy.js';
import { OrderResolver } from './orders.resolver.js';
import { OrderChangesResolver } from './order-changes.resolver.js';
import { orderEvents } from './order.events.js';
import { OrdersService } from './orders.service.js';
import { PlaceOrder } from './place-order.js';
import { ShowcaseSalesResolver } from './showcase-sales.resolver.js';

export { createOrderLanes } from './order-lanes.js';
export { Order } from './order.types.js';
export type { OrderPlacement, Placing } from './placement.js';

const LANES = 2;
const HOLD_SECONDS = 15 * 60;

export function createOrders(
  kernel: Kernel,
  { delivery }: { delivery: DeliveryService },
): Domain & { onEvent(event: FeedEvent): void } {
  const { db, policy, nodes, events, privacy, clock, logger } = kernel;
  events.define(orderEvents);
  policy.define(orderRules);
  const pool = createPool(db.url, LANES, (error) => logger.warn({ err: error }, 'order lane connection lost'));
  const placement = createOrderLanes(pool, { lanes: LANES, holdSeconds: HOLD_SECONDS, committed: () => db.announce() });
  const offers = new OfferBook(db);
  const orders = new OrdersService();
  const commands = new OrderCommands(db);
  nodes.register('Order', (context, key) => orders.byKey(context, key), 'uuid');
  return {
    resolvers: [
      new OrderResolver(orders, new PlaceOrder({ db, placement, offers, delivery, privacy, clock }), commands, privacy),
      new OrderChangesResolver(),
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
