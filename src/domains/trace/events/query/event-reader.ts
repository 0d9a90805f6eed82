import type { Database } from '../../../../platform/persistence/index.js';
import { rowsAllowed, type Viewer } from '../../../../platform/policy/index.js';
import type { EpcisEvent, Prefixes } from '../../epcis/epcis.types.js';
import { EpcisProblem } from '../problems.js';
import type { EventQuery, Span } from './event-query.rules.js';
import { questionPrint, readToken, writeToken, type Place } from './page-token.rules.js';

/** An event as it is kept, its id in it; `prefixes` are those of the document it came in. */
export interface ReadEvent {
  readonly id: number;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  readonly eventTime: string;
  readonly recordTime: string;
}

export interface EventPage {
  readonly events: readonly ReadEvent[];
  readonly next: string | null;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const READ = `e.id::float8 as id, e.event, e.context as prefixes, ${iso('e.event_time')} as "eventTime", ${iso('e.record_time')} as "recordTime"`;
const SORTED = { eventTime: 'event_time', recordTime: 'record_time' } as const;

/** What of the table a viewer may see. */
export const visibleEvents = (viewer: Viewer, values: unknown[]): string =>
  rowsAllowed(viewer, 'read', 'TraceEvent', { source: 'e.source', captor: 'e.captured_by' }, values);

/** Reads events by the standard's queries. */
export class EventReader {
  constructor(private readonly db: Database) {}

  /** A page of what a query finds, `perPage` at most, on from where `token` says. */
  async page(
    viewer: Viewer,
    query: EventQuery,
    { perPage, token }: { perPage: number; token: string | null },
  ): Promise<EventPage> {
    const print = questionPrint(query);
    const after = token === null ? null : readToken(token, print);
    const left = query.countLimit === null ? perPage : query.countLimit - (after?.answered ?? 0);
    const limit = Math.min(perPage, Math.max(left, 0));
    if (after === null && query.mostEvents !== null) await this.refuseTooMany(viewer, query, query.mostEvents);
    const rows = await this.rows(viewer, query, limit + 1, after);
    const events = rows.slice(0, limit);
    const last = events.at(-1);
    const answered = (after?.answered ?? 0) + events.length;
    if (!last || rows.length <= limit || answered === query.countLimit) return { events, next: null };
    const at = query.orderBy === null ? '' : last[query.orderBy];
    return { events, next: writeToken({ at, id: last.id, answered }, print) };
  }

  /** The newest telling of an event: where it was declared wrong, with the declaration. */
  async one(viewer: Viewer, eventId: string): Promise<ReadEvent | null> {
    const values: unknown[] = [eventId];
    const seen = visibleEvents(viewer, values);
    const { rows } = await this.db.pool.query<ReadEvent>(
      `select ${READ} from trace_event e where e.event_id = $1 and ${seen} order by e.error_at desc nulls last limit 1`,
      values,
    );
    return rows[0] ?? null;
  }

  private async rows(viewer: Viewer, query: EventQuery, limit: number, after: Place | null): Promise<ReadEvent[]> {
    const values: unknown[] = [];
    const tests = testsOf(viewer, query, values);
    const direction = query.ascending ? 'asc' : 'desc';
    const beyond = query.ascending ? '>' : '<';
    const column = query.orderBy && SORTED[query.orderBy];
    if (after) {
      if (column)
        tests.push(
          `(e.${column}, e.id) ${beyond} ($${values.push(after.at)}::timestamptz, $${values.push(after.id)}::bigint)`,
        );
      else tests.push(`e.id ${beyond} $${values.push(after.id)}::bigint`);
    }
    const order = column ? `e.${column} ${direction}, e.id ${direction}` : `e.id ${direction}`;
    const { rows } = await this.db.pool.query<ReadEvent>(
      `select ${READ} from trace_event e where ${tests.join(' and ')} order by ${order} limit $${values.push(limit)}`,
      values,
    );
    return rows;
  }

  private async refuseTooMany(viewer: Viewer, query: EventQuery, most: number): Promise<void> {
    const values: unknown[] = [];
    const tests = testsOf(viewer, query, values);
    const { rows } = await this.db.pool.query<{ n: number }>(
      `select count(*)::int as n from (select from trace_event e where ${tests.join(' and ')} limit $${values.push(most + 1)}) found`,
      values,
    );
    if (rows[0]!.n > most)
      throw new EpcisProblem(
        'QueryTooLargeException',
        `The query finds more than ${most} events, as maxEventCount says.`,
      );
  }
}

function testsOf(viewer: Viewer, query: EventQuery, values: unknown[]): string[] {
  const tests = [visibleEvents(viewer, values)];
  for (const any of query.marks) tests.push(`e.marks && $${values.push(any)}::text[]`);
  if (query.eventIds) tests.push(`e.event_id = any($${values.push(query.eventIds)}::text[])`);
  if (query.declared) tests.push('e.error_at is not null');
  within('e.event_time', query.eventTime, tests, values);
  within('e.record_time', query.recordTime, tests, values);
  within('e.error_at', query.errorTime, tests, values);
  return tests;
}

function within(column: string, { from, until }: Span, tests: string[], values: unknown[]): void {
  if (from !== null) tests.push(`${column} >= $${values.push(from)}::timestamptz`);
  if (until !== null) tests.push(`${column} < $${values.push(until)}::timestamptz`);
}
