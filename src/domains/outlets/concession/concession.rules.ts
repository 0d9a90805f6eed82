import type { Fen } from '../../../shared/money.js';

/** What a store may ask from a day on: a guarantee of 0 is none. */
export interface GuaranteeTerm {
  /** `yyyy-mm-dd`. */
  readonly fromDate: string;
  /** The least that a whole month's deduction comes to. */
  readonly guaranteeFen: Fen;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export const isMonth = (text: string): boolean => MONTH.test(text);

/** First day of a month such as 2026-07. */
export const firstDay = (month: string): string => `${month}-01`;

export const monthOf = (day: string): string => day.slice(0, 7);

export function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export const daysIn = (month: string): number => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
};

/**
 * 保底 of a month: each day counts with the guarantee that holds on it, as its share of the month, rounded half up over the
 * whole. `terms` in the order they were agreed; of two of one day the later one holds.
 */
export function guaranteeOf(month: string, terms: readonly GuaranteeTerm[]): Fen {
  const days = daysIn(month);
  let sum = 0n;
  for (let day = 1; day <= days; day++) {
    const date = `${month}-${String(day).padStart(2, '0')}`;
    const holding = terms
      .filter(({ fromDate }) => fromDate <= date)
      .reduce<GuaranteeTerm | null>((found, term) => (found && found.fromDate > term.fromDate ? found : term), null);
    sum += BigInt(holding?.guaranteeFen ?? 0);
  }
  return Number((2n * sum + BigInt(days)) / (2n * BigInt(days)));
}

/** What a month comes to between the store and the one whose goods they are. */
export interface Settlement {
  readonly salesFen: Fen;
  readonly returnsFen: Fen;
  readonly deductionFen: Fen;
  readonly guaranteeFen: Fen;
  /** By how much the deduction falls short of the guarantee. */
  readonly topUpFen: Fen;
  /** What the store pays over; below zero, what it is owed. */
  readonly payableFen: Fen;
}

export function settle(
  sums: Pick<Settlement, 'salesFen' | 'returnsFen' | 'deductionFen' | 'guaranteeFen'>,
): Settlement {
  const topUpFen = Math.max(0, sums.guaranteeFen - sums.deductionFen);
  return { ...sums, topUpFen, payableFen: sums.salesFen - sums.returnsFen - sums.deductionFen - topUpFen };
}
