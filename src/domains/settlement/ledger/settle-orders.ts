import type { Transaction } from '../../../platform/persistence/index.js';
import { spreadRefund, splitOrder, type PaidLine, type RefundedShare, type Share } from '../shares/share-plan.rules.js';
import { planAt } from '../shares/share-plans.js';
import { book, takeTurn, type Posting } from './ledger.js';
import { LEFT, loadOrders, type LoadedOrder, type Settled } from './load-orders.js';
import { writeOrderShares } from './order-shares.js';

/** States in which an order's money is the producers' and the others': before and beside them it is only held. */
const SOLD = new Set(['PAID', 'FULFILLED', 'COMPLETED', 'RETURNED']);

/**
 * Brings the ledger to where these orders stand: the sale when it is paid, who delivered it when its goods have left, what is
 * refunded, and the producers' shares when it is completed. Works from the orders' sums, so that doing it again, or late, changes nothing.
 */
export async function settleOrders(tx: Transaction, ids: readonly string[]): Promise<number> {
  await takeTurn(tx);
  const orders = await loadOrders(tx, ids);
  let moved = 0;
  for (const order of orders) {
    if (!order.settled && SOLD.has(order.status) && order.paidFen > 0) order.settled = await sell(tx, order);
    else if (order.settled && !order.settled.allotted && !order.settled.released && LEFT.has(order.status))
      order.settled = await allot(tx, order, order.settled);
    moved += order.settled ? await follow(tx, order, order.settled) : await hold(tx, order);
  }
  return moved;
}

async function sell(tx: Transaction, order: LoadedOrder): Promise<Settled> {
  const plan = await planAt(tx, order.placedAt);
  const shares = splitOrder(plan, order.channel, order.lines.map(paidLine), order.postageFen);
  const allotted = LEFT.has(order.status);
  await tx.query(
    'insert into order_settlement(order_id, plan_version, paid_fen, paid_at, allotted) values ($1, $2, $3, $4, $5)',
    [order.id, plan.version, order.paidFen, order.paidAt, allotted],
  );
  const written = shares.map((share) => ({ ...share, refundedFen: 0 }));
  await writeOrderShares(tx, order.id, written);
  await book(tx, {
    kind: 'SALE',
    source: `sale:${order.id}`,
    orderId: order.id,
    occurredAt: order.paidAt,
    postings: [clearing(order, order.paidFen), ...shares.map((share) => posting(share, -share.amountFen, false))],
  });
  return { shares: written, refundedFen: 0, released: false, allotted };
}

/**
 * The goods have left: the lines' producers' and villages' shares go to those who delivered them, and to points what they gave
 * for them. What was refunded until now is spread over the new shares as it would have been. Once for an order.
 */
async function allot(tx: Transaction, order: LoadedOrder, settled: Settled): Promise<Settled> {
  const plan = await planAt(tx, order.placedAt);
  const split = splitOrder(plan, order.channel, order.lines.map(paidLine), order.postageFen);
  const shares = spreadRefund(
    split.map((share) => ({ ...share, refundedFen: 0 })),
    settled.refundedFen,
    refundsOf(order),
  );
  const net = (share: RefundedShare) => share.amountFen - share.refundedFen;
  const changed = await book(tx, {
    kind: 'ALLOTTED',
    source: `allotted:${order.id}`,
    orderId: order.id,
    occurredAt: order.changedAt,
    postings: [
      ...settled.shares.map((share) => posting(share, net(share), false)),
      ...shares.map((share) => posting(share, -net(share), false)),
    ],
  });
  if (changed) await writeOrderShares(tx, order.id, shares);
  await tx.query('update order_settlement set allotted = true where order_id = $1', [order.id]);
  return { ...settled, shares: changed ? shares : settled.shares, allotted: true };
}

const refundsOf = ({ lines }: LoadedOrder): Map<number, number> =>
  new Map(lines.map(({ lineNo, refundedFen }) => [lineNo, refundedFen]));

/** Refunds and the release of a sold order. */
async function follow(tx: Transaction, order: LoadedOrder, settled: Settled): Promise<number> {
  let shares = settled.shares;
  let moved = 0;
  if (order.refundedFen !== settled.refundedFen) {
    const before = shares;
    shares = spreadRefund(before, order.refundedFen, refundsOf(order));
    await book(tx, {
      kind: 'REFUND',
      source: `refund:${order.id}:${order.refundedFen}`,
      orderId: order.id,
      occurredAt: order.changedAt,
      postings: [
        clearing(order, settled.refundedFen - order.refundedFen),
        ...shares.map((share, i) => posting(share, share.refundedFen - before[i]!.refundedFen, settled.released)),
      ],
    });
    await tx.query(
      `with new as (select * from unnest($2::bigint[]) with ordinality s(refunded, n))
       update order_share o set refunded_fen = new.refunded from new where o.order_id = $1 and o.no = new.n`,
      [order.id, shares.map(({ refundedFen }) => refundedFen)],
    );
    await tx.query('update order_settlement set refunded_fen = $2 where order_id = $1', [order.id, order.refundedFen]);
    moved++;
  }
  if (order.status === 'COMPLETED' && !settled.released) {
    const left = shares
      .filter(({ party, bought }) => party === 'PRODUCER' && !bought)
      .map((s) => ({ ...s, amountFen: s.amountFen - s.refundedFen }));
    await book(tx, {
      kind: 'RELEASE',
      source: `release:${order.id}`,
      orderId: order.id,
      occurredAt: order.changedAt,
      postings: left.flatMap((share) => [
        posting(share, share.amountFen, false),
        posting(share, -share.amountFen, true),
      ]),
    });
    await tx.query('update order_settlement set released = true where order_id = $1', [order.id]);
    moved++;
  }
  return moved;
}

/** Money of an order that was never sold, such as a payment after it was closed: held until it goes back. */
async function hold(tx: Transaction, order: LoadedOrder): Promise<number> {
  if (order.paidFen === 0) return 0;
  const suspense = (amountFen: number): Posting => ({ kind: 'SUSPENSE', owner: order.channel, amountFen });
  const at = { orderId: order.id, occurredAt: order.changedAt };
  const received = await book(tx, {
    kind: 'RECEIVED',
    source: `received:${order.id}`,
    ...at,
    postings: [clearing(order, order.paidFen), suspense(-order.paidFen)],
  });
  const back = order.refundedFen - order.heldBackFen;
  const returned = await book(tx, {
    kind: 'RETURNED',
    source: `returned:${order.id}:${order.refundedFen}`,
    ...at,
    postings: [clearing(order, -back), suspense(back)],
  });
  return Number(received) + Number(returned);
}

const paidLine = ({ lineNo, amountFen, supplies }: LoadedOrder['lines'][number]): PaidLine => ({
  lineNo,
  amountFen,
  supplies,
});

const clearing = ({ channel }: LoadedOrder, amountFen: number): Posting => ({
  kind: 'CLEARING',
  owner: channel,
  amountFen,
});

const posting = ({ party, owner, bought }: Share, amountFen: number, released: boolean): Posting =>
  bought
    ? { kind: 'PURCHASE', owner: bought.site, amountFen }
    : { kind: party === 'PRODUCER' && !released ? 'PRODUCER_PENDING' : party, owner, amountFen };
