import type { InboundMessage, Json } from 'yizhan/plugin-kit';
import type { RefundState } from '../pay/refund.rules.js';
import { orderOf, type PaidTrade } from '../pay/trade.rules.js';

/** One message for a transaction, however many notices and queries bring it. */
export const paymentMessage = (paid: PaidTrade): InboundMessage => ({
  type: 'payment',
  dedupeKey: `payment:${paid.transactionId}`,
  orderingKey: orderOf(paid.tradeNo).number,
  body: { ...paid } satisfies Record<string, Json>,
});

/**
 * One message for the money's arrival. A failure may come again after the refund was asked for again: each occasion, such as
 * the notice, is a message of its own.
 */
export const refundMessage = (refund: RefundState, occasion: string): InboundMessage => ({
  type: 'refund',
  dedupeKey: ['refund', refund.refundNo, refund.status, ...(refund.status === 'SUCCESS' ? [] : [occasion])].join(':'),
  orderingKey: orderOf(refund.tradeNo).number,
  body: { ...refund } satisfies Record<string, Json>,
});
