import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { mulberry32 } from '../../domains/people/index.js';
import { balanced, imbalanceOf, sumOf, type Imbalance } from './balance.js';
import { Machine } from './machine.js';
import { CAPACITY, Operator, type OperatorAccount } from './operator.js';

export interface FleetOptions {
  url: string;
  account: OperatorAccount;
  /** Where the kiosks stand, and the site that they are filled from. */
  place: string;
  centre: string;
  count: number;
  seconds: number;
  /** Percent of steps that go wrong, and of answers that are lost. */
  faults: number;
  /** Seconds between two steps of a machine, on average. */
  pace: number;
  seed: number;
  /** How long the books may take to agree; what follows by events and jobs takes a moment. */
  settleMs?: number;
  say: (text: string) => void;
}

export interface FleetReport {
  /** What happened, by name. */
  counts: Readonly<Record<string, number>>;
  /** Milliseconds from a hold to its settled vend: median and 99th percentile. */
  p50: number;
  p99: number;
  vendsPerSecond: number;
  off: Imbalance;
  balanced: boolean;
}

const SLOTS = ['A1', 'A2', 'A3'];
const AT_ONCE = 16;
const SETTLE_MS = 60_000;

/** Sets up a fleet on a running server, lets it sell and go wrong for a while, and holds the books against each other. */
export async function simulateFleet(options: FleetOptions): Promise<FleetReport> {
  const { url, account, count, seconds, faults, pace, seed, say, centre, place } = options;
  const random = mulberry32(seed);
  const counts: Record<string, number> = {};
  const times: number[] = [];
  const operator = new Operator(url, account, random, centre);
  say(`setting up ${count} kiosks …`);
  const products = await operator.stockUp(SLOTS.length, count * CAPACITY * 40);
  const run = randomBytes(3).toString('hex').toUpperCase();
  const limit = pLimit(AT_ONCE);
  const machines = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      limit(async () => {
        const plan = SLOTS.map(
          (slot, i) => [slot, { productId: products[i % products.length]!, priceFen: 300 + 50 * i }] as const,
        );
        const kiosk = await operator.setUp(`SIM-${run}-${n + 1}`, place, Object.fromEntries(plan));
        const machine = new Machine({
          ...{ kiosk, url, operator, faults: faults / 100 },
          random: mulberry32(seed + 1 + n),
          count: (what) => (counts[what] = (counts[what] ?? 0) + 1),
          took: (ms) => times.push(ms),
        });
        for (const [slot, { priceFen }] of plan) machine.slots.set(slot, { priceFen, loaded: 0, gone: 0 });
        for (const slot of SLOTS) await machine.load(slot, CAPACITY / 2);
        return machine;
      }),
    ),
  );
  say(`${count} kiosks sell for ${seconds} s, ${faults} % of what they do goes wrong …`);
  const feeds = machines.map((machine) => machine.feed.follow());
  const started = performance.now();
  await Promise.all(machines.map((machine) => live(machine, started + seconds * 1_000, pace, machine.options.random)));
  const took = (performance.now() - started) / 1_000;
  say('everything that was written down is uploaded, and the books are held against each other …');
  const settling = pLimit(AT_ONCE);
  await Promise.all(machines.map((machine) => settling(() => machine.journal.flush())));
  const off = await settled(operator, machines, options.settleMs ?? SETTLE_MS);
  for (const machine of machines) machine.feed.stop();
  await Promise.all(feeds);
  times.sort((a, b) => a - b);
  return {
    counts,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    vendsPerSecond: times.length / took,
    off,
    balanced: balanced(off),
  };
}

/** A machine's own time: a step now and then, a heartbeat every half a minute. */
async function live(machine: Machine, until: number, pace: number, random: () => number): Promise<void> {
  let beat = 0;
  await sleep(random() * pace * 1_000);
  while (performance.now() < until) {
    if (performance.now() > beat) {
      await machine.heartbeat();
      beat = performance.now() + 30_000;
    }
    await machine.step();
    await sleep(Math.max(0, Math.min(pace * 2 * random() * 1_000, until - performance.now())));
  }
}

/** Asked again until the books agree, or too long. */
async function settled(operator: Operator, machines: readonly Machine[], ms: number): Promise<Imbalance> {
  const until = performance.now() + ms;
  let open = [...machines];
  for (;;) {
    const limit = pLimit(AT_ONCE);
    const found = await Promise.all(
      open.map((machine) => limit(async () => ({ machine, off: await imbalanceOf(operator.graph, machine) }))),
    );
    const off = found.filter((one) => !balanced(one.off));
    if (off.length === 0 || performance.now() > until) return sumOf(off.map((one) => one.off));
    open = off.map(({ machine }) => machine);
    await sleep(500);
  }
}
