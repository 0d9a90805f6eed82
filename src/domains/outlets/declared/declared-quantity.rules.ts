import { QuantityError, parseQuantity } from '../../../shared/quantity.js';

const GRAMS: Readonly<Record<string, number>> = { KG: 1_000, JIN: 500 };

/** Steps of a product's unit, below zero where more came back than was sold; null where it cannot be told in that unit. */
export function declaredSteps(
  { quantity, weightG }: { readonly quantity?: string | null; readonly weightG?: number | null },
  { unit, scale }: { readonly unit: string; readonly scale: number },
): number | null {
  if (weightG != null) {
    const grams = GRAMS[unit];
    if (!grams || !Number.isSafeInteger(weightG)) return null;
    const steps = Math.floor((2 * Math.abs(weightG) * 10 ** scale + grams) / (2 * grams));
    return weightG < 0 ? -steps : steps;
  }
  try {
    return quantity == null ? null : parseQuantity(quantity, scale, { signed: true });
  } catch (error) {
    if (error instanceof QuantityError) return null;
    throw error;
  }
}
