import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { PointInput } from './position.types.js';
import { OpeningHoursInput, ShopServiceKind } from './shop.entity.js';

@InputType({ description: 'Narrows a list of shops.' })
export class ShopFilter {
  @Field(() => PlaceCodeScalar, {
    nullable: true,
    description: 'In this village, township or county; a former code means the place of today.',
  })
  placeCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this e-commerce street or demonstration village.' })
  showcaseCode?: string | null;

  @Field(() => ShopServiceKind, { nullable: true, description: 'With this service.' })
  service?: ShopServiceKind | null;

  @Field(() => String, { nullable: true, description: 'Part of its name or address.' })
  search?: string | null;
}

@ArgsType()
export class ShopsArgs extends PageArgs {
  @Field(() => ShopFilter, { nullable: true })
  filter?: ShopFilter | null;
}

@ArgsType()
export class NearestShopsArgs {
  @Field(() => PointInput, { description: 'Where the asker is.' })
  point!: PointInput;

  @Field(() => Int, { defaultValue: 10, description: 'How many, 1 to 50.' })
  first!: number;

  @Field(() => ShopFilter, { nullable: true })
  filter?: ShopFilter | null;
}

@InputType()
export class ShopRegisterInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the site it opens: 2 to 40 upper-case letters, digits or hyphens. Left out: one is made.',
  })
  siteCode?: string | null;

  @Field(() => String, { description: '1 to 60 characters.' })
  name!: string;

  @Field(() => PlaceCodeScalar, { description: 'The township or village it lies in.' })
  placeCode!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  address!: string;

  @Field(() => PointInput)
  position!: PointInput;

  @Field(() => [OpeningHoursInput], { nullable: true, description: 'At most 28, without overlap.' })
  openingHours?: OpeningHoursInput[] | null;

  @Field(() => [ShopServiceKind], { nullable: true })
  services?: ShopServiceKind[] | null;

  @Field(() => String, { nullable: true, description: 'Business phone: mobile, or landline with its area code.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'User name of the shop owner who keeps it.' })
  ownerUsername?: string | null;

  @Field(() => ID, { nullable: true })
  showcaseCode?: string | null;
}

@InputType({
  description: 'What is left out stays as it is. Owner, showcase and active are for operators of the region.',
})
export class ShopUpdateInput {
  @Field(() => ID)
  shopId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version the change was made on: refused as STALE if somebody was faster.',
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  address?: string | null;

  @Field(() => PointInput, { nullable: true })
  position?: PointInput | null;

  @Field(() => [OpeningHoursInput], { nullable: true })
  openingHours?: OpeningHoursInput[] | null;

  @Field(() => [ShopServiceKind], { nullable: true })
  services?: ShopServiceKind[] | null;

  @Field(() => String, { nullable: true, description: 'null takes the number away.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'null takes the owner away.' })
  ownerUsername?: string | null;

  @Field(() => ID, { nullable: true, description: 'null takes it out of its showcase.' })
  showcaseCode?: string | null;

  @Field(() => Boolean, { nullable: true })
  active?: boolean | null;
}
