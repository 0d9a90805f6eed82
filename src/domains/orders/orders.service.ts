import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  page,
  pageOf,
  selectionOf,
  uuidKey,
  type Page,
  type RequestContext,
  type Selection,
} from '../../platform/graphql/index.js';
import { rowsAllowed } from '../../platform/policy/index.js';
import type { FieldNode } from 'graphql';
import type { OrdersArgs } from './order.inputs.js';
import { orderReads, type OrderRow } from './order.reads.js';

/** How the policy's facts are tested in SQL: places and sites are those of an order's lines. */
export const ORDER_FACTS = {
  channel: 'o.channel',
  customer: 'o.customer_id',
  place: (test: (column: string) => string) =>
    `exists (select 1 from order_line l where l.order_id = o.id and ${test('l.place_code')})`,
  site: (test: (column: string) => string) =>
    `exists (select 1 from order_line l where l.order_id = o.id and ${test('l.site_code')})`,
};

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Reads of orders: a buyer their own, staff those with goods of their region, shops those from their site. */
export class OrdersService {
  async list(context: RequestContext, info: GraphQLResolveInfo, args: OrdersArgs): Promise<Page<OrderRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = [rowsAllowed(context.viewer, 'read', 'Order', ORDER_FACTS, values)];
    const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
    const { status, channel, number, placeCode, siteCode } = args.filter ?? {};
    if (status) add(status, (n) => `o.status = any(${n})`);
    if (channel) add(channel, (n) => `o.channel = ${n}`);
    if (number) add(number, (n) => `o.number = ${n}`);
    if (placeCode) add(`${placeCode}%`, (n) => ORDER_FACTS.place((column) => `${column} like ${n}`));
    if (siteCode) add(siteCode, (n) => ORDER_FACTS.site((column) => `${column} = ${n}`));
    const where = tests.join(' and ');
    const counted = [...values];
    values.push(after?.[0] ?? LAST_ID, limit + 1);
    const source = `select o.* from customer_order o where ${where} and o.id < $${values.length - 1} order by o.id desc limit $${values.length}`;
    const rows = await orderReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id desc', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(
          `select count(*) as n from customer_order o where ${where}`,
          counted,
        );
        return counts[0]!.n;
      },
    );
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<OrderRow | null> {
    const key = uuidKey(id, 'Order');
    return key === null ? null : this.visible(context, key, info.fieldNodes[0]!, selectionOf(info));
  }

  /** For `node`, batched: whichever fields are asked for are loaded when they are. */
  async byKey(context: RequestContext, key: string): Promise<OrderRow | null> {
    const allowed = await loaderOf<string, boolean>(context, 'Order.allowed', async (keys) => {
      const values: unknown[] = [keys];
      const test = rowsAllowed(context.viewer, 'read', 'Order', ORDER_FACTS, values);
      const { rows } = await context.db.pool.query<{ id: string }>(
        `select o.id from customer_order o where o.id = any($1::uuid[]) and ${test}`,
        values,
      );
      const found = new Set(rows.map(({ id }) => id));
      return keys.map((one) => found.has(one));
    }).load(key);
    return allowed ? orderReads.byKey(context, key) : null;
  }

  private async visible(
    context: RequestContext,
    key: string,
    node: FieldNode,
    selection: Selection,
  ): Promise<OrderRow | null> {
    const values: unknown[] = [key];
    const allowed = rowsAllowed(context.viewer, 'read', 'Order', ORDER_FACTS, values);
    const rows = await orderReads.fetch(
      context,
      node,
      selection,
      `select o.* from customer_order o where o.id = $1 and ${allowed}`,
      't.id',
      values,
    );
    return rows[0] ?? null;
  }
}
