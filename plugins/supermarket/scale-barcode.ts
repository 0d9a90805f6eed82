/** A label that a shop's own scale printed: which article, and what it says of price and weight. */
export interface ScaleLabel {
  readonly plu: string;
  readonly amountFen: number | null;
  readonly weightG: number | null;
}

/** One kind of label of a store, such as `FFWWWWWEEEEEC`: F flag, W article (PLU), E fen, N grams, C check digit. */
export interface ScaleRule {
  /** The digits at F. Never inferred: a store's own articles may begin with them too. */
  readonly prefix: string;
  readonly layout: string;
}

export type BarcodeFault = 'BAD_CHECK_DIGIT' | 'UNREADABLE_BARCODE';

export type ReadBarcode =
  | { readonly kind: 'article'; readonly code: string }
  | ({ readonly kind: 'label' } & ScaleLabel)
  | { readonly kind: 'fault'; readonly fault: BarcodeFault };

/** Layouts as scales print them: 13 or 18 digits, flag first, check digit last, each letter in one run. */
export const LAYOUT = /^(?=.{13}$|.{18}$)F{1,3}W{4,7}(?:E{4,6}N{4,6}|N{4,6}E{4,6}|E{4,6}|N{4,6})C$/;

/** GS1's check digit: weights 3 and 1 from the right, over all digits but the last. */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

export const hasGoodCheckDigit = (code: string): boolean => checkDigit(code.slice(0, -1)) === Number(code.at(-1));

/**
 * What a barcode says in a store of these rules. GTINs of 8, 12, 13 and 14 digits must have a good check digit; shorter codes
 * are keyed in by hand and taken as they are.
 */
export function readBarcode(code: string, rules: readonly ScaleRule[]): ReadBarcode {
  if (!/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/.test(code)) return { kind: 'fault', fault: 'UNREADABLE_BARCODE' };
  const rule = rules.find(({ prefix, layout }) => code.length === layout.length && code.startsWith(prefix));
  if (rule && !/^\d+$/.test(code)) return { kind: 'fault', fault: 'UNREADABLE_BARCODE' };
  if (rule) return hasGoodCheckDigit(code) ? label(code, rule.layout) : { kind: 'fault', fault: 'BAD_CHECK_DIGIT' };
  if (/^(\d{8}|\d{12,14})$/.test(code) && !hasGoodCheckDigit(code)) return { kind: 'fault', fault: 'BAD_CHECK_DIGIT' };
  return { kind: 'article', code };
}

function label(code: string, layout: string): ReadBarcode {
  const field = (letter: string) => {
    const start = layout.indexOf(letter);
    return start < 0 ? null : code.slice(start, layout.lastIndexOf(letter) + 1);
  };
  const number = (letter: string) => {
    const digits = field(letter);
    return digits === null ? null : Number(digits);
  };
  return { kind: 'label', plu: field('W')!, amountFen: number('E'), weightG: number('N') };
}
