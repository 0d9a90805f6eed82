import { createServer } from 'node:http';
import pg from 'pg';

/**
 * What `trace` is measured against: `node:http` and one statement that reads the same rows and answers them as JSON text, as
 * they are. No page, no consent, no look-ahead, no GraphQL.
 */

const list = (from) => `(select coalesce(json_agg(x), '[]') from (${from}) x)`;

const TRACE = `
  with recursive start as (select * from batch where code = $1),
  back(id) as (select id from start union select i.input_id from back join batch_input i on i.batch_id = back.id),
  forward(id) as (select id from start union select i.batch_id from forward join batch_input i on i.input_id = forward.id),
  way(id) as (select id from back union select id from forward)
  select json_build_object(
    'batch', (select to_json(b) from (select b.*, p.name, p.price_fen, l.name as place from start b join product p on p.id = b.product_id join place l on l.code = b.place_code) b),
    'producers', ${list('select r.kind, r.display_name, r.village_code, m.quantity from start s join batch_producer m on m.batch_id = s.id join producer r on r.id = m.producer_id order by m.quantity desc limit 500')},
    'origins', ${list('select b.code, b.origin, b.harvested_on, b.place_code from back join batch b on b.id = back.id where b.id <> (select id from start) order by b.id limit 500')},
    'originCount', (select count(*) - 1 from back),
    'made', ${list('select b.code from forward join batch b on b.id = forward.id where b.id <> (select id from start) order by b.id limit 500')},
    'sites', ${list('select distinct i.site_code from forward join batch_stock l on l.batch_id = forward.id join stock_item i on i.id = l.item_id')},
    'orders', (select count(distinct o.order_id) from forward join order_batch o on o.batch_id = forward.id),
    'parcels', (select count(distinct l.parcel_id) from forward join order_batch o on o.batch_id = forward.id
                  join order_parcel_line l on l.order_id = o.order_id and l.line_no = o.line_no),
    'uses', ${list('select u.* from back join input_use u on u.batch_id = back.id order by u.first_on, u.id limit 500')},
    'inspections', ${list('select i.* from back join inspection i on i.batch_id = back.id join inspection_publication p on p.inspection_id = i.id and p.published_at is not null limit 100')},
    'certificates', ${list('select c.number, c.issued_on from back join conformity_certificate c on c.batch_id = back.id limit 100')},
    'steps', ${list('select s.id, s.step, s.occurred_at, s.detail from way join batch_step s on s.batch_id = way.id order by s.occurred_at, s.id limit 100')},
    'stepCount', (select count(*) from way join batch_step s on s.batch_id = way.id),
    'plan', (select to_json(p) from (select * from share_plan where valid_from <= now() order by valid_from desc, version desc limit 1) p))::text as answer`;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8, options: '-c timezone=UTC' });

createServer((request, response) => {
  pool
    .query({ name: 'trace', text: TRACE, values: [request.url.slice(1)] })
    .then(({ rows }) => {
      const body = Buffer.from(rows[0].answer);
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
        .end(body);
    })
    .catch((error) => response.writeHead(500).end(String(error)));
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send('listening'));
