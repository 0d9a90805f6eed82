import { Migration } from '@mikro-orm/migrations';

/** Takes due messages to work on; m0029 replaces it. */
export const CLAIM_INBOX = `
      -- Takes due messages to work on, at most one of a key, none with an older unfinished one before it. One process at a
      -- time claims for a connection: what it reads after the lock is what the one before left.
      create function claim_inbox_v1(p_connection text, p_ids bigint[], p_limit int, p_lease uuid, p_seconds float8)
      returns setof inbox_message language plpgsql as $$
      declare v_ids bigint[] := p_ids;
      begin
        perform pg_advisory_xact_lock(hashtextextended('inbox ' || p_connection, 7013));
        if v_ids is null then
          v_ids := array(select m.id from inbox_message m
            where m.connection = p_connection and m.state in ('PENDING', 'WAITING') and m.next_at <= now()
              and (m.lease_until is null or m.lease_until <= now())
            order by m.next_at, m.id limit 4 * p_limit);
        end if;
        return query
        with due as materialized (
          select m.id, m.ordering_key,
                 m.ordering_key is not null and exists (
                   select 1 from inbox_message o
                    where o.connection = m.connection and o.ordering_key = m.ordering_key and o.state <> 'DONE'
                      and o.id <> m.id
                      and (o.lease_until > now() or (o.id < m.id and o.state <> 'WAITING'))) as behind
            from inbox_message m
           where m.id = any(v_ids) and m.state in ('PENDING', 'WAITING')
             and (m.lease_until is null or m.lease_until <= now())),
        -- Its turn comes when the one before is done; this is for a turn that was lost.
        asleep as (update inbox_message m set next_at = now() + interval '15 s' from due d
                    where m.id = d.id and d.behind and p_ids is null),
        first as (
          select distinct on (coalesce(d.ordering_key, d.id::text)) d.id from due d where not d.behind
           order by coalesce(d.ordering_key, d.id::text), d.id),
        chosen as (select f.id from first f order by f.id limit p_limit)
        update inbox_message m set lease = p_lease, lease_until = now() + make_interval(secs => p_seconds),
               attempts = m.attempts + 1
          from chosen c where m.id = c.id returning m.*;
      end $$;
`;

/** Takes due deliveries to send; m0029 replaces it. */
export const CLAIM_DELIVERIES = `
      -- Takes due deliveries to send. An older one gives way to a newer of its kind that says it all, or that was sent.
      create function claim_deliveries_v1(p_connection text, p_limit int, p_lease uuid, p_seconds float8)
      returns setof delivery language plpgsql as $$
      declare v_ids uuid[];
      begin
        perform pg_advisory_xact_lock(hashtextextended('outbox ' || p_connection, 7013));
        update delivery d set state = 'RETRY', lease = null, lease_until = null, code = 'LOST', next_at = now()
         where d.connection = p_connection and d.state = 'SENDING' and d.lease_until <= now();
        v_ids := array(select d.id from delivery d
          where d.connection = p_connection and d.state in ('PENDING', 'RETRY') and d.next_at <= now()
          order by d.next_at, d.sequence, d.event limit 4 * p_limit);
        update delivery d set state = 'DROPPED', code = 'SUPERSEDED', done_at = now()
         where d.id = any(v_ids) and (
           (d.event in ('stock', 'product') and exists (
             select 1 from delivery n where n.connection = d.connection and n.event = d.event and n.subject = d.subject
                and n.state in ('PENDING', 'RETRY') and (n.sequence, n.id) > (d.sequence, d.id)))
           or (d.event <> 'refund' and exists (
             select 1 from delivery n where n.connection = d.connection and n.event = d.event and n.subject = d.subject
                and n.state = 'DONE' and n.sequence > d.sequence)));
        -- What an older one of its kind holds up is looked at when that is due, and hides nothing else meanwhile.
        update delivery d set next_at = greatest(o.next_at, now() + interval '50 ms') from delivery o
         where d.id = any(v_ids) and d.state in ('PENDING', 'RETRY') and d.event in ('order', 'refund')
           and o.connection = d.connection and o.subject = d.subject and o.event = d.event
           and o.state in ('PENDING', 'RETRY') and o.sequence < d.sequence and o.next_at > now();
        return query
        with due as materialized (
          select d.id, d.subject, replace(d.event, 'stock', 'product') as kind, d.event, d.sequence
            from delivery d
           where d.id = any(v_ids) and d.state in ('PENDING', 'RETRY') and d.next_at <= now()
             and not exists (
               select 1 from delivery s where s.connection = d.connection and s.subject = d.subject
                  and replace(s.event, 'stock', 'product') = replace(d.event, 'stock', 'product')
                  and (s.state = 'SENDING' or (d.event in ('order', 'refund') and s.state in ('PENDING', 'RETRY')
                       and s.sequence < d.sequence)))),
        first as (select distinct on (d.kind, d.subject) d.id, d.sequence, d.event from due d
                   order by d.kind, d.subject, d.sequence, d.event),
        chosen as (select f.id from first f order by f.sequence, f.event limit p_limit)
        update delivery d set state = 'SENDING', lease = p_lease, lease_until = now() + make_interval(secs => p_seconds),
               attempts = d.attempts + 1, first_tried_at = coalesce(d.first_tried_at, now())
          from chosen c where d.id = c.id returning d.*;
      end $$;
`;

