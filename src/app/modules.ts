import type { Tokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import type { EntityClass } from '../platform/persistence/index.js';
import { Registry } from 'prom-client';
import {
  createChannels,
  createCommandExecutor,
  type ChannelsOptions,
  type CommandExecutor,
} from '../channels/index.js';
import { catalogueEntities, createCatalogue } from '../domains/catalogue/index.js';
import { createCirculation } from '../domains/circulation/index.js';
import type { Domain, Kernel } from '../domains/kernel.js';
import { createMarket } from '../domains/market/index.js';
import { createOrders } from '../domains/orders/index.js';
import { createOutlets } from '../domains/outlets/index.js';
import { createPeople, peopleEntities } from '../domains/people/index.js';
import { createPlaces } from '../domains/places/index.js';
import { createSettlement } from '../domains/settlement/index.js';
import { createShops, shopEntities } from '../domains/shops/index.js';
import { createStock, handbookIntake } from '../domains/stock/index.js';
import { createTrace, traceChecks } from '../domains/trace/index.js';
import { LogResolver } from './graphql/log.resolver.js';
import { LogService } from './graphql/log.service.js';
import { NodeResolver } from './graphql/node.resolver.js';

/** Tables that the unit of work knows, of every domain. */
export const entities: readonly EntityClass[] = [...peopleEntities, ...catalogueEntities, ...shopEntities];

/** What the app says of channels; tests may bring an executor of their own. */
export type GivenChannels = Omit<ChannelsOptions, 'tokens' | 'executor'> & { executor?: CommandExecutor | undefined };

/** What domains are told of the configuration. */
export type DomainConfig = Pick<Config, 'county' | 'secret' | 'publicUrl' | 'port' | 'gs1Prefix' | 'headsUrl'>;

/** For commands at the console, which speak with no remote side. */
const withoutPlugins = (): GivenChannels => ({ plugins: [], allowPrivate: false, registry: new Registry() });

/** Every domain in its order: each gets the platform and the domains before it. A new concept is one line here. */
export function createDomains(
  kernel: Kernel,
  {
    tokens,
    config: { county, secret, ...told },
    channels: given = withoutPlugins(),
  }: { tokens: Tokens; config: DomainConfig; channels?: GivenChannels },
) {
  const places = createPlaces(kernel, county);
  const people = createPeople(kernel, { places: places.places, tokens });
  const catalogue = createCatalogue(kernel);
  const shops = createShops(kernel, { places: places.places });
  const stock = createStock(kernel);
  people.handbook.useProducts(handbookIntake(kernel.clock));
  const orders = createOrders(kernel, { delivery: shops.delivery });
  const circulation = createCirculation(kernel, { orders: orders.commands });
  orders.useGoods(circulation.goods);
  stock.stock.useLots(circulation.lots);
  catalogue.commands.useBrandCheck(circulation.checkBrand);
  const trace = createTrace(kernel, { county, ...told });
  const outlets = createOutlets(kernel, { ...orders, secret });
  const settlement = createSettlement(kernel, { checks: traceChecks });
  const market = createMarket(kernel);
  const executor = createCommandExecutor({
    db: kernel.db,
    orders: orders.intake,
    sessions: people.sessions,
    counters: outlets.counters,
    terminals: outlets.terminals,
  });
  const channels = createChannels(kernel, { ...given, tokens, executor: given.executor ?? executor });
  const log = new LogResolver(new LogService(kernel.events, kernel.nodes), kernel.events);
  const nodes: Domain = { resolvers: [new NodeResolver(kernel.nodes), log] };
  const all: readonly Domain[] = [
    ...[places, people, catalogue, shops, stock, orders],
    ...[circulation, trace, outlets, settlement, market, channels, nodes],
  ];
  return { people, catalogue, orders, circulation, trace, outlets, channels, all };
}
