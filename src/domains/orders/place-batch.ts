import type { Placing } from './placement.js';

/** What became of one order of a batch: `ord` counts from 1, `outcome` and `answer` are an `Outcome`. */
export interface BatchRow {
  ord: number;
  outcome: string;
  answer: unknown;
}

/** The statement that places a batch of orders: `place_orders_v2` of the migrations, prepared once a connection. */
export function placeBatch(orders: readonly Placing[], holdSeconds: number) {
  const lines = orders.flatMap((order, i) => order.lines.map((line) => ({ n: i + 1, ...line })));
  return {
    name: 'place_orders_v2',
    text: 'select ord, outcome, answer from place_orders_v2($1,$2,$3,$4,$5,$6::interval[],$7,$8,$9,$10,$11,$12)',
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
  };
}
