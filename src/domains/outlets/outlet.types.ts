import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, SequenceScalar, Visible } from '../../platform/graphql/index.js';
import { Product } from '../catalogue/index.js';
import { Site } from '../places/index.js';
import { KioskCommand } from './commands/command.types.js';
import { LOCK_REASONS } from './health/lock.rules.js';
import { named } from './named.js';

export const OWNER_KINDS = [
  'OFFICE',
  'ENTERPRISE',
  'SCHOOL',
  'HOSPITAL',
  'BARRACKS',
  'SUPERMARKET',
  'MARKET',
  'COMMUNITY',
] as const;
export const OwnerKindName = named(OWNER_KINDS);
registerEnumType(OwnerKindName, {
  name: 'OwnerKind',
  description: 'What unit it stands in: 机关, 企业, 学校, 医院, 军营, 商超, 批发市场 or 社区 (mission F3, F7, F9).',
});

export const LockReasonName = named(LOCK_REASONS);
registerEnumType(LockReasonName, {
  name: 'LockReason',
  description: 'Why it does not sell.',
  valuesConfig: {
    DOOR: { description: 'Its door is open: nothing is sold.' },
    TEMPERATURE: { description: 'It was too warm: fresh food is not sold until an operator unlocks it.' },
    OPERATOR: { description: 'An operator locked it: nothing is sold.' },
  },
});

export const DoorName = named(['OPEN', 'CLOSED']);
registerEnumType(DoorName, { name: 'KioskDoor' });

export const SLOT_HEALTHS = ['OK', 'JAMMED', 'BROKEN'] as const;
export const SlotHealthName = named(SLOT_HEALTHS);
registerEnumType(SlotHealthName, {
  name: 'SlotHealth',
  description: 'Whether a slot can give out, which is another question than whether a vend succeeded.',
});

@ObjectType({ simpleResolvers: true, description: 'The unit that an outlet stands in.' })
@Visible('public')
export class OwnerUnit {
  @Field(() => OwnerKindName)
  kind!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What keeps a kiosk, or its fresh food, from selling.' })
@Visible('Kiosk')
export class KioskLock {
  @Field(() => LockReasonName)
  reason!: string;

  @Field(() => DateTimeScalar)
  since!: string;

  @Field(() => Boolean, { description: 'Fresh food alone is locked.' })
  freshOnly!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "How far a kiosk's journal has come." })
@Visible('Kiosk')
export class JournalHead {
  @Field(() => Int, { description: "Begins anew with each epoch of the device's counter." })
  epoch!: number;

  @Field(() => SequenceScalar, { description: 'Everything up to this number is booked.' })
  ackedThroughSeq!: number;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: "One slot of a kiosk's planogram." })
@Visible('Kiosk')
export class Slot extends Node {
  @Field(() => String, { description: 'As it is written on the machine, such as A1.' })
  code!: string;

  @Field(() => Product, { nullable: true, description: 'What stands in it; a vend gives one whole unit.' })
  product?: Product | null;

  @Field(() => FenScalar, { description: 'Price of one.' })
  priceFen!: number;

  @Field(() => Int)
  capacity!: number;

  @Field(() => Int, {
    description: 'What is in it: all that was loaded less all that was vended. Below zero when more was sold offline.',
  })
  level!: number;

  @Field(() => Int, { description: 'What of it is held for vends under way.' })
  held!: number;

  @Field(() => Int, {
    description:
      'What can be sold: level less what is held, and less what others were promised of the stock of its site; 0 while it is out of order or out of use.',
  })
  available!: number;

  @Field(() => SlotHealthName)
  health!: string;

  @Field(() => Boolean, { description: 'False when the planogram has it no longer.' })
  active!: boolean;

  @Field(() => Boolean, { description: 'It holds fresh food: locked after it was too warm.' })
  fresh!: boolean;

  @Field(() => SequenceScalar, { description: 'Steps with every change; of two states the higher one is newer.' })
  version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The device that signs in for a kiosk.' })
@Visible('Kiosk')
export class KioskDevice {
  @Field(() => String, { description: 'What it signs in with.' })
  code!: string;

  @Field(() => Boolean, { description: 'False once it is revoked.' })
  active!: boolean;

  @Field(() => Int, {
    description: 'Steps when its key changes or it is revoked: keys of older versions are good no longer.',
  })
  keyVersion!: number;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: '自助零售终端: a vending machine (mission F9).' })
@Visible('Kiosk')
export class Kiosk extends Node {
  @Field(() => Site)
  site?: Site;

  @Field(() => OwnerUnit)
  owner!: OwnerUnit;

  @Field(() => String, { description: 'What its sales are booked on: a connection, or `kiosk`.' })
  channel!: string;

  @Field(() => Boolean, { description: 'A heartbeat came within the last 90 s.' })
  online!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last heartbeat came.' })
  seenAt!: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees Celsius, as last told.' })
  temperatureC!: number | null;

  @Field(() => Float, { description: 'Above it fresh food is locked.' })
  maxTemperatureC!: number;

  @Field(() => DoorName, { nullable: true })
  door!: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds by which the device's clock is ahead of ours." })
  clockSkewSeconds!: number | null;

  @Field(() => [KioskLock])
  locks!: KioskLock[];

  @Field(() => Int, { description: 'Version of its planogram; 0 before the first.' })
  planogramVersion!: number;

  @Field(() => JournalHead)
  journal!: JournalHead;

  @Field(() => [KioskDevice], { description: 'The devices at its site.' })
  devices?: KioskDevice[];

  @Field(() => [KioskCommand], { description: 'What it is still to do: pending or taken, and not too late.' })
  commands?: KioskCommand[];

  @Field(() => [Slot], { description: 'The slots of its newest planogram, at most 250.' })
  slots?: Slot[];

  @Field(() => SequenceScalar, { description: 'Steps when its locks, planogram or connection change.' })
  version!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '商超、批发市场专柜: a counter that sells our goods (mission F3).',
})
@Visible('Counter')
export class Counter extends Node {
  @Field(() => Site)
  site?: Site;

  @Field(() => OwnerUnit)
  owner!: OwnerUnit;

  @Field(() => String, { description: 'What its sales are booked on.' })
  channel!: string;
}
