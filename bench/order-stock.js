import { createClient } from './database.js';

export const SPREAD = 2_000;

const PLENTY = 1_000_000_000_000;

/**
 * Makes 2,000 items of as many products inexhaustible, and one more that is apart from them, the hot one. Answers them as
 * `place_orders_v2` wants them; their item numbers follow one another.
 */
export async function prepareStock(url) {
  const client = await createClient(url);
  const { rows: items } = await client.query(
    `select i.id::int as item, i.product_id::int as product, i.site_code as site, p.village_code as place, p.name, p.unit, p.scale,
            p.price_fen::int as price
       from stock_item i join product p on p.id = i.product_id where p.status = 'PUBLISHED' order by i.id limit $1`,
    [SPREAD + 1],
  );
  if (items.length <= SPREAD || items.some(({ item }, i) => item !== items[0].item + i))
    throw new Error('the demo stock has gaps');
  await client.query(
    `with filled as (update stock_item set on_hand = on_hand + $2, version = version + 1 where id = any($1) returning id, version)
     insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
     select id, 'RECEIVE', $2, 0, 'bench', 'system:bench', version from filled`,
    [items.map(({ item }) => item), PLENTY],
  );
  await client.query('vacuum analyze');
  await client.end();
  return { spread: items.slice(0, SPREAD), hot: items[SPREAD] };
}

/** One order a call; the literals are as long as what the server writes. `:n` chooses among the items from `item` on. */
export const placeStatement = ({ item, product, site, place, name, unit, scale, price }) => {
  const sealed = 'v1.0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefg';
  const announced = {
    status: 'PLACED',
    channel: 'direct',
    customer: null,
    by: 'visitor:-',
    sites: [site],
    places: [place],
  };
  // pgbench takes a colon and a letter for a variable.
  const event = JSON.stringify(announced).replaceAll('":', '": ');
  return `select p.outcome from (select uuidv7() as id) o, place_orders_v2(
    array[o.id], array['visitor:-'], array[o.id::text], array['0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'], array[false], array['900 seconds'::interval],
    array[1], array[1], array[(${item} + :n)::bigint], array[${10 ** scale}::bigint],
    jsonb_build_array(jsonb_build_object('n', 1, 'id', o.id, 'number', 'YZ' || o.id, 'channel', 'direct', 'kind', 'COLLECTION', 'placed_by', 'visitor:-',
      'customer_id', null, 'buyer_name_sealed', '${sealed}', 'buyer_phone_sealed', '${sealed}', 'total_fen', ${price},
      'event', '${event}'::jsonb)),
    jsonb_build_array(jsonb_build_object('n', 1, 'line_no', 1, 'item_id', ${item} + :n, 'product_id', ${product} + :n, 'site_code', '${site}', 'place_code', '${place}',
      'product_name', '${name}', 'unit', '${unit}', 'scale', ${scale}, 'quantity', ${10 ** scale}, 'unit_price_fen', ${price}, 'amount_fen', ${price}))) p`;
};

export const bareUpdate = ({ item }) =>
  `update stock_item set reserved = reserved + 1, version = version + 1 where id = ${item}`;

/** What the adapter gets from the order service for one unit of an item. */
export function placing({ item, product, site, place, name, unit, scale, price }, id) {
  const sealed = 'v1.0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefg';
  const order = {
    ...{
      id,
      number: `YZ${id}`,
      channel: 'direct',
      kind: 'COLLECTION',
      placed_by: 'visitor:-',
      customer_id: null,
      total_fen: price,
    },
    ...{
      buyer_name_sealed: sealed,
      buyer_phone_sealed: sealed,
      address_sealed: null,
      delivery_latitude: null,
      delivery_longitude: null,
    },
    ...{ pick_up_shop_id: null, visit_village_code: null, visit_on: null },
    event: {
      status: 'PLACED',
      number: `YZ${id}`,
      channel: 'direct',
      customer: null,
      by: 'visitor:-',
      sites: [site],
      places: [place],
    },
  };
  const line = {
    line_no: 1,
    item_id: item,
    product_id: product,
    site_code: site,
    place_code: place,
    product_name: name,
    unit,
    scale,
  };
  const amounts = { quantity: 10 ** scale, unit_price_fen: price, amount_fen: price };
  return {
    scope: 'visitor:-',
    key: id,
    fingerprint: 'bench',
    provisional: false,
    order,
    lines: [{ ...line, ...amounts }],
  };
}
