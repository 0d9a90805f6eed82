import { Field } from 'type-graphql';
import { siteReads } from '../../places/index.js';
import { linesOf, orderReads } from '../order.reads.js';
import { Order } from '../order.types.js';
import { OrderParcel } from './parcel.types.js';

interface ParcelRow extends Omit<OrderParcel, 'lines' | 'site'> {
  siteCode: string | null;
  key: string;
  lineNos: number[];
}

const PARCELS = `
  select p.order_id as key, p.carrier, p.tracking_no as "trackingNo", p.shipped_at as "shippedAt", p.site_code as "siteCode",
         array(select l.line_no from order_parcel_line l where l.parcel_id = p.id order by l.line_no) as "lineNos"
    from order_parcel p where p.order_id = any($1) order by p.id`;

Field(() => [OrderParcel], {
  description: 'What it left in; none where it was handed over, or nobody told of a parcel.',
  simple: true,
})(Order.prototype, 'parcels');
orderReads.contribute('parcels', async (orders, context, below) => {
  const rows = await context.db.read<ParcelRow>('order_parcels', PARCELS, [orders.map((order) => order.key)]);
  const sent = [...new Set(rows.map((row) => row.key))];
  const wanted = sent.length > 0 && (Object.keys(below).length === 0 || 'lines' in below);
  const lines = wanted ? await linesOf(context, sent) : new Map<string, never[]>();
  const byKey = Map.groupBy(rows, (row) => row.key);
  for (const order of orders) {
    const parcels = (byKey.get(order.key) ?? []).map(({ lineNos, siteCode, ...parcel }) => ({
      ...parcel,
      site: () => (siteCode === null ? null : siteReads.byKey(context, siteCode)),
      lines: (lines.get(order.key) ?? []).filter((line) => lineNos.includes(line.lineNo)),
    }));
    Object.assign(order, { parcels });
  }
});
