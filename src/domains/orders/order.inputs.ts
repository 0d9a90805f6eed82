import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, FenScalar, PageArgs, PlaceCodeScalar, QuantityScalar } from '../../platform/graphql/index.js';
import { PointInput } from '../shops/index.js';
import { OrderStatusName, ReturnDisposition, ReturnKind } from './order.types.js';

@InputType()
export class BuyerInput {
  @Field(() => String, { description: 'Stored encrypted, shown masked.' })
  name!: string;

  @Field(() => String, { description: 'A mobile number of 11 digits; stored encrypted, shown masked.' })
  phone!: string;
}

@InputType()
export class DeliveryInput {
  @Field(() => String, { description: 'Stored encrypted.' })
  address!: string;

  @Field(() => PointInput, {
    description: 'Where that is, in any of the three systems: it must lie in the delivery area.',
  })
  point!: PointInput;
}

@InputType()
export class PickUpInput {
  @Field(() => ID)
  shopId!: string;
}

@InputType({ description: '进村入户采购: buying at the door in a village on a day (mission B14).' })
export class VillageVisitInput {
  @Field(() => PlaceCodeScalar)
  villageCode!: string;

  @Field(() => DateScalar, { description: 'Today or within 90 days.' })
  on!: string;
}

@InputType()
export class OrderLineInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => QuantityScalar, { description: 'Of the product\'s unit, such as "1.250" kg.' })
  quantity!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Sell from this site only; left out, the first listed site that has enough.',
  })
  siteCode?: string | null;
}

@InputType({ description: 'At most one of delivery, pickUp and visit; none: collected at the selling site.' })
export class OrderPlaceInput {
  @Field(() => String, { description: "The buyer's name for this order: a repeat answers the same order." })
  idempotencyKey!: string;

  @Field(() => String, { defaultValue: 'direct', description: 'The channel it is sold on.' })
  channel!: string;

  @Field(() => BuyerInput)
  buyer!: BuyerInput;

  @Field(() => DeliveryInput, { nullable: true })
  delivery?: DeliveryInput | null;

  @Field(() => PickUpInput, { nullable: true })
  pickUp?: PickUpInput | null;

  @Field(() => VillageVisitInput, { nullable: true })
  visit?: VillageVisitInput | null;

  @Field(() => [OrderLineInput], { description: '1 to 100 lines.' })
  lines!: OrderLineInput[];
}

@InputType()
export class OrderPayInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  orderId!: string;

  @Field(() => FenScalar, { description: "What was paid: the order's total." })
  amountFen!: number;

  @Field(() => String, { description: 'How, such as `cash` or `transfer`.' })
  method!: string;

  @Field(() => String, { nullable: true, description: 'Number of the receipt or transfer.' })
  reference?: string | null;
}

@InputType()
export class OrderActionInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType({ description: 'A parcel as its carrier knows it.' })
export class ParcelInput {
  @Field(() => String, { description: 'Name or code of the carrier, 1 to 60 characters.' })
  carrier!: string;

  @Field(() => String, { description: "The carrier's number of the parcel, 1 to 60 characters." })
  trackingNo!: string;
}

@InputType()
export class OrderFulfilInput extends OrderActionInput {
  @Field(() => ParcelInput, { nullable: true, description: 'Left out where the goods were handed over.' })
  parcel?: ParcelInput | null;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Numbers of the lines that have left; left out, all that are left. The order is fulfilled when its last line is.',
  })
  lineNos?: number[] | null;
}

@InputType()
export class OrderCancelInput extends OrderActionInput {
  @Field(() => [Int], {
    nullable: true,
    description: 'Lines of a paid order that have not left: the rest is sent. Left out, the whole order.',
  })
  lineNos?: number[] | null;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class ReturnLineInput {
  @Field(() => Int, { description: "Number of the order's line, from 1." })
  lineNo!: number;

  @Field(() => QuantityScalar)
  quantity!: string;

  @Field(() => ReturnDisposition, { description: 'Back into stock, or written off.' })
  disposition!: ReturnDisposition;
}

@InputType()
export class OrderReturnInput extends OrderActionInput {
  @Field(() => ReturnKind, {
    description: 'RETURN refunds the share of the price; EXCHANGE sends the same goods again.',
  })
  kind!: ReturnKind;

  @Field(() => String)
  reason!: string;

  @Field(() => [ReturnLineInput])
  lines!: ReturnLineInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'The channel that took the money sent it back by itself: only the goods are booked.',
  })
  refundedAlready?: boolean | null;
}

@InputType()
export class OrderFilter {
  @Field(() => [OrderStatusName], { nullable: true })
  status?: string[] | null;

  @Field(() => String, { nullable: true })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'The number people read out.' })
  number?: string | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'With goods from this county, township or village.' })
  placeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'With goods sold from this site.' })
  siteCode?: string | null;
}

@ArgsType()
export class OrdersArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true })
  filter?: OrderFilter | null;
}
