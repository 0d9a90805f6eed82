import type { Tokens } from '../platform/auth/index.js';
import { createPool } from '../platform/persistence/index.js';
import type { Kernel } from '../domains/kernel.js';
import type { Registry } from 'prom-client';
import type { AnyChannel } from '../plugin-kit/index.js';
import { Budget } from './calls/budget.js';
import { Calls } from './calls/calls.js';
import { createGuardedFetch } from './calls/guarded-fetch.js';
import { LinesBook } from './calls/lines.js';
import { SharedValues } from './calls/shared-values.js';
import { shareExecutor } from './commands/index.js';
import { ConnectionBook } from './connections/connection-book.js';
import { ChannelFigures } from './figures.js';
import { HealthChecks } from './health/health-checks.js';
import { Inbox } from './inbox/inbox.js';
import { InboxStore } from './inbox/inbox-store.js';
import { IntakeStore } from './inbox/intake-store.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxStore } from './outbox/outbox-store.js';
import type { CommandExecutor, GraphPort } from './ports.js';
import { Reconciling } from './reconcile/reconciling.js';
import { SelectionRights } from './registry/selection-rights.js';
import { RoundStore } from './rounds/round-store.js';
import { Rounds } from './rounds/rounds.js';
import { Shares } from './shares.js';
import { createSql, shareSql } from './sql.js';
import { USUAL_TIMINGS, type ChannelTimings } from './timings.js';

export interface ChannelsOptions {
  readonly plugins: readonly AnyChannel[];
  readonly executor: CommandExecutor;
  readonly tokens: Tokens;
  /** Plug-ins may reach the operator's own network, and this machine. */
  readonly allowPrivate: boolean;
  readonly timings?: Partial<ChannelTimings> | undefined;
  readonly registry: Registry;
}

/** Connections that the host's own statements share; those of others never wait for them. */
const POOL = 6;
/** Of these, those that one channel's connection may hold at once. */
const STATEMENTS = 3;
/** Of a process's few for commands, those that one channel's connection may hold at once. */
const COMMANDS = 3;

/** What the host is made of. `graph` answers once the app has built it; `wake` is for whoever puts work in. */
export function createParts(kernel: Kernel, options: ChannelsOptions, graph: GraphPort, wake: () => void) {
  const { db, policy, privacy, clock, logger } = kernel;
  const timings: ChannelTimings = { ...USUAL_TIMINGS, ...options.timings };
  const executor = shareExecutor(options.executor, new Shares(COMMANDS));
  const pool = createPool(db.url, POOL, (error) => logger.warn({ err: error }, 'a connection of channels was lost'));
  const sql = createSql(pool);
  const sqlOf = shareSql(sql, new Shares(STATEMENTS));
  const plugins = new Map<string, AnyChannel>();
  const stopping = new AbortController();
  const guarded = createGuardedFetch(options.allowPrivate);
  const lines = new LinesBook(sql);
  const budget = new Budget(lines);
  const rights = new SelectionRights(policy);
  const figures = new ChannelFigures(options.registry, lines);
  const book = new ConnectionBook(sql, plugins, privacy, policy);
  const inboxStore = new InboxStore(sqlOf, privacy);
  const intake = new IntakeStore(sqlOf, privacy);
  const linked = async (connection: string, kind: string) => {
    if ((await inboxStore.release(connection, kind)) > 0) wake();
  };
  const calls = new Calls({
    ...{ sqlOf, graph, lines, clock, logger, linked },
    shared: new SharedValues(sql, privacy, clock),
    fetch: guarded.fetch,
    breaker: timings.breaker,
    stopping: stopping.signal,
    took: figures.took,
  });
  const inbox = new Inbox({
    ...{ sql, book, calls, store: inboxStore, executor, clock, logger, timings },
    worked: figures.worked,
  });
  const suspend = async (code: string, why: string, note: string | null) => {
    await sql('suspend', SUSPEND, [code, why, note]);
    db.announce();
  };
  const outbox = new Outbox({
    ...{ book, calls, store: new OutboxStore(sql, sqlOf), graph, rights, clock, logger, timings },
    ...{ suspend, delivered: figures.delivered },
  });
  const rounds = new Rounds({
    ...{ sql, book, calls, intake, timings, logger, wake, suspend },
    store: new RoundStore(sql),
    reconciling: new Reconciling(db, calls, wake),
    stopping: stopping.signal,
  });
  const health = new HealthChecks({ sql, book, calls, logger, up: figures.up });
  return {
    ...{
      sql,
      plugins,
      book,
      calls,
      executor,
      inbox,
      inboxStore,
      intake,
      outbox,
      rounds,
      health,
      figures,
      timings,
      linked,
      rights,
      lines,
      budget,
    },
    /** What plug-ins do is ended first, so that nobody waits for it. */
    interrupt: () => stopping.abort(new Error('the server stops')),
    close: async () => {
      budget.stop();
      await rounds.stop();
      await guarded.close();
      await pool.end();
    },
  };
}

export type Parts = ReturnType<typeof createParts>;

const SUSPEND = `
  update channel_connection set state = 'SUSPENDED', suspended_code = $2, suspended_note = $3, version = version + 1,
         updated_at = now()
   where code = $1 and state = 'ACTIVE'`;