/**
 * Channels: connections (accounts of a plug-in) and what the host keeps for them. Secrets, raw bodies and what was said in
 * them are sealed. A lease is one process at work on a row: it ends by itself when that process dies.
 */
export class M0013Channels extends Migration {
  override up(): void {
    this.connections();
    this.inbox();
    this.outbox();
    this.rounds();
  }

  private connections(): void {
    this.addSql(`
      -- The code is the channel of orders and listings. What it subscribes to stands in the row, so that whoever fills the
      -- outbox needs no plug-in.
      create table channel_connection(
        code text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$' and code <> 'direct'),
        plugin text not null, name text not null,
        county_code text not null references place,
        state text not null default 'CREATED' check (state in ('CREATED', 'VERIFIED', 'ACTIVE', 'INACTIVE', 'SUSPENDED')),
        settings jsonb not null default '{}', secrets_sealed text, secret_paths text[] not null default '{}',
        config_version int not null,
        permissions text[] not null default '{}', events text[] not null default '{}',
        suspended_code text, suspended_note text,
        credential_version int not null default 1, version int not null default 1,
        created_by text not null, created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now());

      create function channel_credential_changed_v1() returns trigger language plpgsql as $$
      begin
        insert into pending_event(kind, subject, version, payload)
        values ('credential', 'channel:' || old.code, new.credential_version,
                jsonb_build_object('kind', 'channel', 'id', old.code));
        return null;
      end $$;
      create trigger credential_changed after update on channel_connection for each row
        when ((old.state, old.credential_version, old.permissions)
              is distinct from (new.state, new.credential_version, new.permissions))
        execute function channel_credential_changed_v1();

      -- Their id and ours, one to one within a kind. Ours is the key in our table, as text.
      create table channel_link(
        id bigint generated always as identity,
        connection text not null references channel_connection, kind text not null,
        theirs text not null, ours text not null, created_at timestamptz(3) not null default now(),
        primary key (connection, kind, theirs), unique (connection, kind, ours));
      create unique index channel_link_list on channel_link(connection, id);
      create unique index channel_link_id on channel_link(id);

      -- What a plug-in shares over all processes, such as an access token. Each making steps its generation.
      create table channel_shared(
        connection text not null references channel_connection, key text not null,
        value_sealed text, expires_at timestamptz(3), generation int not null default 0,
        lease uuid, lease_until timestamptz(3), primary key (connection, key));

      create table channel_health(
        connection text primary key references channel_connection,
        status text not null check (status in ('OK', 'DEGRADED', 'DOWN', 'UNAUTHORISED')),
        code text, note text, checked_at timestamptz(3) not null, since timestamptz(3) not null);
    `);
  }

