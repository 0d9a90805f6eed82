import { Migration } from '@mikro-orm/migrations';

/** Stock by product and site in integer steps of the product's unit. Every change is a conditional UPDATE beside its movement. */
export class M0006Stock extends Migration {
  override up(): void {
    this.addSql(`
      -- fillfactor 50 keeps updates HOT; scale and codes are repeated here so that events need no join.
      create table stock_item(
        id bigint generated always as identity primary key,
        product_id bigint not null references product, site_code text not null references site(code) on update cascade,
        scale smallint not null,
        on_hand bigint not null, reserved bigint not null default 0, version bigint not null default 0,
        unique (product_id, site_code),
        constraint stock_bounds check (reserved >= 0 and reserved <= on_hand and on_hand <= 9007199254740991)
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
              autovacuum_analyze_threshold = 100000);
      create index stock_item_site on stock_item(site_code, id);

      create table stock_movement(
        id bigint generated always as identity primary key, item_id bigint not null,
        kind text not null, d_on_hand bigint not null, d_reserved bigint not null,
        order_id uuid, reason text, moved_by text, item_version bigint not null,
        at timestamptz(3) not null default now());
      create index stock_movement_item on stock_movement(item_id, id);
      create trigger append_only before update or delete on stock_movement
        for each statement execute function refuse_change();
    `);
  }

  override down(): void {
    this.addSql('drop table stock_movement, stock_item;');
  }
}
