import { orderErrors } from './orders.errors.js';

/** A line of a paid order. */
export interface LineStanding {
  readonly lineNo: number;
  readonly amountFen: number;
  readonly cancelled: boolean;
  /** It left in a parcel. */
  readonly shipped: boolean;
}

/**
 * Which of the lines asked for are to be cancelled, and what is left of the order then: goods that are to leave (`OPEN`),
 * goods that all have left (`SHIPPED`), or nothing.
 *
 * @throws DomainError NO_LINES, UNKNOWN_LINE, or LINE_SHIPPED for a line that left
 */
export function linesToCancel(
  asked: readonly number[],
  lines: readonly LineStanding[],
): { readonly cancel: readonly LineStanding[]; readonly rest: 'OPEN' | 'SHIPPED' | 'NOTHING' } {
  if (asked.length === 0) throw orderErrors.refuse('NO_LINES', { field: 'lineNos' });
  for (const line of asked) {
    const found = lines.find(({ lineNo }) => lineNo === line);
    if (!found) throw orderErrors.refuse('UNKNOWN_LINE', { field: 'lineNos', line });
    if (found.shipped) throw orderErrors.refuse('LINE_SHIPPED', { field: 'lineNos', line });
  }
  const staying = lines.filter(({ lineNo, cancelled }) => !cancelled && !asked.includes(lineNo));
  return {
    cancel: lines.filter(({ lineNo, cancelled }) => !cancelled && asked.includes(lineNo)),
    rest: staying.length === 0 ? 'NOTHING' : staying.every(({ shipped }) => shipped) ? 'SHIPPED' : 'OPEN',
  };
}
