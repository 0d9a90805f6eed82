import { isRealDay } from './day.rules.js';

/** What an interval on a label forbids until it is over: 安全间隔期 the harvest; 休药期 the slaughter, or the sale of eggs. */
export type IntervalFor = 'HARVEST' | 'SLAUGHTER' | 'SALE';

export interface TimedUse {
  readonly name: string;
  /** Day of the last spraying or dose. */
  readonly lastOn: string;
  /** Days that the product's label says; 0 for none. */
  readonly intervalDays: number;
  readonly intervalFor: IntervalFor;
}

const DAY_MS = 86_400_000;

/** The first day on which it is allowed again: the last day of use and the label's days. Days are of the calendar in China. */
export function intervalEnd({ lastOn, intervalDays }: TimedUse): string {
  return addDays(lastOn, intervalDays);
}

export function addDays(day: string, days: number): string {
  if (!isRealDay(day)) throw new RangeError(`"${day}" is not a day`);
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The use whose interval forbids one of these on a day the longest, if any does. */
export function blockingUse<Use extends TimedUse>(
  uses: readonly Use[],
  actions: readonly IntervalFor[],
  day: string,
): { use: Use; endsOn: string } | null {
  let blocking: { use: Use; endsOn: string } | null = null;
  for (const use of uses) {
    if (!actions.includes(use.intervalFor)) continue;
    const endsOn = intervalEnd(use);
    if (endsOn > day && (!blocking || endsOn > blocking.endsOn)) blocking = { use, endsOn };
  }
  return blocking;
}

/** Whether goods taken on a day were taken while the input was used or its interval ran. */
export const breaches = (use: TimedUse & { readonly firstOn: string }, day: string): boolean =>
  use.firstOn <= day && day < intervalEnd(use);
