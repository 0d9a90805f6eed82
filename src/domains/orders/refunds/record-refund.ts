import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { raiseDispute } from '../disputes/raise-dispute.js';
import { checkExternalId, checkFen } from '../made-lines.rules.js';
import { orderErrors } from '../orders.errors.js';
import { touched } from '../payments/pay-by-channel.js';
import { bookPayment } from '../settle-order.js';
import { holdRefund, settlingPayment } from './give-back.js';
import { announceRefund } from './refund.events.js';
import { afterNews, type RefundNews, type RefundState } from './refund.rules.js';

/** Where a refund stands on a channel's side. */
export interface RefundReport {
  readonly orderId: string;
  readonly channel: string;
  /** Ours, if we asked for it. */
  readonly id?: string | null;
  /** Their number of it; without ours, the refund was made there. */
  readonly externalId?: string | null;
  readonly amountFen: number;
  readonly state: RefundNews;
  readonly reason?: string | null;
  readonly by: string;
}

/** `MISMATCH`: it is not the amount asked for, or more than was paid; nothing was booked, and a dispute is open. */
export type RefundRecorded =
  | { outcome: 'RECORDED'; duplicate: boolean; refundId: string; state: RefundState }
  | { outcome: 'MISMATCH'; duplicate: boolean; disputeId: string };

interface Refund {
  id: string;
  channel: string;
  amountFen: number;
  state: RefundState;
  version: number;
}

const FOUND = `select id, channel, amount_fen::float8 as "amountFen", state, version from refund`;

/**
 * Records what a channel says of a refund: one we asked for, or one made there. In whatever order news come, money that
 * arrived is counted once. Before any payment is known it is refused as `INVALID_STATE`, to be told again later.
 */
export async function recordRefund(tx: Transaction, report: RefundReport): Promise<RefundRecorded> {
  const { orderId, channel, amountFen } = report;
  if (checkFen(amountFen, 'amountFen') === 0) throw orderErrors.refuse('BAD_AMOUNT', { field: 'amountFen' });
  if (report.externalId) checkExternalId(report.externalId, 'externalId');
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 and channel = $2 for no key update',
    [orderId, channel],
  );
  if (!order) throw orderErrors.refuse('UNKNOWN_ORDER', { field: 'order' });
  const refund = await find(tx, report);
  await refuseTakenNumber(tx, report, refund);
  if (!refund) return madeThere(tx, report, order.status);
  if (refund.amountFen !== amountFen) return doubt(tx, report, refund.amountFen);
  const state = afterNews(refund.state, report.state);
  if (!state) return { outcome: 'RECORDED', duplicate: true, refundId: refund.id, state: refund.state };
  if (state === 'FAILED') await release(tx, orderId, amountFen);
  // What failed was set free; it arrived all the same, if nothing else was refunded of it meanwhile.
  else if (refund.state === 'FAILED' && !(await holdRefund(tx, orderId, amountFen))) return doubt(tx, report, 0);
  await settle(tx, report, refund, state);
  return { outcome: 'RECORDED', duplicate: false, refundId: refund.id, state };
}

/** By our number, else by theirs; else one of the same amount that was asked for and not answered yet: somebody did it by hand. */
async function find(
  tx: Transaction,
  { orderId, channel, id, externalId, amountFen }: RefundReport,
): Promise<Refund | null> {
  if (id) {
    const [ours] = await tx.query<Refund>(`${FOUND} where id = $1 and order_id = $2 and channel = $3`, [
      id,
      orderId,
      channel,
    ]);
    if (!ours) throw orderErrors.refuse('UNKNOWN_REFUND', { field: 'refund' });
    return ours;
  }
  if (!externalId) throw orderErrors.refuse('UNKNOWN_REFUND', { field: 'refund' });
  const [known] = await tx.query<Refund & { order: string }>(
    `select id, channel, amount_fen::float8 as "amountFen", state, version, order_id as order from refund where channel = $1 and external_id = $2`,
    [channel, externalId],
  );
  if (known && known.order !== orderId) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  if (known) return known;
  const [asked] = await tx.query<Refund>(
    `${FOUND} where order_id = $1 and channel = $2 and state = 'REQUESTED' and external_id is null and amount_fen = $3
      order by requested_at, id limit 1`,
    [orderId, channel, amountFen],
  );
  return asked ?? null;
}

async function refuseTakenNumber(tx: Transaction, report: RefundReport, refund: Refund | null): Promise<void> {
  const { channel, externalId } = report;
  if (!externalId || !refund) return;
  const [other] = await tx.query('select id from refund where channel = $1 and external_id = $2 and id <> $3', [
    channel,
    externalId,
    refund.id,
  ]);
  if (other) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
}

/** The channel refunded by itself; it must be money that came through it. */
async function madeThere(tx: Transaction, report: RefundReport, status: string): Promise<RefundRecorded> {
  const { orderId, channel, externalId, amountFen, state, reason = null, by } = report;
  const payment = await settlingPayment(tx, orderId);
  if (!payment) throw orderErrors.refuse('INVALID_STATE', { field: 'order', status });
  if (state === 'SUCCEEDED' && (amountFen > payment.leftFen || !(await holdRefund(tx, orderId, amountFen))))
    return doubt(tx, report, payment.leftFen);
  const refund: Refund = { id: uuidv7(), channel, amountFen, state: 'REQUESTED', version: 0 };
  await tx.query(
    `insert into refund(id, order_id, payment_id, channel, amount_fen, state, reason, external_id, requested_by, version)
     values ($1, $2, $3, $4, $5, 'REQUESTED', $6, $7, $8, 0)`,
    [refund.id, orderId, payment.id, channel, amountFen, reason, externalId, by],
  );
  await settle(tx, report, refund, state);
  return { outcome: 'RECORDED', duplicate: false, refundId: refund.id, state };
}

/** Money that was set aside is booked as gone; where it failed it is the order's again. */
async function settle(tx: Transaction, report: RefundReport, refund: Refund, state: RefundState): Promise<void> {
  const { orderId, channel, externalId = null, amountFen, by } = report;
  const version = refund.version + 1;
  await tx.query(
    'update refund set state = $2, external_id = coalesce(external_id, $3), settled_at = now(), version = $4 where id = $1',
    [refund.id, state, externalId, version],
  );
  if (state === 'SUCCEEDED') {
    await release(tx, orderId, amountFen);
    await bookPayment(tx, orderId, { kind: 'REFUND', method: 'channel', amountFen, reference: refund.id, channel, by });
  }
  await announceRefund(tx, { id: refund.id, order: orderId, channel, amountFen, state, version });
  await touched(tx, orderId);
}

async function release(tx: Transaction, orderId: string, amountFen: number): Promise<void> {
  await tx.query('update customer_order set refunding_fen = refunding_fen - $2 where id = $1', [orderId, amountFen]);
}

async function doubt(tx: Transaction, report: RefundReport, expectedFen: number): Promise<RefundRecorded> {
  const { orderId, channel, id, externalId, amountFen, state, by } = report;
  const number = externalId ?? id!;
  const raised = await raiseDispute(tx, {
    channel,
    code: 'REFUND_MISMATCH',
    ref: `${number}:${amountFen}`,
    message: `refund ${number} is ${amountFen} fen, where ${expectedFen} would do`,
    orderId,
    facts: { refund: number, amountFen, expectedFen, state },
    by,
  });
  return { outcome: 'MISMATCH', ...raised };
}
