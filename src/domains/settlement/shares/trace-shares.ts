import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../platform/graphql/index.js';
import { Trace, type TraceRow } from '../../trace/index.js';
import { PriceShare } from '../settlement.types.js';
import { sharesOfPrice } from './price-shares.js';
import { PLAN_COLUMNS, type SharePlanRow } from './share-plans.js';

/** The plan in force now, and the price of a product ($1) beside it. */
const PLAN_AND_PRICE = `
  select ${PLAN_COLUMNS}, (select price_fen from product where id = $1) as fen
    from share_plan where valid_from <= now() order by valid_from desc, version desc limit 1`;

/** `Trace.priceShares` (mission F4) is contributed from here, so that the trace need not know of settlement. */
@Resolver(() => Trace)
export class TracePriceSharesResolver {
  @FieldResolver(() => [PriceShare], {
    description:
      "How the product's price is shared on the platform's own channel, the part that reaches the producer first.",
  })
  async priceShares(@Root() { batch }: TraceRow, @Ctx() { db }: RequestContext): Promise<PriceShare[]> {
    const [plan] = await db.read<SharePlanRow & { fen: number }>('trace_shares', PLAN_AND_PRICE, [batch.productKey]);
    if (!plan) throw new Error('no share plan is in force');
    return sharesOfPrice(plan, 'direct', plan.fen);
  }
}
