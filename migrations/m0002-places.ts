import { Migration } from '@mikro-orm/migrations';

/** Divisions by their official codes (6, 9 and 12 digits: a region is a code prefix), former codes, sites and showcases. */
export class M0002Places extends Migration {
  override up(): void {
    this.addSql(`
      create table place(
        code text primary key check (code ~ '^(\\d{6}|\\d{9}|\\d{12})$'),
        level text not null check (level in ('COUNTY', 'TOWNSHIP', 'VILLAGE')),
        parent_code text references place,
        name text not null,
        kind text check (kind in ('VILLAGE', 'COMMUNITY')),
        category text check (category in ('POOR', 'KEY_ASSISTANCE', 'OTHER')),
        invented boolean not null default false,
        check ((level = 'COUNTY') = (parent_code is null)),
        check ((level = 'VILLAGE') = (kind is not null)),
        check ((level = 'VILLAGE') = (category is not null)));
      comment on column place.invented is 'true where the category is our own choice for the demo, not the county''s list';
      create index place_parent on place(parent_code, code);
      create index place_prefix on place(code text_pattern_ops);

      create table former_place_code(
        old_code text primary key, old_name text not null,
        new_code text not null references place, note text not null);

      create table site(
        id bigint generated always as identity primary key,
        code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$'),
        kind text not null check (kind in ('COUNTY_CENTRE', 'TOWNSHIP_CENTRE', 'COLLECTION_POINT', 'FARM_GATE',
                                           'PREMISES', 'SHOP', 'COUNTER', 'KIOSK')),
        name text not null, place_code text not null references place,
        active boolean not null default true, created_at timestamptz(3) not null default now());
      create index site_place on site(place_code text_pattern_ops, id);

      create table showcase(
        code text primary key, kind text not null check (kind in ('ECOMMERCE_STREET', 'DEMO_VILLAGE')),
        name text not null, place_code text not null references place);
    `);
  }

  override down(): void {
    this.addSql('drop table showcase, site, former_place_code, place;');
  }
}
