import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { CursorScalar, PageArgs, PlaceCodeScalar, QuantityScalar } from '../../platform/graphql/index.js';

@InputType({ description: 'Narrows a list of stock items.' })
export class StockItemFilter {
  @Field(() => [String], { nullable: true, description: 'At these sites, at most 250.' })
  siteCodes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these products, at most 250.' })
  productIds?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'At sites in this county, township or village.' })
  placeCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what was sold beyond the book, by a counter or machine that could not ask first.',
  })
  oversold?: boolean | null;
}

@InputType({ description: 'Narrows the changes; a filter cannot change under a cursor without a new snapshot.' })
export class StockChangesFilter {
  @Field(() => [String], { nullable: true, description: 'At these sites, at most 250.' })
  siteCodes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these products, at most 250.' })
  productIds?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'At sites in this county, township or village.' })
  placeCode?: string | null;
}

@ArgsType()
export class StockItemsArgs extends PageArgs {
  @Field(() => StockItemFilter, { nullable: true })
  filter?: StockItemFilter | null;
}

@ArgsType()
export class StockChangesArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor you hold; left out, a snapshot comes first.',
  })
  after?: string | null;

  @Field(() => StockChangesFilter, { nullable: true })
  filter?: StockChangesFilter | null;
}

@InputType()
abstract class StockCommandInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  productId!: string;
}

@InputType()
export class StockReceiveInput extends StockCommandInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => QuantityScalar, { description: 'What came in, above zero.' })
  quantity!: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class StockTransferInput extends StockCommandInput {
  @Field(() => String)
  fromSiteCode!: string;

  @Field(() => String)
  toSiteCode!: string;

  @Field(() => QuantityScalar, { description: 'What moves, above zero; only what is available can.' })
  quantity!: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class StockCountInput extends StockCommandInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => QuantityScalar, {
    description: 'What the book said when the count began; if it moved since, nothing is done: STALE.',
  })
  expected!: string;

  @Field(() => QuantityScalar, { description: 'What was counted; it becomes the quantity on hand.' })
  counted!: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class StockAdjustInput extends StockCommandInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => QuantityScalar, { description: 'What to add, or with a minus sign to take away; not zero.' })
  delta!: string;

  @Field(() => String, { description: 'Why, such as spoilage: 2 to 200 characters.' })
  reason!: string;
}
