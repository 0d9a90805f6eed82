import { fingerprint } from '../../../platform/persistence/index.js';
import { sumFen } from '../../../shared/money.js';
import { checkExternalId, checkFen, moment } from '../../orders/index.js';
import { counterErrors } from './counter-sales.errors.js';
import type { ToldQuantity } from './sold-quantity.rules.js';
import type { Tender } from './tender-shares.rules.js';

/** A line as a till tells it. */
export interface ToldLine extends ToldQuantity {
  /** Their id of the line; unique in the receipt. */
  readonly externalId: string;
  /** Key of the product; null where what they call it is not linked. */
  readonly product: number | null;
  /** What they call it. */
  readonly ref: string;
}

/** A receipt of goods that were sold and handed over. */
export interface ToldSale {
  readonly channel: string;
  readonly externalId: string;
  readonly siteCode: string;
  readonly soldAt: string;
  /** Left out: the county's day of `soldAt`. */
  readonly businessDate?: string | null;
  readonly lines: readonly ToldLine[];
  readonly tenders: readonly Tender[];
  /** What cannot be booked yet is kept back, and the rest is booked; otherwise the sale is refused for it. */
  readonly keepUnknown: boolean;
  readonly by: string;
}

export interface CheckedSale extends ToldSale {
  readonly at: Date;
  readonly totalFen: number;
  /** What makes it the same sale: its money, time and place. What an article is called may be mended later. */
  readonly print: string;
}

/** Throws the first thing that is wrong with it as such. */
export function checkSale(sale: ToldSale): CheckedSale {
  const at = moment(sale.soldAt, 'soldAt');
  checkExternalId(sale.externalId, 'externalId');
  checkDay(sale.businessDate);
  const { lines, tenders, siteCode, businessDate = null } = sale;
  if (lines.length < 1 || lines.length > 500) throw counterErrors.refuse('NO_LINES', { field: 'lines' });
  if (new Set(lines.map(({ externalId }) => externalId)).size < lines.length)
    throw counterErrors.refuse('BAD_LINE_ID', { field: 'lines' });
  for (const [i, line] of lines.entries()) checkFen(line.amountFen, `lines.${i}.amountFen`);
  for (const [i, tender] of tenders.entries()) checkFen(tender.amountFen, `tenders.${i}.amountFen`);
  const totalFen = checkFen(sumFen(lines.map(({ amountFen }) => amountFen)), 'lines');
  if (sumFen(tenders.map(({ amountFen }) => amountFen)) !== totalFen)
    throw counterErrors.refuse('AMOUNT_MISMATCH', { field: 'tenders', due: totalFen });
  const amounts = lines.map(({ externalId, amountFen }) => [externalId, amountFen]);
  const print = fingerprint({ siteCode, businessDate, soldAt: at, amounts, tenders });
  return { ...sale, at, totalFen, print };
}

export function checkDay(day: string | null | undefined): void {
  if (day == null) return;
  const real = /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  if (!real) throw counterErrors.refuse('BAD_DAY', { field: 'businessDate' });
}
