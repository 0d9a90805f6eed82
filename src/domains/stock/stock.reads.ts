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

const totals = (product: string, stock: string) => `
  left join lateral (select sum(i.on_hand)::bigint as on_hand, sum(i.reserved)::bigint as reserved
                       from stock_item i where i.product_id = ${product}.id) ${stock} on true`;

// `Product.stock` is contributed from here, so that the catalogue need not know of stock.
Field(() => ProductStock, { description: 'What is left of it, live, over all its sites.', simple: true })(
  Product.prototype,
  'stock',
);
productReads.contributeJoined('stock', {
  join: totals,
  columns: ['$t.on_hand', '$t.reserved'],
  build: (values, { scale }: ProductRow) => {
    const [onHand, reserved] = values.map((steps) => (steps as number | null) ?? 0) as [number, number];
    return {
      onHand: formatQuantity(onHand, scale),
      reserved: formatQuantity(reserved, scale),
      available: formatQuantity(onHand - reserved, scale),
    };
  },
});
