import { splitFen, type Fen } from '../../../shared/money.js';

/** What is left of a product on one order of a receipt: steps that did not come back. */
export interface Left {
  readonly orderId: string;
  readonly product: number;
  readonly steps: number;
}

export interface Back {
  readonly product: number;
  readonly steps: number;
  readonly amountFen: Fen;
}

/** A part of what came back, and the order it was sold on. */
export interface BackOf extends Back {
  readonly orderId: string;
}

/**
 * Lays what came back on the orders of its receipt: on one that has all of it left, the earlier first, else on several, its
 * money by their steps. Null when more comes back than is left.
 */
export function splitReturn(left: readonly Left[], back: readonly Back[]): BackOf[] | null {
  const rest = left.map((one) => ({ ...one }));
  const parts: BackOf[] = [];
  for (const { product, steps, amountFen } of back) {
    const has = rest.filter((one) => one.product === product && one.steps > 0);
    const whole = has.find((one) => one.steps >= steps);
    const taken: { from: (typeof rest)[number]; steps: number }[] = [];
    let wanted = steps;
    for (const from of whole ? [whole] : has) {
      const take = Math.min(from.steps, wanted);
      if (take > 0) taken.push({ from, steps: take });
      wanted -= take;
    }
    if (wanted > 0 || taken.length === 0) return null;
    const shares = splitFen(
      amountFen,
      taken.map((one) => one.steps),
    );
    for (const [i, { from, steps: of }] of taken.entries()) {
      from.steps -= of;
      parts.push({ orderId: from.orderId, product, steps: of, amountFen: shares[i]! });
    }
  }
  return parts;
}
