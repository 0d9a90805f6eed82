import { Migration } from '@mikro-orm/migrations';

/** EPCIS events: our own of every batch step and those that partners captured, capture jobs, named queries. */
export class M0023TraceEvents extends Migration {
  override up(): void {
    this.addSql(`
      -- A document as it was sent, until its job is done; its events' places are kept.
      create table trace_capture(
        id uuid primary key, captured_by text not null, behaviour text not null check (behaviour in ('rollback', 'proceed')),
        document jsonb, total int not null check (total >= 0), captured int not null default 0, repeated int not null default 0,
        errors jsonb not null default '[]', success boolean,
        created_at timestamptz(3) not null default now(), finished_at timestamptz(3),
        check ((finished_at is null) = (success is null)), check (finished_at is null or document is null));
      create index trace_capture_by on trace_capture(captured_by, id desc);

      -- One at a time writes, so that ids and leaves are in the order of commit: whoever pages by id misses nothing.
      -- \`marks\` are all that the standard's queries ask by, such as \`bizStep:shipping\` or \`epcClass:https://id.gs1.org/01/…\`.
      -- An event that was declared wrong stands twice: the second time with the declaration, its id and hash the same.
      create table trace_event(
        id bigint generated always as identity primary key,
        event_id text not null, hash bytea not null check (octet_length(hash) = 32),
        salt bytea check (octet_length(salt) = 32), leaf bigint not null unique,
        event jsonb not null, context jsonb not null default '{}',
        event_time timestamptz(3) not null, record_time timestamptz(3) not null default now(), error_at timestamptz(3),
        type text not null, biz_step text, disposition text, marks text[] not null,
        source text not null check (source in ('OWN', 'CAPTURED')), captured_by text,
        step_id bigint references batch_step, capture_id uuid references trace_capture,
        check ((source = 'OWN') = (captured_by is null)), check ((source = 'OWN') = (step_id is not null)));
      -- Ids are unique among our own events and among those of one partner: nobody can take an id that is another's to be.
      create unique index trace_event_name on trace_event(event_id, coalesce(captured_by, '')) where error_at is null;
      create unique index trace_event_hash on trace_event(hash, coalesce(captured_by, '')) where error_at is null;
      create unique index trace_event_declared on trace_event(event_id, coalesce(captured_by, ''), error_at)
        where error_at is not null;
      create unique index trace_event_step on trace_event(step_id) where error_at is null and step_id is not null;
      create index trace_event_time on trace_event(event_time, id);
      create index trace_event_recorded on trace_event(record_time, id);
      create index trace_event_marks on trace_event using gin (marks);

      create table trace_event_batch(
        batch_id bigint not null references batch, event_id bigint not null references trace_event,
        primary key (batch_id, event_id));

      -- What the events name, for the lists of top-level resources; captor is empty for our own events.
      create table trace_name(
        kind text not null check (kind in ('epc', 'bizStep', 'bizLocation', 'readPoint', 'disposition', 'eventType')),
        uri text not null, captor text not null, primary key (kind, uri, captor));

      create table trace_query(
        owner text not null, name text not null check (name ~ '^[A-Za-z0-9_.-]{1,64}$'), query jsonb not null,
        created_at timestamptz(3) not null default now(), primary key (owner, name));

      -- Events stay as they are; a salt may be thrown away, after which nobody can tell what its leaf stood for.
      create function trace_event_kept_v1() returns trigger language plpgsql as $$
      begin
        if old.salt is not null and new.salt is null then
          new.salt = old.salt;
          if new is not distinct from old then
            new.salt = null;
            return new;
          end if;
        end if;
        raise exception 'trace_event is append-only' using errcode = '55000';
      end $$;
      create trigger kept before update on trace_event for each row execute function trace_event_kept_v1();
      create trigger append_only before delete or truncate on trace_event for each statement execute function refuse_change();
      create trigger append_only before update or delete or truncate on trace_event_batch
        for each statement execute function refuse_change();
    `);
  }

  override down(): void {
    this.addSql(`
      drop table trace_query, trace_name, trace_event_batch, trace_event, trace_capture;
      drop function trace_event_kept_v1();
    `);
  }
}
