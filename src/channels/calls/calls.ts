import type { Logger } from 'pino';
import type { Clock } from '../../shared/clock.js';
import type { Call } from '../../plugin-kit/index.js';
import type { OpenConnection } from '../connections/connection-book.js';
import type { GraphPort } from '../ports.js';
import type { SqlOf } from '../sql.js';
import { called, failed, mayCall, worked, type BreakerPolicy } from './breaker.rules.js';
import type { Fetch } from './guarded-fetch.js';
import { TIMEOUT_MS, type Lines, type LinesBook } from './lines.js';
import { createLinks } from './links.js';
import { createStreams } from '../inbox/streams.js';
import type { SharedValues } from './shared-values.js';

/** The host gave up on a plug-in's call; whatever it still does is not waited for. */
export class CallTimeout extends Error {
  constructor(what: string, ms: number) {
    super(`${what} did not answer within ${ms} ms`);
    this.name = 'CallTimeout';
  }
}

/** Made once: an error for each call, with its stack, would be a good part of what a call costs. */
const OVER = new Error('the call is over');

/** Not called: the remote side failed so often that it is left alone for a while. */
export class BreakerOpen extends Error {
  constructor() {
    super('the breaker of this connection is open: it failed too often, and is tried again in a while');
    this.name = 'BreakerOpen';
  }
}

/** Which of a connection's lines a call stands in; `free` in none. */
export type Line = 'outbound' | 'free';

export interface CallOptions {
  /** For logs and errors, such as `deliver`. */
  readonly what: string;
  readonly line?: Line;
  /** Counts its failures, and is not called while it is open. */
  readonly breaker?: boolean;
  readonly timeoutMs?: number;
}

export interface CallsOptions {
  readonly sqlOf: SqlOf;
  readonly graph: GraphPort;
  readonly shared: SharedValues;
  readonly lines: LinesBook;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly breaker: BreakerPolicy;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
  /** Told how long each call took, in seconds. */
  readonly took: (connection: string, call: string, seconds: number) => void;
  /** A link was made: something may have waited for it. */
  readonly linked: (connection: string, kind: string) => Promise<void>;
}

export const timeoutOf = ({ plugin }: OpenConnection): number => plugin.limits?.timeoutMs ?? TIMEOUT_MS;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each plug-in has settings of its own type
export type AnyCall = Call<any>;

/** Calls of plug-ins, each with a time, a way to be stopped, and its connection's own line. */
export class Calls {
  constructor(private readonly options: CallsOptions) {}

  /** Calls a plug-in. Throws what it throws, {@link CallTimeout}, or {@link BreakerOpen}. */
  async run<T>(
    open: OpenConnection,
    { what, line = 'free', breaker = false, timeoutMs = timeoutOf(open) }: CallOptions,
    work: (call: AnyCall) => Promise<T> | T,
  ): Promise<T> {
    const lines = this.linesOf(open);
    if (breaker && !mayCall(lines.breaker, Date.now())) throw new BreakerOpen();
    const go = () => this.timed(open, lines, what, timeoutMs, work);
    if (!breaker) return line === 'free' ? go() : lines.outbound(go);
    return lines.outbound(async () => {
      if (!mayCall(lines.breaker, Date.now())) throw new BreakerOpen();
      lines.breaker = called(lines.breaker);
      try {
        const done = await go();
        lines.breaker = worked();
        return done;
      } catch (error) {
        this.failed(open);
        throw error;
      }
    });
  }

  /** The remote side failed though the plug-in answered in time, as when it asks for all of a batch again. */
  failed(open: OpenConnection): void {
    const lines = this.linesOf(open);
    lines.breaker = failed(lines.breaker, Date.now(), this.options.breaker);
  }

  linesOf({ stored, plugin }: OpenConnection): Lines {
    return this.options.lines.of(stored.code, plugin.limits);
  }

  /** A call that lasts until it is stopped: for lines that are held open. */
  lasting(open: OpenConnection, stop: AbortSignal): AnyCall {
    const signal = AbortSignal.any([stop, this.options.stopping]);
    return this.callFor(open, this.linesOf(open), signal, new Date(8_640_000_000_000_000));
  }

  private async timed<T>(
    open: OpenConnection,
    lines: Lines,
    what: string,
    timeoutMs: number,
    work: (call: AnyCall) => Promise<T> | T,
  ): Promise<T> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.options.stopping]);
    const timer = setTimeout(() => over.abort(new CallTimeout(what, timeoutMs)), timeoutMs);
    const startedAt = performance.now();
    const call = this.callFor(open, lines, signal, new Date(this.options.clock.now().getTime() + timeoutMs));
    try {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
      // What it answers after its time is nobody's: its error must not end the process.
      const working = (async () => work(call))();
      working.catch(() => undefined);
      aborted.catch(() => undefined);
      signal.throwIfAborted();
      return await Promise.race([working, aborted]);
    } finally {
      clearTimeout(timer);
      this.options.took(open.stored.code, what, (performance.now() - startedAt) / 1_000);
      // Nothing of a call outlives it.
      over.abort(OVER);
    }
  }

  private callFor(open: OpenConnection, lines: Lines, signal: AbortSignal, deadline: Date): AnyCall {
    const { sqlOf, graph, shared, clock, logger, fetch, linked } = this.options;
    const { stored, plugin, config, redact, viewer } = open;
    const { code } = stored;
    const sql = sqlOf(code);
    const said = logger.child({ connection: code, plugin: plugin.id });
    const say = (level: 'debug' | 'info' | 'warn') => (message: string, facts?: Readonly<Record<string, unknown>>) =>
      said[level](redact({ ...facts }), redact(message));
    return {
      connection: { code, plugin: plugin.id },
      config,
      clock,
      deadline,
      signal,
      log: { debug: say('debug'), info: say('info'), warn: say('warn') },
      links: createLinks(sql, code, (kind) => linked(code, kind)),
      streams: createStreams(sql, code),
      fetch: async (url, init) => {
        await lines.rate.turn(signal);
        const either = init?.signal ? AbortSignal.any([init.signal, signal]) : signal;
        return lines.fetches(() => fetch(url, { ...init, signal: either }));
      },
      graph: async (document, variables) => (await graph.query(viewer, document, variables)) as never,
      shared: (key, make, options = {}) => shared.get(code, key, make, options, { signal, deadline }),
    };
  }
}
