/** The rows of a vend by the fewest statements: one for each request of a machine, each a transaction. */

const SEALED = 'v1.0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefg';

/** What the statements need of a slot and the stock behind it. */
export async function factsOf(client) {
  const { rows } = await client.query(
    `select s.id::int as slot, s.code, s.outlet_id::int as kiosk, o.site_code as site, o.place_code as place, o.channel,
            s.price_fen::int as price, s.product_id::int as product, s.scale, i.id::int as item, p.name, p.unit
       from slot s join outlet o on o.id = s.outlet_id join product p on p.id = s.product_id
       join stock_item i on i.product_id = s.product_id and i.site_code = o.site_code where s.active order by s.id`,
  );
  return rows;
}

const key = (scope, ref) =>
  `insert into idempotency_key(scope, key, fingerprint, ref, answer)
   values ('${scope}', gen_random_uuid()::text, '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG', ${ref}, '{"ok": "01a21aa2-8031-7681-8caf-43c3cdab41e4"}')`;

const orderEvent = (status, version) =>
  `select 'order', $1::uuid::text, ${version}, jsonb_build_object('by', 'bench', 'sites', array[$2::text], 'number', 'YZ' || $1::uuid::text,
      'places', array[$3::text], 'status', '${status}', 'channel', $4::text, 'customer', null)`;

const slotEvent = `select 'kiosk', 'Slot:' || s.id, s.version, jsonb_build_object('row', jsonb_build_object('key', s.id, 'code', s.code,
      'held', s.held, 'fresh', s.fresh, 'level', s.level, 'scale', s.scale, 'active', s.active, 'health', s.health, 'version', s.version,
      'capacity', s.capacity, 'kioskKey', s.outlet_id, 'priceFen', s.price_fen, 'productKey', s.product_id),
      'site', $2::text, 'kiosk', s.outlet_id, 'place', $3::text, 'thing', 'Slot', 'channel', $4::text) from s`;

const stockEvent = `select 'stock', i.id::text, i.version, jsonb_build_object('site', $2::text, 'scale', i.scale, 'onHand', i.on_hand,
      'product', i.product_id, 'reserved', i.reserved) from i`;

const events = (...each) => `insert into pending_event(kind, subject, version, payload) ${each.join(' union all ')}`;

const where = ({ order, site, place, channel }) => [order, site, place, channel];

/** One of the slot and of the site's stock is held, and the order placed. */
export const RESERVE = {
  name: 'bench_reserve',
  text: `with s as (update slot set held = held + 1, version = version + 1
                     where id = $5 and active and health = 'OK' and level - held >= 1 returning *),
    i as (update stock_item set reserved = reserved + $12, version = version + 1 where id = $6 and on_hand - reserved >= $12 returning *),
    k as (${key('bench', '$7')}),
    d as (${key('desk', '$1')}),
    o as (insert into customer_order(id, number, channel, kind, placed_by, buyer_name_sealed, buyer_phone_sealed, total_fen)
          values ($1, 'YZ' || $1::uuid::text, $4, 'COLLECTION', 'bench', '${SEALED}', '${SEALED}', $8)),
    l as (insert into order_line(order_id, line_no, item_id, product_id, site_code, place_code, product_name, unit, scale, quantity,
                                 unit_price_fen, amount_fen)
          values ($1, 1, $6, $13, $2, $3, $9, $10, $11, $12, $8, $8)),
    r as (insert into reservation(order_id, item_id, quantity, expires_at) values ($1, $6, $12, now() + interval '180 s')),
    m as (insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
          select $6, 'RESERVE', 0, $12, $1, 'bench', version from i),
    e as (${events(orderEvent('PLACED', 1), stockEvent, slotEvent)})
    insert into vend(id, outlet_id, slot_id, order_id, price_fen, state)
    select $7, s.outlet_id, s.id, $1, $8, 'RESERVED' from s, i returning 1`,
  values: (of) => [
    ...where(of),
    ...[of.slot, of.item, of.id, of.price, of.name, of.unit, of.scale, 10 ** of.scale, of.product],
  ],
};

export const PAY = {
  name: 'bench_pay',
  text: `with k as (${key('bench', '$1')}),
    p as (insert into payment(id, order_id, kind, method, amount_fen, recorded_by) values (uuidv7(), $1, 'PAYMENT', 'qr', $5, 'bench')),
    r as (update reservation set state = 'CONFIRMED' where order_id = $1),
    e as (${events(orderEvent('PAID', 2))})
    update customer_order set status = 'PAID', paid_fen = $5, version = version + 1 where id = $1 and status = 'PLACED' returning 1`,
  values: (of) => [...where(of), of.price],
};

export const AUTHORISE = {
  name: 'bench_authorise',
  text: `with k as (${key('bench', '$1')})
    update vend set state = 'AUTHORISED', token_hash = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG', authorised_at = now(),
           token_until = now() + interval '60 s', version = version + 1
     where id = $1 and state in ('RESERVED', 'PAID') returning 1`,
  values: ({ id }) => [id],
};

/** It came out: slot, stock, reservation and order follow. */
export const REPORT = {
  name: 'bench_report',
  text: `with k as (${key('bench', '$1')}),
    s as (update slot set vended = vended + 1, level = level - 1, held = held - 1, vended_fen = vended_fen + price_fen,
                 version = version + 1 where id = $5 returning *),
    w as (insert into slot_movement(slot_id, kind, quantity, ref, moved_by, slot_version)
          select id, 'VEND', -1, $7::uuid::text, 'bench', version from s),
    i as (update stock_item set on_hand = on_hand - $8, reserved = reserved - $8, version = version + 1 where id = $6 returning *),
    m as (insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
          select $6, 'SHIP', -$8::bigint, -$8::bigint, $1, 'bench', version from i),
    r as (update reservation set state = 'CONSUMED' where order_id = $1),
    o as (update customer_order set status = 'COMPLETED', version = version + 2 where id = $1 and status = 'PAID' returning id),
    e as (${events(orderEvent('FULFILLED', 3), orderEvent('COMPLETED', 4), stockEvent, slotEvent)})
    update vend set state = 'VENDED', source = 'REPORT', settled_at = now(), holding = false, version = version + 1
     where id = $7 and state = 'AUTHORISED' and exists (select 1 from o) returning 1`,
  values: (of) => [...where(of), of.slot, of.item, of.id, 10 ** of.scale],
};
