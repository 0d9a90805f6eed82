import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';

/** What we have of a trade already. */
export interface OurOrder {
  readonly status: string;
  readonly paidFen: number;
  /** Their ids of its lines. */
  readonly lines: readonly string[];
  /** Those of them that were cancelled. */
  readonly cancelled: readonly string[];
  /** Those of them that have left. */
  readonly shipped: readonly string[];
  /** Money that we want to go back, and that has not yet. */
  readonly asked: readonly { readonly id: string; readonly amountFen: number }[];
}

const OUR_ORDER = `query TaobaoOrder($id: ID!) {
  order(id: $id) {
    status
    paidFen
    lines { externalId cancelled }
    parcels { lines { externalId } }
    refunds { id amountFen state }
  }
}`;

interface Line {
  externalId: string | null;
}

interface Answer {
  order: {
    status: string;
    paidFen: string | number;
    lines: (Line & { cancelled: boolean })[];
    parcels: { lines: Line[] }[];
    refunds: { id: string; amountFen: string | number; state: string }[];
  } | null;
}

/** Our order of a trade; null while it is not imported. */
export async function ourOrder(tid: string, call: Call<Config>): Promise<OurOrder | null> {
  const id = await call.links.ours('order', tid);
  const order = id && (await call.graph<Answer>(OUR_ORDER, { id })).order;
  if (!order) return null;
  const ids = (lines: Line[]) => lines.flatMap(({ externalId }) => externalId ?? []);
  return {
    status: order.status,
    paidFen: Number(order.paidFen),
    lines: ids(order.lines),
    cancelled: ids(order.lines.filter(({ cancelled }) => cancelled)),
    shipped: order.parcels.flatMap(({ lines }) => ids(lines)),
    asked: order.refunds
      .filter(({ state }) => state === 'REQUESTED')
      .map(({ id, amountFen }) => ({ id, amountFen: Number(amountFen) })),
  };
}
