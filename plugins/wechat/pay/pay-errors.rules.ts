/** What a refused request means for us: ask again, give up, or stop until somebody mends the account. */
export type Remedy = 'retry' | 'permanent' | 'suspend';

/** By the code that WeChat Pay answers; a code that is not here goes by its HTTP status. */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  SYSTEM_ERROR: 'retry',
  BANK_ERROR: 'retry',
  FREQUENCY_LIMITED: 'retry',
  FREQUENCY_LIMIT_EXCEED: 'retry',
  USERPAYING: 'retry',
  // The merchant's balance: the same refund succeeds once it is topped up.
  NOT_ENOUGH: 'retry',
  SIGN_ERROR: 'suspend',
  NO_AUTH: 'suspend',
  MCH_NOT_EXISTS: 'suspend',
  APPID_MCHID_NOT_MATCH: 'suspend',
  PARAM_ERROR: 'permanent',
  INVALID_REQUEST: 'permanent',
  ORDER_CLOSED: 'permanent',
  OUT_TRADE_NO_USED: 'permanent',
  RULE_LIMIT: 'permanent',
};

export function remedyOf(status: number, code: string): Remedy {
  const known = REMEDIES[code];
  if (known) return known;
  if (status === 429 || status >= 500) return 'retry';
  return status === 401 ? 'suspend' : 'permanent';
}

/** Seconds before a request is worth another try, where it is more than the host's own patience. */
export const PATIENCE: Readonly<Record<string, number>> = { NOT_ENOUGH: 3600, FREQUENCY_LIMITED: 60 };

/** An answer of WeChat Pay that is not the one hoped for, or none that can be trusted. */
export class PayFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly remedy: Remedy,
    readonly afterSeconds?: number,
  ) {
    super(`${code}: ${message}`);
    this.name = 'PayFault';
  }
}
