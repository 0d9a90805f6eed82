import { Migration } from '@mikro-orm/migrations';

/**
 * Numbered streams of channels; what counters sold by receipt, the lines that were kept back, what stores say they sold, and concessions: dated rates,
 * frozen on what was sold, and their monthly statements. Amounts are fen, rates ten-thousandths.
 */
export class M0021CounterSales extends Migration {
  override up(): void {
    this.streams();
    this.receipts();
    this.declarations();
    this.concessions();
  }

  private streams(): void {
    this.addSql(`
      -- Which numbers of a counted stream, such as a till's journal, are in the inbox.
      create table channel_stream(
        connection text not null references channel_connection, stream text not null, seen int8multirange not null,
        primary key (connection, stream)) with (fillfactor = 70);
    `);
  }

  private receipts(): void {
    this.addSql(`
      -- The amount is what it does to the takings; kept_fen is what of it stands on lines that were kept back, and
      -- kept_tenders how that was paid.
      create table counter_receipt(
        id bigint generated always as identity primary key,
        channel text not null, external_id text not null, kind text not null check (kind in ('SALE', 'RETURN', 'VOID')),
        site_code text not null references site(code) on update cascade,
        business_date date not null, happened_at timestamptz(3) not null,
        amount_fen bigint not null, kept_fen bigint not null default 0 check (kept_fen >= 0),
        kept_tenders jsonb not null default '[]',
        original_id bigint references counter_receipt,
        print text not null, recorded_by text not null, at timestamptz(3) not null default now(),
        check (case kind when 'SALE' then amount_fen >= 0 and original_id is null
                         else amount_fen <= 0 and original_id is not null end)
      ) with (fillfactor = 90);
      create unique index counter_receipt_sale on counter_receipt(channel, external_id) where kind = 'SALE';
      create unique index counter_receipt_back on counter_receipt(channel, external_id) where kind <> 'SALE';
      create index counter_receipt_day on counter_receipt(site_code, business_date, id);
      create index counter_receipt_original on counter_receipt(original_id) where original_id is not null;

      -- A sale is booked as one order, and another for what became known later: an order's money and lines never change once
      -- the ledger has it. What came back is a return of each order it was sold on.
      create table receipt_part(
        receipt_id bigint not null references counter_receipt, part smallint not null,
        order_id uuid not null references customer_order, return_id uuid unique references order_return,
        primary key (receipt_id, part));
      create unique index receipt_part_order on receipt_part(order_id) where return_id is null;

      create table kept_line(
        id bigint generated always as identity primary key,
        receipt_id bigint not null references counter_receipt, line text not null, ref text not null,
        reason text not null, amount_fen bigint not null check (amount_fen >= 0), told jsonb not null,
        state text not null default 'KEPT' check (state in ('KEPT', 'BOOKED', 'VOIDED')),
        order_id uuid references customer_order, check ((state = 'BOOKED') = (order_id is not null)),
        version int not null default 1, settled_by text, settled_at timestamptz(3),
        unique (receipt_id, line));
      create index kept_line_open on kept_line(id) where state = 'KEPT';
    `);
  }

  private declarations(): void {
    this.addSql(`
      create table counter_declaration(
        site_code text not null references site(code) on update cascade, business_date date not null, channel text not null,
        external_id text not null, total_fen bigint not null, by_receipt boolean not null,
        declared_by text not null, at timestamptz(3) not null default now(),
        primary key (site_code, business_date, channel));
      create table declared_receipt(
        site_code text not null, business_date date not null, channel text not null,
        external_id text not null, amount_fen bigint not null,
        primary key (site_code, business_date, channel, external_id),
        foreign key (site_code, business_date, channel) references counter_declaration on update cascade on delete cascade);
      create table declared_product(
        site_code text not null, business_date date not null, channel text not null,
        product_id bigint not null references product, quantity bigint not null, amount_fen bigint not null,
        primary key (site_code, business_date, channel, product_id),
        foreign key (site_code, business_date, channel) references counter_declaration on update cascade on delete cascade);
    `);
  }

  private concessions(): void {
    this.addSql(`
      -- Who writes an entry holds the row shared, who issues a statement alone: no entry slips into a month just closed.
      create table concession(
        site_code text primary key references site(code) on update cascade, place_code text not null references place,
        first_month date not null, issued_through date);
      -- Of two terms of one day the later one holds.
      create table concession_term(
        id bigint generated always as identity primary key,
        site_code text not null references concession on update cascade, industry text, from_date date not null,
        rate_bp int not null check (rate_bp between 0 and 10000),
        guarantee_fen bigint not null default 0 check (guarantee_fen >= 0 and (guarantee_fen = 0 or industry is null)),
        set_by text not null, at timestamptz(3) not null default now());
      create index concession_term_site on concession_term(site_code, from_date desc, id desc);

      -- The month is that of its statement: the day's own, or the first that was open when it came.
      create table concession_entry(
        id bigint generated always as identity primary key,
        site_code text not null references concession on update cascade, month date not null, day date not null,
        kind text not null check (kind in ('SALE', 'RETURN')),
        receipt_id bigint not null references counter_receipt,
        order_id uuid not null, line_no smallint not null, term_id bigint not null references concession_term,
        rate_bp int not null, amount_fen bigint not null, deduction_fen bigint not null,
        foreign key (order_id, line_no) references order_line,
        check (case kind when 'SALE' then amount_fen >= 0 and deduction_fen between 0 and amount_fen
                         else amount_fen <= 0 and deduction_fen between amount_fen and 0 end));
      create unique index concession_entry_sale on concession_entry(order_id, line_no) where kind = 'SALE';
      create index concession_entry_back on concession_entry(order_id, line_no) where kind = 'RETURN';
      create index concession_entry_month on concession_entry(site_code, month);
      create trigger append_only before update or delete on concession_entry
        for each statement execute function refuse_change();

      create table concession_statement(
        id bigint generated always as identity primary key,
        site_code text not null references concession on update cascade, month date not null,
        sales_fen bigint not null, returns_fen bigint not null, deduction_fen bigint not null,
        guarantee_fen bigint not null, top_up_fen bigint not null check (top_up_fen >= 0),
        payable_fen bigint not null check (payable_fen = sales_fen - returns_fen - deduction_fen - top_up_fen),
        issued_by text not null, issued_at timestamptz(3) not null default now(), unique (site_code, month));
    `);
  }

  override down(): void {
    this.addSql(`
      drop table concession_statement, concession_entry, concession_term, concession, declared_product, declared_receipt,
                 counter_declaration, kept_line, receipt_part, counter_receipt, channel_stream;
    `);
  }
}
