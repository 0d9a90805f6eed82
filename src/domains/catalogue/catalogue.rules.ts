import { Industry, ProductStatus } from './product.entity.js';

/** Days without an update after which a listing is flagged, and after which it is hidden (mission B5). */
export interface FreshnessRule {
  staleDays: number;
  hiddenDays: number;
}

/** Fresh produce ages in days, what is pickled or dried in months. Our own figures: the plan asks for "regular" updates. */
export const FRESHNESS_RULES: Readonly<Record<Industry, FreshnessRule>> = {
  [Industry.CATTLE]: { staleDays: 30, hiddenDays: 90 },
  [Industry.SHEEP]: { staleDays: 30, hiddenDays: 90 },
  [Industry.POULTRY]: { staleDays: 15, hiddenDays: 45 },
  [Industry.VEGETABLE]: { staleDays: 7, hiddenDays: 21 },
  [Industry.FRUIT]: { staleDays: 14, hiddenDays: 42 },
  [Industry.PICKLED]: { staleDays: 60, hiddenDays: 180 },
  [Industry.DELICACY]: { staleDays: 45, hiddenDays: 135 },
  [Industry.PRIMARY]: { staleDays: 60, hiddenDays: 180 },
};

export type Freshness = 'FRESH' | 'STALE' | 'HIDDEN';

const DAY_MS = 86_400_000;

export function freshnessDates(industry: Industry, freshenedAt: Date): { staleAt: Date; hiddenAt: Date } {
  const { staleDays, hiddenDays } = FRESHNESS_RULES[industry];
  return {
    staleAt: new Date(freshenedAt.getTime() + staleDays * DAY_MS),
    hiddenAt: new Date(freshenedAt.getTime() + hiddenDays * DAY_MS),
  };
}

/** Dates are ISO text in UTC, so they compare as text. */
export function freshnessAt(now: string, staleAt: string, hiddenAt: string): Freshness {
  if (now >= hiddenAt) return 'HIDDEN';
  return now >= staleAt ? 'STALE' : 'FRESH';
}

/** What everyone sees; `now` is ISO text, as the row's date. */
export const isShown = ({ status, hiddenAt }: { status: string; hiddenAt: string }, now: string): boolean =>
  status === ProductStatus.PUBLISHED && hiddenAt > now;

/** From → to: what publishing and withdrawing may do. Doing it again is no error. */
const TRANSITIONS: Readonly<Record<ProductStatus, readonly ProductStatus[]>> = {
  [ProductStatus.DRAFT]: [ProductStatus.PUBLISHED, ProductStatus.WITHDRAWN],
  [ProductStatus.PUBLISHED]: [ProductStatus.PUBLISHED, ProductStatus.WITHDRAWN],
  [ProductStatus.WITHDRAWN]: [ProductStatus.PUBLISHED, ProductStatus.WITHDRAWN],
};

export const mayBecome = (from: ProductStatus, to: ProductStatus): boolean => TRANSITIONS[from].includes(to);
