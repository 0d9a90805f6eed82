import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { formatQuantity, parseQuantity, QuantityError } from '../../shared/quantity.js';
import { stockErrors } from './stock.errors.js';
import type { StockAdjustInput, StockCountInput, StockReceiveInput, StockTransferInput } from './stock.inputs.js';
import { NO_LOTS, type LotKeeper } from './lot-keeper.js';
import { currentItem, ensureItem, ITEM_COLUMNS, record, type Item } from './stock-ledger.js';

/** The table's own bound on hand, in steps. */
const MOST = Number.MAX_SAFE_INTEGER;

interface Target {
  product: number;
  scale: number;
}

/** Movements of stock by people. Each is one transaction: a conditional UPDATE, its movement, its event. Answers item keys. */
export class StockCommands {
  private lots = NO_LOTS;

  constructor(private readonly db: Database) {}

  /** Hands in who knows which batches goods are of. */
  useLots(keeper: LotKeeper): void {
    this.lots = keeper;
  }

  receive(viewer: Viewer, { idempotencyKey, ...input }: StockReceiveInput): Promise<number[]> {
    return this.once(viewer, idempotencyKey, { stockReceive: input }, async (tx) => {
      const { product, scale } = await this.target(tx, input.productId);
      const quantity = steps(input.quantity, scale, 'quantity');
      await this.site(tx, viewer, input.siteCode, 'siteCode');
      const [item] = await tx.query<Item>(
        `insert into stock_item(product_id, site_code, scale, on_hand, version) values ($1, $2, $3, $4, 1)
         on conflict (product_id, site_code)
         do update set on_hand = stock_item.on_hand + excluded.on_hand, version = stock_item.version + 1
          where stock_item.on_hand + excluded.on_hand <= ${MOST} returning ${ITEM_COLUMNS}`,
        [product, input.siteCode, scale, quantity],
      );
      if (!item) throw tooMuch('quantity');
      await record(tx, item, {
        kind: 'RECEIVE',
        onHand: quantity,
        reserved: 0,
        by: viewer.scope,
        reason: input.reason,
      });
      return [item.id];
    });
  }

  transfer(viewer: Viewer, { idempotencyKey, ...input }: StockTransferInput): Promise<number[]> {
    return this.once(viewer, idempotencyKey, { stockTransfer: input }, async (tx) => {
      if (input.fromSiteCode === input.toSiteCode) throw stockErrors.refuse('SAME_SITE', { field: 'toSiteCode' });
      const { product, scale } = await this.target(tx, input.productId);
      const quantity = steps(input.quantity, scale, 'quantity');
      await this.site(tx, viewer, input.fromSiteCode, 'fromSiteCode');
      await this.site(tx, viewer, input.toSiteCode, 'toSiteCode');
      await ensureItem(tx, product, input.toSiteCode, scale);
      // Items are locked in id order everywhere, so that two transfers crossing each other cannot deadlock.
      await tx.query(
        'select id from stock_item where product_id = $1 and site_code = any($2) order by id for no key update',
        [product, [input.fromSiteCode, input.toSiteCode]],
      );
      const [from] = await tx.query<Item>(
        `update stock_item set on_hand = on_hand - $3, version = version + 1
          where product_id = $1 and site_code = $2 and on_hand - reserved >= $3 returning ${ITEM_COLUMNS}`,
        [product, input.fromSiteCode, quantity],
      );
      if (!from) throw await this.insufficient(tx, product, input.fromSiteCode, scale);
      const [to] = await tx.query<Item>(
        `update stock_item set on_hand = on_hand + $3, version = version + 1
          where product_id = $1 and site_code = $2 and on_hand + $3 <= ${MOST} returning ${ITEM_COLUMNS}`,
        [product, input.toSiteCode, quantity],
      );
      if (!to) throw tooMuch('quantity');
      const what = { by: viewer.scope, reason: input.reason, reserved: 0 };
      await record(tx, from, { kind: 'TRANSFER_OUT', onHand: -quantity, ...what });
      await record(tx, to, { kind: 'TRANSFER_IN', onHand: quantity, ...what });
      await this.lots.moved(tx, from, to, quantity, viewer.scope);
      return [from.id, to.id];
    });
  }

