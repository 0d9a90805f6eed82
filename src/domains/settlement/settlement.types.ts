import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, FenScalar, Node, Visible } from '../../platform/graphql/index.js';
import { Producer } from '../people/index.js';
import { Place } from '../places/index.js';
import { PARTIES, type Party } from './shares/share-plan.rules.js';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const PartyName = named(PARTIES);
registerEnumType(PartyName, {
  name: 'PriceParty',
  description: 'Who gets a share of what a buyer pays.',
  valuesConfig: {
    PRODUCER: { description: 'The household or producer of scale: all that the others do not get.' },
    VILLAGE_POINT: { description: 'The collection point of the village.' },
    LOGISTICS: { description: 'Carriers, and all of the postage.' },
    CHANNEL_FEE: { description: 'The channel it was sold on.' },
    PLATFORM: { description: 'The county’s platform.' },
  },
});

export const PayoutRunState = named(['PREPARED', 'APPROVED', 'SETTLED', 'CANCELLED']);
registerEnumType(PayoutRunState, {
  name: 'PayoutRunState',
  description:
    'Where a payout run stands: prepared by one person, approved by another, settled when the bank has paid.',
});

export const PayoutState = named(['PREPARED', 'APPROVED', 'PAID', 'RETURNED', 'CANCELLED']);
registerEnumType(PayoutState, {
  name: 'PayoutState',
  description: 'Where the payment of one producer stands; RETURNED came back from the bank.',
});

@ObjectType({
  simpleResolvers: true,
  description: 'A share of a price (mission F4): all of them add up to it, to the fen.',
})
@Visible('public')
export class PriceShare {
  @Field(() => PartyName)
  party!: Party;

  @Field(() => Int, { description: 'In hundredths of a percent, rounded by largest remainder: they add up to 10,000.' })
  basisPoints!: number;

  @Field(() => FenScalar)
  amountFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The fee of a channel that takes another one.' })
@Visible('public')
export class ChannelFee {
  @Field(() => String)
  channel!: string;

  @Field(() => Int)
  basisPoints!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How prices are shared, in hundredths of a percent; an order keeps the plan of when it was placed.',
})
@Visible('public')
export class SharePlan {
  @Field(() => Int, { description: 'Counts up.' })
  version!: number;

  @Field(() => DateTimeScalar)
  validFrom!: string;

  @Field(() => Int, { description: 'What is left for the producer on the platform’s own channel.' })
  producerBasisPoints!: number;

  @Field(() => Int)
  villagePointBasisPoints!: number;

  @Field(() => Int)
  logisticsBasisPoints!: number;

  @Field(() => Int)
  channelFeeBasisPoints!: number;

  @Field(() => Int)
  platformBasisPoints!: number;

  @Field(() => [ChannelFee])
  channelFees!: ChannelFee[];

  @Field(() => String, { description: 'Why it was set.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where a producer is paid, masked.' })
@Visible('Settlement')
export class Payee {
  @Field(() => String)
  maskedHolder!: string;

  @Field(() => String, { description: 'Its last four digits.' })
  maskedAccount!: string;

  @Field(() => String)
  bank!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a producer is paid in a run.' })
@Visible('Settlement')
export class Payout {
  @Field(() => Producer)
  producer?: Producer;

  @Field(() => FenScalar)
  amountFen!: number;

  @Field(() => PayoutState)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it came back.' })
  reason!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Payments to the producers of a region, prepared by one person and approved by another.',
})
@Visible('Settlement')
export class PayoutRun extends Node {
  @Field(() => String, { description: 'The number on the bank’s file.' })
  number!: string;

  @Field(() => PayoutRunState)
  state!: string;

  @Field(() => Place, { description: 'Producers of this place and below.' })
  place?: Place;

  @Field(() => FenScalar, { description: 'Sum of its payouts when it was prepared.' })
  totalFen!: number;

  @Field(() => Int, { description: 'How many producers.' })
  payees!: number;

  @Field(() => String, { description: 'Who prepared it, such as `staff:3`.' })
  preparedBy!: string;

  @Field(() => String, { nullable: true, description: 'Who approved it: another person.' })
  approvedBy!: string | null;

  @Field(() => DateTimeScalar)
  preparedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  approvedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  settledAt!: string | null;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One line of a producer’s statement: what came in or was paid out.' })
@Visible('Settlement')
export class StatementLine {
  @Field(() => DateTimeScalar)
  at!: string;

  @Field(() => String, {
    description:
      'SALE, ALLOTTED (shared among those who delivered), REFUND, COLLECTED (due for goods taken in), COLLECTION_PAID, PAYOUT or PAYOUT_RETURNED.',
  })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Number of the order, of the receipt or of the payout run.' })
  number!: string | null;

  @Field(() => FenScalar, { description: 'In favour of the producer; a payout is negative.' })
  amountFen!: number;

  @Field(() => FenScalar, { description: 'What was owed to the producer after it.' })
  balanceFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What a producer earned and was paid in a period.' })
@Visible('Settlement')
export class Statement {
  @Field(() => Producer)
  producer!: Producer;

  @Field(() => DateScalar)
  from!: string;

  @Field(() => DateScalar)
  to!: string;

  @Field(() => FenScalar, { description: 'Owed before the first day.' })
  openingFen!: number;

  @Field(() => FenScalar, { description: 'Owed after the last day; opening and lines add up to it.' })
  closingFen!: number;

  @Field(() => FenScalar, { description: 'Of what is owed now: may be paid, since its orders are completed.' })
  payableFen!: number;

  @Field(() => [StatementLine], { description: 'In order of time; at most 5,000, else the period is refused.' })
  lines!: StatementLine[];
}
