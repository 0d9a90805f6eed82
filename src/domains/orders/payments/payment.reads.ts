import { Field } from 'type-graphql';
import { orderReads } from '../order.reads.js';
import { Order } from '../order.types.js';
import { OrderPayment } from './payment.types.js';

/** Columns of a payment under the names that the graph has for them; `p` is the table. */
export const PAYMENT_COLUMNS = `p.kind, p.method, p.amount_fen as "amountFen", p.transaction_id as "transactionId", p.settles,
  coalesce(p.paid_at, p.at) as "paidAt"`;

Field(() => [OrderPayment], { description: 'Its money, in the order it was recorded.', simple: true })(
  Order.prototype,
  'payments',
);
orderReads.contribute('payments', async (orders, { db }) => {
  const rows = await db.read<OrderPayment & { key: string }>(
    'order_payments',
    `select p.order_id as key, ${PAYMENT_COLUMNS} from payment p where p.order_id = any($1) order by p.at, p.id`,
    [orders.map((order) => order.key)],
  );
  const byKey = Map.groupBy(rows, (row) => row.key);
  for (const order of orders) Object.assign(order, { payments: byKey.get(order.key) ?? [] });
});
