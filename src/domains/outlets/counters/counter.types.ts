import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar, FenScalar, QuantityScalar, Visible } from '../../../platform/graphql/index.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One product at a counter on a day: opening + received − sold + returned + adjusted + moved = closing.',
})
@Visible('Counter')
export class CounterStock {
  productKey!: number;

  @Field(() => String)
  productName!: string;

  @Field(() => QuantityScalar, { description: 'On hand when the day began.' })
  opening!: string;

  @Field(() => QuantityScalar, { description: 'Received or transferred in.' })
  received!: string;

  @Field(() => QuantityScalar)
  sold!: string;

  @Field(() => QuantityScalar, { description: 'Taken back into stock.' })
  returned!: string;

  @Field(() => QuantityScalar, { description: 'Found more, or with a minus less, by counting and writing off.' })
  adjusted!: string;

  @Field(() => QuantityScalar, { description: 'Every other movement, such as transferred out.' })
  moved!: string;

  @Field(() => QuantityScalar, { description: 'On hand when the day ended.' })
  closing!: string;
}

@ObjectType({ simpleResolvers: true, description: "A counter's day in China: takings are sales less returns." })
@Visible('Counter')
export class CounterDay {
  @Field(() => DateScalar)
  day!: string;

  @Field(() => Int, { description: 'Payments taken.' })
  sales!: number;

  @Field(() => FenScalar, { description: 'What was paid.' })
  salesFen!: number;

  @Field(() => FenScalar, { description: 'What was given back, whenever it had been sold.' })
  returnsFen!: number;

  @Field(() => FenScalar, { description: 'Sales less returns.' })
  takingsFen!: number;

  @Field(() => FenScalar, { nullable: true, description: 'What was counted in the till; null before it was.' })
  countedFen!: number | null;

  @Field(() => FenScalar, { nullable: true, description: 'Counted less takings.' })
  differenceFen!: number | null;

  @Field(() => [CounterStock])
  stock!: CounterStock[];
}

@ArgsType()
export class CounterDaysArgs {
  @Field(() => ID)
  counterId!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'Last day, at most 62 days in all.' })
  to!: string;
}

@InputType()
export class CounterDayCountInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  counterId!: string;

  @Field(() => DateScalar)
  day!: string;

  @Field(() => FenScalar, { description: 'What the till held of the day; again, it replaces what was said before.' })
  countedFen!: number;
}
