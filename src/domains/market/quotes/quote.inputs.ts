import { ArgsType, Field, InputType } from 'type-graphql';
import { CursorScalar, DateScalar, FenScalar, PageArgs } from '../../../platform/graphql/index.js';
import { Unit } from '../../../shared/quantity.js';
import { Industry } from '../../catalogue/index.js';

@InputType({ description: 'A price of goods at a market on a day; the same day again corrects it.' })
export class MarketQuoteRecordInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => Industry)
  industry!: Industry;

  @Field(() => String, { description: 'What is quoted, such as `花生`: 1 to 60 characters.' })
  goods!: string;

  @Field(() => String, { description: 'Where, such as a wholesale market: 2 to 60 characters.' })
  market!: string;

  @Field(() => String, { description: 'Who says so, such as a bulletin with its number: 2 to 200 characters.' })
  source!: string;

  @Field(() => DateScalar, { description: 'The day of the price, in China: within the last year.' })
  quotedOn!: string;

  @Field(() => Unit)
  unit!: Unit;

  @Field(() => FenScalar, { description: 'For one whole unit.' })
  priceFen!: number;
}

@InputType({ description: 'A sheet of quotes; its faults are named by row and column, and nothing is taken then.' })
export class MarketQuotesImportInput {
  @Field(() => String, {
    description:
      'CSV in UTF-8 with the columns industry (类别), goods (品名), market (市场), source (来源), day (日期), unit (单位), price (价格(元)); at most 2,000 rows.',
  })
  csv!: string;
}

@InputType({ description: 'Narrows the quotes.' })
export class MarketQuoteFilter {
  @Field(() => Industry, { nullable: true })
  industry?: Industry | null;

  @Field(() => String, { nullable: true, description: 'Of these goods, as they are written.' })
  goods?: string | null;

  @Field(() => String, { nullable: true, description: 'At this market.' })
  market?: string | null;
}

@ArgsType()
export class MarketQuotesArgs extends PageArgs {
  @Field(() => MarketQuoteFilter, { nullable: true })
  filter?: MarketQuoteFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'From this day on.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Until this day, itself included.' })
  until?: string | null;
}

@ArgsType()
export class MarketQuoteChangesArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor you hold; left out, a snapshot comes first.',
  })
  after?: string | null;

  @Field(() => MarketQuoteFilter, { nullable: true })
  filter?: MarketQuoteFilter | null;
}
