import { requestError, type RequestContext } from '../../../platform/graphql/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import { isRealDay } from './day.rules.js';
import { qualityErrors } from './quality.errors.js';
import type { MonitoringArgs, MonitoringPlanSetInput } from './quality.inputs.js';
import type { ClassMonitoring } from './monitoring.types.js';

/** 监测 (mission D4): how many of a class's batches are to be inspected, and how many were. */
export class Monitoring {
  constructor(private readonly db: Database) {}

  setPlan(viewer: Viewer, { class: kind, fromOn, ratePerMille }: MonitoringPlanSetInput): Promise<void> {
    if (!isRealDay(fromOn))
      throw qualityErrors.refuse('BAD_DAY', {
        field: 'fromOn',
        expected: '没有这一天',
        expectedEn: 'there is no such day',
      });
    if (!Number.isInteger(ratePerMille) || ratePerMille < 0 || ratePerMille > 1000)
      throw qualityErrors.refuse('TOO_MANY', { field: 'ratePerMille', most: 1000 });
    return this.db.command(async (tx) => {
      await tx.query(
        `insert into monitoring_plan(class, from_on, rate_per_mille, set_by) values ($1, $2::text::date, $3, $4)
         on conflict (class, from_on) do update set rate_per_mille = excluded.rate_per_mille, set_by = excluded.set_by, set_at = now()`,
        [kind, fromOn, ratePerMille, viewer.scope],
      );
    });
  }

  /** Every class, of the batches made in those days; the plan is the one in force on the last of them. */
  measure(context: RequestContext, { from, until, placeCode }: MonitoringArgs): Promise<ClassMonitoring[]> {
    if (!isRealDay(from) || !isRealDay(until) || from > until)
      throw requestError('BAD_USER_INPUT', '`from` and `until` are days, in their order.');
    return context.db.read<ClassMonitoring>('monitoring', MEASURE, [from, until, `${placeCode ?? ''}%`]);
  }
}

const MEASURE = `
  select c.class, (select rate_per_mille from monitoring_plan p where p.class = c.class and p.from_on <= $2::text::date order by from_on desc limit 1) as "plannedPerMille",
         count(b.id)::int as batches, count(b.id) filter (where i.inspected)::int as inspected, count(b.id) filter (where i.failed)::int as failed,
         case when count(b.id) = 0 then null else (1000 * count(b.id) filter (where i.inspected) / count(b.id))::int end as "measuredPerMille"
    from unnest(array['EGGS', 'MEAT', 'PRODUCE', 'AQUATIC', 'OTHER']) with ordinality c(class, n)
    left join batch b on b.class = c.class and b.origin <> 'FIELD' and b.place_code like $3
     and b.made_at >= $1::text::timestamp at time zone 'Asia/Shanghai' and b.made_at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
    left join lateral (select true as inspected, bool_or(result = 'FAILED') as failed from inspection where batch_id = b.id having count(*) > 0) i on true
   group by c.class, c.n order by c.n`;
