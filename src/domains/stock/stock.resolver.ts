import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { FeedSubscription } from '../../platform/subscriptions/index.js';
import { stockChanges } from './stock-changes.js';
import type { StockCommands } from './stock-commands.js';
import { StockUserError } from './stock.errors.js';
import {
  StockAdjustInput,
  StockChangesArgs,
  StockCountInput,
  StockItemsArgs,
  StockReceiveInput,
  StockTransferInput,
} from './stock.inputs.js';
import { stockReads } from './stock.reads.js';
import type { StockService } from './stock.service.js';
import { StockChangesItem, StockItem, type StockItemRow } from './stock.types.js';

export const StockItemConnection = connectionType('StockItem', () => StockItem);

const stockPayload = (name: string) =>
  payloadType(name, StockUserError, { stockItem: { type: () => StockItem, description: 'The item as it is now.' } });
const StockReceivePayload = stockPayload('StockReceivePayload');
const StockCountPayload = stockPayload('StockCountPayload');
const StockAdjustPayload = stockPayload('StockAdjustPayload');
const StockTransferPayload = payloadType('StockTransferPayload', StockUserError, {
  from: { type: () => StockItem, description: 'The item it left.' },
  to: { type: () => StockItem, description: 'The item it came to.' },
});

@Resolver()
export class StockResolver {
  constructor(
    private readonly stock: StockService,
    private readonly commands: StockCommands,
  ) {}

  @Query(() => StockItemConnection, { description: 'Stock by product and site.' })
  @Allow('read', 'Stock')
  stockItems(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => StockItemsArgs) args: StockItemsArgs,
  ): Promise<Page<StockItemRow>> {
    return this.stock.list(context, info, args);
  }

  @Subscription(() => StockChangesItem, {
    description: 'Stock as it changes: a snapshot, then every change in order, to be gone on with from any cursor.',
    subscribe: ({ args }) => new FeedSubscription(stockChanges(args as StockChangesArgs)),
  })
  @Allow('read', 'Stock')
  stockChanges(@Root() item: object, @Args(() => StockChangesArgs) _args: StockChangesArgs): object {
    return item;
  }

  @Mutation(() => StockReceivePayload, { description: 'Takes goods in at a site.' })
  @Allow('move', 'Stock')
  stockReceive(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockReceiveInput) input: StockReceiveInput,
  ): Promise<object> {
    return this.one(context, () => this.commands.receive(context.viewer, input));
  }

  @Mutation(() => StockTransferPayload, { description: 'Moves goods from one site to another.' })
  @Allow('move', 'Stock')
  stockTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockTransferInput) input: StockTransferInput,
  ): Promise<object> {
    return answer(context, async () => {
      const [from, to] = await stockReads.byKeys(context.db, await this.commands.transfer(context.viewer, input));
      return { from, to };
    });
  }

  @Mutation(() => StockCountPayload, {
    description: 'Books what was counted, if the book still says what was expected.',
  })
  @Allow('move', 'Stock')
  stockCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockCountInput) input: StockCountInput,
  ): Promise<object> {
    return this.one(context, () => this.commands.count(context.viewer, input));
  }

  @Mutation(() => StockAdjustPayload, { description: 'Adds or takes away with a reason, such as spoilage.' })
  @Allow('move', 'Stock')
  stockAdjust(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockAdjustInput) input: StockAdjustInput,
  ): Promise<object> {
    return this.one(context, () => this.commands.adjust(context.viewer, input));
  }

  private one(context: RequestContext, command: () => Promise<number[]>): Promise<object> {
    return answer(context, async () => {
      const [stockItem] = await stockReads.byKeys(context.db, await command());
      return { stockItem };
    });
  }
}
