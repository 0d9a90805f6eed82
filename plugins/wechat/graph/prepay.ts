import { randomBytes } from 'node:crypto';
import type { AddedField, FieldCall } from 'yizhan/plugin-kit';
import { noticesUrl } from '../notices-url.js';
import { itemsOf } from '../outbound/order-view.js';
import { chinaTime } from '../pay/china-time.rules.js';
import { merchantKey } from '../pay/keys.js';
import { payClient } from '../pay/pay-client.js';
import { paymentParameters } from '../pay/signature.rules.js';
import { tradeNo, type TradeKind } from '../pay/trade.rules.js';
import type { Settings } from '../settings.js';
import { noteOpened } from '../trades.js';
import { orderOfViewer, type OrderToPay } from './order-to-pay.js';
import { payload, Refusal } from './refusals.js';

interface Input {
  readonly orderId: string;
  readonly kind: TradeKind;
}

export const prepay: AddedField<Settings> = {
  allow: 'read Order',
  resolve: ({ input }, call) => payload(call, () => open(input as unknown as Input, call)),
};

async function open({ orderId, kind }: Input, call: FieldCall<Settings>): Promise<object> {
  const openid = call.viewer.externalId;
  if (kind === 'JSAPI' && !openid) throw new Refusal('NOT_SIGNED_IN');
  const order = await orderOfViewer(orderId, call);
  const body = prepayBody(order, kind, openid, call);
  await noteOpened(order, kind, call);
  const path = `/v3/pay/transactions/${kind.toLowerCase()}`;
  const { prepay_id: prepayId, code_url: codeUrl } = await payClient(call).post<{
    prepay_id?: string;
    code_url?: string;
  }>(path, body);
  if (kind === 'NATIVE') return { codeUrl };
  const once = { appid: call.config.appid, prepayId: prepayId!, nonce: randomBytes(16).toString('hex') };
  return { parameters: paymentParameters({ ...once, now: call.clock.now() }, merchantKey(call.config)) };
}

/** WeChat Pay refuses a trade that ends within a minute. */
const LEAST_MS = 60_000;
const MOST_LETTERS = 127;

/** Follows from the order alone, so that asking again is the same request; the amount is what the order says is due. */
function prepayBody(order: OrderToPay, kind: TradeKind, openid: string | null, call: FieldCall<Settings>): object {
  const { config, clock, connection } = call;
  if (order.status !== 'PLACED' || order.totalFen <= 0) throw new Refusal('NOT_PAYABLE', 'orderId');
  const expires = order.reservation ? new Date(order.reservation.expiresAt) : null;
  if (expires && expires.getTime() - clock.now().getTime() <= LEAST_MS) throw new Refusal('EXPIRED', 'orderId');
  return {
    appid: config.appid,
    mchid: config.mchid,
    description: [...itemsOf(order.lines)].slice(0, MOST_LETTERS).join(''),
    out_trade_no: tradeNo(order.number, kind),
    notify_url: noticesUrl(config, connection.code),
    ...(expires && { time_expire: chinaTime(expires) }),
    amount: { total: order.totalFen, currency: 'CNY' },
    ...(kind === 'JSAPI' && { payer: { openid } }),
    settle_info: { profit_sharing: false },
  };
}
