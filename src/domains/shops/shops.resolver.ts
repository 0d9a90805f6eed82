import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  ForViewer,
  payloadType,
  Visible,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Clock } from '../../shared/clock.js';
import { Showcase } from '../places/index.js';
import { Position } from './position.types.js';
import type { ShopCommands } from './shop-commands.js';
import { Shop, type ShopRow } from './shop.entity.js';
import { isOpen } from './shop.rules.js';
import type { ShopService } from './shop.service.js';
import { ShopsUserError } from './shops.errors.js';
import { NearestShopsArgs, ShopRegisterInput, ShopsArgs, ShopUpdateInput } from './shops.inputs.js';
import { shopReads } from './shops.reads.js';

export const ShopConnection = connectionType('Shop', () => Shop);

const shopPayload = (name: string) =>
  payloadType(name, ShopsUserError, { shop: { type: () => Shop, description: 'The shop as it is now.' } });
const ShopRegisterPayload = shopPayload('ShopRegisterPayload');
const ShopUpdatePayload = shopPayload('ShopUpdatePayload');

@ObjectType({ simpleResolvers: true, description: 'A shop and how far away it is.' })
@Visible('public')
export class NearestShop {
  @Field(() => Shop)
  shop!: ShopRow;

  @Field(() => Int, { description: 'Straight over the ground, whole metres.' })
  distanceM!: number;
}

@Resolver(() => Shop)
export class ShopResolver {
  constructor(
    private readonly shops: ShopService,
    private readonly commands: ShopCommands,
    private readonly clock: Clock,
  ) {}

  @Query(() => Shop, { nullable: true, description: 'A shop by its id.' })
  @Allow('read', 'Shop')
  shop(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<ShopRow | null> {
    return this.shops.one(context, info, id);
  }

  @Query(() => ShopConnection, { name: 'shops', description: 'Shops in order of registration.' })
  @Allow('read', 'Shop')
  list(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ShopsArgs) args: ShopsArgs,
  ): Promise<Page<ShopRow>> {
    return this.shops.list(context, info, args);
  }

  @Query(() => [NearestShop], { description: 'The shops nearest to a point, nearest first (mission B10).' })
  @Allow('read', 'Shop')
  nearestShops(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => NearestShopsArgs) args: NearestShopsArgs,
  ): Promise<NearestShop[]> {
    return this.shops.nearest(context, info, args);
  }

  @FieldResolver(() => Position, { description: 'Where it is.' })
  position(@Root() { latitude, longitude }: ShopRow): Position {
    return { latitude, longitude };
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is open at this moment.' })
  openNow(@Root() { openingHours }: ShopRow): boolean {
    return isOpen(openingHours, this.clock.now());
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Business phone, for staff who are signed in; null to others.',
  })
  @ForViewer()
  phone(@Root() shop: ShopRow, @Ctx() context: RequestContext): string | null {
    return this.shops.phone(context, shop);
  }

  @Mutation(() => ShopRegisterPayload, { description: 'Registers a shop of your region and opens its site.' })
  @Allow('create', 'Shop')
  shopRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => ShopRegisterInput) input: ShopRegisterInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.register(context.viewer, input));
  }

  @Mutation(() => ShopUpdatePayload, { description: 'Changes a shop of your region, or your own.' })
  @Allow('update', 'Shop')
  shopUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ShopUpdateInput) input: ShopUpdateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.update(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ shop: await shopReads.byKey(context, await command()) }));
  }
}

/** Places knows streets and villages; their shops are this domain's to add. */
@Resolver(() => Showcase)
export class ShowcaseShopsResolver {
  constructor(private readonly service: ShopService) {}

  @FieldResolver(() => [Shop], { description: 'Its own shops, in order of registration.' })
  shops(
    @Root() { code }: Showcase,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 100.' }) first: number,
  ): Promise<ShopRow[]> {
    return this.service.ofShowcase(context, code, first);
  }
}
