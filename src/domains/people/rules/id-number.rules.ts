import type { Checked } from './phone.rules.js';

/** GB 11643: weights of the first 17 digits, and the check character of each remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** First two digits that GB/T 2260 gives to provinces. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** A region that no person has: synthetic people of the demo carry it, so that no real number is ever made. */
export const SYNTHETIC_REGION = '990000';

export type IdNumberFault =
  'BAD_ID_NUMBER_FORM' | 'BAD_ID_NUMBER_REGION' | 'BAD_ID_NUMBER_DATE' | 'BAD_ID_NUMBER_CHECKSUM';

/** Checks a citizen's number in full: form, region, a real date from 1900 to `today` (YYYY-MM-DD), checksum. */
export function checkIdNumber(text: string, today: string, allowSynthetic: boolean): Checked<string, IdNumberFault> {
  const value = text.trim().toUpperCase();
  const fault = (code: IdNumberFault, zh: string, en: string) => ({ ok: false, code, expected: { zh, en } }) as const;
  if (!/^\d{17}[\dX]$/.test(value))
    return fault('BAD_ID_NUMBER_FORM', '18 位身份证号', 'an ID number of 18 characters');
  const synthetic = allowSynthetic && value.startsWith(SYNTHETIC_REGION);
  if (!PROVINCES.has(value.slice(0, 2)) && !synthetic)
    return fault('BAD_ID_NUMBER_REGION', '有效的行政区划', 'a known region');
  const date = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isRealDate(date) || date < '1900-01-01' || date > today)
    return fault('BAD_ID_NUMBER_DATE', '1900 年至今的真实日期', 'a real date from 1900 to today');
  if (value[17] !== checkCharacter(value))
    return fault('BAD_ID_NUMBER_CHECKSUM', '正确的校验位', 'a correct check character');
  return { ok: true, value };
}

/** The 18th character for the first 17. */
export function checkCharacter(digits: string): string {
  return CHECK[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11]!;
}

function isRealDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
