import pLimit, { type LimitFunction } from 'p-limit';
import type { Limits } from '../../plugin-kit/index.js';
import { CLOSED, type Breaker } from './breaker.rules.js';
import type { Sql } from '../sql.js';
import { SharedRate } from './shared-rate.js';

/** What this process holds for one connection, so that it can harm no other: its own places in line and its own breaker. */
export interface Lines {
  /** Requests of theirs at work. */
  readonly inbound: LimitFunction;
  /** Calls of ours: deliveries, polls, reconciling. */
  readonly outbound: LimitFunction;
  /** Executing what came in. */
  readonly execution: LimitFunction;
  readonly fetches: LimitFunction;
  /** Requests to the remote side, counted over all processes. */
  readonly rate: SharedRate;
  breaker: Breaker;
}

const CONCURRENCY = 4;
const RPS = 20;
export const TIMEOUT_MS = 10_000;
/** A storm of requests waits here; beyond that it is told to come back. */
export const LONGEST_LINE = 200;

export class LinesBook {
  private readonly lines = new Map<string, Lines>();

  constructor(private readonly sql: Sql) {}

  of(code: string, limits: Limits | undefined): Lines {
    let lines = this.lines.get(code);
    if (!lines) {
      const concurrency = limits?.concurrency ?? CONCURRENCY;
      lines = {
        inbound: pLimit(2 * concurrency),
        outbound: pLimit(concurrency),
        execution: pLimit(concurrency),
        fetches: pLimit(concurrency),
        rate: new SharedRate(this.sql, code, limits?.rps ?? RPS),
        breaker: CLOSED,
      };
      this.lines.set(code, lines);
    }
    return lines;
  }

  /** Connections that this process has called. */
  codes(): readonly string[] {
    return [...this.lines.keys()];
  }

  /** The breaker of a connection that this process has called; undefined of any other. */
  breakerOf(code: string): Breaker | undefined {
    return this.lines.get(code)?.breaker;
  }
}
