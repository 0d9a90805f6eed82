import { Migration } from '@mikro-orm/migrations';

/**
 * What followers of products need. `tell_at`: when its freshness changes next by time alone and must be told; null once it
 * is hidden. `shown_at`: when it was first published; what never was, nobody is told the end of.
 */
export class M0011ProductNews extends Migration {
  override up(): void {
    this.addSql(`
      alter table product add column tell_at timestamptz(3), add column shown_at timestamptz(3);
      update product set
        tell_at = case when stale_at > now() then stale_at when hidden_at > now() then hidden_at end,
        shown_at = case when status <> 'DRAFT' then created_at end;

      -- By trigger: whatever confirms a product starts its time anew.
      create function product_confirmed_v1() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' or (new.stale_at, new.hidden_at) is distinct from (old.stale_at, old.hidden_at) then
          new.tell_at := new.stale_at;
        end if;
        if new.status = 'PUBLISHED' then new.shown_at := coalesce(new.shown_at, now()); end if;
        return new;
      end $$;
      create trigger product_confirmed before insert or update of stale_at, hidden_at, status on product
        for each row execute function product_confirmed_v1();
      create index product_tell on product(tell_at) where tell_at is not null and status = 'PUBLISHED';
    `);
  }

  override down(): void {
    this.addSql(`
      drop trigger product_confirmed on product;
      drop function product_confirmed_v1();
      alter table product drop column tell_at, drop column shown_at;
    `);
  }
}
