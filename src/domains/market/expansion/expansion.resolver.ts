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
import type { ExpansionAnswers } from './answer.js';
import { ExpansionPlanAnswerInput, ExpansionPlansArgs } from './expansion.inputs.js';
import { ExpansionPlan, expansionReads, type ExpansionPlanRow } from './expansion.types.js';

export const ExpansionPlanConnection = connectionType('ExpansionPlan', () => ExpansionPlan);

const ExpansionPlanAnswerPayload = payloadType('ExpansionPlanAnswerPayload', MarketUserError, {
  plan: { type: () => ExpansionPlan, description: 'The plan as it is now.' },
});

@Resolver()
export class ExpansionResolver {
  constructor(private readonly answers: ExpansionAnswers) {}

  @Query(() => ExpansionPlanConnection, {
    description: 'Expansion plans of your region or of your own, newest first (mission B6).',
  })
  @Allow('read', 'ExpansionPlan')
  expansionPlans(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ExpansionPlansArgs) args: ExpansionPlansArgs,
  ): Promise<Page<ExpansionPlanRow>> {
    const facts = { place: 'x.village_code', producer: 'x.producer_id' };
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'ExpansionPlan', facts, where.values))
      .under(args.placeCode, 'x.village_code')
      .when(args.states, (n) => `x.state = any(${n})`);
    return listPage(context, info, args, { reads: expansionReads, where, by: byKey('bigint'), newestFirst: true });
  }

  @Mutation(() => ExpansionPlanAnswerPayload, {
    description: "Records a household's answer; accepted, what it will grow is in its planned output.",
  })
  @Allow('answer', 'ExpansionPlan')
  expansionPlanAnswer(
    @Ctx() context: RequestContext,
    @Arg('input', () => ExpansionPlanAnswerInput) input: ExpansionPlanAnswerInput,
  ): Promise<object> {
    return answer(context, async () => ({
      plan: await expansionReads.byKey(context, await this.answers.answer(context.viewer, input)),
    }));
  }
}
