import { Migration } from '@mikro-orm/migrations';

/**
 * Counters and kiosks, what stands in a kiosk's slots, its vends, journal, audit files, commands and alerts. Amounts are
 * fen, temperatures tenths of a degree. Claim codes and the next key of a device, so that a key can change without a gap.
 */
export class M0015Outlets extends Migration {
  override up(): void {
    this.addSql(`
      -- The next key is good as soon as it is given; its first use makes it the key and ends the old one.
      alter table device add column next_key_hash text;
      create table device_claim(
        code_hash text primary key, device_code text not null, kind text not null check (kind in ('KIOSK', 'COUNTER')),
        site_code text not null references site(code) on update cascade,
        expires_at timestamptz(3) not null, used_at timestamptz(3), issued_by text not null,
        issued_at timestamptz(3) not null default now());
      create index device_claim_device on device_claim(device_code);

      -- Place is its site's, repeated for the policy. Channel is what its sales are booked on.
      create table outlet(
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('KIOSK', 'COUNTER')),
        site_code text not null unique references site(code) on update cascade,
        place_code text not null references place,
        owner_kind text not null check (owner_kind in ('OFFICE', 'ENTERPRISE', 'SCHOOL', 'HOSPITAL', 'BARRACKS',
                                                       'SUPERMARKET', 'MARKET', 'COMMUNITY')),
        owner_name text not null, channel text not null check (channel ~ '^[a-z][a-z0-9-]{1,39}$'),
        registered_by text not null, created_at timestamptz(3) not null default now());
      create index outlet_place on outlet(place_code text_pattern_ops, id);
      create index outlet_kind on outlet(kind, id);

      create table kiosk(
        outlet_id bigint primary key references outlet,
        planogram int not null default 0,
        seen_at timestamptz(3), online boolean not null default false,
        temperature_dc smallint, max_temperature_dc smallint not null default 80,
        door text check (door in ('OPEN', 'CLOSED')), clock_skew_s int,
        warm_since timestamptz(3), open_since timestamptz(3), locked_since timestamptz(3), locked_by text,
        journal_epoch int not null default 1, journal_acked bigint not null default 0, journal_time timestamptz(3),
        version bigint not null default 1
      ) with (fillfactor = 50);

      create table planogram(
        outlet_id bigint not null references kiosk, version int not null,
        set_by text not null, at timestamptz(3) not null default now(), primary key (outlet_id, version));
      create table planogram_slot(
        outlet_id bigint not null, version int not null, code text not null,
        product_id bigint not null references product, capacity int not null, price_fen bigint not null,
        primary key (outlet_id, version, code), foreign key (outlet_id, version) references planogram);

      -- Whatever happens, what is in a slot is what was loaded less what was vended. Below zero only by sales that
      -- happened offline; held counts what live vends are promised.
      create table slot(
        id bigint generated always as identity primary key,
        outlet_id bigint not null references kiosk, code text not null check (code ~ '^[A-Z0-9]{1,8}$'),
        product_id bigint not null references product, scale smallint not null, fresh boolean not null,
        capacity int not null check (capacity between 1 and 1000),
        price_fen bigint not null check (price_fen between 1 and 9007199254740991),
        loaded bigint not null default 0, vended bigint not null default 0, vended_fen bigint not null default 0,
        level int not null default 0, held int not null default 0,
        health text not null default 'OK' check (health in ('OK', 'JAMMED', 'BROKEN')),
        active boolean not null default true, version bigint not null default 1,
        unique (outlet_id, code),
        constraint slot_books check (level = loaded - vended),
        constraint slot_bounds check (held >= 0 and level <= capacity)
      ) with (fillfactor = 50);
      create table slot_movement(
        id bigint generated always as identity primary key, slot_id bigint not null references slot,
        kind text not null check (kind in ('LOAD', 'UNLOAD', 'VEND', 'SALE')), quantity int not null,
        ref text, moved_by text not null, slot_version bigint not null, at timestamptz(3) not null default now());
      create index slot_movement_slot on slot_movement(slot_id, id);
      create trigger append_only before update or delete on slot_movement
        for each statement execute function refuse_change();

      create table vend(
        id uuid primary key, outlet_id bigint not null references kiosk, slot_id bigint not null references slot,
        order_id uuid not null unique, price_fen bigint not null,
        state text not null check (state in ('RESERVED', 'PAID', 'AUTHORISED', 'DISPENSING', 'VENDED', 'FAILED',
                                             'REFUNDED', 'UNKNOWN', 'CANCELLED')),
        -- Whether it holds one of its slot.
        holding boolean not null default true,
        token_hash text, token_until timestamptz(3), authorised_at timestamptz(3), dispensing_at timestamptz(3),
        unknown_at timestamptz(3), settled_at timestamptz(3),
        source text check (source in ('REPORT', 'JOURNAL', 'AUDIT', 'OPERATOR')),
        flag text check (flag in ('RESULT_AFTER_REFUND', 'RESULT_CONTRADICTED')),
        reserved_at timestamptz(3) not null default now(), version bigint not null default 1
      ) with (fillfactor = 70);
      create index vend_outlet on vend(outlet_id, id);
      create index vend_open on vend(state, id) where state in ('RESERVED', 'PAID', 'AUTHORISED', 'DISPENSING', 'UNKNOWN', 'FAILED');
      create index vend_unknown on vend(slot_id) where state = 'UNKNOWN';

      create table kiosk_command(
        id uuid primary key, outlet_id bigint not null references kiosk,
        kind text not null check (kind in ('RESTART', 'LOCK', 'UNLOCK', 'PRICE_REFRESH', 'AUDIT')),
        state text not null default 'PENDING' check (state in ('PENDING', 'TAKEN', 'DONE', 'FAILED', 'EXPIRED')),
        issued_by text not null, issued_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null, ended_at timestamptz(3), version bigint not null default 1);
      create index kiosk_command_live on kiosk_command(outlet_id, id) where state in ('PENDING', 'TAKEN');
      create index kiosk_command_outlet on kiosk_command(outlet_id, id);

      create table kiosk_journal(
        outlet_id bigint not null references kiosk, epoch int not null, seq bigint not null check (seq > 0),
        entry_id text not null, kind text not null, body jsonb not null, fingerprint text not null,
        happened_at timestamptz(3), received_at timestamptz(3) not null default now(),
        state text not null check (state in ('WAITING', 'BOOKED', 'QUARANTINED')), code text, ref text,
        primary key (outlet_id, epoch, seq), unique (outlet_id, entry_id));

      create table kiosk_audit(
        id uuid primary key, outlet_id bigint not null references kiosk, epoch int not null,
        serial text, content text not null, sha256 text not null, warnings text[] not null default '{}',
        taken_at text, command_id uuid references kiosk_command, journal_epoch int not null, journal_seq bigint,
        state text not null check (state in ('WAITING', 'BALANCED', 'DIFFERENT')),
        vended bigint not null, value_fen bigint not null, received_at timestamptz(3) not null default now(),
        unique (outlet_id, sha256));
      create index kiosk_audit_outlet on kiosk_audit(outlet_id, id);
      -- Their counters as read, ours as booked then; differences are of both since the audit before.
      create table kiosk_audit_line(
        audit_id uuid not null references kiosk_audit, code text not null,
        their_count bigint not null, their_fen bigint not null, our_count bigint not null, our_fen bigint not null,
        d_their_count bigint, d_their_fen bigint, d_our_count bigint, d_our_fen bigint,
        -- No vend of it was under way while the counters were read; what was found of vends without a result.
        clean boolean not null default false, resolved int not null default 0, primary key (audit_id, code));

      create table outlet_alert(
        id bigint generated always as identity primary key, outlet_id bigint not null references outlet,
        kind text not null, ref text not null default '', facts jsonb not null default '{}',
        raised_at timestamptz(3) not null default now(), cleared_at timestamptz(3), cleared_by text,
        version int not null default 1);
      create unique index outlet_alert_open on outlet_alert(outlet_id, kind, ref) where cleared_at is null;
      create index outlet_alert_outlet on outlet_alert(outlet_id, id);

      create table counter_day(
        outlet_id bigint not null references outlet, day date not null, counted_fen bigint not null check (counted_fen >= 0),
        counted_by text not null, at timestamptz(3) not null default now(), primary key (outlet_id, day));
      create index payment_at on payment(at);

      -- Channels that speak for machines are told of them: one delivery that waits says it all.
      alter table delivery drop constraint delivery_event_check,
        add constraint delivery_event_check check (event in ('product', 'stock', 'order', 'refund', 'terminal'));
      create unique index delivery_newest_terminal on delivery(connection, event, subject)
        where state = 'PENDING' and event = 'terminal';
    `);
  }

  override down(): void {
    this.addSql(`
      delete from delivery where event = 'terminal';
      drop index delivery_newest_terminal, payment_at;
      alter table delivery drop constraint delivery_event_check,
        add constraint delivery_event_check check (event in ('product', 'stock', 'order', 'refund'));
      drop table counter_day, outlet_alert, kiosk_audit_line, kiosk_audit, kiosk_journal, kiosk_command, vend, slot_movement,
        slot, planogram_slot, planogram, kiosk, outlet, device_claim;
      alter table device drop column next_key_hash;
    `);
  }
}
