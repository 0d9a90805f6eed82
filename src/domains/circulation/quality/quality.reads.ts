import { Field } from 'type-graphql';
import { ReadModel, type RequestContext } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { batchReads } from '../batch.reads.js';
import { Batch, type BatchRow } from '../batch.types.js';
import { intervalEnd } from './interval.rules.js';
import {
  InputUse,
  Inspection,
  type InputUseRowShown,
  type InspectionRow,
  type LimitTableRow,
} from './quality.types.js';

export const inputUseReads = new ReadModel<InputUseRowShown>({
  type: 'InputUse',
  table: 'input_use',
  key: 'key',
  columns: {
    key: '$t.id',
    batchKey: { sql: '$t.batch_id', always: true },
    kind: '$t.kind',
    name: '$t.name',
    ingredient: '$t.ingredient',
    source: '$t.source',
    dose: '$t.dose',
    purpose: '$t.purpose',
    firstOn: '$t.first_on::text',
    lastOn: { sql: '$t.last_on::text', always: true },
    intervalDays: { sql: '$t.interval_days', always: true },
    intervalFor: '$t.interval_for',
    corrected: 'exists (select 1 from input_use c where c.corrects = $t.id)',
    recordedAt: '$t.recorded_at',
  },
  finish: (row: InputUseRowShown & { intervalEndsOn?: string }) => {
    row.intervalEndsOn = intervalEnd({ name: '', intervalFor: 'SALE', ...row });
  },
});

export const limitReads = new ReadModel<LimitTableRow>({
  type: 'LimitTable',
  table: 'limit_table',
  key: 'key',
  columns: {
    key: '$t.id',
    code: '$t.code',
    version: '$t.version',
    title: '$t.title',
    source: '$t.source',
    effectiveOn: '$t.effective_on::text',
    importedAt: '$t.imported_at',
  },
}).contribute('values', async (tables, { db }) => {
  const rows = await db.read<{ table: number }>(
    'limit_values',
    'select table_id as table, class, item, unit, most from limit_value where table_id = any($1) order by class, item, unit',
    [tables.map(({ key }) => key)],
  );
  const of = Map.groupBy(rows, (row) => row.table);
  for (const table of tables) table.values = of.get(table.key) ?? [];
});

const publication = (column: string) =>
  `(select p.${column} from inspection_publication p where p.inspection_id = $t.id)`;

export const inspectionReads = new ReadModel<InspectionRow>({
  type: 'Inspection',
  table: 'inspection',
  key: 'key',
  columns: {
    key: '$t.id',
    batchKey: { sql: '$t.batch_id', always: true },
    limitKey: { sql: '$t.limit_table_id', always: true },
    correctsKey: { sql: '$t.corrects', always: true },
    placeCode: { sql: '(select b.place_code from batch b where b.id = $t.batch_id)', always: true },
    isPublished: { sql: `coalesce(${publication('published_at')} is not null, false)::int`, always: true },
    clientText: { sql: '$t.client', for: ['client'] },
    number: '$t.number',
    class: '$t.class',
    title: '$t.title',
    laboratory: '$t.laboratory',
    laboratoryPlace: '$t.laboratory_place',
    method: '$t.method',
    sample: '$t.sample',
    sampleState: '$t.sample_state',
    samplingPlan: '$t.sampling_plan',
    pages: '$t.pages',
    receivedOn: '$t.received_on::text',
    testedFrom: '$t.tested_from::text',
    testedUntil: '$t.tested_until::text',
    signatory: '$t.signatory',
    result: '$t.result',
    publication: { sql: `coalesce(${publication('state')}, 'RECORDED')` },
    publishedAt: publication('published_at'),
    correction: publication('correction'),
  },
})
  .one('batch', batchReads, 'batchKey', (i, b) => `left join batch ${b} on ${b}.id = ${i}.batch_id`)
  .one('limits', limitReads, 'limitKey', (i, l) => `left join limit_table ${l} on ${l}.id = ${i}.limit_table_id`)
  .contribute('results', async (inspections, { db }) => {
    const rows = await db.read<{ inspection: string }>(
      'inspection_results',
      'select inspection_id as inspection, item, value, unit, most, verdict from inspection_result where inspection_id = any($1) order by inspection_id, line',
      [inspections.map(({ key }) => key)],
    );
    const of = Map.groupBy(rows, (row) => row.inspection);
    for (const inspection of inspections) inspection.results = of.get(inspection.key) ?? [];
  });
inspectionReads.one(
  'corrects',
  inspectionReads,
  'correctsKey',
  (i, c) => `left join inspection ${c} on ${c}.id = ${i}.corrects`,
);

/** Published reports are anyone's to read; the others the staff's of the region. */
export const mayReadInspection = ({ viewer }: RequestContext, { placeCode, isPublished }: InspectionRow): boolean =>
  may(viewer, 'read', 'Inspection', { place: placeCode, published: isPublished });

// What was used on a batch and how it was tested is contributed to it from here.
Field(() => [InputUse], { description: 'What was used on it, by their order, at most 500.', simple: true })(
  Batch.prototype,
  'inputUses',
);
Field(() => [Inspection], {
  description: 'Its reports, newest first: the published ones, and to the staff of the region all.',
  simple: true,
})(Batch.prototype, 'inspections');

batchReads.contribute('inputUses', async (batches, context) => {
  const rows = await idsBelow(context, 'batch_input_uses', 'input_use', batches);
  const uses = (await inputUseReads.byKeys(context.db, rows as number[])) as InputUseRowShown[];
  const of = Map.groupBy(uses, (row) => row.batchKey);
  for (const batch of batches) (batch as { inputUses?: object[] }).inputUses = of.get(batch.key) ?? [];
});
batchReads.contribute('inspections', async (batches, context) => {
  const rows = await idsBelow(context, 'batch_inspections', 'inspection', batches);
  const reports = (await inspectionReads.byKeys(context.db, rows)) as InspectionRow[];
  const of = Map.groupBy(
    reports.filter((row) => mayReadInspection(context, row)),
    (row) => row.batchKey,
  );
  for (const batch of batches)
    (batch as { inspections?: object[] }).inspections = (of.get(batch.key) ?? []).toReversed();
});

async function idsBelow(
  { db }: RequestContext,
  name: string,
  table: 'input_use' | 'inspection',
  batches: readonly BatchRow[],
): Promise<(number | string)[]> {
  const rows = await db.read<{ id: number | string }>(
    name,
    `select t.id from unnest($1::bigint[]) k(id) cross join lateral (select id from ${table} where batch_id = k.id order by id limit 500) t`,
    [batches.map(({ key }) => key)],
  );
  return rows.map(({ id }) => id);
}
