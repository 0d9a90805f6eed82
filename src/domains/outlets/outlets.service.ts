import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  page,
  pageOf,
  selectionOf,
  type Page,
  type PageArgs,
  type ReadModel,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { rowsAllowed } from '../../platform/policy/index.js';

/** How the policy's facts are tested in SQL: every list of outlets has these columns. */
export const KIOSK_FACTS = { site: 't.site_code', place: 't.place_code', channel: 't.channel' };

/** One list of the domain: its rows, whose `read` permission they need, and how they are ordered. */
export interface ListSpec<Row extends object> {
  reads: ReadModel<Row>;
  subject: 'Kiosk' | 'Counter' | 'OutletAlert' | 'CounterReceipt' | 'Concession';
  /** Column of the key, with the alias `t`. */
  key: string;
  /** Newest first, or in the order they were made. */
  newestFirst: boolean;
}

/** A filter's test over the alias `t`: gets the parameter's name. */
export type Test = [value: unknown, test: (n: string) => string];

/** A page of a list as far as the viewer may see it, in one statement. */
export async function listOf<Row extends { key: string | number }>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  { reads, subject, key, newestFirst }: ListSpec<Row>,
  filters: readonly Test[],
): Promise<Page<Row>> {
  const { limit, after } = pageOf(args, 1);
  const values: unknown[] = [];
  const tests = [rowsAllowed(context.viewer, 'read', subject, KIOSK_FACTS, values)];
  for (const [value, test] of filters) tests.push(test(`$${values.push(value)}`));
  const { table } = reads.spec;
  const where = tests.join(' and ');
  const counted = [...values];
  const order = `${key}${newestFirst ? ' desc' : ''}`;
  if (after) tests.push(`${key} ${newestFirst ? '<' : '>'} $${values.push(after[0])}`);
  values.push(limit + 1);
  const source = `select t.* from ${table} t where ${tests.join(' and ')} order by ${order} limit $${values.length}`;
  const rows = await reads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, order, values);
  return page(
    rows,
    limit,
    (row) => [row.key],
    async () => {
      const { rows: counts } = await context.db.pool.query<{ n: number }>(
        `select count(*) as n from ${table} t where ${where}`,
        counted,
      );
      return counts[0]!.n;
    },
  );
}

/** One row by its key, if the viewer may see it. */
export async function oneOf<Row extends object>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  { reads, subject, key }: ListSpec<Row>,
  value: string | number | null,
): Promise<Row | null> {
  if (value === null) return null;
  const values: unknown[] = [value];
  const allowed = rowsAllowed(context.viewer, 'read', subject, KIOSK_FACTS, values);
  const source = `select t.* from ${reads.spec.table} t where ${key} = $1 and ${allowed}`;
  const rows = await reads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, key, values);
  return rows[0] ?? null;
}
