import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { FenScalar, PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { OwnerKindName } from './outlet.types.js';

@InputType({ description: 'Narrows a list of outlets.' })
export class OutletFilter {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this county, township or village.' })
  placeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'At this site.' })
  siteCode?: string | null;
}

@InputType({ description: 'Narrows a list of kiosks.' })
export class KioskFilter extends OutletFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that are online, or are not.' })
  online?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The one whose device has this code.' })
  deviceCode?: string | null;
}

@ArgsType()
export class KiosksArgs extends PageArgs {
  @Field(() => KioskFilter, { nullable: true })
  filter?: KioskFilter | null;
}

@ArgsType()
export class OutletsArgs extends PageArgs {
  @Field(() => OutletFilter, { nullable: true })
  filter?: OutletFilter | null;
}

@InputType()
export class CounterRegisterInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => String, { description: 'A site of its kind, COUNTER or KIOSK.' })
  siteCode!: string;

  @Field(() => OwnerKindName)
  ownerKind!: string;

  @Field(() => String, { description: '2 to 60 characters.' })
  ownerName!: string;

  @Field(() => String, { nullable: true, description: 'What its sales are booked on; left out, `counter` or `kiosk`.' })
  channel?: string | null;
}

@InputType()
export class KioskRegisterInput extends CounterRegisterInput {
  @Field(() => Float, { defaultValue: 8, description: 'Degrees Celsius above which fresh food is locked.' })
  maxTemperatureC!: number;
}

@InputType()
export class PlanogramSlotInput {
  @Field(() => String, { description: 'As it is written on the machine: 1 to 8 capital letters or digits.' })
  code!: string;

  @Field(() => ID)
  productId!: string;

  @Field(() => Int, { description: 'How many fit in, 1 to 1,000.' })
  capacity!: number;

  @Field(() => FenScalar, { description: 'Price of one whole unit of the product.' })
  priceFen!: number;
}

@InputType()
export class PlanogramSetInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  kioskId!: string;

  @Field(() => [PlanogramSlotInput], {
    description: 'All its slots, 1 to 250. A slot left out, or given another product, must be empty.',
  })
  slots!: PlanogramSlotInput[];
}

@InputType()
export class SlotCountInput {
  @Field(() => String)
  code!: string;

  @Field(() => Int, { description: 'Pieces, above zero.' })
  count!: number;
}

@InputType()
export class SlotLoadInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  kioskId!: string;

  @Field(() => String, { description: 'The site that the goods come from.' })
  fromSiteCode!: string;

  @Field(() => [SlotCountInput])
  slots!: SlotCountInput[];
}

@InputType()
export class SlotUnloadInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  kioskId!: string;

  @Field(() => String, { nullable: true, description: 'The site they go to; left out, they are written off.' })
  toSiteCode?: string | null;

  @Field(() => [SlotCountInput])
  slots!: SlotCountInput[];

  @Field(() => String, { description: 'Why they come out: 2 to 200 characters.' })
  reason!: string;
}
