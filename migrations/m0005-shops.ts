import { Migration } from '@mikro-orm/migrations';

/** Shops on the map, the areas they deliver to, and picking experiences with their days. Positions are WGS-84 degrees. */
export class M0005Shops extends Migration {
  override up(): void {
    this.addSql(`
      create table shop(
        id bigint generated always as identity primary key,
        site_code text not null unique references site(code) on update cascade,
        name text not null, place_code text not null references place, address text not null,
        latitude double precision not null check (latitude between -90 and 90),
        longitude double precision not null check (longitude between -180 and 180),
        source_system text not null check (source_system in ('WGS84', 'GCJ02', 'BD09')),
        source_latitude double precision not null, source_longitude double precision not null,
        opening_hours jsonb not null default '[]', services text[] not null default '{}',
        phone_sealed text, owner_staff_id bigint references staff, showcase_code text references showcase,
        active boolean not null default true, version int not null default 1,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now());
      create index shop_nearest on shop using gist((ll_to_earth(latitude, longitude)::cube)) where active;
      create index shop_place on shop(place_code text_pattern_ops, id);
      create index shop_showcase on shop(showcase_code, id) where showcase_code is not null;

      -- A site delivers inside its own area; one without asks its township's, then its county's centre.
      create table delivery_area(
        site_code text primary key references site(code) on update cascade,
        kind text not null check (kind in ('RADIUS', 'POLYGON')),
        centre_latitude double precision, centre_longitude double precision, radius_m int check (radius_m > 0),
        polygon jsonb,
        updated_at timestamptz(3) not null default now(),
        check ((kind = 'RADIUS') = (radius_m is not null and centre_latitude is not null and centre_longitude is not null)),
        check ((kind = 'POLYGON') = (polygon is not null)));

      create table picking_experience(
        id bigint generated always as identity primary key,
        shop_id bigint references shop, village_code text not null references place,
        name text not null, description text not null default '',
        season_from text not null check (season_from ~ '^\\d\\d-\\d\\d$'), season_to text not null check (season_to ~ '^\\d\\d-\\d\\d$'),
        capacity_per_day int not null check (capacity_per_day > 0),
        price_fen bigint not null check (price_fen >= 0), active boolean not null default true);
      create index picking_experience_village on picking_experience(village_code text_pattern_ops, id);
      create table picking_day(
        experience_id bigint not null references picking_experience, day date not null,
        booked int not null check (booked >= 0), capacity int not null, check (booked <= capacity),
        primary key (experience_id, day));
      create table picking_booking(
        id uuid primary key, experience_id bigint not null references picking_experience, day date not null,
        people int not null check (people > 0), contact_name_sealed text not null, contact_phone_sealed text not null,
        state text not null check (state in ('BOOKED', 'CANCELLED')),
        booked_by text not null, created_at timestamptz(3) not null default now());
      create index picking_booking_day on picking_booking(experience_id, day);
    `);
  }

  override down(): void {
    this.addSql('drop table picking_booking, picking_day, picking_experience, delivery_area, shop;');
  }
}
