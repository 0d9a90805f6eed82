import { Migration } from '@mikro-orm/migrations';

/** Organisations that produce, brands, industry halls, products and their listings on channels. */
export class M0004Catalogue extends Migration {
  override up(): void {
    this.addSql(`
      create table organisation(
        id bigint primary key references producer,
        credit_code text unique, contact_sealed text, phone_sealed text);

      create table brand(
        code text primary key, name text not null unique, description text not null default '',
        county_code text not null references place);

      create table industry_hall(
        code text primary key, name text not null, industry text not null, county_code text not null references place);

      create table product(
        id bigint generated always as identity primary key,
        producer_id bigint not null references producer, village_code text not null references place,
        -- the spelling a household's handbook uses: one household never has two products of one name
        name text not null, description text not null default '',
        industry text not null check (industry in ('CATTLE', 'SHEEP', 'POULTRY', 'VEGETABLE', 'FRUIT', 'PICKLED',
                                                   'DELICACY', 'PRIMARY')),
        of_scale boolean not null,
        brand_code text references brand,
        unit text not null check (unit in ('KG', 'JIN', 'PIECE', 'BOX')), scale smallint not null check (scale between 0 and 6),
        price_fen bigint not null check (price_fen between 1 and 9007199254740991),
        photo_urls text[] not null default '{}',
        status text not null default 'DRAFT' check (status in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
        -- what its household's handbook last declared to have, in steps
        declared bigint check (declared >= 0),
        freshened_at timestamptz(3) not null default now(),
        stale_at timestamptz(3) not null, hidden_at timestamptz(3) not null,
        search_words text not null,
        search tsvector generated always as (to_tsvector('simple', search_words)) stored,
        entered_by text not null, version int not null default 1,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        unique (producer_id, name));
      create index product_search on product using gin(search);
      create index product_village on product(village_code text_pattern_ops, id);
      create index product_industry on product(industry, id);
      create index product_of_scale on product(industry, id) where of_scale;
      create index product_brand on product(brand_code, id) where brand_code is not null;

      create table listing(
        product_id bigint not null references product, channel text not null,
        price_fen bigint not null check (price_fen between 1 and 9007199254740991),
        active boolean not null default true, updated_at timestamptz(3) not null default now(),
        primary key (product_id, channel));
      create table listing_site(
        product_id bigint not null, channel text not null,
        site_code text not null references site(code) on update cascade, priority smallint not null,
        primary key (product_id, channel, site_code),
        foreign key (product_id, channel) references listing on delete cascade);
    `);
  }

  override down(): void {
    this.addSql('drop table listing_site, listing, product, industry_hall, brand, organisation;');
  }
}
