import { checkDigit } from '../../../proof/index.js';
import { hasCheckDigit, isLot, productOf } from '../gs1/keys.js';

/** What somebody typed or scanned: the lots it may stand for, the likeliest first, and the product where it names one. */
export interface GivenCode {
  readonly lots: readonly string[];
  /** Key of the product of its GTIN; null where it holds no GTIN. */
  readonly product: number | null;
}

/** Longer than any link with every attribute that GS1 allows in it. */
const LONGEST = 500;
/** As `printedCode` in circulation makes them: a letter, the day, eight letters of Crockford's alphabet. */
const PRINTED = /^([A-Z]\d{6})-?([0-9A-Z]{8})$/;
/** GS1 Digital Link 1.3, 4: any domain, any path before the key, the key, its qualifiers. */
const DIGITAL_LINK =
  /^(?:https?:\/\/[^/?#\s]+)?(?:\/[^?#\s]*?)?\/01\/(\d{8}|\d{12,14})\/10\/([^/?#\s]+)(?:\/21\/[^/?#\s]+)?\/?(?:[?#].*)?$/i;
/** EPC Tag Data Standard 6: `urn:epc:class:lgtin:{company prefix}.{indicator and item}.{lot}`. */
const LGTIN = /^urn:epc:class:lgtin:(\d{3,12})\.(\d{1,10})\.([^\s]+)$/i;

/**
 * Reads a printed code, a GS1 Digital Link (URL or path) with GTIN and lot, or an EPCIS class URI. Null for anything else,
 * and for a GTIN whose check digit is wrong or that is not of this prefix.
 */
export function readCode(text: string, prefix: string): GivenCode | null {
  const given = text.trim();
  if (given.length === 0 || given.length > LONGEST) return null;
  const link = DIGITAL_LINK.exec(given);
  if (link) return ofKeys(link[1]!, link[2]!, prefix);
  const lgtin = LGTIN.exec(given);
  if (lgtin) return ofKeys(gtinOfUrn(lgtin[1]!, lgtin[2]!), lgtin[3]!, prefix);
  return isLot(given) ? { lots: spellings(given), product: null } : null;
}

function ofKeys(gtin: string, lot: string, prefix: string): GivenCode | null {
  const code = decoded(lot);
  const padded = gtin.length === 8 || gtin.length === 12 ? gtin.padStart(13, '0') : gtin;
  const product = hasCheckDigit(gtin) ? productOf(prefix, padded) : null;
  return code === null || product === null || !isLot(code) ? null : { lots: [code], product };
}

/** The first digit of the item is the indicator, which stands before the prefix in a GTIN-14. */
function gtinOfUrn(company: string, item: string): string {
  const digits = item[0]! + company + item.slice(1);
  return digits + checkDigit(digits);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** People type small letters, leave out the hyphen, and read O for 0 and I or L for 1: Crockford's alphabet has none of these. */
function spellings(text: string): string[] {
  const printed = PRINTED.exec(text.toUpperCase());
  if (!printed) return [text];
  const read = `${printed[1]}-${printed[2]!.replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
  return read === text ? [text] : [text, read];
}
