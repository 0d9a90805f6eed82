/** Days of orders before today that stand for a year's demand, and days ahead whose planned output is held against it. */
export const SOLD_DAYS = 365;
export const AHEAD_DAYS = 365;

/** Goods of a kind: weights in grams (KG), whatever they were declared in. */
export interface Goods {
  industry: string;
  goods: string;
  unit: string;
}

/** What a village's producers mean to have ready, in steps. */
export interface VillagePlan extends Goods {
  village: string;
  planned: number;
}

/** What was ordered of a county's goods, in steps. */
export interface Demand extends Goods {
  county: string;
  /** Went to buyers in the days before, less what came back. */
  sold: number;
  /** Ordered and not sent yet. */
  open: number;
}

/** A village that is warned: the figures that it is warned by. */
export interface ScaleWarningFigures extends VillagePlan {
  countyPlanned: number;
  sold: number;
  open: number;
}

const countyOf = (code: string): string => code.slice(0, 6);
const keyOf = (county: string, { industry, goods, unit }: Goods): string =>
  JSON.stringify([county, industry, goods, unit]);

/**
 * 种养规模预警: where a county's planned output is more than what may be expected to be ordered (what went in the same length
 * of time before, and what is on order now), every village that plans any of it is warned. Ordered by village and goods.
 */
export function overPlanned(plans: readonly VillagePlan[], demands: readonly Demand[]): ScaleWarningFigures[] {
  const demandOf = new Map(demands.map((demand) => [keyOf(demand.county, demand), demand]));
  const plannedOf = new Map<string, number>();
  for (const plan of plans) {
    const key = keyOf(countyOf(plan.village), plan);
    plannedOf.set(key, (plannedOf.get(key) ?? 0) + plan.planned);
  }
  const rank = (one: VillagePlan) => `${one.village} ${one.industry} ${one.goods} ${one.unit}`;
  return plans
    .flatMap((plan): ScaleWarningFigures[] => {
      const key = keyOf(countyOf(plan.village), plan);
      const { sold = 0, open = 0 } = demandOf.get(key) ?? {};
      const countyPlanned = plannedOf.get(key)!;
      return countyPlanned > sold + open ? [{ ...plan, countyPlanned, sold, open }] : [];
    })
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
