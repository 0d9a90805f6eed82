import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { Allow, connectionType, type Page, type RequestContext } from '../../../platform/graphql/index.js';
import { RefundsArgs } from './refund-list.inputs.js';
import { listRefunds } from './refund-list.js';
import { Refund, type RefundRow } from './refund.types.js';

const RefundConnection = connectionType('Refund', () => Refund);

@Resolver()
export class RefundListResolver {
  @Query(() => RefundConnection, {
    description: 'Money that goes back through the channels that took it, of orders you may read, newest first.',
  })
  @Allow('read', 'Order')
  refunds(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => RefundsArgs) args: RefundsArgs,
  ): Promise<Page<RefundRow>> {
    return listRefunds(context, info, args);
  }
}
