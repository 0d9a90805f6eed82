import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import { commandOnce, type Database, type NewEvent, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Clock } from '../../shared/clock.js';
import { scaleOf } from '../../shared/quantity.js';
import { PRODUCER_TYPES } from '../people/index.js';
import { ANY_BRAND, type BrandCheck } from './brand-check.js';
import { catalogueErrors } from './catalogue.errors.js';
import type { ListingSetInput, ProductCreateInput, ProductUpdateInput } from './catalogue.inputs.js';
import { freshnessDates, mayBecome } from './catalogue.rules.js';
import { setListing } from './listing-set.js';
import { checkProductText } from './product-checks.rules.js';
import { Product, ProductStatus } from './product.entity.js';
import { productEvent } from './product.events.js';
import { searchWords } from './search.rules.js';

/** Writes of products: each method is one transaction with its events. Answers the product's key. */
export class ProductCommands {
  private checkBrand = ANY_BRAND;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Hands in who says whether a product may be shown under a brand. */
  useBrandCheck(check: BrandCheck): void {
    this.checkBrand = check;
  }

  create(viewer: Viewer, { idempotencyKey, ...input }: ProductCreateInput): Promise<number> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { productCreate: input } },
      async (tx) => {
        checkProductText(input);
        const producer = await this.producer(tx, viewer, input.producerId);
        const now = this.clock.now();
        const product = tx.em.create(Product, {
          producerKey: producer.id,
          villageCode: producer.village_code,
          name: input.name.trim(),
          description: input.description?.trim() ?? '',
          industry: input.industry,
          ofScale: producer.kind !== 'HOUSEHOLD',
          brandCode: await this.brand(tx, input.brandCode ?? null),
          unit: input.unit,
          scale: scaleOf(input.unit),
          priceFen: input.priceFen,
          photoUrls: input.photoUrls ?? [],
          status: ProductStatus.DRAFT,
          freshenedAt: now,
          ...freshnessDates(input.industry, now),
          searchWords: '',
          enteredBy: viewer.scope,
          shownAt: null,
          version: 1,
          createdAt: now,
          updatedAt: now,
        } as Product);
        await this.describe(tx, product);
        await this.flushNamed(tx);
        tx.emit(eventOf(product));
        return product.key;
      },
    );
  }

  update(viewer: Viewer, input: ProductUpdateInput): Promise<number> {
    return this.db.command(async (tx) => {
      checkProductText(input);
      const product = await this.own(tx, viewer, input.productId);
      if (input.expectedVersion && input.expectedVersion !== product.version)
        throw catalogueErrors.refuse('STALE', { field: 'expectedVersion' });
      if (input.name) product.name = input.name.trim();
      if (input.description !== undefined && input.description !== null) product.description = input.description.trim();
      if (input.priceFen) product.priceFen = input.priceFen;
      if (input.photoUrls) product.photoUrls = input.photoUrls;
      if (input.brandCode !== undefined) product.brandCode = await this.brand(tx, input.brandCode);
      if (input.brandCode && product.status === ProductStatus.PUBLISHED)
        await this.checkBrand(tx, product.key, input.brandCode);
      this.freshen(product);
      await this.describe(tx, product);
      await this.flushNamed(tx);
      tx.emit(eventOf(product));
      return product.key;
    });
  }

  /** Puts a product on a channel. */
  async list(viewer: Viewer, input: ListingSetInput): Promise<number> {
    return setListing(this.db, viewer, input, this.checkBrand);
  }

  /** Publishing confirms the listing as well. */
  async setStatus(viewer: Viewer, productId: string, status: ProductStatus): Promise<number> {
    return this.db.command(async (tx) => {
      const product = await this.own(tx, viewer, productId);
      if (!mayBecome(product.status, status))
        throw generalErrors.refuse('INVALID', {
          field: 'productId',
          expected: '状态不允许',
          expectedEn: 'Its state does not allow this',
        });
      product.status = status;
      if (status === ProductStatus.PUBLISHED) {
        if (product.brandCode) await this.checkBrand(tx, product.key, product.brandCode);
        this.freshen(product);
      }
      await tx.em.flush();
      tx.emit(eventOf(product));
      return product.key;
    });
  }

  private freshen(product: Product): void {
    product.freshenedAt = product.updatedAt = this.clock.now();
    Object.assign(product, freshnessDates(product.industry, product.freshenedAt));
  }

  private async describe(tx: Transaction, product: Product): Promise<void> {
    const [names] = await tx.query<{ names: string }>(
      `select concat_ws(' ', v.name, t.name, b.name) as names
         from place v join place t on t.code = v.parent_code left join brand b on b.code = $2 where v.code = $1`,
      [product.villageCode, product.brandCode],
    );
    product.searchWords = searchWords(product.name, product.description, names?.names);
  }

  private async flushNamed(tx: Transaction): Promise<void> {
    try {
      await tx.em.flush();
    } catch (error) {
      if ((error as { code?: string }).code === '23505')
        throw catalogueErrors.refuse('DUPLICATE_NAME', { field: 'name' });
      throw error;
    }
  }

  private async producer(
    tx: Transaction,
    viewer: Viewer,
    id: string,
  ): Promise<{ id: number; kind: string; village_code: string }> {
    const [producer] = await tx.query<{ id: string; kind: string; village_code: string }>(
      'select id, kind, village_code from producer where id = $1 and active',
      [numericKey(id, ...PRODUCER_TYPES)],
    );
    if (
      !producer ||
      !may(viewer, 'create', 'Product', { place: producer.village_code, producer: Number(producer.id) })
    ) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
    }
    return { ...producer, id: Number(producer.id) };
  }

  private async brand(tx: Transaction, code: string | null): Promise<string | null> {
    if (code === null) return null;
    const found = await tx.query('select 1 as one from brand where code = $1', [code]);
    if (found.length === 0) throw catalogueErrors.refuse('UNKNOWN_BRAND', { field: 'brandCode' });
    return code;
  }

  private async own(tx: Transaction, viewer: Viewer, id: string): Promise<Product> {
    const key = numericKey(id, 'Product');
    const product = key === null ? null : await tx.em.findOne(Product, { key });
    if (!product || !may(viewer, 'update', 'Product', { place: product.villageCode, producer: product.producerKey })) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
    }
    return product;
  }
}

const eventOf = ({ key, version, status, villageCode, producerKey, industry, shownAt }: Product): NewEvent =>
  productEvent(version, {
    product: key,
    status,
    place: villageCode,
    producer: producerKey,
    industry,
    // The table remembers when it is first published; this unit of work has not read that back.
    shown: status === ProductStatus.PUBLISHED || shownAt !== null,
  });
