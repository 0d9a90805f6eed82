import { ArgsType, Field, ObjectType } from 'type-graphql';
import {
  DateScalar,
  DateTimeScalar,
  FenScalar,
  PageArgs,
  QuantityScalar,
  Visible,
} from '../../../platform/graphql/index.js';
import { Product } from '../../catalogue/index.js';
import { Site } from '../../places/index.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A receipt, or a product, of which a store says another thing than was booked.',
})
@Visible('CounterReceipt')
export class CounterDifference {
  @Field(() => String, {
    nullable: true,
    description: 'As the channel calls it; null where the store told by product.',
  })
  receipt!: string | null;

  @Field(() => Product, { nullable: true, description: 'Null where the store told by receipt.' })
  product?: Product | null;

  @Field(() => FenScalar, { description: 'What was booked; 0 for what never came.' })
  bookedFen!: number;

  @Field(() => FenScalar, { description: 'What the store says; 0 for what it does not know.' })
  declaredFen!: number;

  @Field(() => QuantityScalar, { nullable: true })
  bookedQuantity!: string | null;

  @Field(() => QuantityScalar, { nullable: true })
  declaredQuantity!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "A store's own account of a business day at a counter, beside ours.",
})
@Visible('CounterReceipt')
export class CounterDeclaration {
  @Field(() => Site)
  site?: Site;

  @Field(() => String)
  channel!: string;

  @Field(() => DateScalar)
  businessDate!: string;

  @Field(() => FenScalar, { description: 'Sales less what came back, as the store says.' })
  declaredFen!: number;

  @Field(() => FenScalar, { description: 'The same of all receipts that came, lines that were kept back among them.' })
  bookedFen!: number;

  @Field(() => FenScalar, { description: 'What of it stands on lines that are kept back.' })
  keptBackFen!: number;

  @Field(() => DateTimeScalar, { description: 'When it was told; again, it replaces what was said before.' })
  declaredAt!: string;

  @Field(() => [CounterDifference], { description: 'As they are now, at most 250: what comes late settles its own.' })
  differences!: CounterDifference[];
}

@ArgsType()
export class CounterDeclarationsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "The counter's site; left out, all that you may see." })
  siteCode?: string | null;
}
