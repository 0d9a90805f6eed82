import { Refused } from './exchange.js';
import { chinese, type SimRefund, type Trades } from './trades.js';

interface Asked {
  transaction_id?: string;
  out_trade_no?: string;
  out_refund_no: string;
  notify_url?: string;
  amount?: { refund: number; total: number; currency: string };
}

/** Refunds of one merchant: the same number again is the same refund. */
export class Refunds {
  readonly all = new Map<string, SimRefund>();
  /** What the merchant's balance still has, in fen. */
  balance = Number.MAX_SAFE_INTEGER;
  /** Each request of the merchant's that was taken, and whether it made a refund. */
  readonly asked: { readonly outRefundNo: string; readonly isNew: boolean }[] = [];
  private serial = 0;

  constructor(
    private readonly trades: Trades,
    private readonly now: () => Date,
  ) {}

  /** By the API. */
  ask(body: string): object {
    const before = this.all.size;
    const made = this.make(body);
    this.asked.push({ outRefundNo: made.outRefundNo, isNew: this.all.size > before });
    return this.view(made);
  }

  /** By hand, in the merchant platform, or for {@link ask}. */
  make(body: string): SimRefund {
    const asked = JSON.parse(body) as Asked;
    if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(asked.out_refund_no ?? ''))
      throw new Refused(400, 'PARAM_ERROR', 'out_refund_no');
    const trade = asked.out_trade_no
      ? this.trades.get(asked.out_trade_no)
      : [...this.trades.all.values()].find(({ transactionId }) => transactionId === asked.transaction_id);
    if (!trade?.transactionId) throw new Refused(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
    const { refund, total, currency } = asked.amount ?? { refund: 0, total: 0, currency: '' };
    if (total !== trade.total || currency !== 'CNY' || !Number.isInteger(refund) || refund < 1)
      throw new Refused(400, 'PARAM_ERROR', 'amount');
    const known = this.all.get(asked.out_refund_no);
    if (known && (known.amount !== refund || known.outTradeNo !== trade.outTradeNo))
      throw new Refused(400, 'INVALID_REQUEST', '同一退款单号，参数不一致');
    // One that was closed is taken up again.
    if (known?.status === 'CLOSED') known.status = 'PROCESSING';
    if (known) return known;
    const before = [...this.all.values()].filter(
      (one) => one.outTradeNo === trade.outTradeNo && one.status !== 'CLOSED',
    );
    if (before.length >= 50) throw new Refused(403, 'RULE_LIMIT', '最多 50 次');
    if (before.reduce((sum, { amount }) => sum + amount, 0) + refund > trade.total)
      throw new Refused(403, 'RULE_LIMIT', '退款金额超过订单金额');
    if (refund > this.balance) throw new Refused(403, 'NOT_ENOUGH', '余额不足');
    this.balance -= refund;
    const made: SimRefund = {
      outRefundNo: asked.out_refund_no,
      refundId: `50300${String(++this.serial).padStart(23, '0')}`,
      outTradeNo: trade.outTradeNo,
      transactionId: trade.transactionId,
      amount: refund,
      total,
      notifyUrl: asked.notify_url ?? trade.notifyUrl,
      createTime: chinese(this.now()),
      status: 'PROCESSING',
    };
    this.all.set(made.outRefundNo, made);
    trade.state = 'REFUND';
    trade.refunded += refund;
    return made;
  }

  get(outRefundNo: string): SimRefund {
    const refund = this.all.get(outRefundNo);
    if (!refund) throw new Refused(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
    return refund;
  }

  settle(outRefundNo: string, status: SimRefund['status']): SimRefund {
    const refund = this.get(outRefundNo);
    refund.status = status;
    if (status === 'SUCCESS') refund.successTime = chinese(this.now());
    return refund;
  }

  view(refund: SimRefund): Record<string, unknown> {
    return {
      refund_id: refund.refundId,
      out_refund_no: refund.outRefundNo,
      transaction_id: refund.transactionId,
      out_trade_no: refund.outTradeNo,
      channel: 'ORIGINAL',
      user_received_account: '支付用户零钱',
      create_time: refund.createTime,
      ...(refund.successTime && { success_time: refund.successTime }),
      status: refund.status,
      amount: {
        total: refund.total,
        refund: refund.amount,
        payer_total: refund.total,
        payer_refund: refund.amount,
        currency: 'CNY',
      },
    };
  }
}