  private inbox(): void {
    this.addSql(`
      create table inbox_request(
        id uuid primary key, connection text not null references channel_connection,
        source text not null, headers jsonb not null, body_sealed text not null,
        received_at timestamptz(3) not null default now());
      create index inbox_request_age on inbox_request(received_at);

      -- PENDING: not executed yet, holds up its key. WAITING: asked to wait, lets the key go on. HELD: until somebody mends
      -- something, holds up its key. The round steps when what was refused is tried anew: each has its own command keys.
      create table inbox_message(
        id bigint generated always as identity primary key,
        connection text not null references channel_connection, dedupe_key text not null, fingerprint text not null,
        type text not null, ordering_key text, body_sealed text, request_id uuid,
        state text not null default 'PENDING' check (state in ('PENDING', 'WAITING', 'HELD', 'DONE')),
        code text, note text, results_sealed text,
        attempts int not null default 0, round int not null default 1,
        next_at timestamptz(3) not null default now(), lease uuid, lease_until timestamptz(3),
        received_at timestamptz(3) not null default now(), done_at timestamptz(3),
        -- since when it is tried: an operator who tries it again begins anew
        since timestamptz(3) not null default now(),
        unique (connection, dedupe_key));
      create index inbox_due on inbox_message(connection, next_at, id) where state in ('PENDING', 'WAITING');
      create index inbox_key on inbox_message(connection, ordering_key, id)
        where ordering_key is not null and state <> 'DONE';
      create index inbox_held on inbox_message(connection, id) where state = 'HELD';
      create index inbox_list on inbox_message(connection, id);

${CLAIM_INBOX}
    `);
  }

  private outbox(): void {
    this.addSql(`
      -- PENDING: not tried. SENDING: at work. RETRY: tried, its outcome open. DROPPED: a newer one says it all.
      create table delivery(
        id uuid primary key, connection text not null references channel_connection,
        event text not null check (event in ('product', 'stock', 'order', 'refund')), subject text not null,
        sequence bigint not null, occurred_at timestamptz(3) not null,
        state text not null default 'PENDING'
          check (state in ('PENDING', 'SENDING', 'RETRY', 'DONE', 'DEAD', 'DROPPED')),
        attempts int not null default 0, next_at timestamptz(3) not null default now(),
        first_tried_at timestamptz(3), lease uuid, lease_until timestamptz(3),
        code text, note text, created_at timestamptz(3) not null default now(), done_at timestamptz(3));
      -- Stock and products coalesce: what is not yet tried is one row a subject.
      create unique index delivery_newest on delivery(connection, event, subject)
        where state = 'PENDING' and event in ('stock', 'product');
      create unique index delivery_once on delivery(connection, event, subject, sequence)
        where event in ('order', 'refund');
      -- Deliveries of one subject never go at once, whatever they say of it.
      create unique index delivery_alone on delivery(connection, (replace(event, 'stock', 'product')), subject)
        where state = 'SENDING';
      create index delivery_due on delivery(connection, next_at, sequence, event) where state in ('PENDING', 'RETRY');
      create index delivery_open on delivery(connection, subject) where state in ('PENDING', 'RETRY', 'SENDING');
      create index delivery_done on delivery(connection, event, subject, sequence) where state = 'DONE';
      create index delivery_list on delivery(connection, id);
      create index delivery_dead on delivery(connection, id) where state = 'DEAD';
      ${CLAIM_DELIVERIES}
    `);
  }

  private rounds(): void {
    this.addSql(`
      -- What is done again and again for a connection by one process at a time: polls, lines held open, reconciling.
      create table channel_round(
        connection text not null references channel_connection,
        kind text not null check (kind in ('poll', 'source', 'reconcile')), name text not null,
        cursor jsonb not null default 'null', next_at timestamptz(3) not null default now(),
        lease uuid, lease_until timestamptz(3),
        failures int not null default 0, code text, note text, done_at timestamptz(3),
        primary key (connection, kind, name));

      create table channel_difference(
        id bigint generated always as identity primary key,
        connection text not null references channel_connection, kind text not null, external_id text not null,
        code text not null, ours text, theirs text,
        found_at timestamptz(3) not null default now(), seen_at timestamptz(3) not null default now(),
        settled_at timestamptz(3));
      create unique index channel_difference_open on channel_difference(connection, kind, external_id)
        where settled_at is null;
      create index channel_difference_list on channel_difference(connection, id);
    `);
  }

  override down(): void {
    this.addSql(`
      drop function claim_deliveries_v1(text, int, uuid, float8);
      drop function claim_inbox_v1(text, bigint[], int, uuid, float8);
      drop table channel_difference, channel_round, delivery, inbox_message, inbox_request, channel_health,
                 channel_shared, channel_link, channel_connection;
      drop function channel_credential_changed_v1();
    `);
  }
}
