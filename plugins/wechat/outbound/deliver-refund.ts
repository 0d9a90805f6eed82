import type { Call, Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import { noticesUrl } from '../notices-url.js';
import { payClient } from '../pay/pay-client.js';
import type { RestRefund } from '../pay/refund.rules.js';
import type { Settings } from '../settings.js';
import { outcomeOf } from './outcome.rules.js';

export const REFUND_SELECTION = '{ amountFen reason payment { transactionId amountFen } }';

export interface RefundView {
  readonly amountFen: number;
  readonly reason: string | null;
  /** The payment that it gives back, by WeChat's number. */
  readonly payment: { readonly transactionId: string; readonly amountFen: number };
}

const MOST_LETTERS = 80;

/**
 * Asks WeChat Pay to give money back, under the delivery's id however often it is tried: the same number again is the same
 * refund. What became of it comes by notice or poll.
 */
export async function deliverRefund(
  { id }: Delivery,
  refund: RefundView | null,
  call: Call<Settings>,
): Promise<DeliveryResult> {
  const { config, connection } = call;
  // Money that is owed is never let go of because it cannot be read just now.
  if (!refund)
    return { outcome: 'retry', code: 'NOT_READABLE', message: 'the refund cannot be read: order:read is needed' };
  try {
    const { refund_id: externalId } = await payClient(call).post<RestRefund>('/v3/refund/domestic/refunds', {
      transaction_id: refund.payment.transactionId,
      out_refund_no: id,
      ...(refund.reason && { reason: [...refund.reason].slice(0, MOST_LETTERS).join('') }),
      notify_url: noticesUrl(config, connection.code),
      amount: { refund: refund.amountFen, total: refund.payment.amountFen, currency: 'CNY' },
    });
    return { outcome: 'ok', externalId };
  } catch (error) {
    return outcomeOf(error);
  }
}
