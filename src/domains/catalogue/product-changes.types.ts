import { ArgsType, createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import {
  CursorScalar,
  DateTimeScalar,
  PlaceCodeScalar,
  ResyncRequired,
  SequenceScalar,
  Visible,
} from '../../platform/graphql/index.js';
import { Industry, Product } from './product.entity.js';

@InputType({ description: 'Narrows the changes; a filter cannot change under a cursor without a new snapshot.' })
export class ProductChangesFilter {
  @Field(() => [ID], { nullable: true, description: 'These products, at most 250.' })
  productIds?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'From this village, township or county.' })
  villageCode?: string | null;

  @Field(() => Industry, { nullable: true })
  industry?: Industry | null;

  @Field(() => String, { nullable: true, description: 'Listed on this channel.' })
  channel?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "With a listing (on the channel, if one is named) that names any of these sites, at most 250; a shop's is the shop's site.",
  })
  siteCodes?: string[] | null;
}

@ArgsType()
export class ProductChangesArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor you hold; left out, a snapshot comes first.',
  })
  after?: string | null;

  @Field(() => ProductChangesFilter, { nullable: true })
  filter?: ProductChangesFilter | null;
}

// Not public, though products are: reviewers are sent more than visitors, so that they share nothing with them.
@ObjectType({
  simpleResolvers: true,
  description: 'The products shown to you now; to reviewers, those of their region in every state. Changes follow.',
})
@Visible('Product')
export class ProductSnapshot {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => [Product], {
    description: 'At most 250 a part. A product may be newer than the cursor: its change then repeats it.',
  })
  products!: Product[];

  @Field(() => Boolean, {
    description: 'False when more parts of the same snapshot follow; the cursor of such a part starts it anew.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A product's data, listing, price or freshness changed; it is given as it is by now. Apply it only if its version is higher than yours.",
})
@Visible('Product')
export class ProductChange {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => Product)
  product!: Product;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A product is shown to you no longer, or not within your filter: withdrawn, hidden for being out of date, taken off the channel. You may not hold it at all.',
})
@Visible('Product')
export class ProductGone {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => ID, { description: 'Id of the product.' })
  productId!: string;
}

export const ProductChangesItem = createUnionType({
  name: 'ProductChangesItem',
  description: 'What `productChanges` sends.',
  types: () => [ProductSnapshot, ProductChange, ProductGone, ResyncRequired] as const,
  resolveType: (value: object) => {
    if ('reason' in value) return 'ResyncRequired';
    if ('products' in value) return 'ProductSnapshot';
    return 'product' in value ? 'ProductChange' : 'ProductGone';
  },
});
