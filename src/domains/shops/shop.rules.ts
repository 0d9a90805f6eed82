import { shopsErrors } from './shops.errors.js';

/** One opening of one weekday (1 Monday … 7 Sunday), `HH:MM` in China time. Closing at or before opening means the next day. */
export interface OpenHours {
  weekday: number;
  opens: string;
  closes: string;
}

const DAY = 1_440;
const WEEK = 7 * DAY;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** China keeps one time, eight hours ahead of UTC, without summer time since 1991. */
export const CHINA_OFFSET_MS = 8 * 3_600_000;
const MAX_OPENINGS = 28;
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

/** The calendar day in China, `YYYY-MM-DD`. */
export const chinaDay = (at: Date): string => new Date(at.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);

/** Is some opening running at that moment? The closing minute itself is closed. */
export function isOpen(hours: readonly OpenHours[], at: Date): boolean {
  const china = new Date(at.getTime() + CHINA_OFFSET_MS);
  const now = ((china.getUTCDay() + 6) % 7) * DAY + china.getUTCHours() * 60 + china.getUTCMinutes();
  return hours.some((opening) => {
    const { from, minutes } = span(opening);
    return (now - from + WEEK) % WEEK < minutes;
  });
}

export function checkHours(hours: readonly OpenHours[]): void {
  const refuse = (i: number) => shopsErrors.refuse('BAD_HOURS', { field: `openingHours.${i}` });
  if (hours.length > MAX_OPENINGS) throw refuse(MAX_OPENINGS);
  hours.forEach(({ weekday, opens, closes }, i) => {
    if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) throw refuse(i);
    if (!TIME.test(opens) || !(TIME.test(closes) || closes === '24:00')) throw refuse(i);
  });
  const spans = hours.map((opening, i) => ({ ...span(opening), i })).sort((a, b) => a.from - b.from);
  spans.forEach((current, n) => {
    const next = spans[(n + 1) % spans.length]!;
    const until = n + 1 < spans.length ? next.from : next.from + WEEK;
    if (current.from + current.minutes > until) throw refuse(next.i);
  });
}

function span({ weekday, opens, closes }: OpenHours): { from: number; minutes: number } {
  const minutes = minuteOf(closes) - minuteOf(opens);
  return { from: (weekday - 1) * DAY + minuteOf(opens), minutes: minutes > 0 ? minutes : minutes + DAY };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The plain facts of a shop, wherever they come from; what is left out is not checked. */
export function checkShop(fields: {
  name?: string | null;
  address?: string | null;
  phone?: string | null;
  openingHours?: readonly OpenHours[] | null;
}): void {
  checkText('name', fields.name, 60, 'BAD_NAME');
  checkText('address', fields.address, 200, 'BAD_ADDRESS');
  if (fields.phone) checkPhone(fields.phone, 'phone');
  checkHours(fields.openingHours ?? []);
}

export function checkText(
  field: string,
  text: string | null | undefined,
  max: number,
  code: 'BAD_NAME' | 'BAD_ADDRESS',
): void {
  if (text === null || text === undefined) return;
  const length = [...text.trim()].length;
  if (length === 0 || length > max) throw shopsErrors.refuse(code, { field });
}

/** A mobile number, or a landline as shops and villages have. */
export function checkPhone(phone: string, field: string): void {
  if (!PHONE.test(phone)) throw shopsErrors.refuse('BAD_PHONE', { field });
}

export function checkSiteCode(code: string): void {
  if (!/^[A-Z0-9][A-Z0-9-]{1,39}$/.test(code)) throw shopsErrors.refuse('BAD_SITE_CODE', { field: 'siteCode' });
}
