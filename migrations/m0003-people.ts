import { Migration } from '@mikro-orm/migrations';

/** Staff, devices, customers, producers and households. Columns named *_sealed hold AES-256-GCM text, *_index a blind index. */
export class M0003People extends Migration {
  override up(): void {
    this.addSql(`
      create table staff(
        id bigint generated always as identity primary key,
        username text not null unique, password_hash text not null, display_name text not null,
        role text not null, place_code text references place,
        active boolean not null default true, credential_version int not null default 1,
        created_at timestamptz(3) not null default now());

      create table refresh_token(
        token_hash text primary key, staff_id bigint not null references staff,
        expires_at timestamptz(3) not null, used_at timestamptz(3));

      create table device(
        id bigint generated always as identity primary key,
        code text not null unique, kind text not null check (kind in ('KIOSK', 'COUNTER')),
        site_code text not null references site(code) on update cascade,
        key_hash text, active boolean not null default true, credential_version int not null default 1,
        created_at timestamptz(3) not null default now());

      create table customer(
        id bigint generated always as identity primary key,
        channel text not null, external_id text not null,
        active boolean not null default true, credential_version int not null default 1,
        created_at timestamptz(3) not null default now(), unique (channel, external_id));

      -- Households and organisations share this row and its id: whoever produces, a product has one producer.
      create table producer(
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('HOUSEHOLD', 'ENTERPRISE', 'COOPERATIVE', 'LARGE_GROWER')),
        display_name text not null, village_code text not null references place,
        active boolean not null default true, created_at timestamptz(3) not null default now());
      alter table staff add column producer_id bigint references producer;
      create index producer_village on producer(village_code text_pattern_ops, id);

      create table household(
        id bigint primary key references producer,
        village_code text not null references place, household_no text not null,
        category text not null check (category in ('RELIEVED', 'MONITORED', 'GENERAL')),
        willing boolean not null, able boolean not null,
        helper_name_sealed text,
        name_sealed text not null, id_number_sealed text not null, id_number_index text not null unique,
        phone_sealed text, phone_index text,
        note_sealed text,
        synthetic boolean not null default false, version int not null default 1,
        entered_by text not null, updated_at timestamptz(3) not null default now(),
        unique (village_code, household_no));
      create index household_village on household(village_code text_pattern_ops, id);
      create index household_target on household(village_code text_pattern_ops, id) where willing and able;

      -- AssistedEntry: who entered what for which household, never changed afterwards.
      create table assisted_entry(
        id bigint generated always as identity primary key,
        household_id bigint not null references household, subject text not null,
        action text not null check (action in ('CREATED', 'UPDATED')),
        fields text[] not null, entered_by text not null, entered_as text not null,
        source text not null check (source in ('FORM', 'IMPORT', 'DEMO')), at timestamptz(3) not null default now());
      create index assisted_entry_household on assisted_entry(household_id, id);
      create trigger append_only before update or delete on assisted_entry
        for each statement execute function refuse_change();

      create table handbook_import(
        id uuid primary key, filename text not null, sha256 text not null, entered_by text not null,
        rows int not null, created int not null, updated int not null, unchanged int not null, failed int not null,
        applied boolean not null, at timestamptz(3) not null default now());
    `);
  }

  override down(): void {
    this.addSql(
      'drop table handbook_import, assisted_entry, household, producer, customer, device, refresh_token, staff;',
    );
  }
}
