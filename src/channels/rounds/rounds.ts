import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AccountRefused } from '../../plugin-kit/index.js';
import { BreakerOpen, CallTimeout, timeoutOf, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import { delivers } from '../connections/connection.rules.js';
import type { ConnectionBook, OpenConnection } from '../connections/connection-book.js';
import type { IntakeStore } from '../inbox/intake-store.js';
import type { Reconciling } from '../reconcile/reconciling.js';
import { waitAfter } from '../retry.rules.js';
import type { Sql } from '../sql.js';
import type { ChannelTimings } from '../timings.js';
import { pollOnce } from './poll.js';
import type { RoundFinish, RoundStore, TakenRound } from './round-store.js';
import { holdSource } from './source.js';

export interface RoundsOptions {
  readonly sql: Sql;
  readonly store: RoundStore;
  readonly book: ConnectionBook;
  readonly calls: Calls;
  readonly intake: IntakeStore;
  readonly reconciling: Reconciling;
  readonly timings: ChannelTimings;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
  readonly wake: () => void;
  readonly suspend: (connection: string, code: string, note: string | null) => Promise<void>;
}

const ACTIVE = `select c.code from channel_connection c where c.state = 'ACTIVE'`;

/** Polls, lines held open and reconciling: each by one process at a time, by a lease that a dead one loses. */
export class Rounds {
  /** Lines that this process holds open. */
  private readonly held = new Set<Promise<void>>();

  constructor(private readonly options: RoundsOptions) {}

  async startDue(): Promise<Promise<unknown>[]> {
    const { sql, store, book, timings } = this.options;
    for (const { code } of await sql<{ code: string }>('active', ACTIVE)) {
      const open = await book.working(code, delivers);
      if (open) await store.ensure(open);
    }
    const started: Promise<unknown>[] = [];
    for (const round of await store.due()) {
      const open = await book.working(round.connection, delivers);
      const taken = open && (await store.take(round, randomUUID(), this.leaseSeconds(open)));
      if (!open || !taken) continue;
      if (round.kind !== 'source') started.push(this.work(open, taken));
      else this.hold(holdSource({ ...this.options, leaseMs: timings.leaseSlackMs }, open, taken));
    }
    return started;
  }

  async stop(): Promise<void> {
    await Promise.all(this.held);
  }

  private hold(line: Promise<void>): void {
    const held = line.finally(() => this.held.delete(held));
    this.held.add(held);
  }

  private leaseSeconds(open: OpenConnection): number {
    return (
      (2 * Math.max(timeoutOf(open), this.options.reconciling.timeoutMs) + this.options.timings.leaseSlackMs) / 1_000
    );
  }

  private async work(open: OpenConnection, taken: TakenRound): Promise<void> {
    const { store, reconciling, timings, logger } = this.options;
    let finish: RoundFinish;
    try {
      finish =
        taken.kind === 'reconcile'
          ? await reconciling.run(open, taken)
          : await pollOnce({ ...this.options, leaseSeconds: this.leaseSeconds(open) }, open, taken);
    } catch (error) {
      const note = spoken(error, open.redact);
      const code = error instanceof CallTimeout ? 'TIMEOUT' : error instanceof BreakerOpen ? 'BREAKER_OPEN' : 'FAILED';
      logger.warn({ connection: taken.connection, [taken.kind]: taken.name, problem: note }, 'a look failed');
      if (error instanceof AccountRefused) await this.options.suspend(taken.connection, error.code, note);
      finish = {
        code,
        note,
        afterSeconds: waitAfter(timings.deliveryRetry, taken.failures + 1, Math.random()) / 1_000,
      };
    }
    await store.finish(taken, finish);
  }
}
