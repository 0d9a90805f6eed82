import { parseQuantity, QuantityError } from '../../shared/quantity.js';
import { marketErrors } from './market.errors.js';

const DAY_MS = 86_400_000;

/** Text without blanks around it, of so many characters. @throws BAD_TEXT */
export function checkText(text: string, field: string, least: number, most: number): string {
  const value = text.trim();
  const { length } = [...value];
  if (length < least || length > most) throw marketErrors.refuse('BAD_TEXT', { field, least, most });
  return value;
}

/** Whether text like 2026-02-30 is a day of the calendar. */
export function isRealDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}

/** The day so many days after another, both `YYYY-MM-DD`. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** A real day from `first` to `last`. @throws BAD_DAY */
export function checkDay(day: string, field: string, { first, last }: { first: string; last: string }): string {
  if (!isRealDay(day))
    throw marketErrors.refuse('BAD_DAY', { field, expected: '没有这一天', expectedEn: 'there is no such day' });
  if (day < first || day > last)
    throw marketErrors.refuse('BAD_DAY', {
      field,
      expected: `须在 ${first} 至 ${last} 之间`,
      expectedEn: `from ${first} to ${last}`,
    });
  return day;
}

/** Steps of a quantity as typed, zero too. @throws BAD_QUANTITY */
export function checkQuantity(text: string, scale: number, field: string): number {
  try {
    return parseQuantity(text, scale);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw marketErrors.refuse('BAD_QUANTITY', {
      field,
      expected: `最多 ${scale} 位小数的十进制数`,
      expectedEn: `a decimal with at most ${scale} digits after the point`,
    });
  }
}
