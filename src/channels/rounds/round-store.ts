import type { Json } from '../../plugin-kit/index.js';
import type { OpenConnection } from '../connections/connection-book.js';
import type { Sql } from '../sql.js';

export type RoundKind = 'poll' | 'source' | 'reconcile';

/** Something done again and again for a connection, by one process at a time. */
export interface Round {
  readonly connection: string;
  readonly kind: RoundKind;
  readonly name: string;
}

/** A round that this process has taken. */
export interface TakenRound extends Round {
  readonly lease: string;
  readonly cursor: Json;
  readonly failures: number;
  /** When it last went well; null: never. */
  readonly doneAt: string | null;
}

const ENSURE = `
  insert into channel_round(connection, kind, name)
  select $1, kind, name from unnest($2::text[], $3::text[]) r(kind, name) on conflict do nothing`;
const DUE = `
  select r.connection, r.kind, r.name from channel_round r
    join channel_connection c on c.code = r.connection and c.state = 'ACTIVE'
   where r.next_at <= now() and (r.lease_until is null or r.lease_until <= now()) order by r.next_at`;
const TAKE = `
  update channel_round set lease = $4, lease_until = now() + make_interval(secs => $5)
   where connection = $1 and kind = $2 and name = $3 and next_at <= now() and (lease_until is null or lease_until <= now())
  returning cursor, failures, done_at as "doneAt"`;
const RENEW = `
  update channel_round r set lease_until = now() + make_interval(secs => $5) from channel_connection c
   where r.connection = $1 and r.kind = $2 and r.name = $3 and r.lease = $4
     and c.code = r.connection and c.state = 'ACTIVE' and c.version = $6 returning r.name`;
const FINISH = `
  update channel_round set lease = null, lease_until = null, next_at = now() + make_interval(secs => $5),
         failures = case when $6::text is null then 0 else failures + 1 end, code = $6, note = $7,
         done_at = case when $6::text is null then $8::timestamptz else done_at end
   where connection = $1 and kind = $2 and name = $3 and lease = $4`;

export class RoundStore {
  private readonly ensured = new Set<string>();

  constructor(private readonly sql: Sql) {}

  /** Rows for what a connection's plug-in does again and again; looked at once a version. */
  async ensure({ stored, plugin }: OpenConnection): Promise<void> {
    const version = `${stored.code} ${stored.version}`;
    if (this.ensured.has(version)) return;
    const rounds = [
      ...Object.keys(plugin.inbound?.polls ?? {}).map((name) => ['poll', name]),
      ...Object.keys(plugin.inbound?.sources ?? {}).map((name) => ['source', name]),
      ...(plugin.reconcile ? [['reconcile', 'all']] : []),
    ];
    if (rounds.length > 0)
      await this.sql('ensure_rounds', ENSURE, [
        stored.code,
        rounds.map(([kind]) => kind),
        rounds.map(([, name]) => name),
      ]);
    this.ensured.add(version);
  }

  due(): Promise<Round[]> {
    return this.sql<Round>('rounds_due', DUE);
  }

  async take({ connection, kind, name }: Round, lease: string, seconds: number): Promise<TakenRound | null> {
    const [taken] = await this.sql<Pick<TakenRound, 'cursor' | 'failures' | 'doneAt'>>('take_round', TAKE, [
      ...[connection, kind, name, lease, seconds],
    ]);
    return taken ? { connection, kind, name, lease, ...taken } : null;
  }

  /** False when it is another's by now, or its connection was changed or switched off. */
  async renew({ connection, kind, name, lease }: TakenRound, seconds: number, version: number): Promise<boolean> {
    const values = [connection, kind, name, lease, seconds, version];
    return (await this.sql('renew_round', RENEW, values)).length > 0;
  }

  async finish(
    { connection, kind, name, lease }: TakenRound,
    { afterSeconds, code = null, note = null, doneAt = new Date() }: RoundFinish,
  ): Promise<void> {
    await this.sql('finish_round', FINISH, [connection, kind, name, lease, afterSeconds, code, note, doneAt]);
  }
}

export interface RoundFinish {
  readonly afterSeconds: number;
  /** Why it failed; left out where it went well. */
  readonly code?: string | null;
  readonly note?: string | null;
  /** From when on the next one looks, where that is not now. */
  readonly doneAt?: Date;
}
