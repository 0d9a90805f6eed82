import {
  loaderOf,
  page,
  pageOf,
  ReadModel,
  type Page,
  type PageArgs,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { eventAlone } from './query/event-documents.rules.js';
import { visibleEvents, type ReadEvent } from './query/event-reader.js';
import type { TraceEventRow } from './trace-event.types.js';

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = {
  key: '$t.id::float8',
  source: '$t.source',
  captor: '$t.captured_by',
  eventId: '$t.event_id',
  type: '$t.type',
  bizStep: '$t.biz_step',
  disposition: '$t.disposition',
  eventTime: iso('$t.event_time'),
  recordTime: iso('$t.record_time'),
  errorDeclaredAt: iso('$t.error_at'),
  hash: `encode($t.hash, 'hex')`,
  leaf: '$t.leaf::float8',
  document: `jsonb_build_object('event', $t.event, 'prefixes', $t.context, 'recordTime', ${iso('$t.record_time')})`,
};

export const traceEventReads = new ReadModel<TraceEventRow>({
  type: 'TraceEvent',
  table: 'trace_event',
  key: 'key',
  columns: {
    ...COLUMNS,
    source: { sql: COLUMNS.source, always: true },
    captor: { sql: COLUMNS.captor, always: true },
  },
  finish: (row: { document?: object }) => {
    if (row.document) row.document = eventAlone(row.document as ReadEvent);
  },
});

const ALL = Object.entries(COLUMNS)
  .map(([name, sql]) => `${sql.replaceAll('$t', 'e')} as "${name}"`)
  .join(', ');

/** An event by its key, where the viewer may see it. */
export async function traceEventByKey(context: RequestContext, key: number): Promise<TraceEventRow | null> {
  const row = await traceEventReads.byKey(context, key);
  const seen = row && may(context.viewer, 'read', 'TraceEvent', { source: row.source, captor: row.captor });
  return seen ? row : null;
}

/** Key of the batch with this printed code. */
export async function batchKey({ db }: RequestContext, code: string): Promise<number | null> {
  const [batch] = await db.read<{ id: number }>(
    'trace_batch_key',
    'select id::float8 as id from batch where code = $1',
    [code],
  );
  return batch?.id ?? null;
}

/** Events about a batch that the viewer may see, as they were recorded; one statement for all batches of a request. */
export async function eventsOfBatch(
  context: RequestContext,
  batch: number,
  args: PageArgs,
): Promise<Page<TraceEventRow>> {
  const { limit, after } = pageOf(args, 1);
  const from = Number(after?.[0] ?? 0);
  const rows = await loaderOf<number, TraceEventRow[]>(context, `Batch.events ${limit} ${from}`, (batches) =>
    readEvents(context, batches, from, limit + 1),
  ).load(batch);
  return page(
    rows,
    limit,
    ({ key }) => [key],
    () =>
      loaderOf<number, number>(context, 'Batch.events count', (batches) => countEvents(context, batches)).load(batch),
  );
}

async function readEvents(
  { db, viewer }: RequestContext,
  batches: readonly number[],
  from: number,
  limit: number,
): Promise<TraceEventRow[][]> {
  const values: unknown[] = [batches, from, limit];
  const seen = visibleEvents(viewer, values);
  const { rows } = await db.pool.query<TraceEventRow & { batch: number }>(
    `select k.id::float8 as batch, ${ALL} from unnest($1::bigint[]) k(id) cross join lateral (
       select e.* from trace_event_batch b join trace_event e on e.id = b.event_id
        where b.batch_id = k.id and b.event_id > $2 and ${seen} order by b.event_id limit $3) e order by k.id, e.id`,
    values,
  );
  const found = Map.groupBy(rows, ({ batch }) => batch);
  return batches.map((batch) => (found.get(batch) ?? []).map((row) => traceEventReads.row(row)));
}

async function countEvents({ db, viewer }: RequestContext, batches: readonly number[]): Promise<number[]> {
  const values: unknown[] = [batches];
  const seen = visibleEvents(viewer, values);
  const { rows } = await db.pool.query<{ batch: number; n: number }>(
    `select b.batch_id::float8 as batch, count(*)::int as n from trace_event_batch b join trace_event e on e.id = b.event_id
      where b.batch_id = any($1::bigint[]) and ${seen} group by b.batch_id`,
    values,
  );
  const counts = new Map(rows.map(({ batch, n }) => [batch, n]));
  return batches.map((batch) => counts.get(batch) ?? 0);
}
