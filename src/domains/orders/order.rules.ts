/** States of an order and the verbs that lead from one to another: the one table of what may happen. */
export const ORDER_STATUSES = ['PLACED', 'PAID', 'FULFILLED', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'RETURNED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export type OrderVerb = 'pay' | 'cancel' | 'expire' | 'fulfil' | 'complete';

/** What a verb does to the reservations of the order: which states it takes, what they become, and to the stock. */
export interface Transition {
  from: readonly OrderStatus[];
  to: OrderStatus;
  reservation?: { from: readonly string[]; to: string };
  /** Per unit reserved: how on hand and reserved change. */
  stock?: { onHand: 0 | -1; reserved: -1; movement: string };
}

export const TRANSITIONS: Readonly<Record<OrderVerb, Transition>> = {
  pay: { from: ['PLACED'], to: 'PAID', reservation: { from: ['ACTIVE'], to: 'CONFIRMED' } },
  cancel: {
    from: ['PLACED', 'PAID'],
    to: 'CANCELLED',
    reservation: { from: ['ACTIVE', 'CONFIRMED'], to: 'RELEASED' },
    stock: { onHand: 0, reserved: -1, movement: 'RELEASE' },
  },
  expire: {
    from: ['PLACED'],
    to: 'EXPIRED',
    reservation: { from: ['ACTIVE'], to: 'RELEASED' },
    stock: { onHand: 0, reserved: -1, movement: 'EXPIRE' },
  },
  fulfil: {
    from: ['PAID'],
    to: 'FULFILLED',
    reservation: { from: ['CONFIRMED'], to: 'CONSUMED' },
    stock: { onHand: -1, reserved: -1, movement: 'SHIP' },
  },
  complete: { from: ['FULFILLED'], to: 'COMPLETED' },
};

export const RETURNABLE: readonly OrderStatus[] = ['FULFILLED', 'COMPLETED'];

/** Not finished: somebody has something to do yet. */
export const OPEN_STATUSES: readonly OrderStatus[] = ['PLACED', 'PAID', 'FULFILLED'];

/** The states from which an order may have come into this one. */
export const statusesBefore = (status: OrderStatus): readonly OrderStatus[] =>
  status === 'RETURNED'
    ? RETURNABLE
    : Object.values(TRANSITIONS).flatMap(({ from, to }) => (to === status ? from : []));

/**
 * What to refund when `returned` steps of a line have come back in all and `refunded` fen were paid back before. Rounds each
 * step of the way down, and the last step pays the rest, so that a full return refunds exactly the line's amount.
 */
export function refundDue(amountFen: number, quantity: number, returned: number, refunded: number): number {
  const due = Number((BigInt(amountFen) * BigInt(returned)) / BigInt(quantity));
  return due - refunded;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number people can read out: `YZ`, the day in China, and ten letters from the order id's random bits. */
export function orderNumber(id: string, now: Date): string {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-13)}`);
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = CROCKFORD[Number(bits & 31n)]! + text;
    bits >>= 5n;
  }
  return `YZ${day}${text}`;
}
