import { isStopped, type BatchStateName } from './batch.rules.js';

/** How much of an item is of one batch: `quantity` on the book, `coming` of it still on its way. */
export interface Lot {
  readonly batch: number;
  readonly code: string;
  readonly state: BatchStateName;
  readonly quantity: number;
  readonly coming: number;
}

export interface Pick {
  /** null: goods that no batch covers. */
  readonly batch: number | null;
  readonly quantity: number;
}

export type Shortage =
  | { reason: 'NOT_INSPECTED'; code: string | null; missing: number }
  | { reason: 'BATCH_STOPPED'; code: string; missing: number }
  | { reason: 'ON_THE_WAY'; code: string; missing: number };

/**
 * Chooses the batches that `need` steps are taken from, the oldest first: those that passed; unless `strict`, then goods of
 * no batch, then those not yet inspected. Never one that is stopped or still on its way. Says what is in the way otherwise.
 */
export function pickLots(
  lots: readonly Lot[],
  uncovered: number,
  need: number,
  { strict }: { strict: boolean },
): { picks: Pick[] } | { shortage: Shortage } {
  const picks: Pick[] = [];
  let left = need;
  const take = (batch: number | null, most: number) => {
    const quantity = Math.min(most, left);
    if (quantity > 0) picks.push({ batch, quantity });
    left -= Math.max(0, quantity);
  };
  const oldest = lots.toSorted((a, b) => a.batch - b.batch);
  for (const lot of oldest) if (lot.state === 'PASSED') take(lot.batch, lot.quantity - lot.coming);
  if (!strict) {
    take(null, uncovered);
    for (const lot of oldest) if (lot.state === 'PENDING') take(lot.batch, lot.quantity - lot.coming);
  }
  return left === 0 ? { picks } : { shortage: shortage(oldest, left, strict) };
}

/**
 * The batches of goods that were sold before anybody could ask, in the order in which they were most likely taken: passed, of no
 * batch, not inspected, stopped. What the book did not know of is of no batch.
 */
export function pickGone(lots: readonly Lot[], uncovered: number, need: number): Pick[] {
  const picks: Pick[] = [];
  let left = need;
  const take = (batch: number | null, most: number) => {
    const quantity = Math.min(most, left);
    if (quantity > 0) picks.push({ batch, quantity });
    left -= Math.max(0, quantity);
  };
  const oldest = lots.toSorted((a, b) => a.batch - b.batch);
  const takeAll = (wanted: (state: BatchStateName) => boolean) => {
    for (const lot of oldest) if (wanted(lot.state)) take(lot.batch, lot.quantity - lot.coming);
  };
  takeAll((state) => state === 'PASSED');
  take(null, uncovered);
  takeAll((state) => state === 'PENDING');
  takeAll(isStopped);
  take(null, left);
  return picks;
}

function shortage(lots: readonly Lot[], missing: number, strict: boolean): Shortage {
  const stopped = lots.find((lot) => isStopped(lot.state) && lot.quantity > 0);
  if (stopped) return { reason: 'BATCH_STOPPED', code: stopped.code, missing };
  const coming = lots.find((lot) => lot.coming > 0);
  const pending = strict ? lots.find((lot) => lot.state === 'PENDING' && lot.quantity > lot.coming) : undefined;
  if (coming && !pending) return { reason: 'ON_THE_WAY', code: coming.code, missing };
  return { reason: 'NOT_INSPECTED', code: pending?.code ?? null, missing };
}

/** Takes from batches what they cover more than there is, the oldest first: what a count or a loss leaves no room for. */
export function overcovered(lots: readonly Lot[], onHand: number): { batch: number; quantity: number }[] {
  let over = lots.reduce((sum, lot) => sum + lot.quantity, 0) - onHand;
  const cuts: { batch: number; quantity: number }[] = [];
  for (const lot of lots.toSorted((a, b) => a.batch - b.batch)) {
    const quantity = Math.min(over, lot.quantity);
    if (quantity <= 0) continue;
    cuts.push({ batch: lot.batch, quantity });
    over -= quantity;
  }
  return cuts;
}

/** Lays what left of each item onto the lines of its product, in order: the sums of both are the same. */
export function layOnLines<Left extends { product: number; quantity: number }>(
  lines: readonly { lineNo: number; product: number; quantity: number }[],
  left: readonly Left[],
): (Left & { lineNo: number })[] {
  const parts: (Left & { lineNo: number })[] = [];
  const rest = new Map(lines.map(({ lineNo, quantity }) => [lineNo, quantity]));
  for (const one of left) {
    let open = one.quantity;
    for (const { lineNo } of lines.filter(({ product }) => product === one.product)) {
      const part = Math.min(open, rest.get(lineNo)!);
      if (part === 0) continue;
      parts.push({ ...one, lineNo, quantity: part });
      rest.set(lineNo, rest.get(lineNo)! - part);
      open -= part;
    }
  }
  return parts;
}
