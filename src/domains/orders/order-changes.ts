import type { GraphQLResolveInfo } from 'graphql';
import { requestError, selectionOf, type RequestContext } from '../../platform/graphql/index.js';
import { rowsAllowed, type Viewer } from '../../platform/policy/index.js';
import type { FeedSource, Snapshot } from '../../platform/subscriptions/index.js';
import type { OrderChangesArgs, OrderChangesFilter } from './order-changes.types.js';
import { orderTopicsFor, type OrdersWanted } from './order-topics.rules.js';
import { mayKnowOrder, orderPayload } from './order.events.js';
import { orderReads } from './order.reads.js';
import { OPEN_STATUSES, statusesBefore } from './order.rules.js';
import { ORDER_FACTS } from './orders.service.js';

/** Orders in each part of a snapshot. */
const PART = 250;

/** The feed of orders: each change with the order as it is by now, as far as the viewer may read it. */
export function orderChanges(viewer: Viewer, { after, filter }: OrderChangesArgs): FeedSource {
  const wanted = wantedOf(filter ?? {});
  return {
    kind: 'order',
    topics: orderTopicsFor(viewer, wanted),
    after,
    coalesce: false,
    uniform: true,
    wants: (event) => isWanted(orderPayload(event), wanted),
    change: async (event, at, context) => {
      if (!mayKnowOrder(context.viewer, event)) return null;
      const order = await orderReads.byKey(context, event.subject);
      return order && { ...at, order };
    },
    snapshot: (context) => openOrders(context, wanted),
  };
}

/** With states, also what has just left one of them: whoever keeps a list must take it off. */
function isWanted(
  { status, sites, places, channel }: ReturnType<typeof orderPayload>,
  { statuses, sites: wanted, placeCode, channel: wantedChannel }: OrdersWanted,
): boolean {
  if (statuses && !statuses.has(status) && !statusesBefore(status).some((before) => statuses.has(before))) return false;
  if (wanted && !sites.some((site) => wanted.has(site))) return false;
  if (placeCode !== null && !places.some((place) => place.startsWith(placeCode))) return false;
  return wantedChannel === null || channel === wantedChannel;
}

/**
 * Ids and head in one snapshot; the rows of each part are read when it is sent, with just what is asked for, so that no more
 * than one part is in memory. They may be newer than the head: clients take only a higher version.
 */
function openOrders({ db, viewer }: RequestContext, wanted: OrdersWanted): Promise<Snapshot> {
  return db.snapshot(async (client) => {
    const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
    const values: unknown[] = [];
    const where = testsOf(viewer, wanted, values).join(' and ');
    const text = `select o.id from customer_order o where ${where} order by o.id`;
    const { rows } = await client.query<[string]>({ text, values, rowMode: 'array' });
    const parts = Array.from({ length: Math.max(1, Math.ceil(rows.length / PART)) }, (_, i) => {
      const keys = rows.slice(i * PART, (i + 1) * PART).map(([key]) => key);
      return { orders: ordersOf(keys) };
    });
    return { ...head.rows[0]!, parts };
  });
}

/** A field's resolver: reads ahead what its selection asks for. */
const ordersOf = (keys: readonly string[]) => (_args: unknown, context: RequestContext, info: GraphQLResolveInfo) =>
  keys.length === 0
    ? []
    : orderReads.fetch(
        context,
        info.fieldNodes[0]!,
        selectionOf(info),
        'select o.* from customer_order o where o.id = any($1)',
        't.id',
        [keys],
      );

function testsOf(viewer: Viewer, { statuses, sites, placeCode, channel }: OrdersWanted, values: unknown[]): string[] {
  const tests = [rowsAllowed(viewer, 'read', 'Order', ORDER_FACTS, values)];
  const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
  add(
    OPEN_STATUSES.filter((status) => !statuses || statuses.has(status)),
    (n) => `o.status = any(${n})`,
  );
  if (sites) add([...sites], (n) => ORDER_FACTS.site((column) => `${column} = any(${n})`));
  if (placeCode !== null) add(`${placeCode}%`, (n) => ORDER_FACTS.place((column) => `${column} like ${n}`));
  if (channel !== null) add(channel, (n) => `o.channel = ${n}`);
  return tests;
}

function wantedOf({ statuses, siteCodes, placeCode, channel }: OrderChangesFilter): OrdersWanted {
  if (siteCodes && siteCodes.length > 250) throw requestError('BAD_USER_INPUT', 'A filter takes at most 250 sites.');
  return {
    statuses: statuses ? new Set(statuses) : null,
    sites: siteCodes ? new Set(siteCodes) : null,
    placeCode: placeCode ?? null,
    channel: channel ?? null,
  };
}
