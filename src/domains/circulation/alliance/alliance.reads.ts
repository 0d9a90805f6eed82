import { Field } from 'type-graphql';
import { ReadModel } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { productReads } from '../../catalogue/index.js';
import { Order, orderReads } from '../../orders/index.js';
import { producerReads } from '../../people/index.js';
import { placeReads, siteReads } from '../../places/index.js';
import {
  OrderAllocation,
  type AllianceMemberRow,
  type AllianceReadRow,
  type AllocationShareRow,
  type OrderAllocationRow,
} from './alliance.types.js';

export const allianceReads = new ReadModel<AllianceReadRow>({
  type: 'ProducerAlliance',
  table: 'producer_alliance',
  key: 'key',
  columns: {
    key: '$t.id',
    productKey: { sql: '$t.product_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    name: '$t.name',
    portionSteps: { sql: '$t.portion', always: true },
    unit: { sql: '(select unit from product where id = $t.product_id)', always: true },
    scale: { sql: '(select scale from product where id = $t.product_id)', always: true },
  },
  finish: (row: AllianceReadRow & { portion?: object }) => {
    row.portion = { value: formatQuantity(row.portionSteps, row.scale), unit: row.unit };
  },
})
  .one('product', productReads, 'productKey', (a, p) => `left join product ${p} on ${p}.id = ${a}.product_id`)
  .one('site', siteReads, 'siteCode', (a, s) => `left join site ${s} on ${s}.code = ${a}.site_code`);

type Amounts = Record<'capacity' | 'declared' | 'allocated' | 'sold', string>;

export const memberReads = new ReadModel<AllianceMemberRow>({
  type: 'AllianceMember',
  table: 'alliance_member',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: '$t.producer_id', always: true },
    productKey: { sql: '$t.product_id', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    scale: { sql: '(select scale from product where id = $t.product_id)', always: true },
    capacitySteps: { sql: '$t.capacity', always: true },
    declaredSteps: { sql: '$t.declared', always: true },
    allocatedSteps: { sql: '$t.allocated', always: true },
    soldSteps: { sql: '$t.sold', always: true },
  },
  finish: (row: AllianceMemberRow & Partial<Amounts>) => {
    row.capacity = formatQuantity(row.capacitySteps, row.scale);
    row.declared = formatQuantity(row.declaredSteps, row.scale);
    row.allocated = formatQuantity(row.allocatedSteps, row.scale);
    row.sold = formatQuantity(row.soldSteps, row.scale);
  },
})
  .one('producer', producerReads, 'producerKey', (m, p) => `left join producer ${p} on ${p}.id = ${m}.producer_id`)
  .one('product', productReads, 'productKey', (m, p) => `left join product ${p} on ${p}.id = ${m}.product_id`);

/** Scale of a share: of the line it belongs to. */
const SHARE_SCALE = `(select l.scale from order_allocation a join order_line l on l.order_id = a.order_id and l.line_no = a.line_no where a.id = $t.allocation_id)`;

export const shareReads = new ReadModel<AllocationShareRow>({
  type: 'AllocationShare',
  table: 'allocation_share',
  key: 'key',
  columns: {
    key: '$t.id',
    allocationKey: { sql: '$t.allocation_id', always: true },
    producerKey: { sql: '(select producer_id from alliance_member where id = $t.member_id)', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    scale: { sql: SHARE_SCALE, always: true },
    quantitySteps: { sql: '$t.quantity', always: true },
    deliveredSteps: { sql: '$t.delivered', always: true },
    reasonData: { sql: '$t.reason', always: true },
    state: '$t.state',
    round: '$t.round',
  },
  finish: (row: AllocationShareRow & { quantity?: string; delivered?: string; reason?: object | null }) => {
    const { scale, reasonData: reason } = row;
    row.quantity = formatQuantity(row.quantitySteps, scale);
    row.delivered = formatQuantity(row.deliveredSteps, scale);
    row.reason =
      reason.soldBefore === undefined
        ? null
        : {
            ...reason,
            soldBefore: formatQuantity(reason.soldBefore, scale),
            free: formatQuantity(reason.free, scale),
            room: formatQuantity(reason.room, scale),
          };
  },
})
  .one(
    'producer',
    producerReads,
    'producerKey',
    (s, p) =>
      `left join alliance_member ${p}m on ${p}m.id = ${s}.member_id left join producer ${p} on ${p}.id = ${p}m.producer_id`,
  )
  .one('place', placeReads, 'placeCode', (s, p) => `left join place ${p} on ${p}.code = ${s}.place_code`);

export const allocationReads = new ReadModel<OrderAllocationRow>({
  type: 'OrderAllocation',
  table: 'order_allocation',
  key: 'key',
  columns: {
    key: '$t.id',
    orderKey: { sql: '$t.order_id', always: true },
    allianceKey: { sql: '$t.alliance_id', always: true },
    placeCode: { sql: '(select place_code from producer_alliance where id = $t.alliance_id)', always: true },
    scale: {
      sql: '(select scale from order_line l where l.order_id = $t.order_id and l.line_no = $t.line_no)',
      always: true,
    },
    quantitySteps: { sql: '$t.quantity', always: true },
    lineNo: '$t.line_no',
    rule: '$t.explained',
    madeAt: '$t.made_at',
  },
  finish: (row: OrderAllocationRow & { quantity?: string }) => {
    row.quantity = formatQuantity(row.quantitySteps, row.scale);
  },
})
  .one(
    'alliance',
    allianceReads,
    'allianceKey',
    (o, a) => `left join producer_alliance ${a} on ${a}.id = ${o}.alliance_id`,
  )
  .contribute('shares', async (allocations, context) => {
    const keys = allocations.map(({ key }) => key);
    const ids = await context.db.read<{ id: number }>(
      'allocation_shares',
      'select id from allocation_share where allocation_id = any($1) order by id',
      [keys],
    );
    const rows = (await shareReads.byKeys(
      context.db,
      ids.map(({ id }) => id),
    )) as AllocationShareRow[];
    const of = Map.groupBy(rows, (row) => row.allocationKey);
    for (const allocation of allocations) allocation.shares = of.get(allocation.key) ?? [];
  });

// `Order.allocations` is contributed from here, so that orders need not know of alliances.
Field(() => [OrderAllocation], {
  description: 'Which producers its lines were given to, for the staff of the region; empty to others.',
  simple: true,
})(Order.prototype, 'allocations');
orderReads.contribute('allocations', async (orders, context) => {
  const ids = await context.db.read<{ id: string }>(
    'order_allocations',
    'select id from order_allocation where order_id = any($1) order by order_id, line_no',
    [orders.map(({ key }) => key)],
  );
  const rows = (await allocationReads.byKeys(
    context.db,
    ids.map(({ id }) => id),
  )) as OrderAllocationRow[];
  const seen = rows.filter(({ placeCode }) => may(context.viewer, 'read', 'Alliance', { place: placeCode }));
  const of = Map.groupBy(seen, (row) => row.orderKey);
  for (const order of orders) (order as { allocations?: object[] }).allocations = of.get(order.key) ?? [];
});
