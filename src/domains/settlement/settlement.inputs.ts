import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { PayoutRunState } from './settlement.types.js';

@InputType({ description: 'The fee of one channel.' })
export class ChannelFeeInput {
  @Field(() => String)
  channel!: string;

  @Field(() => Int, { description: 'In hundredths of a percent.' })
  basisPoints!: number;
}

@InputType({ description: 'Shares in hundredths of a percent; the producer gets the rest.' })
export class SharePlanSetInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => Int)
  platformBasisPoints!: number;

  @Field(() => Int)
  logisticsBasisPoints!: number;

  @Field(() => Int, { description: 'Of the village point where the goods are collected.' })
  villagePointBasisPoints!: number;

  @Field(() => Int, { description: 'Of every channel but the platform itself and those named in channelFees.' })
  channelFeeBasisPoints!: number;

  @Field(() => [ChannelFeeInput], { nullable: true })
  channelFees?: ChannelFeeInput[] | null;

  @Field(() => String, { description: 'Why, 2 to 200 characters: kept with the plan.' })
  reason!: string;
}

@InputType({ description: 'Where a producer is paid; name and number are stored encrypted.' })
export class PayeeSetInput {
  @Field(() => ID)
  producerId!: string;

  @Field(() => String, { description: 'Name of the account holder.' })
  holder!: string;

  @Field(() => String, { description: 'Account number, 8 to 32 digits; spaces are taken out.' })
  account!: string;

  @Field(() => String, { description: 'Name of the bank and branch.' })
  bank!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Take an account that another producer already has, such as that of one family.',
  })
  shared!: boolean;
}

@InputType()
export class PayoutPrepareInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => PlaceCodeScalar, { description: 'Producers of this county, township or village.' })
  placeCode!: string;
}

@InputType()
export class PayoutActionInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  runId!: string;
}

@InputType()
export class PayoutExportInput {
  @Field(() => ID)
  runId!: string;

  @Field(() => String, { description: 'Why the accounts are opened, 2 to 200 characters: kept for ever.' })
  reason!: string;
}

@InputType({ description: 'The bank could not pay one of a run: the money is the producer’s again.' })
export class PayoutReturnInput extends PayoutActionInput {
  @Field(() => ID)
  producerId!: string;

  @Field(() => String, { description: 'What the bank said.' })
  reason!: string;
}

@InputType()
export class PayoutRunFilter {
  @Field(() => [PayoutRunState], { nullable: true })
  state?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true })
  placeCode?: string | null;
}

@ArgsType()
export class PayoutRunsArgs extends PageArgs {
  @Field(() => PayoutRunFilter, { nullable: true })
  filter?: PayoutRunFilter | null;
}

@ArgsType()
export class StatementArgs {
  @Field(() => ID)
  producerId!: string;

  @Field(() => DateScalar, { description: 'First day, in China.' })
  from!: string;

  @Field(() => DateScalar, { description: 'Last day, in China.' })
  to!: string;
}
