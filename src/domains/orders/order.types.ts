import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, FenScalar, Node, QuantityScalar, Visible } from '../../platform/graphql/index.js';
import { Unit } from '../../shared/quantity.js';
import { Product } from '../catalogue/index.js';
import { Site, Village } from '../places/index.js';
import { Shop } from '../shops/index.js';
import { OrderChannel } from './order-channel.types.js';
import { ORDER_STATUSES, type OrderStatus } from './order.rules.js';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((n) => [n, n])) as { [K in T]: K };

export const OrderStatusName = named(ORDER_STATUSES);
registerEnumType(OrderStatusName, {
  name: 'OrderStatus',
  description: 'Where an order stands: placed → paid → fulfilled → completed.',
});

export const OrderKindName = named(['DELIVERY', 'PICK_UP', 'COLLECTION', 'VILLAGE_VISIT']);
registerEnumType(OrderKindName, {
  name: 'OrderKind',
  description: 'How the buyer gets the goods; COLLECTION is at the selling site.',
});

export enum ReturnKind {
  RETURN = 'RETURN',
  EXCHANGE = 'EXCHANGE',
}
registerEnumType(ReturnKind, { name: 'ReturnKind', description: '退货 or 换货 (mission B12).' });

export enum ReturnDisposition {
  RESTOCK = 'RESTOCK',
  WRITE_OFF = 'WRITE_OFF',
}
registerEnumType(ReturnDisposition, {
  name: 'ReturnDisposition',
  description: 'What becomes of goods that came back.',
});

@ObjectType({ simpleResolvers: true, description: 'A quantity with its unit.' })
@Visible('public')
export class Amount {
  @Field(() => QuantityScalar)
  value!: string;

  @Field(() => Unit)
  unit!: Unit;
}

@ObjectType({ simpleResolvers: true, description: 'One product of an order, from one site.' })
@Visible('Order')
export class OrderLine {
  @Field(() => Int, { description: 'From 1.' })
  lineNo!: number;

  @Field(() => String, { description: "The product's name when it was ordered." })
  productName!: string;

  @Field(() => Product)
  product?: Product;

  @Field(() => Site, { description: 'Where it is sold from.' })
  site?: Site;

  @Field(() => Amount)
  quantity!: Amount;

  @Field(() => Amount, { description: 'How much of it came back.' })
  returned!: Amount;

  @Field(() => Boolean, { description: 'It was cancelled before it left, and its price given back.' })
  cancelled!: boolean;

  @Field(() => FenScalar, { description: 'Price of one whole unit when it was ordered.' })
  unitPriceFen!: number;

  @Field(() => FenScalar, {
    description: 'Unit price × quantity, rounded half up; of an order made elsewhere, what was agreed there.',
  })
  amountFen!: number;

  @Field(() => String, { nullable: true, description: "The channel's own id of the line; null while it has none." })
  externalId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Until when stock is held for an unpaid order.' })
@Visible('Order')
export class OrderReservation {
  @Field(() => DateTimeScalar)
  expiresAt!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Who buys, masked; empty where the channel does not tell.' })
@Visible('Order')
export class Buyer {
  @Field(() => String)
  maskedName!: string;

  @Field(() => String)
  maskedPhone!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Goods that came back.' })
@Visible('Order')
export class OrderReturn {
  @Field(() => ReturnKind)
  kind!: ReturnKind;

  @Field(() => String)
  reason!: string;

  @Field(() => FenScalar)
  refundFen!: number;

  @Field(() => DateTimeScalar)
  at!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where goods are delivered to; the address itself stays sealed.' })
@Visible('Order')
export class DeliveryPoint {
  @Field(() => Float)
  latitude!: number;

  @Field(() => Float)
  longitude!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An order of goods from one or many producers and sites.',
})
@Visible('Order')
export class Order extends Node {
  @Field(() => String, { description: 'The number people read out.' })
  number!: string;

  @Field(() => OrderStatusName)
  status!: OrderStatus;

  @Field(() => OrderKindName)
  kind!: string;

  @Field(() => OrderChannel, { description: 'Where it was sold.' })
  channel!: OrderChannel;

  @Field(() => Buyer)
  buyer!: Buyer;

  @Field(() => FenScalar, { description: 'Sum of its lines, and postage.' })
  totalFen!: number;

  @Field(() => FenScalar, { description: 'What its channel took for sending it; part of the total.' })
  postageFen!: number;

  @Field(() => FenScalar, {
    description: 'What came in: more than the total where somebody paid twice, and then goes back.',
  })
  paidFen!: number;

  @Field(() => FenScalar, { description: 'What went back, in cash or as its channel confirmed.' })
  refundedFen!: number;

  @Field(() => FenScalar, { description: 'What its channel was asked to send back and has not confirmed.' })
  refundingFen!: number;

  @Field(() => [OrderLine])
  lines!: OrderLine[];

  @Field(() => OrderReservation, { nullable: true, description: 'While it is placed and not yet paid.' })
  reservation?: OrderReservation | null;

  @Field(() => [OrderReturn])
  returns!: OrderReturn[];

  @Field(() => DeliveryPoint, { nullable: true })
  deliveryPoint?: DeliveryPoint | null;

  @Field(() => Shop, { nullable: true, description: 'Where it is picked up.' })
  pickUpShop?: Shop | null;

  @Field(() => Village, { nullable: true, description: 'The village that is visited.' })
  visitVillage?: Village | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the visit.' })
  visitOn?: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => Int)
  version!: number;
}
