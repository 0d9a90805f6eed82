import { splitFen, sumFen, type Fen } from '../../../shared/money.js';

/** How a part of a sale was paid. */
export interface Tender {
  readonly method: string;
  readonly amountFen: Fen;
  readonly reference?: string;
}

/**
 * The share of every tender that pays `partFen` of their sum, and what is left of each. Both add up exactly, and no share is
 * more than its tender.
 */
export function shareTenders(tenders: readonly Tender[], partFen: Fen): { share: Tender[]; rest: Tender[] } {
  const total = sumFen(tenders.map(({ amountFen }) => amountFen));
  if (partFen < 0 || partFen > total) throw new RangeError(`${partFen} of ${total} fen`);
  if (partFen === 0) return { share: [], rest: present(tenders) };
  const shares = splitFen(
    partFen,
    tenders.map(({ amountFen }) => amountFen),
  );
  return {
    share: present(tenders.map((tender, i) => ({ ...tender, amountFen: shares[i]! }))),
    rest: present(tenders.map((tender, i) => ({ ...tender, amountFen: tender.amountFen - shares[i]! }))),
  };
}

const present = (tenders: readonly Tender[]): Tender[] => tenders.filter(({ amountFen }) => amountFen > 0);
