import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, FenScalar, PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';

@InputType({ description: 'Narrows a list of picking experiences.' })
export class PickingExperienceFilter {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this village, township or county.' })
  villageCode?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'In season on this day; `freePlaces` says how many places are left.',
  })
  on?: string | null;
}

@ArgsType()
export class PickingExperiencesArgs extends PageArgs {
  @Field(() => PickingExperienceFilter, { nullable: true })
  filter?: PickingExperienceFilter | null;
}

@InputType({ description: 'Narrows a list of bookings.' })
export class PickingBookingFilter {
  @Field(() => ID, { nullable: true })
  experienceId?: string | null;

  @Field(() => DateScalar, { nullable: true })
  day?: string | null;
}

@ArgsType()
export class PickingBookingsArgs extends PageArgs {
  @Field(() => PickingBookingFilter, { nullable: true })
  filter?: PickingBookingFilter | null;
}

@InputType()
export class PickingExperienceCreateInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => PlaceCodeScalar, { description: 'The village: 12 digits.' })
  villageCode!: string;

  @Field(() => ID, { nullable: true, description: 'The shop that runs it, of your region too.' })
  shopId?: string | null;

  @Field(() => String, { description: '1 to 60 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'At most 2000 characters.' })
  description?: string | null;

  @Field(() => String, { description: 'First day of the season, `MM-DD`.' })
  seasonFrom!: string;

  @Field(() => String, { description: 'Last day of the season, `MM-DD`; before `seasonFrom` it is in the next year.' })
  seasonTo!: string;

  @Field(() => Int, { description: 'People a day, 1 to 10000.' })
  capacityPerDay!: number;

  @Field(() => FenScalar, { description: 'For one person; 0 is free.' })
  priceFen!: number;
}

@InputType()
export class PickingContactInput {
  @Field(() => String, { description: '1 to 60 characters; stored encrypted, shown masked.' })
  name!: string;

  @Field(() => String, { description: 'Stored encrypted, shown masked.' })
  phone!: string;
}

@InputType()
export class PickingBookInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  experienceId!: string;

  @Field(() => DateScalar, { description: 'Today to 180 days ahead, in season.' })
  day!: string;

  @Field(() => Int, { description: '1 to 200.' })
  people!: number;

  @Field(() => PickingContactInput)
  contact!: PickingContactInput;
}

@InputType()
export class PickingCancelInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, { nullable: true, description: 'Needed from a visitor: the phone number of the booking.' })
  phone?: string | null;
}

@InputType()
export class PickingContactRevealInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, { description: 'Why it is needed: 5 to 200 characters, kept in the log.' })
  reason!: string;
}
