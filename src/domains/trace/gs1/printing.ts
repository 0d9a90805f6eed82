import { batchPath, Gs1RangeError, gtinOf } from './keys.js';

/** What is printed of a batch: its code, its product's GTIN-14, and its GS1 Digital Link. */
export interface Printed {
  code: string;
  /** null, as is the link, where the product's number does not fit behind the county's GS1 prefix. */
  gtin: string | null;
  link: string | null;
}

/** How this county prints: what links begin with, without a path, and its GS1 company prefix. */
export class Printing {
  constructor(
    readonly origin: string,
    readonly prefix: string,
  ) {}

  /** The printed form of a batch of a product, by the product's key and the batch's code. */
  of(product: number, code: string): Printed {
    try {
      const gtin = gtinOf(this.prefix, product);
      return { code, gtin, link: `${this.origin}${batchPath(gtin, code)}` };
    } catch (error) {
      if (!(error instanceof Gs1RangeError)) throw error;
      return { code, gtin: null, link: null };
    }
  }
}
