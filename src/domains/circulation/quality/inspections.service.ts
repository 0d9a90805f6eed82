import type { GraphQLResolveInfo } from 'graphql';
import { byKey, listPage, numericKey, Where, type Page, type RequestContext } from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import type { InspectionsArgs } from './quality.inputs.js';
import { inspectionReads } from './quality.reads.js';
import type { InspectionRow } from './quality.types.js';

const FACTS = {
  place: '(select b.place_code from batch b where b.id = x.batch_id)',
  published:
    'coalesce((select p.published_at is not null from inspection_publication p where p.inspection_id = x.id), false)::int',
};

/** Reports, newest first: anyone the published ones, staff those of their region too. */
export function listInspections(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: InspectionsArgs,
): Promise<Page<InspectionRow>> {
  const { batchId, class: kind, result, placeCode } = args.filter ?? {};
  const where = new Where();
  where
    .and(rowsAllowed(context.viewer, 'read', 'Inspection', FACTS, where.values))
    .when(
      batchId,
      (n) => `x.batch_id = ${n}`,
      (id) => numericKey(id, 'Batch'),
    )
    .when(kind, (n) => `x.class = ${n}`)
    .when(result, (n) => `x.result = ${n}`)
    .under(placeCode, FACTS.place);
  return listPage(context, info, args, { reads: inspectionReads, where, by: byKey('uuid'), newestFirst: true });
}
