import { isRealDay } from './day.rules.js';
import { qualityErrors } from './quality.errors.js';

/** Text without blanks around it, of so many characters. @throws BAD_TEXT */
export function checkText(text: string, field: string, least = 1, most = 200): string {
  const value = text.trim();
  const { length } = [...value];
  if (length < least || length > most) throw qualityErrors.refuse('BAD_TEXT', { field, least, most });
  return value;
}

/** A day of the calendar that is not after today. @throws BAD_DAY */
export function checkPastDay(day: string, today: string, field: string): string {
  if (!isRealDay(day))
    throw qualityErrors.refuse('BAD_DAY', { field, expected: '没有这一天', expectedEn: 'there is no such day' });
  if (day > today)
    throw qualityErrors.refuse('BAD_DAY', { field, expected: '不晚于今天', expectedEn: 'today at the latest' });
  return day;
}

/** Days that must not run backwards. @throws BAD_DAY */
export function checkOrder(from: string, until: string, field: string): void {
  if (from > until)
    throw qualityErrors.refuse('BAD_DAY', { field, expected: `不早于 ${from}`, expectedEn: `not before ${from}` });
}

export function checkPhotos(urls: readonly string[], field: string): readonly string[] {
  const fit = (url: string) => url.length <= 500 && url.startsWith('https://') && URL.canParse(url);
  if (urls.length > 9 || !urls.every(fit)) throw qualityErrors.refuse('BAD_PHOTO_URL', { field });
  return urls;
}
