const HOURS = 8;
const DAY_MS = 86_400_000;

const inChina = (at: Date): Date => new Date(at.getTime() + HOURS * 3_600_000);

/** RFC 3339 with the offset of China, to the second, as WeChat writes times. */
export const chinaTime = (at: Date): string => `${inChina(at).toISOString().slice(0, 19)}+08:00`;

/** The calendar day in China, as `2026-03-01`. */
export const chinaDay = (at: Date): string => inChina(at).toISOString().slice(0, 10);

/** When a calendar day begins in China. */
export const dayBegins = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** Yesterday's bill is there from ten in the morning. Source: WeChat Pay API v3, trade bill. */
const BILL_MS = 34 * 3_600_000;
/** Bills go back three months. */
const BILL_DAYS = 90;

/**
 * Days whose bills are to be had and may hold something new since then, oldest first: two that were looked at before are
 * looked at again, so that what lies at midnight is seen with the days on both sides. The first look is no older.
 */
export function billDays(since: Date | null, now: Date): string[] {
  const last = Date.parse(chinaDay(new Date(now.getTime() - BILL_MS)));
  const earliest = last - (BILL_DAYS - 1) * DAY_MS;
  const before = Date.parse(chinaDay(new Date((since ?? now).getTime() - BILL_MS))) - DAY_MS;
  const days: string[] = [];
  for (let day = Math.max(before, earliest); day <= last; day += DAY_MS)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}
