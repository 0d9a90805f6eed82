import { chinaDay, checkText } from './shop.rules.js';
import { shopsErrors } from './shops.errors.js';

/** A season by days of the year, both included, `MM-DD`; from after to means over the new year. */
export interface Season {
  from: string;
  to: string;
}

/** Booking opens this long ahead: our own figure. */
export const MAX_DAYS_AHEAD = 180;
const MAX_PEOPLE = 200;
const DAY_MS = 86_400_000;

/** Is the `YYYY-MM-DD` day in season? 29 February belongs to a season that holds 28 February and 1 March. */
export function inSeason({ from, to }: Season, day: string): boolean {
  const date = day.slice(5);
  return from <= to ? from <= date && date <= to : date >= from || date <= to;
}

export function checkSeason({ from, to }: Season): void {
  if (!isRealDay(`2024-${from}`)) throw shopsErrors.refuse('BAD_SEASON', { field: 'seasonFrom' });
  if (!isRealDay(`2024-${to}`)) throw shopsErrors.refuse('BAD_SEASON', { field: 'seasonTo' });
}

const MAX_CAPACITY = 10_000;
const MAX_PRICE_FEN = 10_000_000;

/** The plain facts of a picking experience. */
export function checkExperience(fields: {
  name: string;
  description?: string | null;
  seasonFrom: string;
  seasonTo: string;
  capacityPerDay: number;
  priceFen: number;
}): void {
  checkText('name', fields.name, 60, 'BAD_NAME');
  if ([...(fields.description ?? '')].length > 2000)
    throw shopsErrors.refuse('BAD_DESCRIPTION', { field: 'description' });
  checkSeason({ from: fields.seasonFrom, to: fields.seasonTo });
  if (!Number.isInteger(fields.capacityPerDay) || fields.capacityPerDay < 1 || fields.capacityPerDay > MAX_CAPACITY) {
    throw shopsErrors.refuse('BAD_CAPACITY', { field: 'capacityPerDay' });
  }
  if (fields.priceFen < 0 || fields.priceFen > MAX_PRICE_FEN)
    throw shopsErrors.refuse('BAD_PRICE', { field: 'priceFen' });
}

/** Checks what can be checked of a booking before its day is asked for room. */
export function checkBooking({ day, people }: { day: string; people: number }, season: Season, now: Date): void {
  const today = chinaDay(now);
  if (!isRealDay(day)) throw shopsErrors.refuse('BAD_DAY', { field: 'day' });
  if (day < today) throw shopsErrors.refuse('DAY_PASSED', { field: 'day' });
  if (Date.parse(day) - Date.parse(today) > MAX_DAYS_AHEAD * DAY_MS)
    throw shopsErrors.refuse('TOO_EARLY', { field: 'day', days: MAX_DAYS_AHEAD });
  if (!inSeason(season, day)) throw shopsErrors.refuse('OUT_OF_SEASON', { field: 'day', ...season });
  if (!Number.isInteger(people) || people < 1 || people > MAX_PEOPLE)
    throw shopsErrors.refuse('BAD_PEOPLE', { field: 'people' });
}

/** Whether the calendar has it: `Date` turns 30 February into 1 March. */
export function isRealDay(day: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}
