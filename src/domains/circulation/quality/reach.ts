import { numericKey, type RequestContext } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { orderReads } from '../../orders/index.js';
import { producerReads } from '../../people/index.js';
import { siteReads } from '../../places/index.js';
import { batchReads } from '../batch.reads.js';
import type { BatchReach } from './reach.types.js';

interface Reached {
  place: string;
  site: string | null;
  origins: number[];
  made: number[];
  producers: number[];
  sites: string[];
  orders: { order: string; batch: number; quantity: number; returned: number; unit: string; scale: number }[];
}

/** Both ways in one statement: back to the fields and producers, forward to the sites and the buyers. */
const REACH = `
  with recursive back(id) as (
    select $1::bigint union select i.input_id from back join batch_input i on i.batch_id = back.id),
  forward(id) as (
    select $1::bigint union select i.batch_id from forward join batch_input i on i.input_id = forward.id),
  sold as (
    select o.order_id, o.batch_id, sum(o.quantity)::bigint as quantity, sum(o.returned)::bigint as returned
      from forward join order_batch o on o.batch_id = forward.id group by o.order_id, o.batch_id order by o.order_id desc, o.batch_id limit 5000)
  select b.place_code as place, b.site_code as site,
         coalesce((select json_agg(id order by id) from (select id from back where id <> b.id order by id limit 5000) x), '[]') as origins,
         coalesce((select json_agg(id order by id) from (select id from forward where id <> b.id order by id limit 5000) x), '[]') as made,
         coalesce((select json_agg(producer_id order by producer_id) from (select producer_id from batch_producer where batch_id = b.id order by 1 limit 5000) x), '[]') as producers,
         coalesce((select json_agg(distinct s.site_code) from forward join batch_stock l on l.batch_id = forward.id join stock_item s on s.id = l.item_id
                    where l.quantity > 0 or l.stopped > 0), '[]') as sites,
         coalesce((select json_agg(json_build_object('order', sold.order_id, 'batch', sold.batch_id, 'quantity', sold.quantity, 'returned', sold.returned,
                                                     'unit', m.unit, 'scale', m.scale) order by sold.order_id desc, sold.batch_id)
                     from sold join batch m on m.id = sold.batch_id), '[]') as orders
    from batch b where b.id = $1`;

/** Everything that a recall must find of a batch; null where the viewer may not recall it. */
export async function reachOf(context: RequestContext, id: string): Promise<BatchReach | null> {
  const [reached] = await context.db.read<Reached>('batch_reach', REACH, [numericKey(id, 'Batch')]);
  if (!reached || !may(context.viewer, 'recall', 'Batch', { place: reached.place, site: reached.site ?? undefined }))
    return null;
  const batch = (key: number) => batchReads.byKey(context, key);
  return {
    origins: (await Promise.all(reached.origins.map(batch))) as object[],
    made: (await Promise.all(reached.made.map(batch))) as object[],
    producers: (await Promise.all(reached.producers.map((key) => producerReads.byKey(context, key)))) as object[],
    sites: (await Promise.all(reached.sites.map((code) => siteReads.byKey(context, code)))) as object[],
    orders: reached.orders.map(({ order, batch: key, quantity, returned, unit, scale }) => ({
      order: () => orderReads.byKey(context, order),
      batch: () => batch(key),
      quantity: { value: formatQuantity(quantity, scale), unit },
      returned: { value: formatQuantity(returned, scale), unit },
    })) as never,
  };
}
