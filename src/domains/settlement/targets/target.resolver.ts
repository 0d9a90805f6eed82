import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, answer, payloadType, PlaceCodeScalar, type RequestContext } from '../../../platform/graphql/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { SettlementUserError } from '../settlement.errors.js';
import { TargetIndicator, TargetSetInput } from './target.types.js';
import { setTarget, targetsOf } from './targets.js';

const TargetSetPayload = payloadType('TargetSetPayload', SettlementUserError, {
  target: { type: () => TargetIndicator, description: 'The target with what is reached.' },
});

@Resolver()
export class TargetResolver {
  constructor(private readonly db: Database) {}

  @Query(() => [TargetIndicator], { description: 'What a county set itself for a year, and what was reached of it.' })
  @Allow('read', 'Target')
  targets(
    @Ctx() context: RequestContext,
    @Arg('countyCode', () => PlaceCodeScalar) countyCode: string,
    @Arg('year', () => Int) year: number,
  ): Promise<TargetIndicator[]> {
    return targetsOf(context, { countyCode, year });
  }

  @Mutation(() => TargetSetPayload, { description: 'Sets a target of the county’s plan.' })
  @Allow('set', 'Target')
  targetSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => TargetSetInput) input: TargetSetInput,
  ): Promise<object> {
    return answer(context, async () => {
      await setTarget(this.db, context.viewer, input);
      return { target: (await targetsOf(context, input)).find(({ kind }) => kind === input.kind) };
    });
  }
}
