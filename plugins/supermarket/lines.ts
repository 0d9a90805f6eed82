import type { SoldLine } from 'yizhan/plugin-kit';
import type { Store } from './config.js';
import type { ReceiptLine } from './receipt.js';
import { readBarcode, type ScaleLabel } from './scale-barcode.js';

/** The linked id of an article that a scale calls by a PLU. */
export const pluId = (store: string, { pluScope }: Store, plu: string): string =>
  pluScope === 'store' ? `plu:${store}:${plu}` : `plu:${plu}`;

/**
 * A receipt's line, read by its store's rules. Where the label and the till contradict each other, or the barcode cannot be
 * read, it is kept back: its money counts, its goods wait for a person.
 */
export function soldLine(line: ReceiptLine, lineNo: number, storeCode: string, store: Store): SoldLine {
  const { amountFen, barcode, unitPriceFen, weightG } = line;
  const base = { externalId: String(lineNo), amountFen };
  const counted = weightG === undefined ? { quantity: String(line.qty) } : { weightG };
  const priced = { unitPriceFen, tolerancePermille: store.priceTolerancePermille };
  const read = readBarcode(barcode, store.scaleBarcodes);
  if (read.kind === 'fault') return { ...base, product: { externalId: barcode }, ...counted, pending: read.fault };
  if (read.kind === 'article')
    return { ...base, product: { externalId: read.code }, ...counted, ...(weightG !== undefined && priced) };

  const product = { externalId: pluId(storeCode, store, read.plu) };
  // A label of an amount alone, and no weight from the till: the weight follows from the price.
  const weighed = read.weightG ?? weightG;
  const told = { ...base, product, ...priced, ...(weighed !== undefined && { weightG: weighed }) };
  return contradicts(read, line) ? { ...told, pending: 'LABEL_MISMATCH' } : told;
}

const contradicts = (label: ScaleLabel, { amountFen, weightG, qty }: ReceiptLine): boolean =>
  (label.amountFen !== null && label.amountFen !== amountFen) ||
  (label.weightG !== null && weightG !== undefined && label.weightG !== weightG) ||
  Number(qty) !== 1;
