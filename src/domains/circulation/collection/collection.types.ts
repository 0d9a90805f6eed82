import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, QuantityScalar, Visible } from '../../../platform/graphql/index.js';
import { Producer } from '../../people/index.js';
import { Site } from '../../places/index.js';
import { Batch } from '../batch.types.js';
import { Grade, ReceiptPayment, RoundStateName } from './collection.inputs.js';
import type { RoundState } from './round.rules.js';

@ObjectType({
  simpleResolvers: true,
  description: '专职信息员: who answers for collection in a village; each village has one (mission C2).',
})
@Visible('public')
export class InfoOfficer {
  @Field(() => String, { description: 'Masked, such as 王**.' })
  displayName!: string;

  @Field(() => DateTimeScalar)
  appointedAt!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A time at which a point takes goods in (mission C4).',
})
@Visible('CollectionRound')
export class CollectionRound extends Node {
  @Field(() => Site, { nullable: true })
  site?: Site;

  @Field(() => DateTimeScalar)
  opensAt!: string;

  @Field(() => DateTimeScalar)
  closesAt!: string;

  @Field(() => RoundStateName)
  state!: RoundState;

  @Field(() => String, { nullable: true })
  note!: string | null;
}

export interface CollectionRoundRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
  opensAt: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Goods bought of a producer: weighed, graded, priced, paid or owed (mission C1).',
})
@Visible('CollectionReceipt')
export class CollectionReceipt extends Node {
  @Field(() => String, { description: 'The number people read out.' })
  number!: string;

  @Field(() => Batch, { nullable: true, description: 'What it became.' })
  batch?: Batch;

  @Field(() => Site, { nullable: true })
  site?: Site;

  @Field(() => Producer, { nullable: true })
  producer?: Producer;

  @Field(() => CollectionRound, { nullable: true })
  round?: CollectionRound;

  @Field(() => QuantityScalar, { description: 'With its container.' })
  gross!: string;

  @Field(() => QuantityScalar)
  tare!: string;

  @Field(() => QuantityScalar, { description: 'What was bought: gross less tare.' })
  net!: string;

  @Field(() => Grade)
  grade!: Grade;

  @Field(() => FenScalar, { description: 'For one whole unit.' })
  unitPriceFen!: number;

  @Field(() => FenScalar, { description: 'Unit price × net, rounded half up.' })
  amountFen!: number;

  @Field(() => ReceiptPayment)
  payment!: ReceiptPayment;

  @Field(() => String, { nullable: true, description: 'How it was paid.' })
  paidMethod!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  paidAt!: string | null;

  @Field(() => DateTimeScalar)
  receivedAt!: string;
}

export interface CollectionReceiptRow {
  id: string;
  key: string;
  batchKey: number;
  siteCode: string;
  placeCode: string;
  producerKey: number;
  roundKey: number | null;
  scale: number;
  grossSteps: number;
  tareSteps: number;
  netSteps: number;
}
