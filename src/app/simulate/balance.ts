import type { GraphClient } from './graph-client.js';
import type { Machine } from './machine.js';

/** What does not agree between a machine and the server's books; all zero when everything does. */
export interface Imbalance {
  /** Pieces that left a machine and are not booked, and those booked that never left. */
  lostVends: number;
  doubleBookings: number;
  /** Fen by which takings differ from what was really paid less what went back. */
  takingsOffFen: number;
  /** Slots where loads less vends is not what the site's stock says. */
  stockOff: number;
  /** Slots that a machine saw otherwise by its feed. */
  feedOff: number;
  /** Vends that nobody settled, beside those that were abandoned unpaid. */
  openVends: number;
  /** Entries of journals that were not taken. */
  quarantined: number;
}

export const balanced = (off: Imbalance): boolean => Object.values(off).every((value) => value === 0);

const KIOSK = `query($id: ID!, $site: String!) {
  kiosk(id: $id) { slots { code level product { id } } }
  stockItems(first: 100, filter: { siteCodes: [$site] }) { nodes { onHand product { id } } }
  vends(first: 1, filter: { kioskId: $id, states: [PAID, AUTHORISED, DISPENSING, UNKNOWN, FAILED] }) { totalCount } }`;
const ORDERS = `query($site: String!, $after: String) { orders(first: 100, after: $after, filter: { siteCode: $site }) {
  nodes { paidFen refundedFen } pageInfo { hasNextPage endCursor } } }`;

interface Slot {
  code: string;
  level: number;
  product: { id: string };
}

/** Holds what a machine knows against what the server has on its books. */
export async function imbalanceOf(graph: GraphClient, machine: Machine): Promise<Imbalance> {
  const { id, site } = machine.options.kiosk;
  const { kiosk, stockItems, vends } = await graph.ask(KIOSK, { id, site });
  const off: Imbalance = {
    lostVends: 0,
    doubleBookings: 0,
    takingsOffFen: 0,
    stockOff: 0,
    feedOff: 0,
    openVends: vends.totalCount,
    quarantined: machine.journal.quarantined.length,
  };
  const standing = new Map<string, number>();
  for (const { code, level, product } of kiosk.slots as Slot[]) {
    const truth = machine.slots.get(code)!;
    const booked = truth.loaded - level;
    off.lostVends += Math.max(0, truth.gone - booked);
    off.doubleBookings += Math.max(0, booked - truth.gone);
    if (machine.feed.slots.get(code)?.level !== level) off.feedOff++;
    standing.set(product.id, (standing.get(product.id) ?? 0) + level);
  }
  const onHand = new Map(
    (stockItems.nodes as { onHand: string; product: { id: string } }[]).map(({ onHand: pieces, product }) => [
      product.id,
      Number(pieces),
    ]),
  );
  for (const [product, pieces] of standing) if (onHand.get(product) !== pieces) off.stockOff++;
  off.takingsOffFen = Math.abs((await takingsAt(graph, site)) - (machine.paidFen - machine.refundedFen));
  return off;
}

async function takingsAt(graph: GraphClient, site: string): Promise<number> {
  let takings = 0;
  for (let after: string | null = null; ;) {
    const { orders } = await graph.ask(ORDERS, { site, after });
    for (const { paidFen, refundedFen } of orders.nodes) takings += paidFen - refundedFen;
    if (!orders.pageInfo.hasNextPage) return takings;
    after = orders.pageInfo.endCursor;
  }
}

export function sumOf(all: readonly Imbalance[]): Imbalance {
  const sum: Imbalance = {
    lostVends: 0,
    doubleBookings: 0,
    takingsOffFen: 0,
    stockOff: 0,
    feedOff: 0,
    openVends: 0,
    quarantined: 0,
  };
  for (const one of all) for (const key of Object.keys(sum) as (keyof Imbalance)[]) sum[key] += one[key];
  return sum;
}
