import type { FieldCall } from 'yizhan/plugin-kit';
import type { Settings } from '../settings.js';
import type { OrderViewLine } from '../outbound/order-view.js';
import { Refusal } from './refusals.js';

export interface OrderToPay {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly totalFen: number;
  readonly lines: readonly OrderViewLine[];
  readonly reservation: { readonly expiresAt: string } | null;
}

const ORDER = `query ($id: ID!) {
  node(id: $id) {
    ... on Order {
      id number status totalFen reservation { expiresAt } lines { lineNo productName quantity { value unit } }
    }
  }
}`;

/** An order as whoever asks may see it: somebody else's is as good as none. */
export async function orderOfViewer(id: string, call: FieldCall<Settings>): Promise<OrderToPay> {
  const { node } = await call.as.graph<{ node: OrderToPay | null }>(ORDER, { id });
  if (!node?.number) throw new Refusal('NOT_FOUND', 'orderId');
  return node;
}
