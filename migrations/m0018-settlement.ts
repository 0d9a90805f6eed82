import { Migration } from '@mikro-orm/migrations';

/**
 * The double-entry ledger in fen (a debit is positive), the share plans and what each order's price was split into, payees
 * and payout runs, and breaches that the audit found.
 */
export class M0018Settlement extends Migration {
  override up(): void {
    this.addSql(`
      create table ledger_account(
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('CLEARING', 'SUSPENSE', 'PLATFORM', 'CHANNEL_FEE', 'LOGISTICS', 'VILLAGE_POINT',
                                           'PRODUCER_PENDING', 'PRODUCER', 'BANK')),
        -- a channel, a village, a producer's key; empty for the county's own
        owner text not null, unique (kind, owner));

      -- Moved with every posting; the audit holds it against their sum.
      create table ledger_balance(
        account_id bigint primary key references ledger_account, balance_fen bigint not null) with (fillfactor = 50);

      create table ledger_entry(
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('SALE', 'REFUND', 'RELEASE', 'RECEIVED', 'RETURNED', 'PAYOUT', 'PAYOUT_RETURNED')),
        -- names what is booked: it is booked once
        source text not null unique,
        order_id uuid, run_id uuid, note text,
        occurred_at timestamptz(3) not null, booked_at timestamptz(3) not null default now());
      create index ledger_entry_order on ledger_entry(order_id) where order_id is not null;

      create table ledger_posting(
        entry_id bigint not null references ledger_entry, no smallint not null,
        account_id bigint not null references ledger_account, amount_fen bigint not null check (amount_fen <> 0),
        primary key (entry_id, no));
      create index ledger_posting_account on ledger_posting(account_id, entry_id);
      create trigger append_only before update or delete on ledger_entry for each statement execute function refuse_change();
      create trigger append_only before update or delete on ledger_posting for each statement execute function refuse_change();

      -- Debits = credits, held by the database at commit.
      create function ledger_entry_balances_v1() returns trigger language plpgsql as $$
      begin
        if (select coalesce(sum(amount_fen), 0) <> 0 or count(*) < 2 from ledger_posting where entry_id = new.id) then
          raise exception 'ledger entry % does not balance', new.id using errcode = '23514';
        end if;
        return null;
      end $$;
      create constraint trigger balances after insert on ledger_entry deferrable initially deferred
        for each row execute function ledger_entry_balances_v1();

      -- Shares in hundredths of a percent; the producer gets the rest.
      create table share_plan(
        version int generated always as identity primary key,
        valid_from timestamptz(3) not null default now(),
        platform_bp int not null check (platform_bp >= 0), logistics_bp int not null check (logistics_bp >= 0),
        village_point_bp int not null check (village_point_bp >= 0), channel_fee_bp int not null check (channel_fee_bp >= 0),
        -- where a channel takes another fee: {"wechat": 60}
        channel_fees_bp jsonb not null default '{}',
        set_by text not null, reason text not null, created_at timestamptz(3) not null default now(),
        check (platform_bp + logistics_bp + village_point_bp + channel_fee_bp < 10000));
      create index share_plan_valid on share_plan(valid_from desc, version desc);
      create trigger append_only before update or delete on share_plan for each statement execute function refuse_change();
      insert into share_plan(valid_from, platform_bp, logistics_bp, village_point_bp, channel_fee_bp, set_by, reason)
        values ('2019-01-01', 200, 600, 300, 60, 'system:migration', '初始方案');

      -- What an order was split into when it was paid, line by line; line 0 is the postage.
      create table order_settlement(
        order_id uuid primary key references customer_order, plan_version int not null references share_plan,
        paid_fen bigint not null check (paid_fen > 0), refunded_fen bigint not null default 0,
        released boolean not null default false, paid_at timestamptz(3) not null,
        check (refunded_fen between 0 and paid_fen));
      create table order_share(
        order_id uuid not null references order_settlement, line_no smallint not null, no smallint not null,
        party text not null check (party in ('PRODUCER', 'VILLAGE_POINT', 'LOGISTICS', 'CHANNEL_FEE', 'PLATFORM')),
        owner text not null, amount_fen bigint not null check (amount_fen >= 0),
        refunded_fen bigint not null default 0, primary key (order_id, line_no, no),
        check (refunded_fen between 0 and amount_fen));
      create index order_share_producer on order_share(owner, order_id) where party = 'PRODUCER';

      -- Where a producer is paid. Sealed; the index finds one account used twice.
      create table payee(
        producer_id bigint primary key references producer,
        holder_sealed text not null, account_sealed text not null, account_index text not null, bank text not null,
        set_by text not null, version int not null default 1, updated_at timestamptz(3) not null default now());
      create index payee_account on payee(account_index);

      create table payout_run(
        id uuid primary key, number text not null unique, place_code text not null references place,
        state text not null default 'PREPARED' check (state in ('PREPARED', 'APPROVED', 'SETTLED', 'CANCELLED')),
        total_fen bigint not null check (total_fen > 0), payees int not null check (payees > 0),
        prepared_by text not null, approved_by text, exported_at timestamptz(3),
        prepared_at timestamptz(3) not null default now(), approved_at timestamptz(3), settled_at timestamptz(3),
        version int not null default 1,
        check (approved_by is null or approved_by <> prepared_by),
        check ((state in ('APPROVED', 'SETTLED')) = (approved_by is not null)));
      create table payout(
        run_id uuid not null references payout_run, producer_id bigint not null references producer,
        amount_fen bigint not null check (amount_fen > 0),
        state text not null default 'PREPARED' check (state in ('PREPARED', 'APPROVED', 'PAID', 'RETURNED', 'CANCELLED')),
        reason text, primary key (run_id, producer_id));
      -- A producer is in one run at a time.
      create unique index payout_open on payout(producer_id) where state in ('PREPARED', 'APPROVED');
      create index payout_producer on payout(producer_id, run_id);

      create table audit_breach(
        rule text not null, subject text not null, expected text not null, actual text not null,
        first_seen timestamptz(3) not null default now(), last_seen timestamptz(3) not null default now(),
        mended_at timestamptz(3), primary key (rule, subject));
    `);
  }

  override down(): void {
    this.addSql(`
      drop table audit_breach, payout, payout_run, payee, order_share, order_settlement, share_plan,
                 ledger_posting, ledger_entry, ledger_balance, ledger_account;
      drop function ledger_entry_balances_v1();
    `);
  }
}
