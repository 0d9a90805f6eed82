import { amountFen as priceOf, type Fen } from '../../../shared/money.js';
import { parseQuantity } from '../../../shared/quantity.js';

/** How much a till says was sold, and for what. */
export interface ToldQuantity {
  readonly amountFen: Fen;
  /** Whole units as decimal text. */
  readonly quantity?: string | null;
  readonly weightG?: number | null;
  /** Price of a kilogram for what is weighed, else of one whole unit. Left out: the listed price. */
  readonly unitPriceFen?: Fen | null;
  /** How far the amount may lie from the price of the quantity, in thousandths. Left out: it is not held against it. */
  readonly tolerancePermille?: number | null;
  readonly pending?: string | null;
}

export interface KnownProduct {
  readonly unit: string;
  readonly scale: number;
  /** Of one whole unit on the channel; null where it is not listed. */
  readonly listedFen: Fen | null;
}

/** Steps of the product's unit, or why a person must look first. */
export type SoldQuantity = { readonly steps: number } | { readonly keptBack: string };

/** Grams of one whole unit that is weighed. */
const GRAMS: Readonly<Record<string, number>> = { KG: 1_000, JIN: 500 };

/** What was sold, in steps of the product's unit. Without quantity and weight it follows from the amount and the price. */
export function soldQuantity(told: ToldQuantity, product: KnownProduct | null): SoldQuantity {
  if (told.pending) return { keptBack: told.pending };
  if (!product) return { keptBack: 'UNKNOWN_PRODUCT' };
  const { unit, scale, listedFen } = product;
  const grams = GRAMS[unit];
  const { amountFen, quantity, weightG, tolerancePermille } = told;
  const kiloPrice = told.unitPriceFen ?? (listedFen === null || !grams ? null : (listedFen * 1_000) / grams);
  const unitPrice = told.unitPriceFen ?? listedFen;
  if (weightG != null) {
    if (!grams) return { keptBack: 'WRONG_UNIT' };
    if (tolerancePermille != null && kiloPrice !== null && !agrees(amountFen, kiloPrice, weightG, 3, tolerancePermille))
      return { keptBack: 'PRICE_MISMATCH' };
    return { steps: stepsOfGrams(weightG, grams, scale) };
  }
  if (quantity != null) {
    const steps = parsed(quantity, scale);
    if (steps === null) return { keptBack: 'WRONG_UNIT' };
    const checked = tolerancePermille != null && told.unitPriceFen != null;
    if (checked && !agrees(amountFen, told.unitPriceFen!, steps, scale, tolerancePermille))
      return { keptBack: 'PRICE_MISMATCH' };
    return { steps };
  }
  if (grams) {
    if (!kiloPrice) return { keptBack: 'PRICE_UNKNOWN' };
    return { steps: stepsOfGrams(Math.max(1, Math.round((amountFen * 1_000) / kiloPrice)), grams, scale) };
  }
  if (!unitPrice) return { keptBack: 'PRICE_UNKNOWN' };
  const pieces = amountFen / unitPrice;
  return Number.isInteger(pieces) && pieces > 0 ? { steps: pieces * 10 ** scale } : { keptBack: 'PRICE_MISMATCH' };
}

/** Rounded half up; nothing weighs nothing. */
const stepsOfGrams = (weightG: number, grams: number, scale: number): number =>
  Math.max(1, Math.floor((2 * weightG * 10 ** scale + grams) / (2 * grams)));

function parsed(quantity: string, scale: number): number | null {
  try {
    const steps = parseQuantity(quantity, scale);
    return steps > 0 ? steps : null;
  } catch {
    return null;
  }
}

/** Whether an amount is price × quantity within the tolerance, one fen at least. */
function agrees(amount: Fen, priceFen: Fen, steps: number, scale: number, permille: number): boolean {
  const expected = priceOf(priceFen, steps, scale);
  return Math.abs(amount - expected) <= Math.max(1, Math.floor((expected * permille) / 1_000));
}
