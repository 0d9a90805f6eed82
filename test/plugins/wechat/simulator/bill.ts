import type { Account } from './account.js';
import type { Refunds } from './refunds.js';
import type { SimRefund, SimTrade, Trades } from './trades.js';

const TITLES =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const LAST = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const line = (cells: readonly string[]) => cells.map((cell) => `\`${cell}`).join(',');
const timed = (rfc3339: string) => rfc3339.slice(0, 19).replace('T', ' ');

/** The trade bill (type ALL) of a day in China; null when nothing happened. */
export function bill(day: string, { appid, mchid }: Account, trades: Trades, refunds: Refunds): string | null {
  const row = (trade: SimTrade, refund?: SimRefund) => {
    const [total, back] = refund ? [0, refund.amount] : [trade.total, 0];
    return line([
      timed(refund ? refund.createTime : trade.successTime!),
      appid,
      mchid,
      '0',
      '',
      trade.transactionId!,
      trade.outTradeNo,
      trade.openid,
      trade.type,
      refund ? 'REFUND' : 'SUCCESS',
      'OTHERS',
      'CNY',
      yuan(total),
      '0.00',
      refund?.refundId ?? '0',
      refund?.outRefundNo ?? '0',
      yuan(back),
      '0.00',
      refund ? 'ORIGINAL' : '',
      refund ? (refund.status === 'CLOSED' ? 'FAIL' : refund.status) : '',
      '黑花生,带壳',
      '',
      '0.00000',
      '0.60%',
      yuan(total),
      yuan(back),
      '',
    ]);
  };
  const paid = [...trades.all.values()].filter(({ successTime }) => successTime?.startsWith(day));
  const back = [...refunds.all.values()].filter(({ createTime }) => createTime.startsWith(day));
  if (paid.length + back.length === 0) return null;
  const sum = (amounts: readonly number[]) => yuan(amounts.reduce((all, one) => all + one, 0));
  const [total, refunded] = [sum(paid.map((one) => one.total)), sum(back.map((one) => one.amount))];
  return [
    TITLES,
    ...paid.map((trade) => row(trade)),
    ...back.map((refund) => row(trades.get(refund.outTradeNo), refund)),
    LAST,
    line([String(paid.length + back.length), total, refunded, '0.00', '0.00000', total, refunded]),
    '',
  ].join('\r\n');
}
