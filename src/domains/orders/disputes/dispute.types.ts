import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, PageArgs, Visible } from '../../../platform/graphql/index.js';
import { Order } from '../order.types.js';

export enum DisputeState {
  OPEN = 'OPEN',
  RESOLVED = 'RESOLVED',
}
registerEnumType(DisputeState, { name: 'DisputeState', description: 'Whether somebody has seen to it.' });

@ObjectType({ simpleResolvers: true, description: 'Something known of a dispute.' })
@Visible('Dispute')
export class DisputeFact {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'As text; what is not text, as JSON.' })
  value!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something from a channel that does not add up, for a person to look at.',
})
@Visible('Dispute')
export class Dispute extends Node {
  @Field(() => String, { description: 'The channel it came by.' })
  channel!: string;

  @Field(() => String, { description: 'For programs, such as `AMOUNT_MISMATCH`; a plug-in has its own besides.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong, in the words of whoever noticed.' })
  message!: string;

  @Field(() => [DisputeFact])
  facts!: DisputeFact[];

  @Field(() => Order, { nullable: true, description: 'The order it is about, if it is known.' })
  order?: Order | null;

  @Field(() => DisputeState)
  state!: DisputeState;

  @Field(() => DateTimeScalar)
  raisedAt!: string;

  @Field(() => String, { nullable: true, description: 'What was done about it.' })
  resolution!: string | null;

  @Field(() => String, { nullable: true, description: 'Who did, such as `staff:3`.' })
  resolvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  resolvedAt!: string | null;
}

export interface DisputeRow {
  id: string;
  key: string;
  orderKey: string | null;
  placeCode: string | null;
}

@InputType()
export class DisputeFilter {
  @Field(() => DisputeState, { nullable: true })
  state?: DisputeState | null;

  @Field(() => String, { nullable: true })
  channel?: string | null;

  @Field(() => String, { nullable: true })
  code?: string | null;
}

@ArgsType()
export class DisputesArgs extends PageArgs {
  @Field(() => DisputeFilter, { nullable: true })
  filter?: DisputeFilter | null;
}

@InputType()
export class DisputeResolveInput {
  @Field(() => ID)
  disputeId!: string;

  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String, { description: 'What was done about it: 2 to 500 characters.' })
  resolution!: string;
}
