import { Migration } from '@mikro-orm/migrations';
import { PLACE_ORDERS_V2 } from './m0014-place-orders-v2.js';

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * What channels execute: sales that already happened, orders made elsewhere, payments by number, refunds that are asked for
 * and reported later, disputes for people, parcels. Amounts are fen.
 */
export class M0014ChannelOrders extends Migration {
  override up(): void {
    this.addSql(`
      -- How far below what is reserved an item was sold by those who could not ask. Raised by such a sale alone; the trigger
      -- takes it back as goods or promises come back, so that every other way keeps to what is there.
      alter table stock_item drop constraint stock_bounds, add oversold bigint not null default 0,
        add constraint stock_bounds check (reserved >= 0 and oversold >= 0 and reserved <= on_hand + oversold
                                           and on_hand between -${SAFE} and ${SAFE});
      create index stock_item_oversold on stock_item(id) where oversold > 0;
      create function oversold_shrinks_v1() returns trigger language plpgsql as $$
      begin
        new.oversold := least(new.oversold, greatest(0, new.reserved - new.on_hand));
        return new;
      end $$;
      create trigger oversold_shrinks before update on stock_item for each row when (new.oversold > 0)
        execute function oversold_shrinks_v1();

      -- Money may come twice, or too late: all of it is counted as paid, and what goes back as refunded.
      alter table customer_order drop constraint customer_order_check,
        add postage_fen bigint not null default 0 check (postage_fen >= 0),
        add refunding_fen bigint not null default 0,
        add external_id text, add external_at timestamptz(3), add external_print text,
        add constraint order_money check (refunded_fen >= 0 and refunding_fen >= 0
                                          and refunded_fen + refunding_fen <= paid_fen);
      create unique index customer_order_external on customer_order(channel, external_id) where external_id is not null;
      alter table order_line add external_id text;

      -- Their id is linked with ours in the transaction that writes the order.
      create function link_external_order_v1() returns trigger language plpgsql as $$
      begin
        insert into channel_link(connection, kind, theirs, ours)
          select code, 'order', new.external_id, new.id::text from channel_connection where code = new.channel
          on conflict do nothing;
        return null;
      end $$;
      create trigger link_external_order after insert on customer_order for each row when (new.external_id is not null)
        execute function link_external_order_v1();

      alter table payment add channel text, add transaction_id text, add paid_at timestamptz(3),
        -- False for money that came when the order could not be paid any more: it goes back.
        add settles boolean not null default true;
      create unique index payment_transaction on payment(channel, transaction_id)
        where kind = 'PAYMENT' and transaction_id is not null;

      alter table order_return add channel text, add external_id text, add external_at timestamptz(3),
        add external_print text;
      create unique index order_return_external on order_return(channel, external_id) where external_id is not null;

      -- The id is the number under which it is asked for, and stays so however often that is tried.
      create table refund(
        id uuid primary key, order_id uuid not null references customer_order, payment_id uuid not null references payment,
        channel text not null, amount_fen bigint not null check (amount_fen > 0),
        state text not null default 'REQUESTED' check (state in ('REQUESTED', 'SUCCEEDED', 'FAILED')),
        reason text, external_id text, requested_by text not null, version int not null default 1,
        requested_at timestamptz(3) not null default now(), settled_at timestamptz(3));
      create index refund_order on refund(order_id);
      create unique index refund_external on refund(channel, external_id) where external_id is not null;

      create table dispute(
        id uuid primary key, channel text not null, code text not null, ref text not null,
        message text not null, facts jsonb not null default '{}', order_id uuid references customer_order,
        place_code text, state text not null default 'OPEN' check (state in ('OPEN', 'RESOLVED')),
        raised_by text not null, raised_at timestamptz(3) not null default now(),
        resolution text, resolved_by text, resolved_at timestamptz(3), unique (channel, code, ref));
      create index dispute_open on dispute(id) where state = 'OPEN';
      create index dispute_order on dispute(order_id) where order_id is not null;

      create table order_parcel(
        id uuid primary key, order_id uuid not null references customer_order, carrier text, tracking_no text,
        site_code text references site(code) on update cascade, shipped_by text not null, shipped_at timestamptz(3) not null default now(),
        check ((carrier is null) = (tracking_no is null)), unique (order_id, carrier, tracking_no));
      create index order_parcel_order on order_parcel(order_id);
      -- A line leaves in one parcel.
      create table order_parcel_line(
        order_id uuid not null, line_no smallint not null, parcel_id uuid not null references order_parcel,
        primary key (order_id, line_no), foreign key (order_id, line_no) references order_line);
    `);
    this.addSql(PLACE_ORDERS_V2);
  }

  override down(): void {
    this.addSql(`
      drop function place_orders_v2;
      drop table order_parcel_line, order_parcel, dispute, refund;
      drop index order_return_external, payment_transaction, customer_order_external;
      alter table order_return drop channel, drop external_id, drop external_at, drop external_print;
      alter table payment drop channel, drop transaction_id, drop paid_at, drop settles;
      drop trigger link_external_order on customer_order;
      drop function link_external_order_v1();
      alter table order_line drop external_id;
      alter table customer_order drop constraint order_money, drop postage_fen, drop refunding_fen, drop external_id,
        drop external_at, drop external_print,
        add constraint customer_order_check check (refunded_fen >= 0 and refunded_fen <= paid_fen and paid_fen <= total_fen);
      drop trigger oversold_shrinks on stock_item;
      drop function oversold_shrinks_v1();
      drop index stock_item_oversold;
      alter table stock_item drop constraint stock_bounds, drop oversold,
        add constraint stock_bounds check (reserved >= 0 and reserved <= on_hand and on_hand <= ${SAFE});
    `);
  }
}
