/** A decimal as its digits and scale, so that limits are compared without fractions: "0.05" is 5 of scale 2. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,9}))?$/;
const NOT_DETECTED = /^(ND|N\.D\.|未检出)$/i;

function decimalOf(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const fraction = match[2] ?? '';
  return { digits: BigInt(match[1]! + fraction), scale: fraction.length };
}

export const isDecimal = (text: string): boolean => decimalOf(text) !== null;
export const isResult = (text: string): boolean => isDecimal(text) || NOT_DETECTED.test(text.trim());

/** Whether a result keeps a limit: at most it, or not detected at all. Neither may be anything but a result and a decimal. */
export function keeps(result: string, most: string): boolean {
  if (NOT_DETECTED.test(result.trim())) return true;
  const [value, limit] = [decimalOf(result), decimalOf(most)];
  if (!value || !limit) throw new RangeError(`"${result}" or "${most}" is no decimal`);
  return value.digits * 10n ** BigInt(limit.scale) <= limit.digits * 10n ** BigInt(value.scale);
}

export type Verdict = 'PASSED' | 'FAILED';

/** A report passes when every item does. */
export const overall = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.every((verdict) => verdict === 'PASSED') ? 'PASSED' : 'FAILED';
