import { randomBytes } from 'node:crypto';
import type { Account } from './account.js';
import { Refused } from './exchange.js';

export interface SimTrade {
  readonly type: 'JSAPI' | 'NATIVE';
  readonly outTradeNo: string;
  readonly total: number;
  readonly openid: string;
  readonly notifyUrl: string;
  readonly body: string;
  readonly prepayId: string;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';
  transactionId?: string;
  successTime?: string;
  /** In fen, asked for and not refused. */
  refunded: number;
}

export interface SimRefund {
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly amount: number;
  readonly total: number;
  readonly notifyUrl: string;
  readonly createTime: string;
  status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  successTime?: string;
}

export const chinese = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** Trades of one merchant, with the refusals of API v3. */
export class Trades {
  readonly all = new Map<string, SimTrade>();
  private serial = 0;

  constructor(
    private readonly account: Account,
    private readonly now: () => Date,
  ) {}

  prepay(type: SimTrade['type'], body: string): object {
    const asked = JSON.parse(body) as Record<string, never> & {
      out_trade_no?: string;
      amount?: { total?: number };
      payer?: { openid?: string };
    };
    this.checkPrepay(type, asked);
    const outTradeNo = asked.out_trade_no!;
    const known = this.all.get(outTradeNo);
    if (known?.state === 'CLOSED') throw new Refused(400, 'ORDER_CLOSED', '订单已关闭');
    if (known && known.state !== 'NOTPAY') throw new Refused(403, 'OUT_TRADE_NO_USED', '商户订单号重复');
    if (known && (known.type !== type || known.body !== body))
      throw new Refused(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
    const trade: SimTrade = known ?? {
      type,
      outTradeNo,
      total: asked.amount!.total!,
      openid: asked.payer?.openid ?? `o${randomBytes(12).toString('hex')}`,
      notifyUrl: String(asked['notify_url']),
      body,
      prepayId: `wx${randomBytes(16).toString('hex')}`,
      state: 'NOTPAY',
      refunded: 0,
    };
    this.all.set(outTradeNo, trade);
    return type === 'JSAPI'
      ? { prepay_id: trade.prepayId }
      : { code_url: `weixin://wxpay/bizpayurl?pr=${trade.prepayId.slice(0, 9)}` };
  }

  private checkPrepay(type: string, asked: Record<string, unknown>): void {
    const { appid, mchid, out_trade_no, notify_url, description, amount, payer, time_expire } = asked as Record<
      string,
      never
    >;
    const wrong = (field: string) => new Refused(400, 'PARAM_ERROR', `${field} 不正确`);
    if (mchid !== this.account.mchid) throw wrong('mchid');
    if (appid !== this.account.appid) throw new Refused(400, 'APPID_MCHID_NOT_MATCH');
    if (!/^[0-9A-Za-z_\-|*@]{6,32}$/.test(out_trade_no ?? '')) throw wrong('out_trade_no');
    if (!description || [...String(description)].length > 127) throw wrong('description');
    if (!/^https?:\/\/[^?]+$/.test(notify_url ?? '')) throw wrong('notify_url');
    const { total, currency } = (amount ?? {}) as { total?: number; currency?: string };
    if (!Number.isInteger(total) || total! < 1 || currency !== 'CNY') throw wrong('amount');
    if (type === 'JSAPI' && !(payer as { openid?: string } | undefined)?.openid) throw wrong('payer.openid');
    if (time_expire !== undefined && !(Date.parse(time_expire) > this.now().getTime() + 60_000))
      throw wrong('time_expire');
  }

  get(outTradeNo: string): SimTrade {
    const trade = this.all.get(outTradeNo);
    if (!trade) throw new Refused(404, 'ORDER_NOT_EXIST', '订单不存在');
    return trade;
  }

  close(outTradeNo: string): void {
    const trade = this.get(outTradeNo);
    if (trade.state === 'CLOSED') throw new Refused(400, 'ORDER_CLOSED', '订单已关闭');
    if (trade.state !== 'NOTPAY') throw new Refused(400, 'INVALID_REQUEST', '该订单已支付');
    trade.state = 'CLOSED';
  }

  /** The buyer pays. WeChat takes no money for a closed trade, but one may be paid while we close it: `anyway`. */
  pay(outTradeNo: string, { anyway = false } = {}): SimTrade {
    const trade = this.get(outTradeNo);
    if (trade.state !== 'NOTPAY' && !anyway) throw new Error(`${outTradeNo} is ${trade.state}`);
    return Object.assign(trade, { state: 'SUCCESS' as const }, this.nextPayment());
  }

  /** The number and time of a payment that is made now. */
  nextPayment(): Required<Pick<SimTrade, 'transactionId' | 'successTime'>> {
    return { transactionId: `42000${String(++this.serial).padStart(23, '0')}`, successTime: chinese(this.now()) };
  }

  /** As queries and notices tell it. */
  view(trade: SimTrade): Record<string, unknown> {
    const { appid, mchid } = this.account;
    const base = { appid, mchid, out_trade_no: trade.outTradeNo, trade_state: trade.state, trade_state_desc: '' };
    if (!trade.transactionId) return base;
    return {
      ...base,
      transaction_id: trade.transactionId,
      trade_type: trade.type,
      bank_type: 'OTHERS',
      attach: '',
      success_time: trade.successTime,
      payer: { openid: trade.openid },
      amount: { total: trade.total, payer_total: trade.total, currency: 'CNY', payer_currency: 'CNY' },
    };
  }
}
