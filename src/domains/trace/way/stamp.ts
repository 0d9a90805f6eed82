import type { Database } from '../../../platform/persistence/index.js';

/**
 * What changes whenever something that matters changes on a way: its steps, states and brand, reports, certificates, the
 * households' consent, the product, how far heads of the log cover it. $1: a printed code.
 */
const STAMP = `
  with recursive start as (select b.id, b.product_id, b.brand_code from batch b where b.code = $1),
  back(id) as (select id from start union select i.input_id from back join batch_input i on i.batch_id = back.id),
  forward(id) as (select id from start union select i.batch_id from forward join batch_input i on i.input_id = forward.id),
  way(id) as (select id from back union select id from forward)
  select concat_ws('/', start.id, start.brand_code, p.version,
    (select concat_ws('.', count(*), sum(b.version), count(*) filter (where b.state = 'PASSED'), count(*) filter (where b.state in ('FAILED', 'RECALLED')))
       from way join batch b on b.id = way.id),
    (select concat_ws('.', count(*), max(q.published_at), max(q.corrected_at))
       from back join inspection i on i.batch_id = back.id join inspection_publication q on q.inspection_id = i.id and q.published_at is not null),
    (select concat_ws('.', count(*), count(c.voided_at)) from back join conformity_certificate c on c.batch_id = back.id),
    (select concat_ws('.', count(*), sum(c.id)) from batch_producer m join consent c on c.household_id = m.producer_id
       where m.batch_id = start.id and c.purpose = 'TRACE_NAME' and c.withdrawn_at is null),
    (select count(*) from trace_event_batch t join trace_event e on e.id = t.event_id
      where t.batch_id = start.id and e.leaf < (select max(size) from trace_head))) as stamp
    from start join product p on p.id = start.product_id`;

/** A text that stands for everything that matters on the page of a code; null where there is no such batch. */
export async function stampOf(db: Pick<Database, 'read'>, code: string): Promise<string | null> {
  const [row] = await db.read<{ stamp: string }>('trace_stamp', STAMP, [code]);
  return row?.stamp ?? null;
}
