import { loaderOf, type RequestContext } from '../../../platform/graphql/index.js';
import { splitFen, sumFen } from '../../../shared/money.js';
import type { PriceShare } from '../settlement.types.js';
import { PARTIES, partsOf, WHOLE_BP, type Party, type SharePlan } from './share-plan.rules.js';
import { PLAN_COLUMNS, type SharePlanRow } from './share-plans.js';

const NOW = `select ${PLAN_COLUMNS} from share_plan where valid_from <= now() order by valid_from desc, version desc limit 1`;

/** The plan in force now, read once a request. */
export function currentPlan(context: RequestContext): Promise<SharePlanRow> {
  return loaderOf<string, SharePlanRow>(context, 'SharePlan.current', async (keys) => {
    const [plan] = await context.db.read<SharePlanRow>('share_plan_now', NOW);
    if (!plan) throw new Error('no share plan is in force');
    return keys.map(() => plan);
  }).load('now');
}

/** How a price would be shared on a channel now. */
export function sharesOfPrice(plan: SharePlan, channel: string, priceFen: number): PriceShare[] {
  const parts = partsOf(plan, channel);
  const amounts = splitFen(
    priceFen,
    PARTIES.map((party) => parts[party]),
  );
  return PARTIES.map((party, i) => ({ party, basisPoints: parts[party], amountFen: amounts[i]! })).filter(
    ({ basisPoints }) => basisPoints > 0,
  );
}

/** How a paid order's money was shared, less what went back; null while it is not paid. */
export function sharesOfOrder(context: RequestContext, orderKey: string): Promise<PriceShare[] | null> {
  return loaderOf<string, PriceShare[] | null>(context, 'Order.priceShares', async (keys) => {
    const rows = await context.db.read<{ orderKey: string; party: Party; amountFen: number }>(
      'order_price_shares',
      `select order_id as "orderKey", party, (sum(amount_fen - refunded_fen))::bigint as "amountFen"
         from order_share where order_id = any($1::uuid[]) group by order_id, party`,
      [keys],
    );
    const byOrder = Map.groupBy(rows, (row) => row.orderKey);
    return keys.map((key) => {
      const found = byOrder.get(key);
      return found ? summed(new Map(found.map(({ party, amountFen }) => [party, amountFen]))) : null;
    });
  }).load(orderKey);
}

/** Basis points by largest remainder, so that they add up to the whole like the amounts do. */
function summed(amounts: ReadonlyMap<Party, number>): PriceShare[] {
  const parties = PARTIES.filter((party) => (amounts.get(party) ?? 0) > 0);
  const fens = parties.map((party) => amounts.get(party)!);
  const points = sumFen(fens) === 0 ? [] : splitFen(WHOLE_BP, fens);
  return parties.map((party, i) => ({ party, basisPoints: points[i]!, amountFen: fens[i]! }));
}
