import { parseQuantity, QuantityError } from '../../shared/quantity.js';
import { circulationErrors } from './circulation.errors.js';

/** Steps of a quantity as typed; above zero unless `zero`. @throws BAD_QUANTITY */
export function stepsOf(text: string, scale: number, field: string, { zero = false } = {}): number {
  try {
    const steps = parseQuantity(text, scale);
    if (steps === 0 && !zero)
      throw circulationErrors.refuse('BAD_QUANTITY', { field, expected: '须大于零', expectedEn: 'above zero' });
    return steps;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw circulationErrors.refuse('BAD_QUANTITY', {
      field,
      expected: `最多 ${scale} 位小数的十进制数`,
      expectedEn: `a decimal with at most ${scale} digits after the point`,
    });
  }
}

/** Text without blanks around it, of so many characters. @throws BAD_TEXT */
export function textOf(text: string, field: string, least: number, most: number): string {
  const value = text.trim();
  const { length } = [...value];
  if (length < least || length > most) throw circulationErrors.refuse('BAD_TEXT', { field, least, most });
  return value;
}

export const optionalText = (text: string | null | undefined, field: string, most: number): string | null =>
  text?.trim() ? textOf(text, field, 1, most) : null;

/** Between one and `most` things, none named twice by `key`. @throws TOO_MANY_LINES, TWICE */
export function distinct<Thing>(
  things: readonly Thing[],
  field: string,
  most: number,
  key: (thing: Thing) => string,
): void {
  if (things.length < 1 || things.length > most) throw circulationErrors.refuse('TOO_MANY_LINES', { field, most });
  const seen = new Set<string>();
  for (const [i, thing] of things.entries()) {
    if (seen.has(key(thing))) throw circulationErrors.refuse('TWICE', { field: `${field}.${i}` });
    seen.add(key(thing));
  }
}
