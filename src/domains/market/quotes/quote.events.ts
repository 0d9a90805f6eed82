import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';

/** What an event of a quote says: what its followers choose by; the rest is read again. */
export interface QuotePayload {
  quote: number;
  industry: string;
  goods: string;
  market: string;
}

export const quoteEvent = (version: number, payload: QuotePayload): NewEvent => ({
  kind: 'market.quote',
  subject: String(payload.quote),
  version,
  payload: { ...payload },
});

export const quotePayload = (event: FeedEvent) => event.payload as unknown as QuotePayload;

export const quoteEvents: EventKind = {
  kind: 'market.quote',
  visible: (viewer) => may(viewer, 'read', 'MarketQuote'),
  node: ({ subject }) => ({ type: 'MarketQuote', key: subject }),
};
