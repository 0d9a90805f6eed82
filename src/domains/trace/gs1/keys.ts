import { checkDigit } from '../../../proof/index.js';

/**
 * GS1 keys of our goods and places: GTINs of products, GLNs of sites, lots as batch codes. Source: GS1 General Specifications,
 * sections 3.3 (AI), 7.9 (check digit) and GS1 Digital Link 1.3 (`/01/{gtin14}/10/{lot}`).
 */

/** Digits of an item's or place's own number and the prefix together; the check digit is the 13th. */
const NUMBERED = 12;
/** The characters that GS1 allows in a lot number, and how many. */
const LOT = /^[!"%-?A-Z_a-z]{1,20}$/;

/** Whether the last digit of a GTIN or GLN is the check digit of the others. */
export const hasCheckDigit = (key: string): boolean =>
  /^\d{8}$|^\d{12,14}$/.test(key) && checkDigit(key.slice(0, -1)) === key.at(-1);

/** Thrown where a number does not fit behind the prefix: the county needs a shorter prefix. */
export class Gs1RangeError extends RangeError {}

function numbered(prefix: string, number: number): string {
  const digits = String(number);
  if (!Number.isSafeInteger(number) || number < 0 || prefix.length + digits.length > NUMBERED) {
    throw new Gs1RangeError(`${number} does not fit behind the GS1 prefix ${prefix}`);
  }
  const key = prefix + digits.padStart(NUMBERED - prefix.length, '0');
  return key + checkDigit(key);
}

function numberOf(prefix: string, key: string): number | null {
  return key.length === NUMBERED + 1 && hasCheckDigit(key) && key.startsWith(prefix)
    ? Number(key.slice(prefix.length, NUMBERED))
    : null;
}

/** GTIN-14 of a product, by its key. */
export const gtinOf = (prefix: string, product: number): string => `0${numbered(prefix, product)}`;

/** Key of the product of a GTIN with 13 or 14 digits; null where it is not ours or its check digit is wrong. */
export function productOf(prefix: string, gtin: string): number | null {
  if (gtin.length === 14 && !gtin.startsWith('0')) return null;
  return numberOf(prefix, gtin.length === 14 ? gtin.slice(1) : gtin);
}

/** GLN of a site, by its key. */
export const glnOf = (prefix: string, site: number): string => numbered(prefix, site);

/** Key of the site of a GLN; null where it is not ours or its check digit is wrong. */
export const siteOf = (prefix: string, gln: string): number | null =>
  gln.length === 13 ? numberOf(prefix, gln) : null;

/** Whether a batch code may stand as a lot (AI 10). */
export const isLot = (code: string): boolean => LOT.test(code);

/** Path of a batch's Digital Link below a domain: `/01/{gtin14}/10/{lot}`. */
export const batchPath = (gtin: string, lot: string): string => `/01/${gtin}/10/${encodeURIComponent(lot)}`;

/** Canonical GS1 URI of a batch, as EPCIS names a class of goods by lot. */
export const batchUri = (gtin: string, lot: string): string => `https://id.gs1.org${batchPath(gtin, lot)}`;

/** Canonical GS1 URI of a place, as EPCIS names read points and business locations. */
export const placeUri = (gln: string): string => `https://id.gs1.org/414/${gln}`;
