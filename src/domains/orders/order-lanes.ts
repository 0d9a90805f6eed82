import type pg from 'pg';
import { generalErrors } from '../../platform/graphql/index.js';
import { placeBatch, type BatchRow } from './place-batch.js';
import type { OrderPlacement, Outcome, Placing } from './placement.js';

interface Job {
  order: Placing;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

interface Lane {
  queue: Job[];
  busy: boolean;
  armed: boolean;
}

export interface LaneOptions {
  lanes?: number;
  maxBatch?: number;
  /** Orders waiting in one lane before new ones are refused as BUSY. */
  maxQueue?: number;
  /** How long stock is held for an unpaid order. */
  holdSeconds: number;
  /** Called after each commit: events wait for the sequencer. */
  committed(): void;
}

const TRANSIENT = new Set([
  '40P01',
  '40001',
  '55P03',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
]);
const MAX_TRIES = 8;

/**
 * Orders that arrive while a lane is committing form the lane's next transaction: there is no timer, the batch grows with
 * the load, and a single order is a batch of one. An order's lane follows from its lowest item, so that hot items meet in
 * one lane and do not wait for each other's locks.
 */
export function createOrderLanes(pool: pg.Pool, options: LaneOptions): OrderPlacement {
  const { lanes = 2, maxBatch = 64, maxQueue = 2_000 } = options;
  const all: Lane[] = Array.from({ length: lanes }, () => ({ queue: [], busy: false, armed: false }));
  let closing = false;

  async function run(jobs: Job[], tries = 0): Promise<void> {
    try {
      const { rows } = await pool.query<BatchRow>(
        placeBatch(
          jobs.map((job) => job.order),
          options.holdSeconds,
        ),
      );
      for (const { ord, outcome, answer } of rows) jobs[ord - 1]!.resolve({ outcome, answer } as Outcome);
      options.committed();
    } catch (error) {
      // The same order ids are sent again: had the lost transaction committed, its keys answer with their own outcome.
      if (isTransient(error) && tries < MAX_TRIES) {
        await new Promise((resolve) => setTimeout(resolve, 10 << tries));
        return run(jobs, tries + 1);
      }
      if (jobs.length === 1) return jobs[0]!.reject(error);
      // One order that the database will not take must not fail its neighbours.
      for (const job of jobs) await run([job]);
    }
  }

  async function pump(lane: Lane): Promise<void> {
    lane.armed = false;
    if (lane.busy || lane.queue.length === 0) return;
    lane.busy = true;
    await run(lane.queue.splice(0, maxBatch));
    lane.busy = false;
    if (lane.queue.length > 0) arm(lane);
  }

  function arm(lane: Lane): void {
    if (lane.busy || lane.armed) return;
    lane.armed = true;
    setImmediate(() => void pump(lane));
  }

  return {
    place: (order) =>
      new Promise((resolve, reject) => {
        const lane = all[laneOf(order, lanes)]!;
        if (closing || lane.queue.length >= maxQueue) return reject(generalErrors.refuse('BUSY'));
        lane.queue.push({ order, resolve, reject });
        arm(lane);
      }),
    close: async () => {
      closing = true;
      while (all.some((lane) => lane.busy || lane.queue.length > 0))
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

function laneOf({ lines }: Placing, lanes: number): number {
  const lowest = Math.min(...lines.map((line) => line.item_id));
  return (Math.imul(lowest, 2654435761) >>> 7) % lanes;
}

function isTransient(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return TRANSIENT.has(code ?? '') || (!code && /Connection terminated|not queryable|timeout/.test(message ?? ''));
}
