import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar, QuantityScalar } from '../../../platform/graphql/index.js';
import { ParcelInput } from '../../orders/index.js';
import { BatchState, InspectionClass } from '../batch.types.js';
import type { BatchStateName } from '../batch.rules.js';

@InputType()
abstract class BatchCommandInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;
}

@InputType({ description: 'A field, herd or flock whose inputs are recorded before anything is harvested of it.' })
export class BatchBeginInput extends BatchCommandInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => QuantityScalar, { description: 'What is expected of it, in the product’s unit.' })
  expected!: string;

  @Field(() => InspectionClass, { nullable: true, description: "Left out: the usual class of the product's industry." })
  class?: InspectionClass | null;
}

@InputType()
export class BatchHarvestInput extends BatchCommandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Of the harvest or slaughter; left out: today.' })
  on?: string | null;
}

@InputType()
export class BatchQuantityInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => QuantityScalar)
  quantity!: string;
}

@InputType()
export class BatchSendInput extends BatchCommandInput {
  @Field(() => String)
  fromSiteCode!: string;

  @Field(() => String)
  toSiteCode!: string;

  @Field(() => String, { nullable: true, description: 'Such as its plate: at most 60 characters.' })
  vehicle?: string | null;

  @Field(() => [BatchQuantityInput], { description: '1 to 100, each batch once.' })
  lines!: BatchQuantityInput[];
}

@InputType({ description: 'What came of a transfer. A batch that is not named came in full.' })
export class BatchArriveInput extends BatchCommandInput {
  @Field(() => ID)
  transferId!: string;

  @Field(() => [BatchQuantityInput], { defaultValue: [], description: 'Batches of which less came than was sent.' })
  lines!: BatchQuantityInput[];
}

@InputType({
  description: 'Makes one batch of several at a site: packs the same goods, or processes them into others.',
})
export class BatchPackInput extends BatchCommandInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => [BatchQuantityInput], { description: '1 to 100, each batch once.' })
  inputs!: BatchQuantityInput[];

  @Field(() => ID, { nullable: true, description: 'What is made of them; left out: the same product, packed.' })
  productId?: string | null;

  @Field(() => QuantityScalar, { description: 'How much was made; of the same product no more than went in.' })
  quantity!: string;
}

@InputType()
export class BatchStoreInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => String)
  siteCode!: string;

  @Field(() => String, { description: 'Room and shelf, such as `冷库 A-03`: 1 to 60 characters.' })
  location!: string;
}

@InputType()
export class BatchWriteOffInput extends BatchCommandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => String)
  siteCode!: string;

  @Field(() => QuantityScalar)
  quantity!: string;

  @Field(() => String, { description: 'Why, such as spoilage: 2 to 200 characters.' })
  reason!: string;
}

@InputType()
export class BatchRecallInput extends BatchCommandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => String, { description: 'Why, as buyers are told: 2 to 200 characters.' })
  reason!: string;
}

@InputType()
export class BatchBrandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => ID)
  brandCode!: string;
}

@InputType({ description: 'Sends a paid order: it becomes FULFILLED.' })
export class OrderDispatchInput extends BatchCommandInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: 'The site it is sent from.' })
  siteCode!: string;

  @Field(() => [ParcelInput], { description: '1 to 20.' })
  parcels!: ParcelInput[];
}

@InputType({ description: 'Narrows the batches.' })
export class BatchFilter {
  @Field(() => String, { nullable: true, description: 'Its printed code.' })
  code?: string | null;

  @Field(() => ID, { nullable: true })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That this producer has a part in.' })
  producerId?: string | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'From this village, township or county.' })
  placeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Of which something is at this site.' })
  siteCode?: string | null;

  @Field(() => BatchState, { nullable: true })
  state?: BatchStateName | null;
}

@ArgsType()
export class BatchesArgs extends PageArgs {
  @Field(() => BatchFilter, { nullable: true })
  filter?: BatchFilter | null;
}
