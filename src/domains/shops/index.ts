import type { Domain, Kernel } from '../kernel.js';
import type { PlacesService } from '../places/index.js';
import { DeliveryResolver } from './delivery.resolver.js';
import { DeliveryService } from './delivery.service.js';
import { PickingCommands } from './picking-commands.js';
import { PickingContacts } from './picking-contacts.js';
import { PickingBooking, PickingExperience } from './picking.entity.js';
import { PickingBookingResolver, PickingResolver } from './picking.resolver.js';
import { pickingEvents } from './picking.events.js';
import { PickingService } from './picking.service.js';
import { ShopCommands } from './shop-commands.js';
import { Shop } from './shop.entity.js';
import { shopEvents } from './shop.events.js';
import { ShopService } from './shop.service.js';
import { shopsRules } from './shops.policy.js';
import { pickingReads, shopReads } from './shops.reads.js';
import { ShopResolver, ShowcaseShopsResolver } from './shops.resolver.js';

export { DeliveryService } from './delivery.service.js';
export { PickingBooking, PickingExperience } from './picking.entity.js';
export { PickingService } from './picking.service.js';
export { chinaDay } from './shop.rules.js';
export { haversineM, toWgs84, type Point } from './position.rules.js';
export { CoordinateSystem, PointInput, Position } from './position.types.js';
export { seedShops } from './seed-shops.js';
export { Shop, ShopServiceKind, type ShopRow } from './shop.entity.js';
export { ShopService } from './shop.service.js';
export { bookingReads, pickingReads, shopReads } from './shops.reads.js';

export const shopEntities = [Shop, PickingExperience, PickingBooking];

export function createShops(
  { db, policy, nodes, events, privacy, clock }: Kernel,
  { places }: { places: PlacesService },
): Domain & { shops: ShopService; delivery: DeliveryService; picking: PickingService } {
  const shops = new ShopService(db, places, privacy);
  const delivery = new DeliveryService(db, clock);
  const picking = new PickingService(db);
  const contacts = new PickingContacts(privacy);
  const pickingCommands = new PickingCommands(db, contacts, clock);
  policy.define(shopsRules);
  events.define(shopEvents);
  events.define(pickingEvents);
  nodes.register('Shop', (context, key) => shopReads.byKey(context, Number(key)), 'number');
  nodes.register('PickingExperience', (context, key) => pickingReads.byKey(context, Number(key)), 'number');
  nodes.register('PickingBooking', (context, key) => picking.booking(context, key), 'uuid');
  return {
    shops,
    delivery,
    picking,
    resolvers: [
      new ShopResolver(shops, new ShopCommands(db, privacy, clock), clock),
      new ShowcaseShopsResolver(shops),
      new DeliveryResolver(delivery),
      new PickingResolver(picking, pickingCommands),
      new PickingBookingResolver(picking, pickingCommands, contacts),
    ],
  };
}
