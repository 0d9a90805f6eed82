import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { SiteKind } from './places.types.js';

/** Sites that come with what stands on them: a shop, an organisation's premises, a village's farm gate. */
export const OPENED_BY_THEIR_OWN: ReadonlySet<SiteKind> = new Set([
  SiteKind.SHOP,
  SiteKind.PREMISES,
  SiteKind.FARM_GATE,
]);

@InputType({ description: 'Narrows a list of sites.' })
export class SiteFilter {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'In this county, township or village.' })
  placeCode?: string | null;

  @Field(() => SiteKind, { nullable: true })
  kind?: SiteKind | null;
}

@ArgsType()
export class SitesArgs extends PageArgs {
  @Field(() => SiteFilter, { nullable: true })
  filter?: SiteFilter | null;
}

@InputType()
export class SiteRegisterInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => String, { description: '2 to 40 capital letters, digits or hyphens, such as CP-340323200207.' })
  code!: string;

  @Field(() => SiteKind, { description: 'A centre, collection point, counter or kiosk.' })
  kind!: SiteKind;

  @Field(() => String)
  name!: string;

  @Field(() => PlaceCodeScalar, { description: 'The division it lies in.' })
  placeCode!: string;
}
