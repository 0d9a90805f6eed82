import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import {
  DateScalar,
  DateTimeScalar,
  FenScalar,
  Node,
  PageArgs,
  QuantityScalar,
  Visible,
} from '../../../platform/graphql/index.js';
import { Order } from '../../orders/index.js';
import { Site } from '../../places/index.js';

export enum KeptLineState {
  KEPT = 'KEPT',
  BOOKED = 'BOOKED',
  VOIDED = 'VOIDED',
}
registerEnumType(KeptLineState, {
  name: 'KeptLineState',
  description: 'Where a line that was kept back stands.',
  valuesConfig: {
    KEPT: { description: 'Its money counts, its goods are not booked.' },
    BOOKED: { description: 'Its goods are booked.' },
    VOIDED: { description: 'Its receipt was undone.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    "A line of a counter's receipt whose goods could not be booked when it came, such as of an unknown barcode.",
})
@Visible('CounterReceipt')
export class KeptLine extends Node {
  @Field(() => Site, { description: 'Where it was sold.' })
  site?: Site;

  @Field(() => String, { description: 'What its sales are booked on.' })
  channel!: string;

  @Field(() => String, { description: 'The receipt, as the channel calls it.' })
  receipt!: string;

  @Field(() => String, { description: 'Which line of it.' })
  line!: string;

  @Field(() => String, { description: 'What was scanned, or the id it is linked by.' })
  ref!: string;

  @Field(() => String, {
    description: 'Why it was kept back, such as UNKNOWN_PRODUCT, BAD_CHECK_DIGIT, LABEL_MISMATCH or PRICE_MISMATCH.',
  })
  reason!: string;

  @Field(() => FenScalar, { description: 'What was paid for it.' })
  amountFen!: number;

  @Field(() => KeptLineState)
  state!: KeptLineState;

  @Field(() => DateScalar)
  businessDate!: string;

  @Field(() => DateTimeScalar, { description: "When it was sold, by the till's clock." })
  soldAt!: string;

  @Field(() => Order, { nullable: true, description: 'What it was booked on; null unless it is.' })
  order?: Order | null;
}

@InputType({ description: 'Narrows a list of lines that were kept back.' })
export class KeptLineFilter {
  @Field(() => String, { nullable: true, description: "The counter's site." })
  siteCode?: string | null;

  @Field(() => String, { nullable: true })
  channel?: string | null;

  @Field(() => [KeptLineState], { nullable: true, description: 'Left out: those that are still kept back.' })
  states?: KeptLineState[] | null;
}

@ArgsType()
export class KeptLinesArgs extends PageArgs {
  @Field(() => KeptLineFilter, { nullable: true })
  filter?: KeptLineFilter | null;
}

@InputType()
export class KeptLineAssignInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  keptLineId!: string;

  @Field(() => ID, { description: 'What was sold.' })
  productId!: string;

  @Field(() => QuantityScalar, { description: "How much of it, in the product's unit." })
  quantity!: string;
}
