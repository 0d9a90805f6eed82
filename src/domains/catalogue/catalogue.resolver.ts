import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  PageArgs,
  payloadType,
  selectionOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Clock } from '../../shared/clock.js';
import { Brand, type BrandRow } from './brand.types.js';
import { CatalogueUserError } from './catalogue.errors.js';
import {
  ListingSetInput,
  ProductCreateInput,
  ProductsArgs,
  ProductStateInput,
  ProductUpdateInput,
} from './catalogue.inputs.js';
import { brandReads, hallReads, productReads } from './catalogue.reads.js';
import { freshnessAt } from './catalogue.rules.js';
import { IndustryHall, type HallRow } from './hall.types.js';
import { listingsOf } from './listings-of.js';
import { Listing, type ListingRow } from './listing.types.js';
import type { ProductCommands } from './product-commands.js';
import { FreshnessState, Product, ProductStatus, type ProductRow } from './product.entity.js';
import { productsOf } from './products-of.js';
import type { ProductsService } from './products.service.js';

export const ProductConnection = connectionType('Product', () => Product);

const productPayload = (name: string) =>
  payloadType(name, CatalogueUserError, { product: { type: () => Product, description: 'The product as it is now.' } });
const ProductCreatePayload = productPayload('ProductCreatePayload');
const ProductUpdatePayload = productPayload('ProductUpdatePayload');
const ProductPublishPayload = productPayload('ProductPublishPayload');
const ProductWithdrawPayload = productPayload('ProductWithdrawPayload');
const ListingSetPayload = productPayload('ListingSetPayload');

@Resolver(() => Product)
export class ProductResolver {
  constructor(
    private readonly goods: ProductsService,
    private readonly commands: ProductCommands,
    private readonly clock: Clock,
  ) {}

  @Query(() => Product, { nullable: true, description: 'A product by its id; null if it is not shown to you.' })
  @Allow('read', 'Product')
  product(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<ProductRow | null> {
    return this.goods.one(context, info, id);
  }

  @Query(() => ProductConnection, { description: 'Published products, oldest first.' })
  @Allow('read', 'Product')
  products(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ProductsArgs) args: ProductsArgs,
  ): Promise<Page<ProductRow>> {
    return this.goods.list(context, info, args);
  }

  @FieldResolver(() => FreshnessState, {
    description: "FRESH, then flagged STALE, then HIDDEN, by its industry's rule.",
  })
  freshness(@Root() { staleAt, hiddenAt }: ProductRow): string {
    return freshnessAt(this.clock.now().toISOString(), staleAt, hiddenAt);
  }

  @FieldResolver(() => [Listing], { description: 'Where it is listed.' })
  listings(@Root() { key }: ProductRow, @Ctx() context: RequestContext): Promise<ListingRow[]> {
    return listingsOf(context, key);
  }

  @Mutation(() => ProductCreatePayload, { description: 'Enters a product of a household or organisation, as a draft.' })
  @Allow('create', 'Product')
  productCreate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProductCreateInput) input: ProductCreateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.create(context.viewer, input));
  }

  @Mutation(() => ProductUpdatePayload, { description: 'Changes a product and confirms it as fresh.' })
  @Allow('update', 'Product')
  productUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProductUpdateInput) input: ProductUpdateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.update(context.viewer, input));
  }

  @Mutation(() => ProductPublishPayload, { description: 'Shows a product to the public and confirms it as fresh.' })
  @Allow('update', 'Product')
  productPublish(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProductStateInput) { productId }: ProductStateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.setStatus(context.viewer, productId, ProductStatus.PUBLISHED));
  }

  @Mutation(() => ProductWithdrawPayload, { description: 'Takes a product off sale; its orders go on.' })
  @Allow('update', 'Product')
  productWithdraw(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProductStateInput) { productId }: ProductStateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.setStatus(context.viewer, productId, ProductStatus.WITHDRAWN));
  }

  @Mutation(() => ListingSetPayload, {
    description: 'Puts a product on a channel with a price and the sites it is sold from.',
  })
  @Allow('list', 'Product')
  listingSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => ListingSetInput) input: ListingSetInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.list(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ product: await productReads.byKey(context, await command()) }));
  }
}

@Resolver(() => IndustryHall)
export class HallResolver {
  @Query(() => IndustryHall, { nullable: true, description: 'An industry hall by its code.' })
  @Allow('read', 'IndustryHall')
  industryHall(@Ctx() context: RequestContext, @Arg('code', () => ID) code: string): Promise<HallRow | null> {
    return hallReads.byKey(context, code);
  }

  @Query(() => [IndustryHall], { description: "The county's industry halls, one an industry." })
  @Allow('read', 'IndustryHall')
  industryHalls(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<HallRow[]> {
    return hallReads.fetch(
      context,
      info.fieldNodes[0]!,
      selectionOf(info),
      'select * from industry_hall',
      't.code',
      [],
    );
  }

  @FieldResolver(() => ProductConnection, { description: 'Goods of this industry from producers of scale.' })
  products(
    @Root() hall: HallRow,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ProductRow>> {
    return productsOf(context, info, args, 'hall', hall.industry);
  }
}

@Resolver(() => Brand)
export class BrandResolver {
  @Query(() => Brand, { nullable: true, description: 'A brand by its code.' })
  @Allow('read', 'Brand')
  brand(@Ctx() context: RequestContext, @Arg('code', () => ID) code: string): Promise<BrandRow | null> {
    return brandReads.byKey(context, code);
  }

  @Query(() => [Brand], { description: "The county's brands." })
  @Allow('read', 'Brand')
  brands(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<BrandRow[]> {
    return brandReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), 'select * from brand', 't.code', []);
  }

  @FieldResolver(() => ProductConnection, { description: 'Products sold under it.' })
  products(
    @Root() brand: BrandRow,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ProductRow>> {
    return productsOf(context, info, args, 'brand', brand.code);
  }
}
