import type pg from 'pg';
import { generalErrors } from '../../platform/graphql/index.js';
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
const TEXT = 'select ord, outcome, answer from place_orders_v2($1,$2,$3,$4,$5,$6::interval[],$7,$8,$9,$10,$11,$12)';

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
      const rows = await send(pool, jobs, options.holdSeconds);
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

async function send(
  pool: pg.Pool,
  jobs: readonly Job[],
  holdSeconds: number,
): Promise<{ ord: number; outcome: string; answer: unknown }[]> {
  const orders = jobs.map((job) => job.order);
  const lines = orders.flatMap((order, i) => order.lines.map((line) => ({ n: i + 1, ...line })));
  const { rows } = await pool.query<{ ord: number; outcome: string; answer: unknown }>({
    name: 'place_orders_v2',
    text: TEXT,
    values: [
      orders.map((o) => o.order.id),
      orders.map((o) => o.scope),
      orders.map((o) => o.key),
      orders.map((o) => o.fingerprint),
      orders.map((o) => o.provisional),
      orders.map((o) => `${o.holdSeconds ?? holdSeconds} seconds`),
      lines.map((line) => line.n),
      lines.map((line) => line.line_no),
      lines.map((line) => line.item_id),
      lines.map((line) => line.quantity),
      JSON.stringify(orders.map((o, i) => ({ n: i + 1, ...o.order }))),
      JSON.stringify(lines),
    ],
  });
  return rows;
}

function isTransient(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return TRANSIENT.has(code ?? '') || (!code && /Connection terminated|not queryable|timeout/.test(message ?? ''));
}
