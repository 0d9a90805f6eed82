import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { Order, orderReads } from '../orders/index.js';
import { batchReads } from './batch.reads.js';
import { Batch, type BatchRow } from './batch.types.js';
import type { BatchesService } from './batches.service.js';
import { CirculationUserError } from './circulation.errors.js';
import type { BatchCommands } from './flow/batch-commands.js';
import type { DispatchCommands } from './flow/dispatch.js';
import {
  BatchArriveInput,
  BatchBeginInput,
  BatchesArgs,
  BatchHarvestInput,
  BatchPackInput,
  BatchRecallInput,
  BatchSendInput,
  BatchStoreInput,
  BatchWriteOffInput,
  OrderDispatchInput,
} from './flow/flow.inputs.js';
import { transferReads } from './flow/flow.reads.js';
import { BatchTransfer } from './flow/flow.types.js';
import type { PackCommands } from './flow/pack.js';
import type { TransferCommands } from './flow/transfer.js';

export const BatchConnection = connectionType('Batch', () => Batch);

const batchPayload = (name: string) =>
  payloadType(name, CirculationUserError, { batch: { type: () => Batch, description: 'The batch as it is now.' } });
const BatchBeginPayload = batchPayload('BatchBeginPayload');
const BatchHarvestPayload = batchPayload('BatchHarvestPayload');
const BatchPackPayload = batchPayload('BatchPackPayload');
const BatchStorePayload = batchPayload('BatchStorePayload');
const BatchWriteOffPayload = batchPayload('BatchWriteOffPayload');
const BatchRecallPayload = batchPayload('BatchRecallPayload');
const transferPayload = (name: string) =>
  payloadType(name, CirculationUserError, {
    transfer: { type: () => BatchTransfer, description: 'The transfer as it is now.' },
  });
const BatchSendPayload = transferPayload('BatchSendPayload');
const BatchArrivePayload = transferPayload('BatchArrivePayload');
const OrderDispatchPayload = payloadType('OrderDispatchPayload', CirculationUserError, {
  order: { type: () => Order, description: 'The order, fulfilled, with its parcels.' },
});

@Resolver(() => Batch)
export class BatchResolver {
  constructor(
    private readonly service: BatchesService,
    private readonly commands: {
      batch: BatchCommands;
      transfer: TransferCommands;
      pack: PackCommands;
      dispatch: DispatchCommands;
    },
  ) {}

  @Query(() => BatchConnection, { description: 'Batches, newest first.' })
  @Allow('read', 'Batch')
  batches(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => BatchesArgs) args: BatchesArgs,
  ): Promise<Page<BatchRow>> {
    return this.service.list(context, info, args);
  }

  @Query(() => Batch, { nullable: true, description: 'A batch by its printed code.' })
  @Allow('read', 'Batch')
  batch(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('code', () => String) code: string,
  ): Promise<BatchRow | null> {
    return this.service.one(context, info, code);
  }

  @Mutation(() => BatchBeginPayload, {
    description: 'Begins a field, herd or flock: what is used on it is recorded from here on.',
  })
  @Allow('collect', 'Batch')
  batchBegin(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchBeginInput) input: BatchBeginInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.batch.begin(context.viewer, input));
  }

  @Mutation(() => BatchHarvestPayload, {
    description: 'Harvests or slaughters; refused while an interval runs, with the day it ends.',
  })
  @Allow('collect', 'Batch')
  batchHarvest(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchHarvestInput) input: BatchHarvestInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.batch.harvest(context.viewer, input));
  }

  @Mutation(() => BatchSendPayload, {
    description: 'Sends batches to another site; goods promised to orders go along.',
  })
  @Allow('handle', 'Batch')
  batchSend(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchSendInput) input: BatchSendInput,
  ): Promise<object> {
    return this.transfer(context, () => this.commands.transfer.send(context.viewer, input));
  }

  @Mutation(() => BatchArrivePayload, { description: 'Takes a transfer in, with what was lost on the way.' })
  @Allow('handle', 'Batch')
  batchArrive(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchArriveInput) input: BatchArriveInput,
  ): Promise<object> {
    return this.transfer(context, () => this.commands.transfer.arrive(context.viewer, input));
  }

  @Mutation(() => BatchPackPayload, {
    description: 'Packs batches of the same goods into one, or processes them into others.',
  })
  @Allow('handle', 'Batch')
  batchPack(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchPackInput) input: BatchPackInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.pack.pack(context.viewer, input));
  }

  @Mutation(() => BatchStorePayload, { description: 'Says where in the store of a site a batch is.' })
  @Allow('handle', 'Batch')
  batchStore(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchStoreInput) input: BatchStoreInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.batch.store(context.viewer, input));
  }

  @Mutation(() => BatchWriteOffPayload, { description: 'Writes off goods of a batch that are gone or unfit.' })
  @Allow('handle', 'Batch')
  batchWriteOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchWriteOffInput) input: BatchWriteOffInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.batch.writeOff(context.viewer, input));
  }

  @Mutation(() => BatchRecallPayload, {
    description: 'Calls a batch and all that was made of it back. `batchReach` lists its orders and buyers.',
  })
  @Allow('recall', 'Batch')
  batchRecall(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchRecallInput) input: BatchRecallInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.batch.recall(context.viewer, input));
  }

  @Mutation(() => OrderDispatchPayload, {
    description: 'Sends a paid order with its parcels. Nothing leaves without a passed inspection of its class.',
  })
  @Allow('handle', 'Batch')
  orderDispatch(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderDispatchInput) input: OrderDispatchInput,
  ): Promise<object> {
    return answer(context, async () => ({
      order: await orderReads.byKey(context, await this.commands.dispatch.dispatch(context.viewer, input)),
    }));
  }

  private answer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ batch: await batchReads.byKey(context, await command()) }));
  }

  private transfer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ transfer: await transferReads.byKey(context, await command()) }));
  }
}
