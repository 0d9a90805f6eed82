import { Field, ID, InputType } from 'type-graphql';
import { RefundOutcome } from './refund-outcome.types.js';

@InputType()
export class RefundActionInput {
  @Field(() => ID)
  refundId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class RefundRecordInput extends RefundActionInput {
  @Field(() => RefundOutcome)
  state!: RefundOutcome;

  @Field(() => String, { nullable: true, description: "The channel's number of it, 1 to 128 characters." })
  externalId?: string | null;
}
