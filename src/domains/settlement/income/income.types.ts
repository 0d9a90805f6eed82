import { Field, Int, ObjectType } from 'type-graphql';
import { FenScalar, Visible } from '../../../platform/graphql/index.js';
import { Place } from '../../places/index.js';

@ObjectType({ simpleResolvers: true, description: 'What the households of one place earned.' })
@Visible('public')
export class IncomeRow {
  @Field(() => Place)
  place!: object;

  @Field(() => Int, { description: 'Households that sold something.' })
  households!: number;

  @Field(() => FenScalar, {
    nullable: true,
    description: 'Their shares of what was sold, less refunds; null where suppressed.',
  })
  incomeFen!: number | null;

  @Field(() => Boolean, { description: 'Fewer than five households, or it would give such a group away.' })
  suppressed!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What households earned through the platform in a year (mission F11), from the ledger.',
})
@Visible('public')
export class IncomeReport {
  @Field(() => Place)
  place!: object;

  @Field(() => Int)
  year!: number;

  @Field(() => Int, { description: 'Households that sold something.' })
  households!: number;

  @Field(() => FenScalar, { nullable: true, description: 'Null where it would give a suppressed group away.' })
  totalFen!: number | null;

  @Field(() => [IncomeRow], { description: 'By township of a county, by village of a township; only those that sold.' })
  rows!: IncomeRow[];
}
