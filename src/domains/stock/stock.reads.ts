import { Field } from 'type-graphql';
import { ReadModel } from '../../platform/graphql/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { Product, productReads, type ProductRow } from '../catalogue/index.js';
import { siteReads } from '../places/index.js';
import { ProductStock, type StockItemRow } from './stock.types.js';

interface Formatted {
  onHand?: string;
  reserved?: string;
  available?: string;
}

function format(row: StockItemRow & Formatted): void {
  row.onHand = formatQuantity(row.onHandSteps, row.scale);
  row.reserved = formatQuantity(row.reservedSteps, row.scale);
  row.available = formatQuantity(row.onHandSteps - row.reservedSteps, row.scale);
}

export const stockReads = new ReadModel<StockItemRow>({
  type: 'StockItem',
  table: 'stock_item',
  key: 'key',
  columns: {
    key: '$t.id',
    productKey: { sql: '$t.product_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    scale: { sql: '$t.scale', always: true },
    onHandSteps: { sql: '$t.on_hand', always: true },
    reservedSteps: { sql: '$t.reserved', always: true },
    version: '$t.version',
  },
  finish: format,
})
  .one('product', productReads, 'productKey', (i, p) => `left join product ${p} on ${p}.id = ${i}.product_id`)
  .one('site', siteReads, 'siteCode', (i, s) => `left join site ${s} on ${s}.code = ${i}.site_code`);

const TOTALS = `
  select product_id as product, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved
    from stock_item where product_id = any($1) group by product_id`;

// `Product.stock` is contributed from here, so that the catalogue need not know of stock.
Field(() => ProductStock, { description: 'What is left of it, live, over all its sites.', simple: true })(Product.prototype, 'stock');
productReads.contribute('stock', async (products: readonly (ProductRow & { stock?: object })[], { db }) => {
  const rows = await db.read<{ product: number; on_hand: number; reserved: number }>('stock_totals', TOTALS, [products.map((p) => p.key)]);
  const totals = new Map(rows.map((row) => [row.product, row]));
  for (const product of products) {
    const { on_hand = 0, reserved = 0 } = totals.get(product.key) ?? {};
    product.stock = {
      onHand: formatQuantity(on_hand, product.scale),
      reserved: formatQuantity(reserved, product.scale),
      available: formatQuantity(on_hand - reserved, product.scale),
    };
  }
});
