import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { HouseholdCategory, PersonalField } from './household.types.js';

@InputType({
  description: 'Narrows a list of households; willing and able together are the target group (mission A3).',
})
export class HouseholdFilter {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this village, township or county.' })
  villageCode?: string | null;

  @Field(() => HouseholdCategory, { nullable: true })
  category?: HouseholdCategory | null;

  @Field(() => Boolean, { nullable: true, description: '有意愿.' })
  willing?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: '有能力.' })
  able?: boolean | null;

  @Field(() => String, { nullable: true, description: 'How the household number begins.' })
  search?: string | null;
}

@ArgsType()
export class HouseholdsArgs extends PageArgs {
  @Field(() => HouseholdFilter, { nullable: true })
  filter?: HouseholdFilter | null;
}

@InputType()
export class HouseholdRegisterInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => PlaceCodeScalar, { description: "Code of the village, 12 digits, within the caller's region." })
  villageCode!: string;

  @Field(() => String, { description: 'Number within the village: 1 to 20 letters, digits or hyphens. Never changes.' })
  householdNo!: string;

  @Field(() => String, { description: 'Name of its head; stored encrypted, shown masked.' })
  name!: string;

  @Field(() => String, { description: '18 characters by GB 11643; stored encrypted.' })
  idNumber!: string;

  @Field(() => String, { nullable: true, description: 'Mobile number; stored encrypted.' })
  phone?: string | null;

  @Field(() => HouseholdCategory)
  category!: HouseholdCategory;

  @Field(() => Boolean)
  willing!: boolean;

  @Field(() => Boolean)
  able!: boolean;

  @Field(() => String, { nullable: true, description: '帮扶责任人.' })
  helper?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 500 characters; stored encrypted.' })
  note?: string | null;
}

@InputType({ description: 'What is left out stays as it is; null takes phone, helper or note away.' })
export class HouseholdUpdateInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version the change was made on: refused as STALE if somebody was faster.',
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  idNumber?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => HouseholdCategory, { nullable: true })
  category?: HouseholdCategory | null;

  @Field(() => Boolean, { nullable: true })
  willing?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  able?: boolean | null;

  @Field(() => String, { nullable: true })
  helper?: string | null;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class HouseholdRevealInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => [PersonalField], { description: 'What to open: at least one.' })
  fields!: PersonalField[];

  @Field(() => String, { description: 'Why, 5 to 200 characters; kept in the access log.' })
  reason!: string;
}
