import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  page,
  pageOf,
  type Page,
  type PageArgs,
  type ReadModel,
  type RequestContext,
} from '../../../platform/graphql/index.js';

/** A page of rows with whole-number keys, newest first; `where` speaks of the table as `x`, its values from `$1` on. */
export async function newestFirst<Row extends { key: number }>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  { reads, where, values }: { reads: ReadModel<Row>; where: string; values: readonly unknown[] },
): Promise<Page<Row>> {
  const { limit, after } = pageOf(args, 1);
  const { table } = reads.spec;
  const n = values.length;
  const source = `select x.* from ${table} x where ${where} and x.id < $${n + 1} order by x.id desc limit $${n + 2}`;
  const rows = await reads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id desc', [
    ...values,
    after?.[0] ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
  ]);
  return page(
    rows,
    limit,
    (row) => [row.key],
    async () => {
      const { rows: counts } = await context.db.pool.query<{ n: number }>(
        `select count(*) as n from ${table} x where ${where}`,
        [...values],
      );
      return counts[0]!.n;
    },
  );
}
