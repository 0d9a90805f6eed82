import { Field } from 'type-graphql';
import { loaderOf, ReadModel, type RequestContext } from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import { orderReads } from '../order.reads.js';
import { Order } from '../order.types.js';
import { ORDER_FACTS } from '../orders.service.js';
import { Refund, type RefundRow } from './refund.types.js';

export const refundReads = new ReadModel<RefundRow>({
  type: 'Refund',
  table: 'refund',
  key: 'key',
  columns: {
    key: '$t.id',
    number: { sql: '$t.id', for: ['number'] },
    orderKey: { sql: '$t.order_id', always: true },
    amountFen: '$t.amount_fen',
    state: '$t.state',
    reason: '$t.reason',
    externalId: { sql: '$t.external_id', for: ['externalId'] },
    requestedAt: '$t.requested_at',
    settledAt: '$t.settled_at',
    version: '$t.version',
  },
})
  .one('order', orderReads, 'orderKey', (r, o) => `left join customer_order ${o} on ${o}.id = ${r}.order_id`)
  .contributeJoined('payment', {
    join: (refund, payment) => `left join payment ${payment} on ${payment}.id = ${refund}.payment_id`,
    columns: [
      '$t.kind',
      '$t.method',
      '$t.amount_fen',
      '$t.transaction_id',
      '$t.settles',
      'coalesce($t.paid_at, $t.at)',
    ],
    build: ([kind, method, amountFen, transactionId, settles, paidAt]) => {
      return { kind, method, amountFen, transactionId, settles, paidAt };
    },
  });

const REFUNDS = `
  select id as key, id as number, order_id as "orderKey", amount_fen as "amountFen", state, reason, external_id as "externalId",
         requested_at as "requestedAt", settled_at as "settledAt", version
    from refund where order_id = any($1) order by requested_at, id`;

Field(() => [Refund], {
  description: 'Refunds through the channel that took its money, the first asked for first.',
  simple: true,
})(Order.prototype, 'refunds');
orderReads.contribute('refunds', async (orders, { db }) => {
  const rows = await db.read<RefundRow>('order_refunds', REFUNDS, [orders.map((order) => order.key)]);
  const byKey = Map.groupBy(rows, (row) => row.orderKey);
  for (const order of orders)
    Object.assign(order, { refunds: (byKey.get(order.key) ?? []).map((row) => refundReads.row(row)) });
});

/** For `node`, batched: seen by those who may read its order. */
export async function refundByKey(context: RequestContext, key: string): Promise<RefundRow | null> {
  const allowed = await loaderOf<string, boolean>(context, 'Refund.allowed', async (keys) => {
    const values: unknown[] = [keys];
    const test = rowsAllowed(context.viewer, 'read', 'Order', ORDER_FACTS, values);
    const { rows } = await context.db.pool.query<{ id: string }>(
      `select r.id from refund r join customer_order o on o.id = r.order_id where r.id = any($1::uuid[]) and ${test}`,
      values,
    );
    const found = new Set(rows.map(({ id }) => id));
    return keys.map((one) => found.has(one));
  }).load(key);
  return allowed ? refundReads.byKey(context, key) : null;
}
