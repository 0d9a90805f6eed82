/** Official division codes: 6 digits for a county, 9 for a township, 12 for a village; each begins with the one above it. */
export type PlaceLevel = 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';

const LEVELS: Readonly<Record<number, PlaceLevel>> = { 6: 'COUNTY', 9: 'TOWNSHIP', 12: 'VILLAGE' };

/** The level a code is of; null for text that is no place code. */
export const levelOf = (code: string): PlaceLevel | null =>
  /^[1-8]\d+$/.test(code) ? (LEVELS[code.length] ?? null) : null;

/** Whether a place is the given one or lies within it. Never true of a prefix that is no place code. */
export const isUnder = (code: string, place: string): boolean =>
  levelOf(code) !== null && levelOf(place) !== null && code.startsWith(place);

/** Code of the place one level up; null for a county. Throws for text that is no place code. */
export function placeAbove(code: string): string | null {
  const level = levelOf(code);
  if (!level) throw new RangeError(`"${code}" is not a place code of 6, 9 or 12 digits`);
  return level === 'COUNTY' ? null : code.slice(0, -3);
}
