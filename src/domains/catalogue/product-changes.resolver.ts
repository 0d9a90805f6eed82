import { Args, Resolver, Root, Subscription } from 'type-graphql';
import { Allow } from '../../platform/graphql/index.js';
import { FeedSubscription } from '../../platform/subscriptions/index.js';
import { productChanges } from './product-changes.js';
import { ProductChangesArgs, ProductChangesItem } from './product-changes.types.js';

@Resolver()
export class ProductChangesResolver {
  @Subscription(() => ProductChangesItem, {
    description:
      'Products as they change (data, price, listing, freshness): a snapshot, then every change in order, to be gone on with from any cursor.',
    subscribe: ({ args }) => new FeedSubscription(productChanges(args as ProductChangesArgs)),
  })
  @Allow('read', 'Product')
  productChanges(@Root() item: object, @Args(() => ProductChangesArgs) _args: ProductChangesArgs): object {
    return item;
  }
}
