import { isoSql, rowJson, type Selection } from '../../../platform/graphql/index.js';
import { batchReads, certificateReads, inputUseReads, inspectionReads } from '../../circulation/index.js';
import { siteReads } from '../../places/index.js';

/** Back to the fields and forward to what was made of a batch, whose key is $1. What no part reads, PostgreSQL does not run. */
const WAY = `
  with recursive back(id) as (
    select $1::bigint union select i.input_id from back join batch_input i on i.batch_id = back.id),
  forward(id) as (
    select $1::bigint union select i.batch_id from forward join batch_input i on i.input_id = forward.id),
  way(id) as (select id from back union select id from forward)`;

/** At most so many of what a way holds. */
const MOST = { producers: 500, batches: 500, inputUses: 500, reports: 100, sites: 200 } as const;

type Part = (below: Selection) => string;

const list = (row: string, from: string) =>
  `(select coalesce(json_agg(x.row), '[]') from (select ${row} as row from ${from}) x)`;
const batchJson: Part = (below) => rowJson(batchReads, 'b', below, ['madeAt']);
const batches =
  (way: 'back' | 'forward'): Part =>
  (below) =>
    list(
      batchJson(below),
      `(select id from ${way} where id <> $1 order by id limit ${MOST.batches}) k join batch b on b.id = k.id order by b.id`,
    );
const RESULTS = `(select json_agg(json_build_object('item', r.item, 'value', r.value, 'unit', r.unit, 'most', r.most, 'verdict', r.verdict) order by r.line)
    from inspection_result r where r.inspection_id = i.id)`;
const AGREED = `exists (select 1 from consent c where c.household_id = r.id and c.purpose = 'TRACE_NAME' and c.withdrawn_at is null)`;

/** Each field of a way, as one column of one statement. Reports: the published alone, which is all that anyone may see. */
const PARTS: Readonly<Record<string, Part>> = {
  stop: () => `(select json_build_object('cause', s.cause, 'reason', s.reason, 'at', ${isoSql('s.at')})
     from batch_stop s where s.batch_id = $1 order by s.cause <> 'RECALL', s.id limit 1)`,
  producers: () =>
    list(
      `json_build_object('name', case when r.kind <> 'HOUSEHOLD' or ${AGREED} then r.display_name end, 'kind', r.kind,
         'villageCode', r.village_code, 'quantity', p.quantity)`,
      `(select * from batch_producer where batch_id = $1 order by quantity desc, producer_id limit ${MOST.producers}) p
         join producer r on r.id = p.producer_id order by p.quantity desc, r.id`,
    ),
  producerCount: () => '(select count(*) from batch_producer where batch_id = $1)',
  origins: batches('back'),
  originCount: () => '(select count(*) - 1 from back)',
  made: batches('forward'),
  sites: (below) =>
    list(
      rowJson(siteReads, 's', below),
      `(select distinct i.site_code from forward join batch_stock l on l.batch_id = forward.id join stock_item i on i.id = l.item_id
         where l.quantity > 0 or l.stopped > 0 order by 1 limit ${MOST.sites}) k join site s on s.code = k.site_code order by s.code`,
    ),
  orderCount: () => '(select count(distinct o.order_id) from forward join order_batch o on o.batch_id = forward.id)',
  parcelCount: () => `(select count(distinct l.parcel_id) from forward join order_batch o on o.batch_id = forward.id
     join order_parcel_line l on l.order_id = o.order_id and l.line_no = o.line_no)`,
  inputUses: (below) =>
    list(
      rowJson(inputUseReads, 'u', below, ['recordedAt']),
      `(select u.* from back join input_use u on u.batch_id = back.id order by u.first_on, u.id limit ${MOST.inputUses}) u order by u.first_on, u.id`,
    ),
  inspections: (below) =>
    list(
      `json_build_object('report', ${rowJson(inspectionReads, 'i', below, ['publishedAt'])}, 'results', ${'results' in below ? RESULTS : 'null'})`,
      `(select i.* from back join inspection i on i.batch_id = back.id
          join inspection_publication p on p.inspection_id = i.id and p.published_at is not null
         order by i.tested_until desc, i.recorded_at desc, i.id desc limit ${MOST.reports}) i order by i.tested_until desc, i.recorded_at desc, i.id desc`,
    ),
  certificates: (below) =>
    list(
      rowJson(certificateReads, 'c', below, ['voidedAt']),
      `(select c.* from back join conformity_certificate c on c.batch_id = back.id
         order by c.batch_id <> $1, c.id desc limit ${MOST.reports}) c order by c.batch_id <> $1, c.id desc`,
    ),
};

const COUNT = '(select count(*) from way join batch_step s on s.batch_id = way.id)';

/** What a selection of a trace needs beside its batch and its steps, in one statement; null where it needs nothing. */
export function factsSql(selection: Selection): string | null {
  const columns = Object.entries(PARTS).flatMap(([field, part]) => {
    const chosen = selection[field];
    return chosen ? [`${part(chosen.below)} as "${field}"`] : [];
  });
  return columns.length === 0 ? null : `${WAY} select ${columns.join(', ')}`;
}

/** The event of a step as it was first told, while its salt is there. */
const EVENT = ' left join trace_event e on e.step_id = s.id and e.error_at is null and e.salt is not null';

/** A page of the steps of a whole way, after a moment and a sequence ($2, $3), as many as $4; `total` of all, if that is asked. */
export function stepsSql({ batch, site, from, leaf }: Selection, counted: boolean): string {
  const siteJson = (chosen: Selection[string] | undefined, alias: string) =>
    chosen ? `case when ${alias}.id is not null then ${rowJson(siteReads, alias, chosen.below)} end` : 'null';
  const siteJoin = (chosen: Selection[string] | undefined, alias: string, key: string) =>
    chosen ? `left join site ${alias} on ${alias}.code = s.detail->>'${key}'` : '';
  return `${WAY}
    select s.id as sequence, s.step, s.occurred_at as "occurredAt", b.scale, b.unit, ${batch ? batchJson(batch.below) : 'null'} as batch,
           (s.detail->>'quantity')::bigint as quantity, s.detail->>'reason' as reason, s.detail->'input'->>'name' as input,
           s.detail->>'certificate' as certificate, ${siteJson(site, 'w')} as site, ${siteJson(from, 'f')} as "from",
           ${leaf ? 'e.leaf' : 'null::bigint'} as leaf, ${counted ? COUNT : 'null::bigint'} as total
      from (select s.* from way join batch_step s on s.batch_id = way.id
             where $2::text is null or (s.occurred_at, s.id) > ($2::text::timestamptz, $3::bigint)
             order by s.occurred_at, s.id limit $4) s
      join batch b on b.id = s.batch_id ${siteJoin(site, 'w', 'site')} ${siteJoin(from, 'f', 'from')}${leaf ? EVENT : ''}
     order by s.occurred_at, s.id`;
}

export const STEP_COUNT = `${WAY} select ${COUNT} as n`;
