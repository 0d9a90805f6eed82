import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import {
  DateScalar,
  DateTimeScalar,
  FenScalar,
  PageArgs,
  PlaceCodeScalar,
  QuantityScalar,
} from '../../../platform/graphql/index.js';
import { InspectionClass } from '../batch.types.js';
import { ROUND_STATES, type RoundState } from './round.rules.js';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const RoundStateName = named(ROUND_STATES);
registerEnumType(RoundStateName, {
  name: 'CollectionRoundState',
  description: 'Planned, open from its first receipt, done; missed when nobody came until its end.',
});

export enum Grade {
  FIRST = 'FIRST',
  SECOND = 'SECOND',
  THIRD = 'THIRD',
}
registerEnumType(Grade, {
  name: 'Grade',
  description: 'How good the goods are, as the point grades them: 一, 二, 三等.',
});

export enum ReceiptPayment {
  PAID = 'PAID',
  OWED = 'OWED',
}
registerEnumType(ReceiptPayment, { name: 'ReceiptPayment', description: 'Paid at once, or owed to the producer.' });

@InputType()
export class OfficerAppointInput {
  @Field(() => PlaceCodeScalar, { description: 'The village, 12 digits.' })
  villageCode!: string;

  @Field(() => String, { description: 'Account with the role of information officer in this village.' })
  username!: string;
}

@InputType({ description: 'A weekly time at a collection point, by its weekday and opening.' })
export class CollectionPlanSetInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => Int, { description: '1 is Monday, 7 Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'Time in China, such as `08:30`.' })
  opens!: string;

  @Field(() => String, { description: 'Time in China, later than it opens.' })
  closes!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False: no more rounds are made of it.' })
  active!: boolean;
}

@InputType()
export class CollectionRoundPlanInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => String)
  siteCode!: string;

  @Field(() => DateTimeScalar)
  opensAt!: string;

  @Field(() => DateTimeScalar)
  closesAt!: string;
}

@InputType()
export class CollectionRoundEndInput {
  @Field(() => ID)
  roundId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'True: it will not be; only before anything came.' })
  cancelled!: boolean;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  note?: string | null;
}

@InputType({ description: 'Goods that a producer brings to a point: weighed, graded, priced.' })
export class CollectionReceiveInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => String, { description: 'A collection point or centre of your region.' })
  siteCode!: string;

  @Field(() => ID, { description: "The producer's own product." })
  productId!: string;

  @Field(() => QuantityScalar, { description: 'Weight with its container, or count, in the product’s unit.' })
  gross!: string;

  @Field(() => QuantityScalar, { defaultValue: '0', description: 'Of the container; what is left is bought.' })
  tare!: string;

  @Field(() => Grade)
  grade!: Grade;

  @Field(() => FenScalar, { description: 'For one whole unit of this grade.' })
  unitPriceFen!: number;

  @Field(() => InspectionClass, { nullable: true, description: "Left out: the usual class of the product's industry." })
  class?: InspectionClass | null;

  @Field(() => DateScalar, { nullable: true, description: 'Left out: of the field or flock, else today.' })
  harvestedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The field, herd or flock it comes from, if one is kept.' })
  fieldId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The share of an order that it is brought for.' })
  shareId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it is paid at once, such as `cash` or `bank`; left out: it is owed.',
  })
  paidBy?: string | null;
}

@InputType()
export class CollectionPayInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  receiptId!: string;

  @Field(() => String, { description: 'How it was paid, such as `cash` or `bank`: 2 to 40 characters.' })
  method!: string;
}

@InputType({ description: 'Narrows the rounds.' })
export class CollectionRoundFilter {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this county, township or village.' })
  placeCode?: string | null;

  @Field(() => [RoundStateName], { nullable: true, description: '`[MISSED]` lists the alerts.' })
  states?: RoundState[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'That close after this.' })
  from?: string | null;
}

@ArgsType()
export class CollectionRoundsArgs extends PageArgs {
  @Field(() => CollectionRoundFilter, { nullable: true })
  filter?: CollectionRoundFilter | null;
}

@InputType({ description: 'Narrows the receipts.' })
export class CollectionReceiptFilter {
  @Field(() => String, { nullable: true })
  siteCode?: string | null;

  @Field(() => ID, { nullable: true })
  producerId?: string | null;

  @Field(() => ReceiptPayment, { nullable: true, description: '`OWED` lists what is still due.' })
  payment?: ReceiptPayment | null;
}

@ArgsType()
export class CollectionReceiptsArgs extends PageArgs {
  @Field(() => CollectionReceiptFilter, { nullable: true })
  filter?: CollectionReceiptFilter | null;
}

@ArgsType()
export class VillagesWithoutOfficerArgs extends PageArgs {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this county or township.' })
  placeCode?: string | null;
}
