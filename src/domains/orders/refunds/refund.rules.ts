/** States of a refund: asked of the channel that took the money, then what the channel says became of it. */
export const REFUND_STATES = ['REQUESTED', 'SUCCEEDED', 'FAILED'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** What a channel can say of a refund. */
export type RefundNews = 'SUCCEEDED' | 'FAILED';

/**
 * The state that news leads to; null where it changes nothing. News come in any order: money that arrived stays so, whatever
 * is said afterwards, and what failed may yet arrive.
 */
export function afterNews(state: RefundState, news: RefundNews): RefundState | null {
  if (state === 'SUCCEEDED' || state === news) return null;
  return news;
}
