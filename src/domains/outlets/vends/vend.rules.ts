/** States of a vend and what leads from one to another: the one table of what may happen (channels, section 4). */
export const VEND_STATES = [
  'RESERVED',
  'PAID',
  'AUTHORISED',
  'DISPENSING',
  'VENDED',
  'FAILED',
  'REFUNDED',
  'UNKNOWN',
  'CANCELLED',
] as const;
export type VendState = (typeof VEND_STATES)[number];

export type VendVerb = 'pay' | 'cancel' | 'authorise' | 'dispense' | 'vend' | 'fail' | 'refund' | 'lose';

export const VEND_TRANSITIONS: Readonly<Record<VendVerb, { from: readonly VendState[]; to: VendState }>> = {
  pay: { from: ['RESERVED'], to: 'PAID' },
  cancel: { from: ['RESERVED', 'PAID'], to: 'CANCELLED' },
  authorise: { from: ['RESERVED', 'PAID'], to: 'AUTHORISED' },
  dispense: { from: ['AUTHORISED'], to: 'DISPENSING' },
  vend: { from: ['PAID', 'AUTHORISED', 'DISPENSING', 'UNKNOWN'], to: 'VENDED' },
  fail: { from: ['PAID', 'AUTHORISED', 'DISPENSING', 'UNKNOWN'], to: 'FAILED' },
  refund: { from: ['FAILED'], to: 'REFUNDED' },
  /** No result came: nobody knows, and nothing is refunded before somebody does. */
  lose: { from: ['AUTHORISED', 'DISPENSING'], to: 'UNKNOWN' },
};

/** Somebody has something to do yet. */
export const OPEN_VENDS: readonly VendState[] = ['RESERVED', 'PAID', 'AUTHORISED', 'DISPENSING', 'UNKNOWN', 'FAILED'];

/** Seconds: how long a unit is held unpaid, a token is good, a result may take, a paid vend may wait for its token. */
export const VEND_TIMES = { hold: 180, token: 60, result: 60, unauthorised: 600 } as const;

export type VendResult = 'DISPENSING' | 'VENDED' | 'FAILED';
export type VendFlag = 'RESULT_AFTER_REFUND' | 'RESULT_CONTRADICTED';

/** Who says so: the machine with the vend's token, or a record that needs none. */
export type VendSource = 'REPORT' | 'JOURNAL' | 'AUDIT' | 'OPERATOR';

export interface VendNow {
  state: VendState;
  /** The token is good by the database's clock. */
  live: boolean;
  /** Dispensing had begun while it was. */
  started: boolean;
}

export type Ruling =
  | { act: 'dispense' | 'vend' | 'fail' }
  /** Known already: nothing to do. */
  | { act: 'nothing' }
  /** The state stays; `goods` left the machine although the money went back. */
  | { act: 'flag'; flag: VendFlag; goods: boolean }
  | { act: 'deny'; code: 'TOKEN_EXPIRED' | 'TOKEN_USED' | 'INVALID_STATE' };

const DENY = (code: 'TOKEN_EXPIRED' | 'TOKEN_USED' | 'INVALID_STATE'): Ruling => ({ act: 'deny', code });

/**
 * What a result does. A token lets a machine begin; what happened after it began is a fact whenever it is told, and one
 * that began without leave is told by the journal, which is believed without a token.
 */
export function ruleOn({ state, live, started }: VendNow, result: VendResult, source: VendSource): Ruling {
  if (result === 'DISPENSING') {
    if (state === 'AUTHORISED') return live ? { act: 'dispense' } : DENY('TOKEN_EXPIRED');
    return DENY(state === 'RESERVED' || state === 'PAID' ? 'INVALID_STATE' : 'TOKEN_USED');
  }
  if (state === 'RESERVED') return DENY('INVALID_STATE');
  if (result === 'FAILED') {
    if (state === 'VENDED') return { act: 'flag', flag: 'RESULT_CONTRADICTED', goods: false };
    return VEND_TRANSITIONS.fail.from.includes(state) ? { act: 'fail' } : { act: 'nothing' };
  }
  if (state === 'VENDED') return { act: 'nothing' };
  if (!VEND_TRANSITIONS.vend.from.includes(state)) return { act: 'flag', flag: 'RESULT_AFTER_REFUND', goods: true };
  if (source !== 'REPORT') return { act: 'vend' };
  if (state === 'PAID') return DENY('INVALID_STATE');
  return live || started ? { act: 'vend' } : DENY('TOKEN_EXPIRED');
}
