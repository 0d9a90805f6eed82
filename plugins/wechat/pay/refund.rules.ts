import type { Command } from 'yizhan/plugin-kit';
import { orderOf } from './trade.rules.js';

/** Where a refund stands, the same whether a notice or a query brought it. */
export interface RefundState {
  readonly refundNo: string;
  readonly refundId: string;
  readonly tradeNo: string;
  readonly transactionId: string;
  readonly status: string;
  readonly refundFen: number;
}

/** A refund as the REST interface answers it: its state is `status`. */
export interface RestRefund {
  readonly refund_id: string;
  readonly out_refund_no: string;
  readonly out_trade_no: string;
  readonly transaction_id: string;
  readonly status: string;
  readonly amount: { readonly refund: number };
}

/** A refund as a notice tells it: its state is `refund_status`. */
export type NotifiedRefund = Omit<RestRefund, 'status'> & { readonly refund_status: string; readonly mchid: string };

export function refundState(refund: RestRefund | NotifiedRefund): RefundState {
  const status = 'refund_status' in refund ? refund.refund_status : refund.status;
  if (!refund.out_refund_no || !refund.out_trade_no || !status || !Number.isSafeInteger(refund.amount?.refund))
    throw new Error('a refund without its number, trade, state or amount');
  return {
    refundNo: refund.out_refund_no,
    refundId: refund.refund_id,
    tradeNo: refund.out_trade_no,
    transactionId: refund.transaction_id,
    status,
    refundFen: refund.amount.refund,
  };
}

const OUTCOMES: Readonly<Record<string, 'SUCCEEDED' | 'FAILED'>> = {
  SUCCESS: 'SUCCEEDED',
  CLOSED: 'FAILED',
  // The buyer's account takes no money back: somebody must pay it out by hand.
  ABNORMAL: 'FAILED',
};

/** A delivery's id: the number under which we ask for a refund. */
const OUR_NUMBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether WeChat Pay has said the last word on it; `PROCESSING` has none. */
export const isSettled = ({ status }: Pick<RefundState, 'status'>): boolean => status in OUTCOMES;

export function refundCommands(refund: RefundState): Command[] {
  const state = OUTCOMES[refund.status];
  if (!state) return [];
  const order = orderOf(refund.tradeNo);
  const { refundNo, refundId: externalId, refundFen: amountFen, status: reason } = refund;
  // One that somebody made in the merchant platform has a number of another form.
  const ours = OUR_NUMBER.test(refundNo) && { id: refundNo };
  const record: Command = {
    kind: 'refund.record',
    order,
    refund: { ...ours, externalId, amountFen, state, ...(state === 'FAILED' && { reason }) },
  };
  if (refund.status !== 'ABNORMAL') return [record];
  const message =
    'WeChat Pay could not give the money back to the buyer’s account: settle it in the merchant platform.';
  return [record, { kind: 'dispute.raise', code: 'REFUND_ABNORMAL', message, order, facts: { ...refund } }];
}
