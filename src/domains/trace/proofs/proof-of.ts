import type { RequestContext } from '../../../platform/graphql/index.js';
import type { TraceProof } from '../way/index.js';

/** Events in the log whose leaf the newest head covers; the others are logged, and covered by the next head. */
const PROOF = `
  with head as (select size, signed_at from trace_head order by size desc, id desc limit 1)
  select count(*)::int as events, (count(*) filter (where e.leaf < head.size))::int as logged,
         head.size::float8 as "headSize", head.signed_at as "headSignedAt"
    from trace_event_batch b join trace_event e on e.id = b.event_id left join head on true
   where b.batch_id = $1 group by head.size, head.signed_at`;

/** How far signed heads of the log cover the events of a batch, by its key; null where no event of it is known yet. */
export async function proofOf(context: RequestContext, batch: number): Promise<TraceProof | null> {
  const [proof] = await context.db.read<TraceProof>('trace_proof', PROOF, [batch]);
  return proof ?? null;
}
