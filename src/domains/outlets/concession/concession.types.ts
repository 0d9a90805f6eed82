import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, FenScalar, Node, PageArgs, Visible } from '../../../platform/graphql/index.js';
import { Industry } from '../../catalogue/index.js';
import { Site } from '../../places/index.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '联营条款: what a store deducts of sales at its counter from a day on.',
})
@Visible('Concession')
export class ConcessionTerm extends Node {
  @Field(() => Site)
  site?: Site;

  @Field(() => Industry, {
    nullable: true,
    description: 'Of these goods alone; null for all that have no term of their own.',
  })
  industry!: string | null;

  @Field(() => DateScalar, { description: 'It holds from this day until the next term of the same goods.' })
  fromDate!: string;

  @Field(() => Int, { description: '扣点 in ten-thousandths of the sale: 1500 is 15 %.' })
  rateBp!: number;

  @Field(() => FenScalar, { description: '保底: the least that a whole month comes to; 0 is none.' })
  guaranteeFen!: number;

  @Field(() => DateTimeScalar)
  setAt!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What was sold, less what came back, at one rate.' })
@Visible('Concession')
export class ConcessionRateSum {
  @Field(() => Int, { description: '扣点 in ten-thousandths, as it was when the goods were sold.' })
  rateBp!: number;

  @Field(() => FenScalar)
  netSalesFen!: number;

  @Field(() => FenScalar)
  deductionFen!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "联营结算单: a month's sales at a store's counter. What comes after it was issued goes into the next one.",
})
@Visible('Concession')
export class ConcessionStatement {
  @Field(() => Site)
  site?: Site;

  @Field(() => String, { description: 'Such as 2026-07.' })
  month!: string;

  @Field(() => FenScalar)
  salesFen!: number;

  @Field(() => FenScalar)
  returnsFen!: number;

  @Field(() => FenScalar, { description: 'Of sales less returns, each line at the rate it was sold at.' })
  deductionFen!: number;

  @Field(() => FenScalar, { description: '保底 of the month, by the days that each term held.' })
  guaranteeFen!: number;

  @Field(() => FenScalar, { description: 'What the deduction lacks of the guarantee.' })
  topUpFen!: number;

  @Field(() => FenScalar, { description: 'What the store pays over: sales less returns, deduction and top-up.' })
  payableFen!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it may still change.' })
  issuedAt!: string | null;

  @Field(() => [ConcessionRateSum], { description: 'The deduction by rate, highest first.' })
  rates!: ConcessionRateSum[];
}

@InputType()
export class ConcessionTermSetInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String, { description: "The counter's site." })
  siteCode!: string;

  @Field(() => Industry, { nullable: true, description: 'Left out: for all goods that have no term of their own.' })
  industry?: Industry | null;

  @Field(() => DateScalar, { description: 'After the last month whose statement was issued.' })
  fromDate!: string;

  @Field(() => Int, { description: 'Ten-thousandths: 1500 is 15 %.' })
  rateBp!: number;

  @Field(() => FenScalar, {
    defaultValue: 0,
    description: 'The least that a whole month comes to; only of a term for all goods.',
  })
  guaranteeFen!: number;
}

@InputType()
export class ConcessionStatementIssueInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String)
  siteCode!: string;

  @Field(() => String, { description: 'The month after the last one issued, once it is over; such as 2026-07.' })
  month!: string;
}

@ArgsType()
export class ConcessionTermsArgs extends PageArgs {
  @Field(() => String, { description: "The counter's site." })
  siteCode!: string;
}
