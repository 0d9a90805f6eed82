import type { Clock } from '../../../shared/clock.js';
import type { Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { OwnEvents } from './own-events.js';
import { traceEventErrors } from './trace-events.errors.js';
import { documentFrame, eventInside } from './query/event-documents.rules.js';
import { visibleEvents, type ReadEvent } from './query/event-reader.js';

/** What is written out: a batch with all that went into it, or what happened from a moment until before another (ISO text). */
export type ExportChoice = { readonly batch: string } | { readonly from: string | null; readonly until: string | null };

const AT_ONCE = 500;
const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The batch and what went into it, however long ago. */
const WAY_BACK = `
  with recursive way(id) as (
    select id from batch where code = $3
    union select i.input_id from way w join batch_input i on i.batch_id = w.id)
  select b.event_id from way w join trace_event_batch b on b.batch_id = w.id`;

/** Events as a file for partners. */
export class EventExport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly own: OwnEvents,
  ) {}

  /** Sees that what is asked for is there, and that every step up to now has its event. Throws NO_BATCH. */
  async prepare(choice: ExportChoice): Promise<void> {
    if ('batch' in choice) {
      const { rows } = await this.db.pool.query('select from batch where code = $1', [choice.batch]);
      if (rows.length === 0) throw traceEventErrors.refuse('NO_BATCH', { code: choice.batch });
    }
    await this.own.catchUp(this.db);
  }

  /**
   * An EPCIS document bit by bit, its events in the order they were recorded; those recorded meanwhile are left out. `counted`
   * is told how many there are.
   */
  async *document(viewer: Viewer, choice: ExportChoice, counted: (events: number) => void): AsyncGenerator<string> {
    const { rows } = await this.db.pool.query<{ id: number }>(
      'select coalesce(max(id), 0)::float8 as id from trace_event',
    );
    const [start, end] = documentFrame(this.clock.now());
    yield start;
    let written = 0;
    for (let after = 0; ;) {
      const some = await readSome(this.db, viewer, choice, after, rows[0]!.id);
      if (some.length > 0)
        yield (written > 0 ? ',\n' : '\n') + some.map((row) => JSON.stringify(eventInside(row))).join(',\n');
      written += some.length;
      if (some.length < AT_ONCE) break;
      after = some.at(-1)!.id;
    }
    counted(written);
    yield end;
  }
}

async function readSome(
  db: Database,
  viewer: Viewer,
  choice: ExportChoice,
  after: number,
  newest: number,
): Promise<ReadEvent[]> {
  const values: unknown[] = [after, newest];
  const tests = ['e.id > $1', 'e.id <= $2'];
  if ('batch' in choice) {
    values.push(choice.batch);
    tests.push(`e.id in (${WAY_BACK})`);
  } else {
    if (choice.from !== null) tests.push(`e.event_time >= $${values.push(choice.from)}::timestamptz`);
    if (choice.until !== null) tests.push(`e.event_time < $${values.push(choice.until)}::timestamptz`);
  }
  tests.push(visibleEvents(viewer, values));
  const { rows } = await db.pool.query<ReadEvent>(
    `select e.id::float8 as id, e.event, e.context as prefixes, ${iso('e.event_time')} as "eventTime", ${iso('e.record_time')} as "recordTime"
       from trace_event e where ${tests.join(' and ')} order by e.id limit ${AT_ONCE}`,
    values,
  );
  return rows;
}
