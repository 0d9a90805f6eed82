import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../../platform/graphql/index.js';
import type { RefundState } from './refund.rules.js';
import { RefundStateName } from './refund.types.js';

@InputType()
export class RefundFilter {
  @Field(() => RefundStateName, { nullable: true })
  state?: RefundState | null;

  @Field(() => String, { nullable: true, description: 'The channel that took the money.' })
  channel?: string | null;
}

@ArgsType()
export class RefundsArgs extends PageArgs {
  @Field(() => RefundFilter, { nullable: true })
  filter?: RefundFilter | null;
}
