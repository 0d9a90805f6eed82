/**
 * What a trade's state says has happened. Facts are only ever added, each by a command that takes effect once: an older
 * state says nothing that a newer one did not.
 *
 * `placed`: the buyer chose, and did not pay. `kept`: its goods are spoken for. `paid`: and may be sent. `shipping`, `shipped`:
 * some or all of it has left. `finished`: the buyer has it and the money is ours. `closed`: it will not be.
 */
export type Fact = 'placed' | 'kept' | 'paid' | 'shipping' | 'shipped' | 'finished' | 'closed';

export interface TradeState {
  readonly facts: readonly Fact[];
  /** Whether we may tell Taobao of a parcel. */
  readonly mayShip: boolean;
}

const state = (mayShip: boolean, ...facts: Fact[]): TradeState => ({ facts, mayShip });

/** Taobao's states of a trade. One that is not here is held for a person. */
export const TRADE_STATES: Readonly<Record<string, TradeState>> = {
  TRADE_NO_CREATE_PAY: state(false, 'placed'),
  WAIT_BUYER_PAY: state(false, 'placed'),
  PAY_PENDING: state(false, 'placed'),
  // Paid, and not to be sent yet: ours stays unpaid, so that nobody here can send it either.
  PAID_FORBID_CONSIGN: state(false, 'placed', 'kept'),
  WAIT_SELLER_SEND_GOODS: state(true, 'placed', 'kept', 'paid'),
  SELLER_CONSIGNED_PART: state(true, 'placed', 'kept', 'paid', 'shipping'),
  WAIT_BUYER_CONFIRM_GOODS: state(false, 'placed', 'kept', 'paid', 'shipped'),
  TRADE_BUYER_SIGNED: state(false, 'placed', 'kept', 'paid', 'shipped'),
  TRADE_FINISHED: state(false, 'placed', 'kept', 'paid', 'shipped', 'finished'),
  // After it was paid, by a refund of all of it.
  TRADE_CLOSED: state(false, 'closed'),
  // Before it was paid.
  TRADE_CLOSED_BY_TAOBAO: state(false, 'closed'),
};

const LEFT = new Set(['WAIT_BUYER_CONFIRM_GOODS', 'TRADE_BUYER_SIGNED', 'TRADE_FINISHED']);
const CLOSED = new Set(['TRADE_CLOSED', 'TRADE_CLOSED_BY_TAOBAO']);

/** A line of a trade has the same states: whether it has left, and whether it will not. */
export const hasLeft = (line: { readonly status: string }): boolean => LEFT.has(line.status);
export const isClosed = (line: { readonly status: string }): boolean => CLOSED.has(line.status);
