const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;

/** Whether two days (`YYYY-MM-DD`, both real) are a period of at most a year. */
export function isPeriod(from: string, to: string): boolean {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  return last >= first && (last - first) / DAY_MS < LONGEST_DAYS;
}
