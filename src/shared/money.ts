/** Money in fen, a whole number within ±(2^53 − 1). */
export type Fen = number;

/** Refuses anything that is not a whole, safe number of fen. */
export function fen(value: number | bigint): Fen {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${value} is not a whole number of fen below 2^53`);
  return amount;
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0n;
  for (const amount of amounts) total += BigInt(fen(amount));
  return fen(total);
}

/** Price of `steps` × 10^-scale units at `priceFen` a whole unit, rounded half up. Neither may be negative. */
export function amountFen(priceFen: Fen, steps: number, scale: number): Fen {
  if (priceFen < 0 || steps < 0) throw new RangeError('a price and a quantity are not negative');
  const unit = 10n ** BigInt(scale);
  return fen((2n * BigInt(priceFen) * BigInt(steps) + unit) / (2n * unit));
}

/**
 * Splits a total by weights so that the shares add up exactly: everyone gets their share rounded down, and the fen left over
 * go to the largest remainders, the earlier one first among equals.
 */
export function splitFen(total: Fen, weights: readonly number[]): Fen[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(fen(weight)), 0n);
  if (whole === 0n || weights.some((weight) => weight < 0))
    throw new RangeError('weights are not negative and not all zero');
  const sign = total < 0 ? -1n : 1n;
  const amount = BigInt(fen(total)) * sign;
  const shares = weights.map((weight) => (amount * BigInt(weight)) / whole);
  const byRemainder = weights
    .map((weight, i) => ({ i, remainder: (amount * BigInt(weight)) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  let left = amount - shares.reduce((sum, share) => sum + share, 0n);
  for (const { i } of byRemainder) {
    if (left === 0n) break;
    shares[i]! += 1n;
    left -= 1n;
  }
  return shares.map((share) => fen(share * sign));
}

/** "12.34" for 1234 fen. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(fen(amount))).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Fen of a yuan amount written as "12", "12.3" or "12.34"; null for anything else. Never goes through a float. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]! + (match[2] ?? '').padEnd(2, '0')) : null;
}
