import type pg from 'pg';

/** Whoever holds this advisory lock moves events. */
const SEQUENCER_LOCK = 7001;
/** A holder whose connection waits for it, while events wait for the holder. */
const FROZEN_MS = 3_000;
/** A holder that PostgreSQL itself keeps busy: longer than any of its statements may take. */
const STUCK_MS = 15_000;
/** Two looks further apart than this say nothing about the time between: it was we who stood still. */
const LOOK_GAP_MS = 2_000;

/** What a process that waits for the lock sees. `holder`: who holds it, null when it is free again or somebody else's. */
export interface Sighting {
  /** The lock is ours from now on. */
  held: boolean;
  holder: string | null;
  head: string;
  pending: boolean;
  /** Whether PostgreSQL is working for the holder, rather than waiting for its next word. */
  busy: boolean;
}

/** The same holder with the same head and events waiting, at every look since. Times are milliseconds of a steady clock. */
export interface Suspicion {
  holder: string;
  head: string;
  since: number;
  seen: number;
}

/** The suspicion after one more look; null while all is well. */
export function suspect(before: Suspicion | null, seen: Sighting, now: number): Suspicion | null {
  const { holder, head, pending } = seen;
  if (holder === null || !pending) return null;
  const goesOn = before?.holder === holder && before.head === head && now - before.seen <= LOOK_GAP_MS;
  return goesOn ? { ...before, seen: now } : { holder, head, since: now, seen: now };
}

/** Whether the holder has stood still for so long that its connection may be ended. */
export function isOver({ since, seen }: Suspicion, { busy }: Sighting): boolean {
  return seen - since >= (busy ? STUCK_MS : FROZEN_MS);
}

const HOLDER = `
  from pg_locks l join pg_stat_activity a using (pid)
 where l.locktype = 'advisory' and l.classid = 0 and l.objid = ${SEQUENCER_LOCK} and l.objsubid = 1 and l.granted
   and l.database = (select oid from pg_database where datname = current_database())`;
// A process id alone may be another's by now.
const NAME = `a.pid || ' ' || a.backend_start`;

const LOOK = `
  with lock as materialized (select pg_try_advisory_lock(${SEQUENCER_LOCK}) as held),
  holder as (select ${NAME} as name, a.state = 'active' and a.wait_event_type is distinct from 'Client' as busy ${HOLDER})
  select held, (select name from holder) as holder, coalesce((select busy from holder), false) as busy,
         (select pos::text from feed_head) as head,
         (select true from pending_event order by id limit 1) is not null as pending
    from lock`;

/** Tries for the lock, and looks at whoever has it. */
export async function look(client: pg.Client): Promise<Sighting> {
  return (await client.query<Sighting>({ name: 'sequencer_look', text: LOOK })).rows[0]!;
}

/** Ends the holder's connection, and with it its lock and whatever it left undone, if it is still that holder. */
export async function depose(client: pg.Client, holder: string): Promise<boolean> {
  const { rows } = await client.query<{ ended: boolean }>(
    `select pg_terminate_backend(a.pid) as ended ${HOLDER} and ${NAME} = $1`,
    [holder],
  );
  return rows[0]?.ended ?? false;
}
