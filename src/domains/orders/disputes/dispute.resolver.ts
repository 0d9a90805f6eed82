import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { OrderUserError } from '../orders.errors.js';
import { Dispute, DisputeResolveInput, DisputesArgs, type DisputeRow } from './dispute.types.js';
import { disputeReads, type DisputesService } from './disputes.service.js';

export const DisputeConnection = connectionType('Dispute', () => Dispute);

const DisputeResolvePayload = payloadType('DisputeResolvePayload', OrderUserError, {
  dispute: { type: () => Dispute, description: 'The dispute as it is now.' },
});

@Resolver()
export class DisputeResolver {
  constructor(private readonly service: DisputesService) {}

  @Query(() => DisputeConnection, {
    description: 'What does not add up between a channel and us, of your region, newest first.',
  })
  @Allow('read', 'Dispute')
  disputes(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => DisputesArgs) args: DisputesArgs,
  ): Promise<Page<DisputeRow>> {
    return this.service.list(context, info, args);
  }

  @Mutation(() => DisputeResolvePayload, {
    description: 'Says what was done about a dispute; it stays as it was said.',
  })
  @Allow('resolve', 'Dispute')
  disputeResolve(
    @Ctx() context: RequestContext,
    @Arg('input', () => DisputeResolveInput) input: DisputeResolveInput,
  ): Promise<object> {
    return answer(context, async () => ({
      dispute: await disputeReads.byKey(context, await this.service.resolve(context.viewer, input)),
    }));
  }
}
