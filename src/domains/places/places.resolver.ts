import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Allow, PlaceCodeScalar, type RequestContext } from '../../platform/graphql/index.js';
import type { PlacesService } from './places.service.js';
import {
  County,
  FormerPlaceCode,
  Place,
  Showcase,
  ShowcaseKind,
  Township,
  Village,
  VillageCategory,
  type PlaceRow,
} from './places.types.js';

@Resolver()
export class PlacesResolver {
  constructor(private readonly places: PlacesService) {}

  @Query(() => County, { nullable: true, description: 'The county this platform serves.' })
  @Allow('read', 'Place')
  county(@Ctx() context: RequestContext): Promise<PlaceRow | null> {
    return this.places.place(context, this.places.countyCode);
  }

  @Query(() => Township, {
    nullable: true,
    description: "A township by its code of 9 digits; a former code finds today's place.",
  })
  @Allow('read', 'Place')
  township(
    @Ctx() context: RequestContext,
    @Arg('code', () => PlaceCodeScalar) code: string,
  ): Promise<PlaceRow | null> | null {
    return code.length === 9 ? this.places.current(context, code) : null;
  }

  @Query(() => Village, {
    nullable: true,
    description: "A village or community by its code of 12 digits; a former code finds today's place.",
  })
  @Allow('read', 'Place')
  village(
    @Ctx() context: RequestContext,
    @Arg('code', () => PlaceCodeScalar) code: string,
  ): Promise<PlaceRow | null> | null {
    return code.length === 12 ? this.places.current(context, code) : null;
  }

  @Query(() => Place, { nullable: true, description: 'Any place by its code.' })
  @Allow('read', 'Place')
  place(@Ctx() context: RequestContext, @Arg('code', () => PlaceCodeScalar) code: string): Promise<PlaceRow | null> {
    return this.places.current(context, code);
  }
}

@Resolver(() => County)
export class CountyResolver {
  constructor(private readonly places: PlacesService) {}

  @FieldResolver(() => [Township], { description: 'Its townships and zones, in code order.' })
  townships(@Root() county: PlaceRow, @Ctx() context: RequestContext): Promise<PlaceRow[]> {
    return this.places.children(context, county.code);
  }

  @FieldResolver(() => [Showcase], { description: 'E-commerce streets and demonstration villages.' })
  showcases(
    @Root() county: PlaceRow,
    @Ctx() context: RequestContext,
    @Arg('kind', () => ShowcaseKind, { nullable: true }) kind?: ShowcaseKind,
  ): Promise<Showcase[]> {
    return this.places.showcases(context, county.code, kind);
  }
}

@Resolver(() => Township)
export class TownshipResolver {
  constructor(private readonly places: PlacesService) {}

  @FieldResolver(() => [Village], { description: 'Its villages and communities, in code order.' })
  villages(
    @Root() township: PlaceRow,
    @Ctx() context: RequestContext,
    @Arg('category', () => VillageCategory, { nullable: true }) category?: VillageCategory,
  ): Promise<PlaceRow[]> {
    return this.places.children(context, township.code, category);
  }

  @FieldResolver(() => [FormerPlaceCode], { description: 'Codes it had before.' })
  formerCodes(@Root() township: PlaceRow, @Ctx() context: RequestContext): Promise<FormerPlaceCode[]> {
    return this.places.formerCodes(context, township.code);
  }
}

@Resolver(() => Village)
export class VillageResolver {
  constructor(private readonly places: PlacesService) {}

  @FieldResolver(() => [FormerPlaceCode], { description: 'Codes it had before.' })
  formerCodes(@Root() village: PlaceRow, @Ctx() context: RequestContext): Promise<FormerPlaceCode[]> {
    return this.places.formerCodes(context, village.code);
  }
}
