import { Migration } from '@mikro-orm/migrations';

/** The event log (pending → sequencer → dense feed), idempotency keys, uploads and the log of personal data shown. */
export class M0001Events extends Migration {
  override up(): void {
    this.addSql(`
      create extension if not exists pg_trgm;
      create extension if not exists cube;
      create extension if not exists earthdistance;

      -- Written in the transaction of the change; autovacuum is left to the sequencer, which empties it every 3 s.
      create table pending_event(
        id bigint generated always as identity primary key,
        kind text not null, subject text not null, version bigint not null, payload jsonb not null,
        occurred_at timestamptz(3) not null default now()
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
              autovacuum_vacuum_insert_threshold = -1);

      create table event_feed(
        pos bigint primary key, kind text not null, subject text not null, version bigint not null,
        payload jsonb not null, occurred_at timestamptz(3) not null);

      -- The epoch is part of every cursor: after a restore it is renewed, and old cursors ask for a resync.
      create table feed_head(
        one boolean primary key default true check (one),
        pos bigint not null, epoch uuid not null default gen_random_uuid()
      ) with (fillfactor = 10);
      insert into feed_head(pos) values (0);

      create function sequence_events_v1(p_max int) returns table(moved int, head bigint) language plpgsql as $$
      declare v_base bigint; v_n int;
      begin
        select pos into v_base from feed_head for update;
        with batch as materialized (select id from pending_event order by id limit p_max),
        gone as (delete from pending_event p using batch b where p.id = b.id returning p.*),
        put as (insert into event_feed(pos, kind, subject, version, payload, occurred_at)
                select v_base + row_number() over (order by id), kind, subject, version, payload, occurred_at
                  from gone returning 1)
        select count(*) into v_n from put;
        if v_n > 0 then update feed_head set pos = v_base + v_n; end if;
        return query select v_n, v_base + v_n;
      end $$;

      create table idempotency_key(
        scope text not null, key text not null, fingerprint text not null,
        ref uuid not null,
        answer jsonb not null, created_at timestamptz(3) not null default now(),
        primary key (scope, key));

      create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name using errcode = '55000'; end $$;

      create table personal_data_access(
        id bigint generated always as identity primary key,
        viewer text not null, subject text not null, fields text[] not null, reason text not null,
        at timestamptz(3) not null default now());
      create trigger append_only before update or delete on personal_data_access
        for each statement execute function refuse_change();

      create table upload(
        id uuid primary key, filename text not null, size int not null, content bytea not null,
        uploaded_by text not null, created_at timestamptz(3) not null default now());
    `);
  }

  override down(): void {
    this.addSql(`
      drop table upload, personal_data_access, idempotency_key, feed_head, event_feed, pending_event;
      drop function sequence_events_v1(int);
      drop function refuse_change();
    `);
  }
}
