import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar } from '../../../platform/graphql/index.js';
import { ExpansionStateName } from './expansion.types.js';
import type { ExpansionState } from './expansion.events.js';

@InputType({ description: "A household's own answer to a plan, entered by itself or by whoever helps it." })
export class ExpansionPlanAnswerInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  planId!: string;

  @Field(() => Boolean, { description: 'Whether the household takes part.' })
  accept!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'When it will be ready; required to accept.' })
  readyOn?: string | null;
}

@ArgsType()
export class ExpansionPlansArgs extends PageArgs {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of this county, township or village.' })
  placeCode?: string | null;

  @Field(() => [ExpansionStateName], { nullable: true })
  states?: ExpansionState[] | null;
}
