import { MiniFault } from '../mini/mini-errors.rules.js';
import { PayFault } from '../pay/pay-errors.rules.js';

/** Why a mutation was refused, in both languages; the codes are the graph's `WechatErrorCode`. */
export const REFUSALS = {
  BAD_CODE: { zh: '登录凭证无效或已过期,请重新登录', en: 'The sign-in code is not valid or too old: sign in again' },
  BLOCKED: { zh: '该微信账号被限制登录', en: 'WeChat does not let this account sign in' },
  NOT_SIGNED_IN: { zh: '请先在小程序中登录', en: 'Sign in by the mini-program first' },
  NOT_FOUND: { zh: '找不到该订单', en: 'The order was not found' },
  NOT_PAYABLE: { zh: '订单不在待付款状态', en: 'The order is not waiting for payment' },
  EXPIRED: { zh: '订单即将超时,请重新下单', en: 'The time to pay is over: place the order again' },
  NO_TEMPLATE: { zh: '没有配置这种消息', en: 'There is no template for this message' },
  REFUSED: { zh: '微信没有接受这个请求', en: 'WeChat did not take the request' },
  BUSY: { zh: '微信暂时没有应答,请稍后重试', en: 'WeChat does not answer just now: try again' },
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly field: string | null = null,
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

interface Asker {
  readonly viewer: { readonly language: 'zh' | 'en' };
  readonly log: { warn(message: string, facts?: Readonly<Record<string, unknown>>): void };
}

/** Runs a mutation and shapes its payload: an expected failure is data, a bug stays an exception. */
export async function payload<Things extends object>(call: Asker, work: () => Promise<Things>): Promise<object> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    const { code, field } = asRefusal(error, call);
    return { userErrors: [{ code, field, message: REFUSALS[code][call.viewer.language] }] };
  }
}

const BY_REMOTE: Readonly<Record<string, RefusalCode>> = {
  BAD_CODE: 'BAD_CODE',
  BLOCKED: 'BLOCKED',
  ORDER_CLOSED: 'NOT_PAYABLE',
  OUT_TRADE_NO_USED: 'NOT_PAYABLE',
};

function asRefusal(error: unknown, call: Asker): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof PayFault || error instanceof MiniFault)) throw error;
  const code = BY_REMOTE[error.code] ?? (error.remedy === 'retry' ? 'BUSY' : 'REFUSED');
  if (code === 'REFUSED')
    call.log.warn('WeChat refused a request of a buyer', { code: error.code, why: error.message });
  return new Refusal(code);
}
