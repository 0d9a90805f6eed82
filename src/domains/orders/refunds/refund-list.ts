import type { GraphQLResolveInfo } from 'graphql';
import { nodeSelection, page, pageOf, type Page, type RequestContext } from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import { ORDER_FACTS } from '../orders.service.js';
import type { RefundsArgs } from './refund-list.inputs.js';
import { refundReads } from './refund.reads.js';
import type { RefundRow } from './refund.types.js';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Refunds of orders that the viewer may read, newest first. */
export async function listRefunds(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: RefundsArgs,
): Promise<Page<RefundRow>> {
  const { limit, after } = pageOf(args, 1);
  const values: unknown[] = [];
  const tests = [rowsAllowed(context.viewer, 'read', 'Order', ORDER_FACTS, values)];
  for (const column of ['state', 'channel'] as const) {
    const wanted = args.filter?.[column];
    if (wanted) tests.push(`r.${column} = $${values.push(wanted)}`);
  }
  const from = `from refund r join customer_order o on o.id = r.order_id where ${tests.join(' and ')}`;
  const counted = [...values];
  values.push(after?.[0] ?? LAST_ID, limit + 1);
  const source = `select r.* ${from} and r.id < $${values.length - 1} order by r.id desc limit $${values.length}`;
  const rows = await refundReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id desc', values);
  return page(
    rows,
    limit,
    (row) => [row.key],
    async () => {
      const { rows: counts } = await context.db.pool.query<{ n: number }>(`select count(*) as n ${from}`, counted);
      return counts[0]!.n;
    },
  );
}
