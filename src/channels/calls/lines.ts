import pLimit, { type LimitFunction } from 'p-limit';
import type { Limits } from '../../plugin-kit/index.js';
import { placesOf } from './budget.rules.js';
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
  /** As the plug-in declares it: what it may have at work at once, busy or not. */
  readonly concurrency: number;
  breaker: Breaker;
}

const CONCURRENCY = 4;
/** Requests of theirs at work, for each message that is. */
const INBOUND = 2;
const RPS = 20;
export const TIMEOUT_MS = 10_000;
/** A storm of requests waits here; beyond that it is told to come back. */
const LONGEST_LINE = 200;

export class LinesBook {
  private readonly lines = new Map<string, Lines>();

  constructor(private readonly sql: Sql) {}

  of(code: string, limits: Limits | undefined): Lines {
    let lines = this.lines.get(code);
    if (!lines) {
      const concurrency = limits?.concurrency ?? CONCURRENCY;
      lines = {
        inbound: pLimit(INBOUND * concurrency),
        outbound: pLimit(concurrency),
        execution: pLimit(concurrency),
        fetches: pLimit(concurrency),
        rate: new SharedRate(this.sql, code, limits?.rps ?? RPS),
        concurrency,
        breaker: CLOSED,
      };
      this.lines.set(code, lines);
    }
    return lines;
  }

  /** Whether a request of theirs would find no place, not even to wait. */
  full(code: string): boolean {
    return (this.lines.get(code)?.inbound.pendingCount ?? 0) >= LONGEST_LINE;
  }

  /** Gives each connection its places anew: `allowed` by how busy the process is, `others` the work of others than channels. */
  allow(allowed: number, others: number): void {
    const all = [...this.lines.values()];
    const atWork = all.reduce((sum, lines) => sum + lines.inbound.activeCount, others);
    for (const { inbound, execution, concurrency } of all) {
      const theirs = atWork - inbound.activeCount;
      inbound.concurrency = placesOf(INBOUND * concurrency, allowed, theirs);
      execution.concurrency = placesOf(concurrency, allowed, theirs);
    }
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
