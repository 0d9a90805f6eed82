import { Migration } from '@mikro-orm/migrations';

/**
 * The event log in partitions by position, so that its old end can be dropped whole. The table so far becomes the first
 * one, without a copy. `feed_head.tail`: every event after it is there; who stands before it must take a new snapshot.
 * Also the sequencer's second version, which writes nothing while nothing waits. Advisory lock 7004 is for making partitions.
 */
export class M0009EventLogPartitions extends Migration {
  override up(): void {
    this.addSql(`
      alter table feed_head add column tail bigint not null default 0;

      alter table event_feed rename to event_feed_p0;
      alter table event_feed_p0 rename constraint event_feed_pkey to event_feed_p0_pkey;
      create table event_feed (like event_feed_p0 including all) partition by range (pos);
      do $$ begin
        execute format('alter table event_feed attach partition event_feed_p0 for values from (0) to (%s)',
                       (select (pos / 1000000 + 1) * 1000000 from feed_head));
      end $$;

      -- The position where the newest partition ends (not in it any more); null without any.
      create function event_log_end_v1() returns bigint language sql stable as $$
        select max(substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''(\\d+)''\\)')::bigint)
          from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event_feed'::regclass
      $$;

      -- Makes partitions of p_size positions until the log has room for p_ahead more events; answers where it ends then.
      -- Attaching takes SHARE UPDATE EXCLUSIVE: readers and inserts go on.
      create function event_log_room_v1(p_ahead bigint, p_size bigint) returns bigint
      language plpgsql set lock_timeout = '1s' as $$
      declare v_head bigint; v_end bigint; v_name text;
      begin
        select pos into v_head from feed_head;
        v_end := event_log_end_v1();
        if v_end > v_head + p_ahead then return v_end; end if;
        perform pg_advisory_xact_lock(7004);
        v_end := coalesce(event_log_end_v1(), v_head + 1);
        while v_end <= v_head + p_ahead loop
          v_name := 'event_feed_p' || v_end;
          execute format('create table %I (like event_feed including all)', v_name);
          execute format('alter table event_feed attach partition %I for values from (%s) to (%s)',
                         v_name, v_end, v_end + p_size);
          v_end := v_end + p_size;
        end loop;
        return v_end;
      end $$;

      -- As v1, which stays for servers of the version before; a look at an empty table takes no row lock and no
      -- transaction id. By index: the table may be long and empty.
      create function sequence_events_v2(p_max int) returns table(moved int, head bigint) language plpgsql as $$
      declare v_base bigint; v_n int;
      begin
        perform from pending_event order by id limit 1;
        if not found then
          return query select 0, pos from feed_head;
          return;
        end if;
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

      -- Old keys are found by their time; rows come in its order, so this index is a few pages.
      create index idempotency_key_created_at on idempotency_key using brin(created_at);
    `);
  }

  override down(): void {
    this.addSql(`
      drop index idempotency_key_created_at;
      drop function sequence_events_v2(int);
      drop function event_log_room_v1(bigint, bigint);
      drop function event_log_end_v1();
      create table event_feed_whole (like event_feed including all);
      insert into event_feed_whole select * from event_feed;
      drop table event_feed;
      alter table event_feed_whole rename to event_feed;
      alter table event_feed rename constraint event_feed_whole_pkey to event_feed_pkey;
      alter table feed_head drop column tail;
    `);
  }
}
