import type { Fen } from '../../../shared/money.js';
import { refundDue } from '../order.rules.js';

/** A line of a sale with what came back of it so far: steps and fen. */
export interface SoldLine {
  readonly lineNo: number;
  readonly product: number;
  readonly itemId: number;
  readonly quantity: number;
  readonly returned: number;
  readonly amountFen: Fen;
  readonly refundedFen: Fen;
}

/** A product that comes back, and the money given for it. */
export interface BackProduct {
  readonly product: number;
  readonly steps: number;
  readonly amountFen: Fen;
}

/** What of it belongs to which line. */
export interface BackPart {
  readonly line: SoldLine;
  readonly steps: number;
  readonly refundFen: Fen;
}

/**
 * Which lines a returned product belongs to: the earlier one first. Each part's money is its share of the line's price, and
 * what was given more or less than that is laid on the parts in turn, never beyond what is left of a line. Null when more
 * comes back than is left, of goods or of money.
 */
export function partsOf(lines: readonly SoldLine[], back: BackProduct): BackPart[] | null {
  const parts: { line: SoldLine; steps: number; refundFen: number }[] = [];
  let steps = back.steps;
  for (const line of lines) {
    const taken = line.product === back.product ? Math.min(steps, line.quantity - line.returned) : 0;
    if (taken === 0) continue;
    const due = refundDue(line.amountFen, line.quantity, line.returned + taken, line.refundedFen);
    parts.push({ line, steps: taken, refundFen: Math.max(0, due) });
    steps -= taken;
  }
  let rest = back.amountFen - parts.reduce((sum, part) => sum + part.refundFen, 0);
  for (const part of parts) {
    const room = rest > 0 ? part.line.amountFen - part.line.refundedFen - part.refundFen : -part.refundFen;
    const more = rest > 0 ? Math.min(rest, room) : Math.max(rest, room);
    part.refundFen += more;
    rest -= more;
  }
  return steps > 0 || rest !== 0 ? null : parts;
}

/** The lines after these parts came back. */
export function afterParts(lines: readonly SoldLine[], parts: readonly BackPart[]): SoldLine[] {
  const byLine = new Map(parts.map((part) => [part.line.lineNo, part]));
  return lines.map((line) => {
    const part = byLine.get(line.lineNo);
    if (!part) return line;
    return { ...line, returned: line.returned + part.steps, refundedFen: line.refundedFen + part.refundFen };
  });
}

/** All that is left of a sale: each line's rest, for the money left of it. */
export const restOf = (lines: readonly SoldLine[]): BackPart[] =>
  lines
    .filter((line) => line.returned < line.quantity)
    .map((line) => ({ line, steps: line.quantity - line.returned, refundFen: line.amountFen - line.refundedFen }));
