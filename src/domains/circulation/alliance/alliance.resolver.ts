import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  byKey,
  connectionType,
  listPage,
  numericKey,
  PageArgs,
  payloadType,
  payloadTypes,
  Where,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import { CirculationUserError } from '../circulation.errors.js';
import {
  AllianceDeclareInput,
  AllianceFormInput,
  AllianceJoinInput,
  AllianceMembersArgs,
  AllocationShortfallInput,
  OrderAllocateInput,
} from './alliance.inputs.js';
import { allianceReads, allocationReads, memberReads } from './alliance.reads.js';
import {
  AllianceMember,
  OrderAllocation,
  ProducerAlliance,
  type AllianceMemberRow,
  type AllianceReadRow,
} from './alliance.types.js';
import type { AllianceCommands } from './alliances.js';
import type { AllocationCommands } from './allocation-commands.js';

export const ProducerAllianceConnection = connectionType('ProducerAlliance', () => ProducerAlliance);
export const AllianceMemberConnection = connectionType('AllianceMember', () => AllianceMember);

const AllianceFormPayload = payloadType('AllianceFormPayload', CirculationUserError, {
  alliance: { type: () => ProducerAlliance, description: 'The alliance.' },
});
const member = { member: { type: () => AllianceMember, description: 'The member as it is now.' } };
const [AllianceJoinPayload, AllianceDeclarePayload] = payloadTypes(
  CirculationUserError,
  member,
  'AllianceJoinPayload',
  'AllianceDeclarePayload',
);
const allocation = { allocation: { type: () => OrderAllocation, description: 'The allocation as it is now.' } };
const [OrderAllocatePayload, AllocationShortfallPayload] = payloadTypes(
  CirculationUserError,
  allocation,
  'OrderAllocatePayload',
  'AllocationShortfallPayload',
);

@Resolver()
export class AllianceResolver {
  constructor(
    private readonly alliances: AllianceCommands,
    private readonly allocations: AllocationCommands,
  ) {}

  @Query(() => ProducerAllianceConnection, { description: 'Alliances of your region, oldest first.' })
  @Allow('read', 'Alliance')
  producerAlliances(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<AllianceReadRow>> {
    const where = new Where();
    where.and(rowsAllowed(context.viewer, 'read', 'Alliance', { place: 'x.place_code' }, where.values));
    return listPage(context, info, args, { reads: allianceReads, where, by: byKey('bigint') });
  }

  @Query(() => AllianceMemberConnection, { description: 'Members of an alliance in your region, oldest first.' })
  @Allow('read', 'Alliance')
  allianceMembers(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => AllianceMembersArgs) args: AllianceMembersArgs,
  ): Promise<Page<AllianceMemberRow>> {
    const where = new Where();
    where.values.push(numericKey(args.allianceId, 'ProducerAlliance'));
    where
      .and('x.alliance_id = $1')
      .and(rowsAllowed(context.viewer, 'read', 'Alliance', { place: 'x.place_code' }, where.values));
    return listPage(context, info, args, { reads: memberReads, where, by: byKey('bigint') });
  }

  @Mutation(() => AllianceFormPayload, { description: 'Lets several producers fulfil orders of one product together.' })
  @Allow('keep', 'Alliance')
  allianceForm(
    @Ctx() context: RequestContext,
    @Arg('input', () => AllianceFormInput) input: AllianceFormInput,
  ): Promise<object> {
    return answer(context, async () => ({
      alliance: await allianceReads.byKey(context, await this.alliances.form(context.viewer, input)),
    }));
  }

  @Mutation(() => AllianceJoinPayload, { description: 'Lets a willing producer take part, up to its capacity.' })
  @Allow('keep', 'Alliance')
  allianceJoin(
    @Ctx() context: RequestContext,
    @Arg('input', () => AllianceJoinInput) input: AllianceJoinInput,
  ): Promise<object> {
    return answer(context, async () => ({
      member: await memberReads.byKey(context, await this.alliances.join(context.viewer, input)),
    }));
  }

  @Mutation(() => AllianceDeclarePayload, {
    description: "Says what a member has ready. It leaves the member's own stock and is sold by the alliance.",
  })
  @Allow('keep', 'Alliance')
  allianceDeclare(
    @Ctx() context: RequestContext,
    @Arg('input', () => AllianceDeclareInput) input: AllianceDeclareInput,
  ): Promise<object> {
    return answer(context, async () => ({
      member: await memberReads.byKey(context, await this.alliances.declare(context.viewer, input)),
    }));
  }

  @Mutation(() => OrderAllocatePayload, {
    description: 'Splits a line of a paid order over the alliance by its rule, which the answer explains.',
  })
  @Allow('allocate', 'Alliance')
  orderAllocate(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderAllocateInput) input: OrderAllocateInput,
  ): Promise<object> {
    return this.answer(context, () => this.allocations.allocate(context.viewer, input));
  }

  @Mutation(() => AllocationShortfallPayload, {
    description: 'What a member cannot bring is given to others by the same rule.',
  })
  @Allow('keep', 'Alliance')
  allocationShortfall(
    @Ctx() context: RequestContext,
    @Arg('input', () => AllocationShortfallInput) input: AllocationShortfallInput,
  ): Promise<object> {
    return this.answer(context, () => this.allocations.shortfall(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ allocation: await allocationReads.byKey(context, await command()) }));
  }
}
