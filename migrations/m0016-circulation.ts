import { Migration } from '@mikro-orm/migrations';

/** Batches and where they are, collection, allocation, transfers and parcels. Quantities are steps of the product's unit. */
export class M0016Circulation extends Migration {
  override up(): void {
    this.addSql(`
      -- FIELD: a crop, herd or flock before its harvest, without stock; the others are goods.
      create table batch(
        id bigint generated always as identity primary key, code text not null unique,
        product_id bigint not null references product, place_code text not null references place,
        origin text not null check (origin in ('FIELD', 'COLLECTED', 'PACKED', 'PROCESSED')),
        class text not null check (class in ('EGGS', 'MEAT', 'PRODUCE', 'AQUATIC', 'OTHER')),
        state text not null default 'PENDING' check (state in ('PENDING', 'PASSED', 'FAILED', 'RECALLED')),
        unit text not null, scale smallint not null, quantity bigint not null check (quantity > 0),
        brand_code text references brand, harvested_on date, site_code text references site(code) on update cascade,
        version int not null default 0, made_by text not null, made_at timestamptz(3) not null default now());
      create index batch_product on batch(product_id, id);
      create index batch_place on batch(place_code text_pattern_ops, id);
      create index batch_stopped on batch(id) where state in ('FAILED', 'RECALLED');

      -- Whose it is: shares add up to the batch's quantity.
      create table batch_producer(
        batch_id bigint not null references batch, producer_id bigint not null references producer,
        quantity bigint not null check (quantity > 0), primary key (batch_id, producer_id));
      create index batch_producer_producer on batch_producer(producer_id, batch_id);

      -- What went into a batch, in steps of the input's unit: its way back, and by the index its way forward.
      create table batch_input(
        batch_id bigint not null references batch, input_id bigint not null references batch,
        quantity bigint not null check (quantity > 0), primary key (batch_id, input_id), check (batch_id <> input_id));
      create index batch_input_input on batch_input(input_id, batch_id);

      -- How much of a stock item is of which batch; changed under the lock of the item's row alone. What no batch covers is
      -- the rest. \`coming\` of it is promised goods still on their way; \`stopped\` was taken off the book because its batch was.
      create table batch_stock(
        batch_id bigint not null references batch, item_id bigint not null references stock_item,
        quantity bigint not null check (quantity >= 0), coming bigint not null default 0 check (coming between 0 and quantity),
        stopped bigint not null default 0 check (stopped >= 0),
        location text, primary key (batch_id, item_id));
      create index batch_stock_item on batch_stock(item_id, batch_id) where quantity > 0;

      create table batch_step(
        id bigint generated always as identity primary key, batch_id bigint not null references batch,
        version int not null, step text not null, occurred_at timestamptz(3) not null, recorded_at timestamptz(3) not null default now(),
        recorded_by text not null, detail jsonb not null, unique (batch_id, version));
      create trigger append_only before update or delete on batch_step for each statement execute function refuse_change();

      -- Of which batches the goods of an order were, and how much of them came back.
      create table order_batch(
        order_id uuid not null, line_no smallint not null, batch_id bigint not null references batch, item_id bigint not null,
        quantity bigint not null check (quantity > 0), returned bigint not null default 0 check (returned between 0 and quantity),
        primary key (order_id, line_no, batch_id, item_id),
        foreign key (order_id, line_no) references order_line);
      create index order_batch_batch on order_batch(batch_id, order_id);

      create table info_officer(
        id bigint generated always as identity primary key,
        village_code text not null references place, staff_id bigint not null references staff,
        appointed_by text not null, appointed_at timestamptz(3) not null default now(), ended_at timestamptz(3));
      create unique index info_officer_one_a_village on info_officer(village_code) where ended_at is null;
      create unique index info_officer_one_village on info_officer(staff_id) where ended_at is null;

      create table collection_plan(
        id bigint generated always as identity primary key, site_code text not null references site(code) on update cascade,
        weekday smallint not null check (weekday between 1 and 7), opens text not null check (opens ~ '^([01]\\d|2[0-3]):[0-5]\\d$'),
        closes text not null check (closes ~ '^([01]\\d|2[0-3]):[0-5]\\d$'), active boolean not null default true,
        check (opens < closes), unique (site_code, weekday, opens));
      create table collection_round(
        id bigint generated always as identity primary key, site_code text not null references site(code) on update cascade,
        place_code text not null references place, opens_at timestamptz(3) not null, closes_at timestamptz(3) not null,
        state text not null default 'PLANNED' check (state in ('PLANNED', 'OPEN', 'DONE', 'MISSED', 'CANCELLED')),
        note text, version int not null default 1, changed_by text not null, check (opens_at < closes_at),
        unique (site_code, opens_at));
      create index collection_round_place on collection_round(place_code text_pattern_ops, opens_at, id);
      create index collection_round_due on collection_round(closes_at) where state in ('PLANNED', 'OPEN');

      -- A product that several producers fulfil together: theirs is on the book of its site, declared until collected.
      create table producer_alliance(
        id bigint generated always as identity primary key, product_id bigint not null unique references product,
        name text not null, site_code text not null references site(code) on update cascade, place_code text not null references place,
        portion bigint not null check (portion > 0), active boolean not null default true,
        created_by text not null, created_at timestamptz(3) not null default now());
      create table alliance_member(
        id bigint generated always as identity primary key,
        alliance_id bigint not null references producer_alliance, product_id bigint not null references product,
        producer_id bigint not null references producer, place_code text not null references place,
        capacity bigint not null check (capacity > 0), declared bigint not null default 0 check (declared >= 0),
        allocated bigint not null default 0 check (allocated between 0 and least(declared, capacity)),
        sold bigint not null default 0 check (sold >= 0), active boolean not null default true,
        unique (alliance_id, product_id), unique (alliance_id, producer_id));
      create index alliance_member_next on alliance_member(alliance_id, sold, id) where active and declared > allocated;

      create table order_allocation(
        id uuid primary key, order_id uuid not null, line_no smallint not null, alliance_id bigint not null references producer_alliance,
        quantity bigint not null check (quantity > 0), explained jsonb not null,
        made_by text not null, made_at timestamptz(3) not null default now(), version int not null default 1,
        unique (order_id, line_no), foreign key (order_id, line_no) references order_line);
      -- member_id null: what the alliance's own stock gives.
      create table allocation_share(
        id bigint generated always as identity primary key, allocation_id uuid not null references order_allocation,
        member_id bigint references alliance_member, place_code text not null references place,
        quantity bigint not null check (quantity >= 0), delivered bigint not null default 0 check (delivered between 0 and quantity),
        state text not null default 'PROMISED' check (state in ('PROMISED', 'DELIVERED', 'SHORT', 'RELEASED')),
        round smallint not null default 1, reason jsonb not null);
      create index allocation_share_allocation on allocation_share(allocation_id, id);
      create index allocation_share_open on allocation_share(member_id, id) where state = 'PROMISED';

      create table collection_receipt(
        id uuid primary key, number text not null unique, batch_id bigint not null unique references batch,
        round_id bigint references collection_round, share_id bigint references allocation_share,
        site_code text not null references site(code) on update cascade, producer_id bigint not null references producer,
        gross bigint not null, tare bigint not null check (tare >= 0), net bigint not null check (net > 0 and net = gross - tare),
        grade text not null check (grade in ('FIRST', 'SECOND', 'THIRD')), unit_price_fen bigint not null check (unit_price_fen > 0),
        amount_fen bigint not null check (amount_fen >= 0),
        payment text not null check (payment in ('PAID', 'OWED')), paid_method text, paid_at timestamptz(3), paid_by text,
        received_by text not null, received_at timestamptz(3) not null, check ((payment = 'PAID') = (paid_at is not null)));
      create index collection_receipt_producer on collection_receipt(producer_id, id);
      create index collection_receipt_site on collection_receipt(site_code, id);

      create table batch_transfer(
        id uuid primary key, from_site text not null references site(code) on update cascade,
        to_site text not null references site(code) on update cascade,
        state text not null default 'SENT' check (state in ('SENT', 'ARRIVED')), vehicle text,
        sent_by text not null, sent_at timestamptz(3) not null default now(), arrived_by text, arrived_at timestamptz(3),
        check (from_site <> to_site), check ((state = 'ARRIVED') = (arrived_at is not null)));
      create table batch_transfer_line(
        transfer_id uuid not null references batch_transfer, batch_id bigint not null references batch,
        sent bigint not null check (sent > 0), promised bigint not null default 0 check (promised between 0 and sent),
        arrived bigint check (arrived between 0 and sent), primary key (transfer_id, batch_id));
      create index batch_transfer_line_batch on batch_transfer_line(batch_id);

    `);
  }

  override down(): void {
    this.addSql(`drop table batch_transfer_line, batch_transfer, collection_receipt, allocation_share, order_allocation,
      alliance_member, producer_alliance, collection_round, collection_plan, info_officer, order_batch, batch_step, batch_stock,
      batch_input, batch_producer, batch;`);
  }
}
