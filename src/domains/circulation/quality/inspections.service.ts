import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  numericKey,
  page,
  pageOf,
  requestError,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import type { InspectionsArgs } from './quality.inputs.js';
import { inspectionReads } from './quality.reads.js';
import type { InspectionRow } from './quality.types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FACTS = {
  place: '(select b.place_code from batch b where b.id = i.batch_id)',
  published:
    'coalesce((select p.published_at is not null from inspection_publication p where p.inspection_id = i.id), false)::int',
};

/** Reports, newest first: anyone the published ones, staff those of their region too. */
export async function listInspections(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: InspectionsArgs,
): Promise<Page<InspectionRow>> {
  const { limit, after } = pageOf(args, 1);
  const values: unknown[] = [];
  const tests = [rowsAllowed(context.viewer, 'read', 'Inspection', FACTS, values)];
  const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
  const { batchId, class: kind, result, placeCode } = args.filter ?? {};
  if (batchId) add(numericKey(batchId, 'Batch'), (n) => `i.batch_id = ${n}`);
  if (kind) add(kind, (n) => `i.class = ${n}`);
  if (result) add(result, (n) => `i.result = ${n}`);
  if (placeCode) add(`${placeCode}%`, (n) => `${FACTS.place} like ${n}`);
  const where = tests.join(' and ');
  const counted = [...values];
  const before = String(after?.[0] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  if (!UUID.test(before)) throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
  values.push(before, limit + 1);
  const source = `select i.* from inspection i where ${where} and i.id < $${values.length - 1} order by i.id desc limit $${values.length}`;
  const rows = await inspectionReads.fetch(
    context,
    info.fieldNodes[0]!,
    nodeSelection(info),
    source,
    't.id desc',
    values,
  );
  return page(
    rows,
    limit,
    (row) => [row.key],
    async () => {
      const { rows: counts } = await context.db.pool.query<{ n: number }>(
        `select count(*) as n from inspection i where ${where}`,
        counted,
      );
      return counts[0]!.n;
    },
  );
}
