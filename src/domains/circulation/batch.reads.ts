import { ReadModel, type RequestContext } from '../../platform/graphql/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { brandReads, productReads } from '../catalogue/index.js';
import { producerReads } from '../people/index.js';
import { placeReads, siteReads } from '../places/index.js';
import type { BatchRow } from './batch.types.js';

export const batchReads = new ReadModel<BatchRow>({
  type: 'Batch',
  table: 'batch',
  key: 'key',
  columns: {
    key: '$t.id',
    productKey: { sql: '$t.product_id', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    brandCode: { sql: '$t.brand_code', always: true },
    unit: { sql: '$t.unit', always: true },
    scale: { sql: '$t.scale', always: true },
    quantitySteps: { sql: '$t.quantity', always: true },
    state: { sql: '$t.state', always: true },
    class: { sql: '$t.class', always: true },
    origin: { sql: '$t.origin', always: true },
    code: { sql: '$t.code', always: true },
    harvestedOn: '$t.harvested_on::text',
    madeAt: '$t.made_at',
    version: '$t.version',
  },
  finish: (row: BatchRow & { quantity?: object }) => {
    row.quantity = { value: formatQuantity(row.quantitySteps, row.scale), unit: row.unit };
  },
})
  .one('product', productReads, 'productKey', (b, p) => `left join product ${p} on ${p}.id = ${b}.product_id`)
  .one('place', placeReads, 'placeCode', (b, p) => `left join place ${p} on ${p}.code = ${b}.place_code`)
  .one('site', siteReads, 'siteCode', (b, s) => `left join site ${s} on ${s}.code = ${b}.site_code`)
  .one('brand', brandReads, 'brandCode', (b, r) => `left join brand ${r} on ${r}.code = ${b}.brand_code`)
  .contribute('producers', async (batches, context) => {
    const rows = await below<{ producer: number; quantity: number }>(
      context,
      'batch_producers',
      `select k.id as batch, p.producer_id as producer, p.quantity from unnest($1::bigint[]) k(id)
        cross join lateral (select * from batch_producer where batch_id = k.id order by producer_id limit 500) p`,
      batches,
    );
    for (const batch of batches)
      batch.producers = (rows.get(batch.key) ?? []).map(({ producer, quantity }) => ({
        producer: () => producerReads.byKey(context, producer),
        quantity: formatQuantity(quantity, batch.scale),
      }));
  })
  .contribute('inputs', async (batches, context) => {
    const rows = await below<PartRow>(
      context,
      'batch_inputs',
      `select k.id as batch, i.input_id as other, i.quantity, b.unit, b.scale from unnest($1::bigint[]) k(id)
        cross join lateral (select * from batch_input where batch_id = k.id order by input_id limit 100) i join batch b on b.id = i.input_id`,
      batches,
    );
    for (const batch of batches) batch.inputs = (rows.get(batch.key) ?? []).map((row) => partOf(context, row));
  })
  .contribute('outputs', async (batches, context) => {
    const rows = await below<PartRow>(
      context,
      'batch_outputs',
      `select k.id as batch, o.batch_id as other, o.quantity, b.unit, b.scale from unnest($1::bigint[]) k(id)
        cross join lateral (select * from batch_input where input_id = k.id order by batch_id desc limit 100) o join batch b on b.id = k.id`,
      batches,
    );
    for (const batch of batches) batch.outputs = (rows.get(batch.key) ?? []).map((row) => partOf(context, row));
  })
  .contribute('stock', async (batches, context) => {
    const rows = await below<{
      site: string;
      quantity: number;
      coming: number;
      stopped: number;
      location: string | null;
    }>(
      context,
      'batch_stock',
      `select l.batch_id as batch, s.site_code as site, l.quantity, l.coming, l.stopped, l.location
         from batch_stock l join stock_item s on s.id = l.item_id
        where l.batch_id = any($1) and (l.quantity > 0 or l.stopped > 0) order by s.site_code`,
      batches,
    );
    for (const batch of batches)
      batch.stock = (rows.get(batch.key) ?? []).map(({ site, quantity, coming, stopped, location }) => ({
        site: () => siteReads.byKey(context, site),
        quantity: formatQuantity(quantity, batch.scale),
        coming: formatQuantity(coming, batch.scale),
        stopped: formatQuantity(stopped, batch.scale),
        location,
      }));
  })
  .contribute('steps', async (batches, context) => {
    const rows = await below<StepRow>(
      context,
      'batch_steps',
      `select k.id as batch, s.id as sequence, s.step, s.occurred_at as "occurredAt", s.detail from unnest($1::bigint[]) k(id)
        cross join lateral (select * from batch_step where batch_id = k.id order by version desc limit 100) s`,
      batches,
    );
    for (const batch of batches)
      batch.steps = (rows.get(batch.key) ?? []).map(({ sequence, step, occurredAt, detail }) => ({
        sequence,
        step,
        occurredAt,
        reason: detail.reason,
        quantity: detail.quantity === null ? null : formatQuantity(detail.quantity, batch.scale),
        site: () => detail.site && siteReads.byKey(context, detail.site),
        from: () => detail.from && siteReads.byKey(context, detail.from),
      }));
  });

interface PartRow {
  other: number;
  quantity: number;
  unit: string;
  scale: number;
}

interface StepRow {
  sequence: number;
  step: string;
  occurredAt: string;
  detail: { site: string | null; from: string | null; quantity: number | null; reason: string | null };
}

async function below<Row extends object>(
  { db }: RequestContext,
  name: string,
  text: string,
  batches: readonly BatchRow[],
): Promise<Map<number, Row[]>> {
  const rows = await db.read<Row & { batch: number }>(name, text, [batches.map(({ key }) => key)]);
  return Map.groupBy(rows, (row) => row.batch);
}

const partOf = (context: RequestContext, { other, quantity, unit, scale }: PartRow) => ({
  batch: () => batchReads.byKey(context, other),
  quantity: { value: formatQuantity(quantity, scale), unit },
});
