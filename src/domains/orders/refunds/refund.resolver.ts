import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow, answer, payloadType, type RequestContext } from '../../../platform/graphql/index.js';
import { OrderUserError } from '../orders.errors.js';
import type { RefundCommands } from './refund-commands.js';
import { RefundActionInput, RefundRecordInput } from './refund.inputs.js';
import { refundReads } from './refund.reads.js';
import { Refund } from './refund.types.js';

const refundPayload = (name: string) =>
  payloadType(name, OrderUserError, { refund: { type: () => Refund, description: 'The refund as it is now.' } });
const RefundRecordPayload = refundPayload('RefundRecordPayload');
const RefundRetryPayload = refundPayload('RefundRetryPayload');

@Resolver()
export class RefundResolver {
  constructor(private readonly commands: RefundCommands) {}

  @Mutation(() => RefundRecordPayload, {
    description: 'Records what became of a refund that was asked for: by its channel, or by whoever saw to it by hand.',
  })
  @Allow('refund', 'Order')
  refundRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefundRecordInput) input: RefundRecordInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.record(context.viewer, input));
  }

  @Mutation(() => RefundRetryPayload, { description: 'Asks again for a refund that failed, under the same number.' })
  @Allow('refund', 'Order')
  refundRetry(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefundActionInput) input: RefundActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.retry(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ refund: await refundReads.byKey(context, await command()) }));
  }
}
