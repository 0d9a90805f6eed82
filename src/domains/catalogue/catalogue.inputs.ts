import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { FenScalar, PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { Unit } from '../../shared/quantity.js';
import { Industry, ProductStatus } from './product.entity.js';

@InputType({ description: 'Narrows a list of products.' })
export class ProductFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Words to find in name, description, brand and place: 花生 finds 固镇黑花生.',
  })
  search?: string | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'From this village, township or county.' })
  villageCode?: string | null;

  @Field(() => Industry, { nullable: true })
  industry?: Industry | null;

  @Field(() => ID, { nullable: true, description: 'Sold under this brand (its code).' })
  brandCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this producer.' })
  producerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Listed on this channel.' })
  channel?: string | null;

  @Field(() => ProductStatus, {
    nullable: true,
    description: 'For those who keep the register: products of their region in this state, hidden ones too.',
  })
  status?: ProductStatus | null;
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilter, { nullable: true })
  filter?: ProductFilter | null;
}

@InputType()
export class ProductCreateInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  producerId!: string;

  @Field(() => String, { description: '1 to 60 characters, unique to its producer.' })
  name!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => Industry)
  industry!: Industry;

  @Field(() => Unit, { description: 'Fixes the scale: KG 3, JIN 2, PIECE 0, BOX 0.' })
  unit!: Unit;

  @Field(() => FenScalar, { description: 'Price of one whole unit.' })
  priceFen!: number;

  @Field(() => ID, { nullable: true })
  brandCode?: string | null;

  @Field(() => [String], { nullable: true, description: 'https addresses, at most 9.' })
  photoUrls?: string[] | null;
}

@InputType({
  description: 'What is left out stays as it is. Every update confirms the listing: its freshness starts anew.',
})
export class ProductUpdateInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version the change was made on: refused as STALE if somebody was faster.',
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => FenScalar, { nullable: true })
  priceFen?: number | null;

  @Field(() => ID, { nullable: true, description: 'null takes the brand away.' })
  brandCode?: string | null;

  @Field(() => [String], { nullable: true })
  photoUrls?: string[] | null;
}

@InputType()
export class ProductStateInput {
  @Field(() => ID)
  productId!: string;
}

@InputType()
export class ListingSetInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => String, { description: 'The channel, such as `direct`.' })
  channel!: string;

  @Field(() => FenScalar, { nullable: true, description: "Left out: the product's own price." })
  priceFen?: number | null;

  @Field(() => [String], {
    description: 'Codes of the sites it is sold from, in order, at most 250. None: every site that holds it.',
  })
  siteCodes!: string[];

  @Field(() => Boolean, { defaultValue: true })
  active!: boolean;
}
