import { Migration } from '@mikro-orm/migrations';

/** Messages that say how something stands by now: an older one gives way to a newer, even while it is held. */
export class M0020InboxVersion extends Migration {
  override up(): void {
    this.addSql(`
      alter table inbox_message add version text collate "C";
      create index inbox_version on inbox_message(connection, ordering_key, type, version) where version is not null;

      create function newer_message_says_all_v1() returns trigger language plpgsql as $$
      begin
        update inbox_message o set state = 'DONE', code = 'SUPERSEDED', note = null, done_at = now()
         where o.connection = new.connection and o.ordering_key = new.ordering_key and o.type = new.type
           and o.version < new.version and o.state <> 'DONE' and (o.lease_until is null or o.lease_until <= now());
        -- One that comes late must not wait behind the newer, which may be held.
        update inbox_message m set state = 'DONE', code = 'SUPERSEDED', done_at = now()
         where m.id = new.id and exists (
           select 1 from inbox_message n where n.connection = new.connection and n.ordering_key = new.ordering_key
              and n.type = new.type and n.version > new.version);
        return null;
      end $$;
      create trigger newer_message_says_all after insert on inbox_message for each row when (new.version is not null)
        execute function newer_message_says_all_v1();
    `);
  }

  override down(): void {
    this.addSql(`
      drop trigger newer_message_says_all on inbox_message;
      drop function newer_message_says_all_v1();
      alter table inbox_message drop version;
    `);
  }
}