  /** Absolute: what was counted becomes the quantity on hand, if the book still says what the counter was told. */
  count(viewer: Viewer, { idempotencyKey, ...input }: StockCountInput): Promise<number[]> {
    return this.once(viewer, idempotencyKey, { stockCount: input }, async (tx) => {
      const { product, scale } = await this.target(tx, input.productId);
      const expected = steps(input.expected, scale, 'expected', { zero: true, signed: true });
      const counted = steps(input.counted, scale, 'counted', { zero: true });
      await this.site(tx, viewer, input.siteCode, 'siteCode');
      await ensureItem(tx, product, input.siteCode, scale);
      const [item] = await tx.query<Item>(
        `update stock_item set on_hand = $4, version = version + 1
          where product_id = $1 and site_code = $2 and on_hand = $3 and (reserved <= $4 or on_hand <= $4) returning ${ITEM_COLUMNS}`,
        [product, input.siteCode, expected, counted],
      );
      if (!item) {
        const now = await currentItem(tx, product, input.siteCode);
        if (now.onHand !== expected)
          throw stockErrors.refuse('STALE', { field: 'expected', actual: formatQuantity(now.onHand, scale) });
        throw stockErrors.refuse('BELOW_RESERVED', { field: 'counted', reserved: formatQuantity(now.reserved, scale) });
      }
      await record(tx, item, {
        kind: 'COUNT',
        onHand: counted - expected,
        reserved: 0,
        by: viewer.scope,
        reason: input.reason,
      });
      if (counted < expected) await this.lots.fewer(tx, item, viewer.scope);
      return [item.id];
    });
  }

  adjust(viewer: Viewer, { idempotencyKey, ...input }: StockAdjustInput): Promise<number[]> {
    return this.once(viewer, idempotencyKey, { stockAdjust: input }, async (tx) => {
      const reason = input.reason.trim();
      if (reason.length < 2 || reason.length > 200) throw stockErrors.refuse('REASON_REQUIRED', { field: 'reason' });
      const { product, scale } = await this.target(tx, input.productId);
      const delta = steps(input.delta, scale, 'delta', { signed: true });
      await this.site(tx, viewer, input.siteCode, 'siteCode');
      await ensureItem(tx, product, input.siteCode, scale);
      const [item] = await tx.query<Item>(
        `update stock_item set on_hand = on_hand + $3, version = version + 1
          where product_id = $1 and site_code = $2 and on_hand + $3 <= ${MOST} and ($3 > 0 or on_hand + $3 >= reserved) returning ${ITEM_COLUMNS}`,
        [product, input.siteCode, delta],
      );
      if (!item)
        throw delta > 0 ? tooMuch('delta') : await this.insufficient(tx, product, input.siteCode, scale, 'delta');
      await record(tx, item, { kind: 'ADJUST', onHand: delta, reserved: 0, by: viewer.scope, reason });
      if (delta < 0) await this.lots.fewer(tx, item, viewer.scope);
      return [item.id];
    });
  }

  private once(
    viewer: Viewer,
    key: string,
    input: object,
    work: (tx: Transaction) => Promise<number[]>,
  ): Promise<number[]> {
    return commandOnce(this.db, { scope: viewer.scope, key, input }, work);
  }

  private async target(tx: Transaction, productId: string): Promise<Target> {
    const key = numericKey(productId, 'Product');
    const [found] = await tx.query<{ scale: number }>('select scale from product where id = $1', [key]);
    if (key === null || !found) throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
    return { product: key, scale: found.scale };
  }

  private async site(tx: Transaction, viewer: Viewer, code: string, field: string): Promise<void> {
    const [site] = await tx.query<{ place: string }>(
      'select place_code as place from site where code = $1 and active',
      [code],
    );
    if (!site || !may(viewer, 'move', 'Stock', { place: site.place, site: code })) {
      throw generalErrors.refuse('NOT_FOUND', { field, thing: `site ${code}` });
    }
  }

  private async insufficient(
    tx: Transaction,
    product: number,
    site: string,
    scale: number,
    field = 'quantity',
  ): Promise<Error> {
    const now = await currentItem(tx, product, site);
    return stockErrors.refuse('INSUFFICIENT_STOCK', {
      field,
      available: formatQuantity(now.onHand - now.reserved, scale),
    });
  }
}

const tooMuch = (field: string): Error =>
  stockErrors.refuse('BAD_QUANTITY', { field, expected: '超出账面上限', expectedEn: 'the book cannot hold so much' });

function steps(text: string, scale: number, field: string, { zero = false, signed = false } = {}): number {
  try {
    const value = parseQuantity(text, scale, { signed });
    if (value === 0 && !zero)
      throw stockErrors.refuse('BAD_QUANTITY', { field, expected: '须大于零', expectedEn: 'it must not be zero' });
    return value;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw stockErrors.refuse('BAD_QUANTITY', {
      field,
      expected: `最多 ${scale} 位小数的十进制数`,
      expectedEn: `a decimal with at most ${scale} digits after the point`,
    });
  }
}
