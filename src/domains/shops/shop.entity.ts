import { ArrayType, BigIntType, DoubleType, JsonType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, Visible } from '../../platform/graphql/index.js';
import { Place, Showcase, Site } from '../places/index.js';
import { DeliveryArea } from './delivery.types.js';
import { CoordinateSystem } from './position.types.js';
import type { OpenHours } from './shop.rules.js';

export enum ShopServiceKind {
  PICK_UP = 'PICK_UP',
  DELIVERY = 'DELIVERY',
  RETURNS = 'RETURNS',
  TASTING = 'TASTING',
  PARCELS = 'PARCELS',
  FARM_COLLECTION = 'FARM_COLLECTION',
}
registerEnumType(ShopServiceKind, {
  name: 'ShopServiceKind',
  description: 'What a shop does beside selling.',
  valuesConfig: {
    PICK_UP: { description: '到店自提: orders are collected here.' },
    DELIVERY: { description: '配送上门.' },
    RETURNS: { description: '退换货.' },
    TASTING: { description: '品尝.' },
    PARCELS: { description: '代收代寄快递.' },
    FARM_COLLECTION: { description: '农产品代收: takes in goods of households.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One opening of one weekday, in China time.' })
@Visible('public')
export class OpeningHours {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'Such as "08:30".' })
  opens!: string;

  @Field(() => String, { description: 'Such as "18:00" or "24:00"; at or before `opens` it is on the next day.' })
  closes!: string;
}

@InputType({ description: 'One opening of one weekday, in China time.' })
export class OpeningHoursInput {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'Such as "08:30".' })
  opens!: string;

  @Field(() => String, { description: 'Such as "18:00" or "24:00"; at or before `opens` it is on the next day.' })
  closes!: string;
}

/** A shop and its place on the map: the table and the GraphQL type are one class while they agree. */
@Entity({ tableName: 'shop' })
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "线下店: a shop on the county's map (mission B9, B10).",
})
@Visible('public')
export class Shop extends Node {
  @PrimaryKey({ fieldName: 'id', type: new BigIntType('number') })
  key!: number;

  @Property({ type: 'text' })
  siteCode!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Property({ type: 'text' })
  placeCode!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  address!: string;

  @Property({ type: DoubleType })
  latitude!: number;

  @Property({ type: DoubleType })
  longitude!: number;

  @Property({ type: 'text' })
  @Field(() => CoordinateSystem, { description: 'What its position was measured in before it was converted.' })
  sourceSystem!: CoordinateSystem;

  @Property({ type: DoubleType })
  sourceLatitude!: number;

  @Property({ type: DoubleType })
  sourceLongitude!: number;

  @Property({ type: JsonType })
  @Field(() => [OpeningHours])
  openingHours!: OpenHours[];

  @Property({ type: ArrayType })
  @Field(() => [ShopServiceKind])
  services!: ShopServiceKind[];

  @Property({ type: 'text', nullable: true })
  phoneSealed!: string | null;

  @Property({ type: new BigIntType('number'), nullable: true })
  ownerStaffId!: number | null;

  @Property({ type: 'text', nullable: true })
  showcaseCode!: string | null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'False for a shop that has closed for good: it is in no list.' })
  active!: boolean;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, { description: 'Steps with every change.' })
  version!: number;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  @Field(() => Site, { description: 'The site that holds its stock.' })
  site?: Site;

  @Field(() => Place, { description: 'The township or village it lies in.' })
  place?: Place;

  @Field(() => Showcase, {
    nullable: true,
    description: 'The e-commerce street or demonstration village it belongs to.',
  })
  showcase?: Showcase | null;

  @Field(() => DeliveryArea, {
    nullable: true,
    description: "Its own delivery area; without one its township's, then its county's centre delivers.",
  })
  deliveryArea?: DeliveryArea | null;
}

/** A shop as the read model builds it: plain values, only what was selected beside the keys. */
export interface ShopRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
  showcaseCode: string | null;
  name: string;
  latitude: number;
  longitude: number;
  openingHours: OpenHours[];
  phoneSealed: string | null;
  deliveryArea: DeliveryArea | null;
}
