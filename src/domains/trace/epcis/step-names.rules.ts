import { formatQuantity } from '../../../shared/quantity.js';
import { batchUri, glnOf, Gs1RangeError, gtinOf, isLot, placeUri } from '../gs1/keys.js';
import type { QuantityElement } from './epcis.types.js';

/** What the mapping of steps must know beside a step: the county's GS1 prefix, and the keys behind batches and sites. */
export interface StepNames {
  readonly prefix: string;
  /** Key of a batch's product, by the batch's key. */
  readonly products: ReadonlyMap<number, number>;
  /** Key of a site, by its code. */
  readonly sites: ReadonlyMap<string, number>;
}

/** The county as a party is number 0 of its prefix: sites are numbered from 1. */
const COUNTY = 0;

/** A name of our own where GS1 has none for us: numbers that do not fit behind the prefix are still traced. */
function orOwn(kind: string, code: string, gs1: () => string): string {
  try {
    return gs1();
  } catch (error) {
    if (error instanceof Gs1RangeError) return `urn:x-yizhan:${kind}:${encodeURIComponent(code)}`;
    throw error;
  }
}

/** A batch as a class of goods: GTIN and lot. */
export const lotUri = ({ prefix, products }: StepNames, batch: number, code: string): string =>
  orOwn('lot', code, () => {
    const product = products.get(batch);
    if (product === undefined || !isLot(code)) throw new Gs1RangeError(`${code} is no lot`);
    return batchUri(gtinOf(prefix, product), code);
  });

/** A site as a place. */
export const siteUri = ({ prefix, sites }: StepNames, code: string): string =>
  orOwn('site', code, () => placeUri(glnOf(prefix, sites.get(code) ?? -1)));

/** A document of the county's, such as a test report (CBV 2.0, section 8.5.2). */
export const documentUri = ({ prefix }: StepNames, number: string): string =>
  orOwn('document', number, () => `urn:epcglobal:cbv:bt:${glnOf(prefix, COUNTY)}:${encodeURIComponent(number)}`);

/** Kilograms, or a count: UN/ECE has no code for the jin, which is half a kilogram. */
export function amountOf(epcClass: string, steps: number | null, scale: number, unit: string): QuantityElement {
  if (steps === null) return { epcClass };
  if (unit === 'KG') return { epcClass, quantity: Number(formatQuantity(steps, scale)), uom: 'KGM' };
  if (unit === 'JIN') return { epcClass, quantity: Number(formatQuantity(steps * 5, scale + 1)), uom: 'KGM' };
  return { epcClass, quantity: Number(formatQuantity(steps, scale)) };
}
