import type { TestApp } from '../../../kit/app.js';
import { makeHousehold, makeProduct } from '../../../kit/goods.js';
import { keyOf } from '../../circulation/circulating.js';

/**
 * A way of so many levels, each batch made of all those of the level below that share its number modulo the width, written
 * straight into the tables: `levels × width` batches with `steps` each, then one batch of the whole top level. Answers its
 * code. Each bottom batch is a field with a use of an input; each has a published report.
 */
export async function deepWay(
  app: TestApp,
  { levels, width, steps }: Record<'levels' | 'width' | 'steps', number>,
): Promise<string> {
  const product = keyOf(await makeProduct(app, { producerId: await makeHousehold(app) }));
  const code = `DEEP-${levels}-${width}-${steps}`;
  const batch = (name: string, origin: string) =>
    `insert into batch(code, product_id, place_code, origin, class, state, unit, scale, quantity, site_code, version, made_by)
     select ${name}, ${product}, '340323200207', ${origin}, 'OTHER', 'PASSED', 'KG', 3, 1000, 'CC-340323', ${steps}, 'test'`;
  const queries = [
    `${batch(`'${code}/' || l || '/' || w`, `case l when 1 then 'FIELD' else 'PACKED' end`)} from generate_series(1, ${levels}) l, generate_series(1, ${width}) w order by l, w`,
    batch(`'${code}'`, `'PACKED'`),
    // Two inputs each: the batch below it and its neighbour, so that ways part and meet again.
    `insert into batch_input(batch_id, input_id, quantity) select distinct u.id, d.id, 500
       from generate_series(2, ${levels}) l, generate_series(1, ${width}) w, generate_series(0, 1) n, batch u, batch d
      where u.code = '${code}/' || l || '/' || w and d.code = '${code}/' || (l - 1) || '/' || ((w + n - 1) % ${width} + 1)`,
    `insert into batch_input(batch_id, input_id, quantity) select u.id, d.id, 10 from batch u, batch d
      where u.code = '${code}' and d.code like '${code}/${levels}/%'`,
    `insert into batch_producer(batch_id, producer_id, quantity)
       select b.id, (select max(id) from producer), 1000 from batch b where b.code = '${code}'`,
    `insert into batch_step(batch_id, version, step, occurred_at, recorded_by, detail)
       select b.id, v, 'STORED', now() - interval '1 day' + v * interval '1 minute', 'test', '{"site": "CC-340323", "from": null, "quantity": 1000, "reason": null}'
         from batch b, generate_series(1, ${steps}) v where b.code like '${code}%'`,
    `insert into input_use(batch_id, kind, name, ingredient, source, dose, purpose, first_on, last_on, interval_days, interval_for, recorded_by)
       select b.id, 'PESTICIDE', '吡虫啉', '吡虫啉', '-', '-', '-', '2026-01-01', '2026-01-02', 7, 'HARVEST', 'test' from batch b where b.code like '${code}/1/%'`,
    'analyze batch, batch_step, batch_input',
  ];
  for (const text of queries) await app.db.pool.query(text);
  return code;
}
