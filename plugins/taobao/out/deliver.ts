import type { Call, Delivery, DeliveryResult, Outbound } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { deliverOrder, ORDER_SELECTION } from './order.js';
import { deliverProduct, PRODUCT_SELECTION } from './product.js';
import { deliverRefund, REFUND_SELECTION } from './refund.js';
import { resultOf } from './results.js';
import { deliverStock, STOCK_SELECTION } from './stock.js';

type One = (delivery: Delivery, call: Call<Config>) => Promise<DeliveryResult> | DeliveryResult;

const ONE_BY_ONE: Readonly<Record<string, One>> = {
  product: deliverProduct,
  order: deliverOrder,
  refund: deliverRefund,
};

/** Stock goes first and together; everything else by itself. Where the shop is refused, the rest waits for its turn. */
async function deliver(batch: readonly Delivery[], call: Call<Config>): Promise<ReadonlyMap<string, DeliveryResult>> {
  const results = new Map(
    await deliverStock(
      batch.filter(({ event }) => event === 'stock'),
      call,
    ),
  );
  for (const delivery of batch) {
    const tell = ONE_BY_ONE[delivery.event];
    if (!tell || call.signal.aborted) continue;
    const result = await Promise.resolve(tell(delivery, call)).catch(resultOf);
    results.set(delivery.id, result);
    if (result.outcome === 'suspend') break;
  }
  return results;
}

export const outbound: Outbound<Config> = {
  subscribes: [
    { event: 'product', selection: PRODUCT_SELECTION },
    { event: 'stock', selection: STOCK_SELECTION },
    { event: 'order', selection: ORDER_SELECTION },
    { event: 'refund', selection: REFUND_SELECTION },
  ],
  batch: 20,
  deliver,
};
