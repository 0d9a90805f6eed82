import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeoutOf } from '../calls/calls.js';
import type { ConnectionBook, OpenConnection } from '../connections/connection-book.js';
import { receives } from '../connections/connection.rules.js';
import type { Sql } from '../sql.js';
import { executeMessage, type ExecuteOptions } from './execute-message.js';
import type { Finish, Lease, Standing, StoredMessage } from './inbox-message.js';

export interface InboxOptions extends ExecuteOptions {
  readonly sql: Sql;
  readonly book: ConnectionBook;
  /** Told of each message that was worked on, for the figures. */
  readonly worked: (connection: string, state: string) => void;
}

const DUE = `
  select c.code from channel_connection c where c.state in ('ACTIVE', 'SUSPENDED') and exists (
    select 1 from inbox_message m where m.connection = c.code and m.state in ('PENDING', 'WAITING')
       and m.next_at <= now() and (m.lease_until is null or m.lease_until <= now()))`;
/** Messages claimed at once for a connection. */
const BATCH = 20;
const LOOK_AGAIN_MS = 25;

/** Executes messages that were kept: those of one key in their order, those of others beside each other. */
export class Inbox {
  /** Messages that this process works on. */
  private readonly running = new Map<number, Promise<Finish>>();
  private readonly busy = new Map<string, number>();

  constructor(private readonly options: InboxOptions) {}

  /** Starts what is due; a connection that has as much at work as it may is left for later. */
  async startDue(): Promise<Promise<unknown>[]> {
    const started: Promise<unknown>[] = [];
    for (const { code } of await this.options.sql<{ code: string }>('inbox_due', DUE)) {
      const room = BATCH - (this.busy.get(code) ?? 0);
      const open = room > 0 ? await this.options.book.working(code, receives) : null;
      if (open?.plugin.inbound) started.push(...(await this.start(open, null, room)));
    }
    return started;
  }

  /**
   * Executes a message now, those before it first; answers how it stands when it is done, held or must wait, or by then when
   * the signal is aborted.
   */
  async execute(open: OpenConnection, kept: StoredMessage, signal: AbortSignal): Promise<Standing> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    for (let stored = kept; ; stored = await this.options.store.again(kept)) {
      if (stored.state !== 'PENDING' || signal.aborted) return this.options.store.standing(stored);
      const [mine] = this.workOn(stored.id) ?? (await this.start(open, [stored.id], 1));
      // A throw is tried again later, by itself: whoever asks is not kept waiting for that.
      const finish = mine && (await Promise.race([mine, aborted]));
      if (finish) return finish;
      if (mine) continue;
      // Nobody could take it: it is done meanwhile, it is behind another, or another process works on it.
      stored = await this.options.store.again(kept);
      if (stored.state !== 'PENDING') continue;
      if (!(await this.goOnBefore(open, stored, aborted))) return this.options.store.standing(stored);
      await Promise.race([sleep(LOOK_AGAIN_MS), aborted]);
    }
  }

  /** For messages that are taken as they are kept: {@link begin} works on them. */
  lease(open: OpenConnection): Lease {
    return { id: randomUUID(), seconds: (3 * timeoutOf(open) + this.options.timings.leaseSlackMs) / 1_000 };
  }

  /** Works on a message that was taken. */
  begin(open: OpenConnection, taken: StoredMessage, lease: Lease): Promise<Finish> {
    const { code } = open.stored;
    this.busy.set(code, (this.busy.get(code) ?? 0) + 1);
    const work = this.options.calls
      .linesOf(open)
      .execution(() => this.work(open, taken, lease.id))
      .finally(() => {
        this.running.delete(taken.id);
        this.busy.set(code, this.busy.get(code)! - 1);
      });
    this.running.set(taken.id, work);
    return work;
  }

  /** Works on what must be done before a message; false where that does not get done now. */
  private async goOnBefore(open: OpenConnection, stored: StoredMessage, aborted: Promise<void>): Promise<boolean> {
    const before = await this.options.store.before(stored);
    if (!before) return true;
    if (before.state === 'HELD' || before.due === false) return false;
    const [work] = this.workOn(before.id) ?? (await this.start(open, [before.id], 1));
    if (work) await Promise.race([work, aborted]);
    return true;
  }

  private workOn(id: number): [Promise<Finish>] | null {
    const work = this.running.get(id);
    return work ? [work] : null;
  }

  private async start(open: OpenConnection, ids: readonly number[] | null, limit: number): Promise<Promise<Finish>[]> {
    const lease = this.lease(open);
    const claimed = await this.options.store.claim(open.stored.code, ids, limit, lease);
    return claimed.map((taken) => this.begin(open, taken, lease));
  }

  private async work(open: OpenConnection, stored: StoredMessage, lease: string): Promise<Finish> {
    const finish = await executeMessage(this.options, open, stored);
    await this.options.store.finish(stored, lease, finish);
    this.options.worked(stored.connection, finish.state);
    return finish;
  }
}
