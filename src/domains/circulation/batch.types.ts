import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  DateScalar,
  DateTimeScalar,
  Node,
  QuantityScalar,
  SequenceScalar,
  Visible,
} from '../../platform/graphql/index.js';
import { Brand, Product } from '../catalogue/index.js';
import { Amount } from '../orders/index.js';
import { Producer } from '../people/index.js';
import { Place, Site } from '../places/index.js';
import { BATCH_STEPS, type BatchStepName } from './batch.events.js';
import {
  BATCH_ORIGINS,
  BATCH_STATES,
  INSPECTION_CLASSES,
  type BatchOriginName,
  type BatchStateName,
  type InspectionClassName,
} from './batch.rules.js';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const InspectionClass = named(INSPECTION_CLASSES);
export type InspectionClass = InspectionClassName;
registerEnumType(InspectionClass, {
  name: 'InspectionClass',
  description: 'What goods are monitored as (mission D4).',
  valuesConfig: {
    EGGS: { description: '禽蛋.' },
    MEAT: { description: '肉制品.' },
    PRODUCE: { description: '果蔬.' },
    AQUATIC: { description: '水产品.' },
    OTHER: { description: 'None of these, such as peanuts, rice and beans.' },
  },
});

export const BatchState = named(BATCH_STATES);
registerEnumType(BatchState, {
  name: 'BatchState',
  description: 'Whether its goods may leave.',
  valuesConfig: {
    PENDING: { description: 'Not inspected yet: it may be moved and packed, not sent to a buyer.' },
    PASSED: { description: 'Passed the inspection of its class.' },
    FAILED: { description: 'Failed a test, or an interval was not kept: stopped everywhere. It stays so.' },
    RECALLED: { description: 'Called back, with all that was made of it.' },
  },
});

export const BatchOrigin = named(BATCH_ORIGINS);
registerEnumType(BatchOrigin, {
  name: 'BatchOrigin',
  description: 'How a batch came to be.',
  valuesConfig: {
    FIELD: { description: 'A crop, herd or flock before its harvest, without stock.' },
    COLLECTED: { description: 'Taken in from a producer.' },
    PACKED: { description: 'Packed of batches of the same goods.' },
    PROCESSED: { description: 'Made of batches of other goods.' },
  },
});

export const BatchStepKind = named(BATCH_STEPS);
registerEnumType(BatchStepKind, {
  name: 'BatchStepKind',
  description: 'What can happen to a batch, in about its order.',
});

@ObjectType({ simpleResolvers: true, description: "A producer's part of a batch; the parts add up to its quantity." })
@Visible('public')
export class BatchProducer {
  @Field(() => Producer, { nullable: true })
  producer?: Producer;

  @Field(() => QuantityScalar)
  quantity!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A batch that went into another, or that was made of it.' })
@Visible('public')
export class BatchPart {
  @Field(() => Batch, { nullable: true })
  batch?: unknown;

  @Field(() => Amount, { description: 'How much went in, in the unit of what went in.' })
  quantity!: Amount;
}

@ObjectType({ simpleResolvers: true, description: 'What of a batch is at a site.' })
@Visible('public')
export class BatchStock {
  @Field(() => Site, { nullable: true })
  site?: Site;

  @Field(() => QuantityScalar, { description: 'On the book there, promised goods on their way included.' })
  quantity!: string;

  @Field(() => QuantityScalar, { description: 'How much of it is promised goods still on their way.' })
  coming!: string;

  @Field(() => QuantityScalar, { description: 'Taken off the book because the batch was stopped.' })
  stopped!: string;

  @Field(() => String, { nullable: true, description: 'Where in the store.' })
  location!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One thing that happened to a batch; never changed afterwards.' })
@Visible('public')
export class BatchStep {
  @Field(() => SequenceScalar, { description: 'Unique over all batches; it only grows.' })
  sequence!: number;

  @Field(() => BatchStepKind)
  step!: BatchStepName;

  @Field(() => Site, { nullable: true, description: 'Where it happened, or where the goods went.' })
  site?: Site;

  @Field(() => Site, { nullable: true, description: 'Where they came from.' })
  from?: Site;

  @Field(() => QuantityScalar, { nullable: true })
  quantity!: string | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => DateTimeScalar)
  occurredAt!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Goods of one product that went the same way: from a household, or packed of several (mission C1, C8).',
})
@Visible('public')
export class Batch extends Node {
  @Field(() => String, { description: 'Its printed code, also the lot (AI 10) of its GS1 link.' })
  code!: string;

  @Field(() => Product)
  product?: Product;

  @Field(() => Place, { nullable: true, description: 'Its village; the township or county where it is of several.' })
  place?: Place;

  @Field(() => Site, { nullable: true, description: 'Where it was made; null for a field, herd or flock.' })
  site?: Site;

  @Field(() => BatchOrigin)
  origin!: BatchOriginName;

  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => BatchState)
  state!: BatchStateName;

  @Field(() => Amount, { description: 'How much it was when it was made; of a field, what is expected.' })
  quantity!: Amount;

  @Field(() => Brand, { nullable: true, description: 'The brand it may be sold under.' })
  brand?: Brand;

  @Field(() => DateScalar, { nullable: true })
  harvestedOn!: string | null;

  @Field(() => DateTimeScalar)
  madeAt!: string;

  @Field(() => Int, { description: 'Steps with everything that happens to it.' })
  version!: number;

  @Field(() => [BatchProducer], { description: 'Whose it is, at most 500.' })
  producers!: BatchProducer[];

  @Field(() => [BatchPart], { description: 'What went into it, at most 100.' })
  inputs!: BatchPart[];

  @Field(() => [BatchPart], { description: 'What was made of it, the latest 100.' })
  outputs!: BatchPart[];

  @Field(() => [BatchStock], { description: 'Where it is.' })
  stock!: BatchStock[];

  @Field(() => [BatchStep], { description: 'What happened to it, the latest 100, newest first.' })
  steps!: BatchStep[];
}

export interface BatchRow {
  id: string;
  key: number;
  code: string;
  productKey: number;
  placeCode: string;
  siteCode: string | null;
  brandCode: string | null;
  unit: string;
  scale: number;
  quantitySteps: number;
  state: BatchStateName;
  class: InspectionClassName;
  origin: BatchOriginName;
  producers?: object[];
  inputs?: object[];
  outputs?: object[];
  stock?: object[];
  steps?: object[];
}
