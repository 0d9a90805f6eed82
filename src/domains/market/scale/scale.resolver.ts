import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  byKey,
  connectionType,
  listPage,
  payloadType,
  Where,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import { MarketUserError } from '../market.errors.js';
import type { PlannedOutputs } from './planned-output.js';
import { PlannedOutputDeclareInput, PlannedOutputsArgs, ScaleWarningsArgs } from './scale.inputs.js';
import {
  PlannedOutput,
  plannedReads,
  ScaleWarning,
  warningReads,
  type PlannedOutputRow,
  type ScaleWarningRow,
} from './scale.types.js';

export const PlannedOutputConnection = connectionType('PlannedOutput', () => PlannedOutput);
export const ScaleWarningConnection = connectionType('ScaleWarning', () => ScaleWarning);

const PlannedOutputDeclarePayload = payloadType('PlannedOutputDeclarePayload', MarketUserError, {
  plan: { type: () => PlannedOutput, description: 'What is planned; null when it was taken back.' },
});

@Resolver()
export class ScaleResolver {
  constructor(private readonly outputs: PlannedOutputs) {}

  @Query(() => PlannedOutputConnection, {
    description: 'What producers of your region plan, the latest declared first.',
  })
  @Allow('read', 'PlannedOutput')
  plannedOutputs(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PlannedOutputsArgs) args: PlannedOutputsArgs,
  ): Promise<Page<PlannedOutputRow>> {
    const facts = { place: 'x.village_code', producer: 'x.producer_id' };
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'PlannedOutput', facts, where.values))
      .under(args.placeCode, 'x.village_code')
      .when(args.goods, (n) => `x.goods = ${n}`);
    return listPage(context, info, args, { reads: plannedReads, where, by: byKey('bigint'), newestFirst: true });
  }

  @Query(() => ScaleWarningConnection, { description: 'Scale warnings of your region, newest first (mission C6).' })
  @Allow('read', 'ScaleWarning')
  scaleWarnings(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ScaleWarningsArgs) args: ScaleWarningsArgs,
  ): Promise<Page<ScaleWarningRow>> {
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'ScaleWarning', { place: 'x.place_code' }, where.values))
      .under(args.placeCode, 'x.place_code');
    if (args.open) where.and('x.cleared_at is null');
    return listPage(context, info, args, { reads: warningReads, where, by: byKey('bigint'), newestFirst: true });
  }

  @Mutation(() => PlannedOutputDeclarePayload, { description: 'Says what a producer means to have ready on a day.' })
  @Allow('declare', 'PlannedOutput')
  plannedOutputDeclare(
    @Ctx() context: RequestContext,
    @Arg('input', () => PlannedOutputDeclareInput) input: PlannedOutputDeclareInput,
  ): Promise<object> {
    return answer(context, async () => {
      const key = await this.outputs.declare(context.viewer, input);
      return { plan: key === null ? null : await plannedReads.byKey(context, key) };
    });
  }
}
