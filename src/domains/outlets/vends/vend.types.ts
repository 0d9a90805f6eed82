import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, PageArgs, SequenceScalar, Visible } from '../../../platform/graphql/index.js';
import { Order } from '../../orders/index.js';
import { named } from '../named.js';
import { Slot, SlotHealthName } from '../outlet.types.js';
import { VEND_STATES } from './vend.rules.js';

export const VendStateName = named(VEND_STATES);
registerEnumType(VendStateName, {
  name: 'VendState',
  description: 'Where a vend stands: reserved → paid → authorised → dispensing → vended, or failed → refunded.',
  valuesConfig: {
    RESERVED: { description: 'One is held, its order is not paid.' },
    PAID: { description: 'Paid; the machine has no leave yet.' },
    AUTHORISED: { description: 'The machine has a token.' },
    DISPENSING: { description: 'The token was used; a result must follow.' },
    VENDED: { description: 'The buyer has the goods.' },
    FAILED: { description: 'Nothing came out; the money is on its way back.' },
    REFUNDED: { description: 'Nothing came out, and the money is back.' },
    UNKNOWN: { description: 'No result came. The journal, the counters or an operator say what happened.' },
    CANCELLED: { description: 'Called off, or run out, before the machine had leave.' },
  },
});

export const VendResultName = named(['DISPENSING', 'VENDED', 'FAILED']);
registerEnumType(VendResultName, { name: 'VendResult', description: 'What a machine says of a vend.' });

export const VendFinalName = named(['VENDED', 'FAILED']);
registerEnumType(VendFinalName, { name: 'VendOutcome', description: 'What became of a vend in the end.' });

export const VendSourceName = named(['REPORT', 'JOURNAL', 'AUDIT', 'OPERATOR']);
registerEnumType(VendSourceName, { name: 'VendSource', description: 'What a result is known by.' });

export const VendFlagName = named(['RESULT_AFTER_REFUND', 'RESULT_CONTRADICTED']);
registerEnumType(VendFlagName, {
  name: 'VendFlag',
  description: 'A result that came against what was done: the state stays, nothing is refunded again.',
});

@ObjectType({ implements: Node, simpleResolvers: true, description: 'One thing bought at a kiosk, from hold to hand.' })
@Visible('Kiosk')
export class Vend extends Node {
  @Field(() => VendStateName)
  state!: string;

  @Field(() => Slot)
  slot?: Slot;

  @Field(() => Order, {
    nullable: true,
    description: 'Its order: pay it by `orderPay`. Null to those who may not see it.',
  })
  order?: Order | null;

  @Field(() => FenScalar)
  priceFen!: number;

  @Field(() => VendSourceName, {
    nullable: true,
    description: 'What its result is known by; null while there is none.',
  })
  source!: string | null;

  @Field(() => VendFlagName, { nullable: true })
  flag!: string | null;

  @Field(() => DateTimeScalar)
  reservedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  authorisedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  settledAt!: string | null;

  @Field(() => SequenceScalar)
  version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Leave to dispense once. Show the token with every report.' })
@Visible('Kiosk')
export class VendAuthorisation {
  @Field(() => String)
  token!: string;

  @Field(() => String, { description: 'The slot it is for.' })
  slot!: string;

  @Field(() => DateTimeScalar, { description: 'Dispensing must begin before it.' })
  expiresAt!: string;
}

@InputType()
export class VendReserveInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String, { description: "The slot's code." })
  slot!: string;
}

@InputType()
export class VendAuthoriseInput {
  @Field(() => String, { description: 'A repeat answers the same token; ask with another after a refusal.' })
  idempotencyKey!: string;

  @Field(() => ID)
  vendId!: string;
}

@InputType()
export class VendReportInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String, { description: 'The token that was given for this vend.' })
  token!: string;

  @Field(() => VendResultName)
  result!: 'DISPENSING' | 'VENDED' | 'FAILED';

  @Field(() => SlotHealthName, { nullable: true, description: 'How the slot is now; left out, as it was.' })
  slotHealth?: 'OK' | 'JAMMED' | 'BROKEN' | null;
}

@InputType()
export class VendResolveInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  kioskId!: string;

  @Field(() => ID, { description: 'A vend in state UNKNOWN.' })
  vendId!: string;

  @Field(() => VendFinalName)
  outcome!: 'VENDED' | 'FAILED';

  @Field(() => String, { description: 'How it is known: 2 to 200 characters.' })
  reason!: string;
}

@InputType({ description: 'Narrows a list of vends.' })
export class VendFilter {
  @Field(() => ID, { nullable: true })
  kioskId?: string | null;

  @Field(() => [VendStateName], { nullable: true })
  states?: string[] | null;
}

@ArgsType()
export class VendsArgs extends PageArgs {
  @Field(() => VendFilter, { nullable: true })
  filter?: VendFilter | null;
}
