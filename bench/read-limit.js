import { createServer } from 'node:http';
import pg from 'pg';

/** What ours is measured against: `node:http` and one statement that makes the same answer as JSON text, passed through. */

const id = (type, key) =>
  `translate(rtrim(encode(convert_to(${type} || ':' || ${key}, 'UTF8'), 'base64'), '='), '+/', '-_')`;

const PRODUCT = `json_build_object(
  'id', ${id(`'Product'`, 'p.id')}, 'name', p.name, 'description', p.description, 'industry', p.industry, 'unit', p.unit,
  'scale', p.scale, 'priceFen', p.price_fen, 'photoUrls', p.photo_urls, 'freshenedAt', p.freshened_at, 'createdAt', p.created_at,
  'stock', json_build_object('available', (
    select round(coalesce(sum(i.on_hand - i.reserved), 0) / 10::numeric ^ p.scale, p.scale)::text from stock_item i where i.product_id = p.id)),
  'producer', case when r.kind = 'HOUSEHOLD'
    then json_build_object('id', ${id(`'Household'`, 'r.id')}, 'displayName', r.display_name,
                           'village', json_build_object('name', v.name, 'township', json_build_object('name', t.name)))
    else json_build_object('id', ${id(`case r.kind when 'ENTERPRISE' then 'Enterprise' when 'COOPERATIVE' then 'Cooperative' else 'LargeGrower' end`, 'r.id')},
                           'displayName', r.display_name) end)`;

const PARENTS = `join producer r on r.id = p.producer_id join place v on v.code = r.village_code join place t on t.code = v.parent_code`;
const SHOWN = `status = 'PUBLISHED' and hidden_at > now()`;

const LIST = `select json_build_object('data', json_build_object('products', json_build_object('edges',
    json_agg(json_build_object('node', ${PRODUCT}) order by p.id))))::text as answer
  from (select * from product where ${SHOWN} and id > $1 order by id limit 50) p ${PARENTS}`;

const SINGLE = `select json_build_object('data', json_build_object('product', ${PRODUCT}))::text as answer
  from product p ${PARENTS} where p.id = $1 and ${SHOWN.replaceAll('status', 'p.status')}`;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8, options: '-c timezone=UTC' });

createServer((request, response) => {
  const [, what, key] = request.url.split('/');
  pool
    .query({ name: what, text: what === 'list' ? LIST : SINGLE, values: [key] })
    .then(({ rows }) => {
      const body = Buffer.from(rows[0].answer);
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
        .end(body);
    })
    .catch((error) => response.writeHead(500).end(String(error)));
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send('listening'));
