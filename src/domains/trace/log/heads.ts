import type { Transaction, Database } from '../../../platform/persistence/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import { headText, writeNote } from '../../../proof/index.js';
import type { Clock } from '../../../shared/clock.js';
import { currentKey, makeKey, retireKey, type SigningKey } from './keys.js';
import { readsOf, rootAt, type Reads } from './tree.js';

/** A signed head as it is kept: `note` is what third parties check. */
export interface HeadRow {
  readonly id: number;
  readonly size: number;
  readonly root: Buffer;
  readonly signedAt: string;
  readonly note: string;
}

/**
 * The log does not begin with what the newest head covers: it was changed behind our back, or restored from a backup that lacks the
 * last leaves. No head is signed, for it would prove the log a forger.
 */
export class LogForked extends Error {
  override readonly name = 'LogForked';
}

const COLUMNS = `id::float8 as id, size::float8 as size, root, note,
  to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "signedAt"`;

/** The newest head; null before the first. */
export async function latestHead(reads: Reads): Promise<HeadRow | null> {
  const [head] = await reads.read<HeadRow>(
    'trace_latest_head',
    `select ${COLUMNS} from trace_head order by size desc, id desc limit 1`,
  );
  return head ?? null;
}

/** The newest head of just that size; null where none was signed. */
export async function headOfSize(reads: Reads, size: number): Promise<HeadRow | null> {
  const [head] = await reads.read<HeadRow>(
    'trace_head_of_size',
    `select ${COLUMNS} from trace_head where size = $1 order by id desc limit 1`,
    [size],
  );
  return head ?? null;
}

/** Heads newest first, `limit` of them, after the one with that size and id. */
export function headsBefore(reads: Reads, after: readonly [number, number] | null, limit: number): Promise<HeadRow[]> {
  return reads.read<HeadRow>(
    'trace_heads',
    `select ${COLUMNS} from trace_head where $1::bigint is null or (size, id) < ($1, $2::bigint)
      order by size desc, id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Heads oldest first, after the one with that id: for who writes down all of them. */
export function headsAfter(reads: Reads, id: number, limit: number): Promise<HeadRow[]> {
  return reads.read<HeadRow>(
    'trace_heads_after',
    `select ${COLUMNS} from trace_head where id > $1 order by id limit $2`,
    [id, limit],
  );
}

export interface HeadsOptions {
  readonly db: Database;
  readonly privacy: Privacy;
  readonly clock: Clock;
  /** Names the log for ever, from the first head on; later values are not looked at. */
  readonly origin: string;
}

/** Signs the heads of the log. */
export class Heads {
  constructor(private readonly options: HeadsOptions) {}

  /** Signs a head if the log grew since the last; answers the newest head, null for a log that is still empty. @throws LogForked */
  async sign(): Promise<HeadRow | null> {
    return this.options.db.command(async (tx) => {
      const { size, last } = await this.lock(tx);
      if (size === (last?.size ?? 0)) return last;
      return this.write(tx, size, [await this.key(tx)]);
    });
  }

  /**
   * Makes a new key and retires the old one, whose secret is deleted. A head signed by both tells those who trust the old key of the
   * new. @throws LogForked
   */
  async rotate(): Promise<{ head: HeadRow; key: SigningKey }> {
    const { db, privacy, clock } = this.options;
    return db.command(async (tx) => {
      const { size } = await this.lock(tx);
      const old = await this.key(tx);
      await retireKey(tx, old, clock.now());
      const key = await makeKey(tx, privacy, old.name, clock.now());
      return { head: await this.write(tx, size, [key, old]), key };
    });
  }

  /** Nobody appends or signs meanwhile; the log is what the last head says of it. */
  private async lock(tx: Transaction): Promise<{ size: number; last: HeadRow | null }> {
    const [log] = await tx.query<{ size: number }>('select size::float8 as size from trace_log for update');
    const last = await latestHead(readsOf(tx));
    const size = log!.size;
    if (last && (last.size > size || !(await rootAt(readsOf(tx), last.size)).equals(last.root)))
      throw new LogForked(
        `the trace log of ${size} entries does not begin with the ${last.size} that were signed at ${last.signedAt}`,
      );
    return { size, last };
  }

  private async key(tx: Transaction): Promise<SigningKey> {
    const { privacy, origin, clock } = this.options;
    return (await currentKey(tx, privacy)) ?? makeKey(tx, privacy, origin, clock.now());
  }

  private async write(tx: Transaction, size: number, keys: readonly SigningKey[]): Promise<HeadRow> {
    const signedAt = this.options.clock.now().toISOString();
    const root = await rootAt(readsOf(tx), size);
    const text = headText({ origin: keys[0]!.name, size, root, signedAt });
    const note = writeNote(
      text,
      keys.map((key) => key.sign(text)),
    );
    const [head] = await tx.query<HeadRow>(
      `insert into trace_head(size, root, signed_at, note) values ($1, $2, $3, $4) returning ${COLUMNS}`,
      [size, root, signedAt, note],
    );
    return head!;
  }
}
