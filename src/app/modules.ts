import type { Tokens } from '../platform/auth/index.js';
import type { EntityClass } from '../platform/persistence/index.js';
import { catalogueEntities, createCatalogue } from '../domains/catalogue/index.js';
import type { Domain, Kernel } from '../domains/kernel.js';
import { createOrders } from '../domains/orders/index.js';
import { createPeople, peopleEntities } from '../domains/people/index.js';
import { createPlaces } from '../domains/places/index.js';
import { createSettlement } from '../domains/settlement/index.js';
import { createShops, shopEntities } from '../domains/shops/index.js';
import { createStock, handbookIntake } from '../domains/stock/index.js';
import { LogResolver } from './graphql/log.resolver.js';
import { LogService } from './graphql/log.service.js';
import { NodeResolver } from './graphql/node.resolver.js';

/** Tables that the unit of work knows, of every domain. */
export const entities: readonly EntityClass[] = [...peopleEntities, ...catalogueEntities, ...shopEntities];

/** Every domain in its order: each gets the platform and the domains before it. A new concept is one line here. */
export function createDomains(kernel: Kernel, { tokens, county }: { tokens: Tokens; county: string }) {
  const places = createPlaces(kernel, county);
  const people = createPeople(kernel, { places: places.places, tokens });
  const catalogue = createCatalogue(kernel);
  const shops = createShops(kernel, { places: places.places });
  const stock = createStock(kernel);
  people.handbook.useProducts(handbookIntake(kernel.clock));
  const orders = createOrders(kernel, { delivery: shops.delivery });
  const settlement = createSettlement(kernel);
  const log = new LogResolver(new LogService(kernel.events, kernel.nodes), kernel.events);
  const nodes: Domain = { resolvers: [new NodeResolver(kernel.nodes), log] };
  const all: readonly Domain[] = [places, people, catalogue, shops, stock, orders, settlement, nodes];
  return { people, catalogue, orders, all };
}
