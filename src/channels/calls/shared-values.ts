import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import type { SharedValue } from '../../plugin-kit/index.js';
import type { Sql } from '../sql.js';

interface Row {
  sealed: string | null;
  expiresAt: string | null;
  generation: number;
}

export interface SharedOptions {
  readonly renewSeconds?: number;
  readonly fresh?: boolean;
}

const RENEW_SECONDS = 300;
const LOOK_AGAIN_MS = 50;

const READ = `select value_sealed as sealed, expires_at as "expiresAt", generation from channel_shared
  where connection = $1 and key = $2`;
const LEASE = `
  insert into channel_shared(connection, key, lease, lease_until)
  values ($1, $2, $3, now() + make_interval(secs => $4))
  on conflict (connection, key) do update set lease = excluded.lease, lease_until = excluded.lease_until
    where (channel_shared.lease_until is null or channel_shared.lease_until <= now())
      and channel_shared.generation = $5
  returning key`;
const STORE = `
  update channel_shared set value_sealed = $4, expires_at = $5, generation = generation + 1, lease = null, lease_until = null
   where connection = $1 and key = $2 and lease = $3`;
const RELEASE =
  'update channel_shared set lease = null, lease_until = null where connection = $1 and key = $2 and lease = $3';

/**
 * Values that all processes share. Making one is leased in its row, for as long as the call may take: no transaction and no
 * connection is held meanwhile, and a process that dies while making leaves it to the next.
 */
export class SharedValues {
  private readonly reading = new Map<string, Promise<string>>();

  constructor(
    private readonly sql: Sql,
    private readonly privacy: Privacy,
    private readonly clock: Clock,
  ) {}

  /** `until` is when the caller gives up; its signal then aborts the waiting. */
  get(
    connection: string,
    key: string,
    make: () => Promise<SharedValue>,
    { renewSeconds = RENEW_SECONDS, fresh = false }: SharedOptions,
    { signal, deadline }: { signal: AbortSignal; deadline: Date },
  ): Promise<string> {
    // Those who ask at once in this process share one look; whoever distrusts what is there looks for themselves.
    const name = `${connection} ${key} ${renewSeconds}`;
    if (fresh) return this.look(connection, key, make, renewSeconds, true, signal, deadline);
    let looking = this.reading.get(name);
    if (!looking) {
      looking = this.look(connection, key, make, renewSeconds, false, signal, deadline).finally(() =>
        this.reading.delete(name),
      );
      this.reading.set(name, looking);
    }
    return looking;
  }

  private async look(
    connection: string,
    key: string,
    make: () => Promise<SharedValue>,
    renewSeconds: number,
    fresh: boolean,
    signal: AbortSignal,
    deadline: Date,
  ): Promise<string> {
    const cell = { table: 'channel_shared', column: key, row: connection };
    let distrusted: number | null = null;
    for (;;) {
      signal.throwIfAborted();
      const [row] = await this.sql<Row>('shared', READ, [connection, key]);
      const generation = row?.generation ?? 0;
      distrusted ??= fresh ? generation : -1;
      const leftMs = row?.expiresAt ? new Date(row.expiresAt).getTime() - this.clock.now().getTime() : 0;
      const usable = row?.sealed && generation !== distrusted && leftMs > 0;
      if (usable && leftMs > renewSeconds * 1_000) return this.privacy.open(row.sealed!, cell);
      const lease = randomUUID();
      const seconds = Math.max(1, (deadline.getTime() - this.clock.now().getTime()) / 1_000 + 1);
      const leased = await this.sql('shared_lease', LEASE, [connection, key, lease, seconds, generation]);
      if (leased.length > 0) return this.make(connection, key, lease, make, cell);
      // Somebody else is renewing it: what is there holds until they are done.
      if (usable) return this.privacy.open(row.sealed!, cell);
      await sleep(LOOK_AGAIN_MS, undefined, { signal });
    }
  }

  private async make(
    connection: string,
    key: string,
    lease: string,
    make: () => Promise<SharedValue>,
    cell: { table: string; column: string; row: string },
  ): Promise<string> {
    try {
      const { value, expiresAt } = await make();
      await this.sql('shared_store', STORE, [connection, key, lease, this.privacy.seal(value, cell), expiresAt]);
      return value;
    } catch (error) {
      await this.sql('shared_release', RELEASE, [connection, key, lease]).catch(() => undefined);
      throw error;
    }
  }
}
