/** What a quantity counts. */
export enum Unit {
  KG = 'KG',
  JIN = 'JIN',
  PIECE = 'PIECE',
  BOX = 'BOX',
}

const SCALES: Readonly<Record<Unit, number>> = { KG: 3, JIN: 2, PIECE: 0, BOX: 0 };

/** Digits after the point of a unit's quantities: kilograms count grams, jin (500 g) hundredths, pieces and boxes whole ones. */
export const scaleOf = (unit: Unit): number => SCALES[unit];

export class QuantityError extends RangeError {
  constructor(readonly reason: 'NOT_A_DECIMAL' | 'TOO_PRECISE' | 'TOO_LARGE') {
    super(`quantity: ${reason}`);
    this.name = 'QuantityError';
  }
}

/** Steps of 10^-scale in a decimal string such as "1.250"; a minus sign only where `signed`. Throws {@link QuantityError}. */
export function parseQuantity(text: string, scale: number, { signed = false } = {}): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || (match[1] && !signed)) throw new QuantityError('NOT_A_DECIMAL');
  const fraction = match[3] ?? '';
  if (fraction.length > scale) throw new QuantityError('TOO_PRECISE');
  const steps = Number(match[2]! + fraction.padEnd(scale, '0'));
  if (!Number.isSafeInteger(steps)) throw new QuantityError('TOO_LARGE');
  return match[1] && steps !== 0 ? -steps : steps;
}

/** "1.250" for 1250 steps of scale 3: always exactly `scale` digits after the point. */
export function formatQuantity(steps: number, scale: number): string {
  if (scale === 0) return String(steps);
  const digits = String(Math.abs(steps)).padStart(scale + 1, '0');
  return `${steps < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
