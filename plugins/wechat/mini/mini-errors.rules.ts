import type { Remedy } from '../pay/pay-errors.rules.js';

/** By `errcode`; one that is not here is permanent, as all that WeChat does not call busy. */
const REMEDIES: Readonly<
  Record<number, { readonly code: string; readonly remedy: Remedy; readonly afterSeconds?: number }>
> = {
  [-1]: { code: 'BUSY', remedy: 'retry' },
  40001: { code: 'BAD_TOKEN', remedy: 'retry' },
  40013: { code: 'BAD_APPID', remedy: 'suspend' },
  40029: { code: 'BAD_CODE', remedy: 'permanent' },
  40037: { code: 'BAD_TEMPLATE', remedy: 'permanent' },
  40125: { code: 'BAD_SECRET', remedy: 'suspend' },
  40163: { code: 'BAD_CODE', remedy: 'permanent' },
  40226: { code: 'BLOCKED', remedy: 'permanent' },
  42001: { code: 'BAD_TOKEN', remedy: 'retry' },
  43101: { code: 'REFUSED_BY_USER', remedy: 'permanent' },
  45009: { code: 'QUOTA', remedy: 'retry', afterSeconds: 3600 },
  45011: { code: 'RATE', remedy: 'retry', afterSeconds: 60 },
  47001: { code: 'MALFORMED', remedy: 'permanent' },
  47003: { code: 'BAD_FIELD', remedy: 'permanent' },
  48001: { code: 'NO_AUTH', remedy: 'suspend' },
  // WeChat learns of a payment up to a minute after it is paid.
  10060001: { code: 'PAYMENT_NOT_FOUND', remedy: 'retry', afterSeconds: 15 },
  10060003: { code: 'SHIPPED_TWICE_BEFORE', remedy: 'permanent' },
  10060004: { code: 'NOT_SHIPPABLE', remedy: 'permanent' },
};

/** An answer of WeChat's open interface that is not the one hoped for, or none at all. */
export class MiniFault extends Error {
  constructor(
    readonly errcode: number,
    readonly code: string,
    message: string,
    readonly remedy: Remedy,
    readonly afterSeconds?: number,
  ) {
    super(`${code}: ${message}`);
    this.name = 'MiniFault';
  }
}

export function miniFault(errcode: number, errmsg: string): MiniFault {
  const { code, remedy, afterSeconds } = REMEDIES[errcode] ?? {
    code: `WECHAT_${errcode}`,
    remedy: 'permanent' as const,
  };
  return new MiniFault(errcode, code, errmsg, remedy, afterSeconds);
}
