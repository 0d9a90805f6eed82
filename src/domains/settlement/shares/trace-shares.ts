import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loaderOf, type RequestContext } from '../../../platform/graphql/index.js';
import { Trace, type TraceRow } from '../../trace/index.js';
import { PriceShare } from '../settlement.types.js';
import { currentPlan, sharesOfPrice } from './price-shares.js';

/** `Trace.priceShares` (mission F4) is contributed from here, so that the trace need not know of settlement. */
@Resolver(() => Trace)
export class TracePriceSharesResolver {
  @FieldResolver(() => [PriceShare], {
    description:
      "How the product's price is shared on the platform's own channel, the part that reaches the producer first.",
  })
  async priceShares(@Root() { batch }: TraceRow, @Ctx() context: RequestContext): Promise<PriceShare[]> {
    const [plan, fen] = await Promise.all([currentPlan(context), priceOf(context, batch.productKey)]);
    return sharesOfPrice(plan, 'direct', fen);
  }
}

/** Price of a product in fen, by its key. */
const priceOf = (context: RequestContext, product: number): Promise<number> =>
  loaderOf<number, number>(context, 'Trace.price', async (keys) => {
    const rows = await context.db.read<{ key: number; fen: number }>(
      'product_prices',
      'select id as key, price_fen as fen from product where id = any($1)',
      [keys],
    );
    const byKey = new Map(rows.map(({ key, fen }) => [key, fen]));
    return keys.map((key) => byKey.get(key)!);
  }).load(product);
