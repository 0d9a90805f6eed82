import type { Domain, Kernel } from '../kernel.js';
import { catalogueRules } from './catalogue.policy.js';
import { producerReads } from '../people/index.js';
import { brandReads, hallReads } from './catalogue.reads.js';
import { BrandResolver, HallResolver, ProductResolver } from './catalogue.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { Cooperative, Enterprise, LargeGrower } from './organisation.types.js';
import { tellFreshness } from './freshness-news.js';
import { ProductChangesResolver } from './product-changes.resolver.js';
import { productEvents } from './product.events.js';
import { ProductCommands } from './product-commands.js';
import { Product } from './product.entity.js';
import { ProductsService } from './products.service.js';

export { BRAND_REFUSALS, type BrandCheck } from './brand-check.js';
export { Brand } from './brand.types.js';
export { brandReads, hallReads, productReads } from './catalogue.reads.js';
export { freshnessDates } from './catalogue.rules.js';
export { takeHandbookProducts } from './handbook-products.js';
export { Industry, Product, ProductStatus, type ProductRow } from './product.entity.js';
export type { ProductsService } from './products.service.js';
export { searchWords } from './search.rules.js';

export const catalogueEntities = [Product];

export function createCatalogue({
  db,
  policy,
  nodes,
  events,
  clock,
  privacy,
}: Kernel): Domain & { products: ProductsService; commands: ProductCommands } {
  const products = new ProductsService(db);
  const commands = new ProductCommands(db, clock);
  policy.define(catalogueRules);
  events.define(productEvents);
  nodes.register('Product', (context, key) => products.byKey(context, key), 'number');
  for (const type of ['Enterprise', 'Cooperative', 'LargeGrower']) {
    nodes.register(type, (context, key) => producerReads.byKey(context, Number(key)), 'number');
  }
  nodes.register('Brand', (context, code) => brandReads.byKey(context, code));
  nodes.register('IndustryHall', (context, code) => hallReads.byKey(context, code));
  return {
    products,
    commands,
    resolvers: [
      new ProductResolver(products, commands, clock),
      new ProductChangesResolver(),
      new HallResolver(),
      new BrandResolver(),
      new OrganisationResolver(privacy),
    ],
    orphanedTypes: [Enterprise, Cooperative, LargeGrower],
    recurring: [{ name: 'catalogue.freshness', everySeconds: 5, work: async () => void (await tellFreshness(db)) }],
  };
}
