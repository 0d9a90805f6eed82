import type { Command, OrderRef } from 'yizhan/plugin-kit';

export type TradeKind = 'JSAPI' | 'NATIVE';

/** A trade as WeChat Pay tells it, in a notice and by query alike. */
export interface Trade {
  readonly appid: string;
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly trade_state: string;
  readonly trade_type?: string;
  readonly transaction_id?: string;
  readonly success_time?: string;
  readonly amount?: { readonly total: number; readonly currency?: string };
  readonly payer?: { readonly openid?: string };
}

/**
 * What is kept of a paid trade: the same whether a notice or a query brought it, so that it is one message. Nothing in it
 * changes later, and nothing of it is about the payer.
 */
export interface PaidTrade {
  readonly tradeNo: string;
  readonly transactionId: string;
  readonly appid: string;
  readonly mchid: string;
  readonly kind: string;
  readonly totalFen: number;
  readonly currency: string;
  readonly paidAt: string;
}

const NATIVE_SUFFIX = '-N';

/** An order may be paid in the mini-program or by a code on a screen: a trade of its own for each. */
export const tradeNo = (orderNumber: string, kind: TradeKind): string =>
  kind === 'NATIVE' ? orderNumber + NATIVE_SUFFIX : orderNumber;

export const orderOf = (tradeNo: string): { readonly number: string } => ({
  number: tradeNo.endsWith(NATIVE_SUFFIX) ? tradeNo.slice(0, -NATIVE_SUFFIX.length) : tradeNo,
});

/** How an order was paid, as our books say it. */
export const methodOf = (kind: string): string => `wechat.${kind.toLowerCase() || 'pay'}`;

/** A trade that was refunded was paid first. */
const PAID_STATES: readonly string[] = ['SUCCESS', 'REFUND'];
/** The payment in a trade; null while nobody has paid. Throws where a paid trade lacks what every paid one has. */
export function paidTrade(trade: Trade): PaidTrade | null {
  if (!PAID_STATES.includes(trade.trade_state)) return null;
  const { out_trade_no, transaction_id, success_time, amount, appid, mchid } = trade;
  if (!out_trade_no || !transaction_id || !success_time || !Number.isSafeInteger(amount?.total))
    throw new Error('a paid trade without its number, transaction, time or amount');
  return {
    tradeNo: out_trade_no,
    transactionId: transaction_id,
    appid,
    mchid,
    kind: trade.trade_type ?? '',
    totalFen: amount!.total,
    currency: amount!.currency ?? 'CNY',
    paidAt: new Date(success_time).toISOString(),
  };
}

/** What a payment means: the order is paid, or a person must look because it is not for this account. */
export function paymentCommands(
  paid: PaidTrade,
  account: { readonly appid: string; readonly mchid: string },
): Command[] {
  const order = orderOf(paid.tradeNo);
  if (paid.mchid !== account.mchid) return [disputed('WRONG_MERCHANT', order, paid)];
  if (paid.appid !== account.appid) return [disputed('WRONG_APP', order, paid)];
  if (paid.currency !== 'CNY') return [disputed('WRONG_CURRENCY', order, paid)];
  const { transactionId, totalFen, paidAt, kind } = paid;
  const payment = { transactionId, amountFen: totalFen, paidAt, method: methodOf(kind) };
  return [{ kind: 'order.pay', order, payment }];
}

const DISPUTES = {
  WRONG_MERCHANT: 'A payment to another merchant number came on this connection.',
  WRONG_APP: 'A payment of another appid came on this connection.',
  WRONG_CURRENCY: 'A payment in another currency than CNY.',
  UNKNOWN_ORDER: 'A payment for an order that is not here.',
} as const;

export const disputed = (code: keyof typeof DISPUTES, order: OrderRef | undefined, paid: PaidTrade): Command => ({
  kind: 'dispute.raise',
  code,
  message: DISPUTES[code],
  ...(order && { order }),
  facts: { ...paid },
});
