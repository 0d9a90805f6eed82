import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, FenScalar, Node, Visible } from '../../platform/graphql/index.js';
import { Village } from '../places/index.js';
import { Shop } from './shop.entity.js';

export enum PickingBookingState {
  BOOKED = 'BOOKED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PickingBookingState, {
  name: 'PickingBookingState',
  description: 'A cancelled booking gives its places back.',
});

@Entity({ tableName: 'picking_experience' })
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '田园采摘体验: picking in a village in season, by day and capacity (mission B13).',
})
@Visible('public')
export class PickingExperience extends Node {
  @PrimaryKey({ fieldName: 'id', type: new BigIntType('number') })
  key!: number;

  @Property({ fieldName: 'shop_id', type: new BigIntType('number'), nullable: true })
  shopKey!: number | null;

  @Property({ type: 'text' })
  villageCode!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  description!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'First day of the season, `MM-DD`.' })
  seasonFrom!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Last day of the season, `MM-DD`; before `seasonFrom` it is in the next year.' })
  seasonTo!: string;

  @Property({ type: 'integer' })
  @Field(() => Int, { description: 'People a day.' })
  capacityPerDay!: number;

  @Property({ type: new BigIntType('number') })
  @Field(() => FenScalar, { description: 'For one person, in fen; 0 is free.' })
  priceFen!: number;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'False for one that is no longer offered.' })
  active!: boolean;

  @Field(() => Village)
  village?: Village;

  @Field(() => Shop, { nullable: true, description: 'The shop that runs it.' })
  shop?: Shop | null;
}

@ObjectType({ simpleResolvers: true, description: 'Whom to call about a booking, masked.' })
@Visible('PickingBooking')
export class PickingContact {
  @Field(() => String)
  maskedName!: string;

  @Field(() => String)
  maskedPhone!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Whom to call about a booking; every showing is logged.' })
@Visible('PickingBooking')
export class RevealedContact {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  phone!: string;
}

@Entity({ tableName: 'picking_booking' })
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Places taken on one day of a picking experience.',
})
@Visible('PickingBooking')
export class PickingBooking extends Node {
  @PrimaryKey({ fieldName: 'id', type: 'uuid' })
  key!: string;

  @Property({ fieldName: 'experience_id', type: new BigIntType('number') })
  experienceKey!: number;

  @Property({ type: 'text', columnType: 'date' })
  @Field(() => DateScalar)
  day!: string;

  @Property({ type: 'integer' })
  @Field(() => Int)
  people!: number;

  @Property({ type: 'text' })
  contactNameSealed!: string;

  @Property({ type: 'text' })
  contactPhoneSealed!: string;

  @Property({ type: 'text' })
  @Field(() => PickingBookingState)
  state!: PickingBookingState;

  @Property({ type: 'text' })
  bookedBy!: string;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => PickingExperience)
  experience?: PickingExperience;
}

export interface PickingExperienceRow {
  id: string;
  key: number;
  shopKey: number | null;
  villageCode: string;
  seasonFrom: string;
  seasonTo: string;
  capacityPerDay: number;
  active: boolean;
}

export interface PickingBookingRow {
  id: string;
  key: string;
  experienceKey: number;
  villageCode: string;
  day: string;
  people: number;
  state: PickingBookingState;
  bookedBy: string;
  contactNameSealed: string;
  contactPhoneSealed: string;
}
