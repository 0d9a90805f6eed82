import { Field } from 'type-graphql';
import { Product, productReads } from '../../catalogue/index.js';
import { PriceShare } from '../settlement.types.js';
import { currentPlan, sharesOfPrice } from './price-shares.js';

// `Product.priceShares` (mission F4) is contributed from here, so that the catalogue need not know of settlement.
Field(() => [PriceShare], {
  description: 'How its price is shared on the platform’s own channel, the part that reaches the producer first.',
  simple: true,
})(Product.prototype, 'priceShares');

productReads.contribute('priceShares', async (products, context) => {
  const plan = await currentPlan(context);
  const prices = await context.db.read<{ key: number; fen: number }>(
    'product_prices',
    'select id as key, price_fen as fen from product where id = any($1)',
    [products.map(({ key }) => key)],
  );
  const byKey = new Map(prices.map(({ key, fen }) => [key, fen]));
  for (const product of products)
    Object.assign(product, { priceShares: sharesOfPrice(plan, 'direct', byKey.get(product.key)!) });
});
