import { Args, Resolver, Root, Subscription } from 'type-graphql';
import { Allow, type RequestContext } from '../../platform/graphql/index.js';
import { FeedSubscription } from '../../platform/subscriptions/index.js';
import { orderChanges } from './order-changes.js';
import { OrderChangesArgs, OrderChangesItem } from './order-changes.types.js';

@Resolver()
export class OrderChangesResolver {
  @Subscription(() => OrderChangesItem, {
    description:
      'Orders as they change, those you may read: a snapshot of the open ones, then every change in order, to be gone on with from any cursor.',
    subscribe: ({ args, context }) =>
      new FeedSubscription(orderChanges((context as RequestContext).viewer, args as OrderChangesArgs)),
  })
  @Allow('read', 'Order')
  orderChanges(@Root() item: object, @Args(() => OrderChangesArgs) _args: OrderChangesArgs): object {
    return item;
  }
}
