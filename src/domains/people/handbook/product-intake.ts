import type { Transaction } from '../../../platform/persistence/index.js';
import type { EnteredBy } from '../assisted-entries.js';
import type { RowProduct } from './check-row.js';

export type Outcome = 'CREATED' | 'UPDATED' | 'UNCHANGED';

/** A product of a household as the handbook tells it. A household names it once in a file. */
export interface HandbookProduct extends RowProduct {
  readonly producerKey: number;
  readonly villageCode: string;
}

/** What became of a product; UNIT_FIXED: it is sold by another unit already, and nothing of it was changed. */
export type ProductOutcome = Outcome | 'UNIT_FIXED';

/**
 * Takes the products of imported households: written by the catalogue, which comes after people. Called with some hundreds at
 * once, inside the import's transaction; answers what became of each, in their order.
 */
export interface ProductIntake {
  take(tx: Transaction, products: readonly HandbookProduct[], by: EnteredBy): Promise<readonly ProductOutcome[]>;
}
