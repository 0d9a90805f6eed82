import { Migration } from '@mikro-orm/migrations';

/**
 * The transparency log of the trace: leaves in their order, nodes of whole subtrees (they never change), the keys that sign and the
 * heads that were signed.
 */
export class M0022TraceLog extends Migration {
  override up(): void {
    this.addSql(`
      -- Its row is the lock of those who append and who sign.
      create table trace_log(
        one boolean primary key default true check (one),
        size bigint not null default 0 check (size >= 0)) with (fillfactor = 10);
      insert into trace_log default values;

      create table trace_leaf(
        index bigint primary key check (index >= 0),
        -- SHA-256(salt || event hash): says nothing to those who lack the salt
        commitment bytea not null unique check (octet_length(commitment) = 32),
        logged_at timestamptz(3) not null default now());
      create index trace_leaf_logged on trace_leaf using brin(logged_at);
      -- Node (level, index) covers the leaves from index * 2^level on, 2^level of them. Level 0 is made from the leaves.
      create table trace_node(
        level smallint not null check (level between 1 and 52), index bigint not null check (index >= 0),
        hash bytea not null check (octet_length(hash) = 32), primary key (level, index));

      create table trace_key(
        -- as C2SP signed notes count it: four bytes of the hash of name and key
        id text primary key check (id ~ '^[0-9a-f]{8}$'),
        -- the log's own name, which the first key gives it for ever
        name text not null,
        public_key bytea not null unique check (octet_length(public_key) = 32),
        -- gone when the key is retired: nobody signs with it again
        private_sealed text, made_at timestamptz(3) not null, retired_at timestamptz(3),
        check ((private_sealed is null) = (retired_at is not null)));
      create unique index trace_key_current on trace_key((true)) where retired_at is null;
      create function trace_key_retires_v1() returns trigger language plpgsql as $$
      begin
        if old.retired_at is not null or new.retired_at is null
           or (old.id, old.name, old.public_key, old.made_at) is distinct from (new.id, new.name, new.public_key, new.made_at) then
          raise exception 'a key of the trace log is retired, never changed' using errcode = '55000';
        end if;
        return new;
      end $$;
      create trigger retires before update on trace_key for each row execute function trace_key_retires_v1();
      create trigger stays before delete on trace_key for each statement execute function refuse_change();

      create table trace_head(
        id bigint generated always as identity primary key,
        size bigint not null check (size >= 0), root bytea not null check (octet_length(root) = 32),
        signed_at timestamptz(3) not null, note text not null);
      create index trace_head_size on trace_head(size desc, id desc);

      -- Heads sent to where the operator has no hand.
      create table trace_head_sent(
        head_id bigint not null references trace_head, target text not null,
        sent_at timestamptz(3) not null default now(), primary key (target, head_id));

      create trigger append_only before update or delete on trace_leaf for each statement execute function refuse_change();
      create trigger append_only before update or delete on trace_node for each statement execute function refuse_change();
      create trigger append_only before update or delete on trace_head for each statement execute function refuse_change();
      create trigger append_only before update or delete on trace_head_sent for each statement execute function refuse_change();
    `);
  }

  override down(): void {
    this.addSql(`
      drop table trace_head_sent, trace_head, trace_key, trace_node, trace_leaf, trace_log;
      drop function trace_key_retires_v1();
    `);
  }
}
