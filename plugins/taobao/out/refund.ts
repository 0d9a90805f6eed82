import { formatYuan, type Delivery, type DeliveryResult } from 'yizhan/plugin-kit';
import { OK, permanent } from './results.js';

export const REFUND_SELECTION = '{ id amountFen state order { number } }';

interface RefundData {
  readonly amountFen: number | string;
  readonly state: string;
  readonly order: { readonly number: string };
}

/**
 * A seller cannot start a refund through Taobao's interface: a person does it there. It is listed for them as a dead letter,
 * and settled by the refund that Taobao then reports.
 */
export function deliverRefund({ data, externalId }: Delivery): DeliveryResult {
  const refund = data as unknown as RefundData | null;
  if (!refund || externalId || refund.state !== 'REQUESTED') return OK;
  const yuan = formatYuan(Number(refund.amountFen));
  return permanent(
    'REFUND_AT_TAOBAO',
    `Pay ${yuan} yuan of order ${refund.order.number} back at Taobao’s seller centre`,
  );
}
