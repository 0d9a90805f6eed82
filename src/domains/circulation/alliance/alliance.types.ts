import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, QuantityScalar, Visible } from '../../../platform/graphql/index.js';
import { Product } from '../../catalogue/index.js';
import { Amount } from '../../orders/index.js';
import { Producer } from '../../people/index.js';
import { Place, Site } from '../../places/index.js';

export const ShareState = {
  PROMISED: 'PROMISED',
  DELIVERED: 'DELIVERED',
  SHORT: 'SHORT',
  RELEASED: 'RELEASED',
} as const;
registerEnumType(ShareState, {
  name: 'AllocationShareState',
  description: 'How far a share is.',
  valuesConfig: {
    PROMISED: { description: 'To be brought.' },
    DELIVERED: { description: 'Brought, or given from the own stock.' },
    SHORT: { description: 'Could not be brought: it was given to others.' },
    RELEASED: { description: 'No longer needed: the order was cancelled.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '抱团发展: producers who fulfil orders of one product together (mission C7).',
})
@Visible('Alliance')
export class ProducerAlliance extends Node {
  @Field(() => String)
  name!: string;

  @Field(() => Product, { description: 'What is sold.' })
  product?: Product;

  @Field(() => Site, { nullable: true, description: "On whose book the members' declared goods stand." })
  site?: Site;

  @Field(() => Amount, { description: 'What is collected from one member at a time.' })
  portion!: Amount;
}

export interface AllianceReadRow {
  id: string;
  key: number;
  productKey: number;
  siteCode: string;
  placeCode: string;
  portionSteps: number;
  unit: string;
  scale: number;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A producer in an alliance.' })
@Visible('Alliance')
export class AllianceMember extends Node {
  @Field(() => Producer, { nullable: true })
  producer?: Producer;

  @Field(() => Product, { description: 'Its own product.' })
  product?: Product;

  @Field(() => QuantityScalar, { description: 'The most it can have promised and not yet brought.' })
  capacity!: string;

  @Field(() => QuantityScalar, { description: 'Ready for the alliance, promised goods included.' })
  declared!: string;

  @Field(() => QuantityScalar, { description: 'Promised to orders and not yet brought.' })
  allocated!: string;

  @Field(() => QuantityScalar, {
    description: 'What went to it from orders so far: who has sold least is asked first.',
  })
  sold!: string;
}

export interface AllianceMemberRow {
  id: string;
  key: number;
  producerKey: number;
  productKey: number;
  placeCode: string;
  scale: number;
  capacitySteps: number;
  declaredSteps: number;
  allocatedSteps: number;
  soldSteps: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Why a member has the share it has: what was known when it was split.',
})
@Visible('Alliance')
export class ShareReason {
  @Field(() => QuantityScalar, { description: 'What it had sold until then.' })
  soldBefore!: string;

  @Field(() => QuantityScalar, { description: 'What it had declared and not promised.' })
  free!: string;

  @Field(() => QuantityScalar, { description: 'What its capacity left.' })
  room!: string;

  @Field(() => Boolean, { description: 'Asked only after all whose goods were confirmed in time.' })
  stale!: boolean;

  @Field(() => String, { nullable: true, description: 'DECLARED or CAPACITY, where that kept it from giving more.' })
  limitedBy!: string | null;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'What one producer gives to a line of an order.' })
@Visible('Alliance')
export class AllocationShare extends Node {
  @Field(() => Producer, { nullable: true, description: "null: from the alliance's own stock." })
  producer?: Producer;

  @Field(() => Place, { nullable: true, description: 'The village it comes from.' })
  place?: Place;

  @Field(() => QuantityScalar)
  quantity!: string;

  @Field(() => QuantityScalar)
  delivered!: string;

  @Field(() => ShareState)
  state!: string;

  @Field(() => Int, { description: '1, or more where others could not bring theirs.' })
  round!: number;

  @Field(() => ShareReason, { nullable: true, description: "null for the alliance's own stock." })
  reason!: ShareReason | null;
}

@ObjectType({ simpleResolvers: true, description: 'The rule in words, with what it came to.' })
@Visible('Alliance')
export class AllocationRule {
  @Field(() => String)
  zh!: string;

  @Field(() => String)
  en!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '统一分配订单: a line of an order split over producers; the shares add up to it (mission C3).',
})
@Visible('Alliance')
export class OrderAllocation extends Node {
  @Field(() => Int)
  lineNo!: number;

  @Field(() => ProducerAlliance, { nullable: true })
  alliance?: ProducerAlliance;

  @Field(() => QuantityScalar)
  quantity!: string;

  @Field(() => AllocationRule)
  rule!: AllocationRule;

  @Field(() => DateTimeScalar)
  madeAt!: string;

  @Field(() => [AllocationShare], {
    description: 'In the order they were made; those that fell short or were released stay.',
  })
  shares!: AllocationShare[];
}

export interface OrderAllocationRow {
  id: string;
  key: string;
  orderKey: string;
  allianceKey: number;
  placeCode: string;
  scale: number;
  quantitySteps: number;
  shares?: object[];
}

export interface AllocationShareRow {
  id: string;
  key: number;
  allocationKey: string;
  producerKey: number | null;
  placeCode: string;
  scale: number;
  quantitySteps: number;
  deliveredSteps: number;
  reasonData: { soldBefore?: number; free: number; room: number; stale: boolean; limitedBy: string | null };
}
