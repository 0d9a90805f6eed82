import { Migration } from '@mikro-orm/migrations';

/** Orders, their lines, the reservations that hold stock for them, payments and returns. Amounts are fen. */
export class M0007Orders extends Migration {
  override up(): void {
    this.addSql(`
      create table customer_order(
        id uuid primary key, number text not null unique,
        channel text not null, kind text not null check (kind in ('DELIVERY', 'PICK_UP', 'COLLECTION', 'VILLAGE_VISIT')),
        status text not null default 'PLACED' check (status in ('PLACED', 'PAID', 'FULFILLED', 'COMPLETED', 'CANCELLED',
                                                                'EXPIRED', 'RETURNED')),
        placed_by text not null, customer_id bigint references customer,
        buyer_name_sealed text not null, buyer_phone_sealed text not null, address_sealed text,
        delivery_latitude double precision, delivery_longitude double precision,
        pick_up_shop_id bigint references shop, visit_village_code text references place, visit_on date,
        total_fen bigint not null check (total_fen >= 0),
        paid_fen bigint not null default 0, refunded_fen bigint not null default 0,
        version int not null default 1, created_at timestamptz(3) not null default now(),
        check (refunded_fen >= 0 and refunded_fen <= paid_fen and paid_fen <= total_fen));
      create index customer_order_customer on customer_order(customer_id, id) where customer_id is not null;

      create table order_line(
        order_id uuid not null references customer_order, line_no smallint not null,
        item_id bigint not null, product_id bigint not null, site_code text not null, place_code text not null,
        product_name text not null, unit text not null, scale smallint not null,
        quantity bigint not null check (quantity > 0), unit_price_fen bigint not null, amount_fen bigint not null,
        returned bigint not null default 0, refunded_fen bigint not null default 0,
        primary key (order_id, line_no), check (returned >= 0 and returned <= quantity));
      create index order_line_place on order_line(place_code text_pattern_ops, order_id);
      create index order_line_site on order_line(site_code, order_id);

      create table reservation(
        order_id uuid not null references customer_order, item_id bigint not null,
        quantity bigint not null check (quantity > 0),
        state text not null default 'ACTIVE' check (state in ('ACTIVE', 'CONFIRMED', 'CONSUMED', 'RELEASED')),
        expires_at timestamptz(3) not null, primary key (order_id, item_id)) with (fillfactor = 80);
      create index reservation_due on reservation(expires_at) where state = 'ACTIVE';
      create index reservation_item on reservation(item_id) where state in ('ACTIVE', 'CONFIRMED');

      create table payment(
        id uuid primary key, order_id uuid not null references customer_order,
        kind text not null check (kind in ('PAYMENT', 'REFUND')), method text not null,
        amount_fen bigint not null check (amount_fen > 0), reference text, recorded_by text not null,
        at timestamptz(3) not null default now());
      create index payment_order on payment(order_id);
      create trigger append_only before update or delete on payment for each statement execute function refuse_change();

      create table order_return(
        id uuid primary key, order_id uuid not null references customer_order,
        kind text not null check (kind in ('RETURN', 'EXCHANGE')), reason text not null,
        refund_fen bigint not null check (refund_fen >= 0), recorded_by text not null,
        at timestamptz(3) not null default now());
      create index order_return_order on order_return(order_id);
      create table order_return_line(
        return_id uuid not null references order_return, part smallint not null, line_no smallint not null, quantity bigint not null check (quantity > 0),
        refund_fen bigint not null, disposition text not null check (disposition in ('RESTOCK', 'WRITE_OFF')),
        primary key (return_id, part));
    `);
  }

  override down(): void {
    this.addSql('drop table order_return_line, order_return, payment, reservation, order_line, customer_order;');
  }
}
