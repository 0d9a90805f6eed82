import type { Call } from 'yizhan/plugin-kit';
import type { Settings } from './settings.js';
import { payClient, type PayClient } from './pay/pay-client.js';
import { PayFault } from './pay/pay-errors.rules.js';
import { methodOf, tradeNo, type Trade, type TradeKind } from './pay/trade.rules.js';

type TradeCall = Pick<Call<Settings>, 'links'>;

/** A prepay that was asked for: until it is closed there may be money on it. */
const OPENED: Readonly<Record<TradeKind, string>> = { JSAPI: 'trade', NATIVE: 'trade-native' };
/** A trade on which nothing can be paid any more. */
const CLOSED: Readonly<Record<TradeKind, string>> = { JSAPI: 'trade-closed', NATIVE: 'trade-native-closed' };

/** Money of an order as our books have it. */
export interface BookedPayment {
  readonly kind: 'PAYMENT' | 'REFUND';
  readonly method: string;
  /** False for money that came when the order was paid or over: it goes back. */
  readonly settles: boolean;
}

export interface OrderName {
  readonly id: string;
  readonly number: string;
}

/** An order with what was paid for it. */
export interface OrderPaid extends OrderName {
  readonly payments: readonly BookedPayment[];
}

/** A trade of an order that a prepay may have opened; `paid`: its payment is in our books. */
export interface Opened {
  readonly kind: TradeKind;
  readonly tradeNo: string;
  readonly state: 'open' | 'paid' | 'closed';
}

/** Kept before WeChat Pay is asked, so that a trade it opened is looked for even if we never hear its answer. */
export const noteOpened = (order: OrderName, kind: TradeKind, { links }: TradeCall): Promise<void> =>
  links.link(OPENED[kind], tradeNo(order.number, kind), order.id);

const noteClosed = (order: OrderName, kind: TradeKind, { links }: TradeCall): Promise<void> =>
  links.link(CLOSED[kind], tradeNo(order.number, kind), order.id);

/** The trades of an order. The order's own books say which were paid, so that there is no mark of ours to go stale. */
export async function openedTrades(order: OrderPaid, { links }: TradeCall): Promise<Opened[]> {
  const paid = order.payments.filter(({ kind }) => kind === 'PAYMENT').map(({ method }) => method);
  const found = await Promise.all(
    (['JSAPI', 'NATIVE'] as const).map(async (kind): Promise<Opened | null> => {
      const no = await links.theirs(OPENED[kind], order.id);
      if (no === null) return null;
      if (paid.includes(methodOf(kind))) return { kind, tradeNo: no, state: 'paid' };
      const isClosed = (await links.theirs(CLOSED[kind], order.id)) !== null;
      return { kind, tradeNo: no, state: isClosed ? 'closed' : 'open' };
    }),
  );
  return found.filter((one) => one !== null);
}

/** A trade as WeChat Pay has it; null where the prepay never reached it. */
export async function queryTrade(no: string, config: Settings, pay: PayClient): Promise<Trade | null> {
  try {
    return await pay.get<Trade>(`/v3/pay/transactions/out-trade-no/${encodeURIComponent(no)}?mchid=${config.mchid}`);
  } catch (error) {
    if (error instanceof PayFault && error.status === 404) return null;
    throw error;
  }
}

/** Closes what is still open of an order's trades, so that nobody pays for goods that are gone, or twice. */
export async function closeOpen(order: OrderPaid, call: Call<Settings>): Promise<void> {
  for (const trade of await openedTrades(order, call))
    if (trade.state === 'open' && (await close(trade, call))) await noteClosed(order, trade.kind, call);
}

/** Whether it is closed: one that was paid meanwhile stays as it is. Its payment comes by notice or poll. */
async function close({ tradeNo: no }: Opened, call: Call<Settings>): Promise<boolean> {
  const pay = payClient(call);
  const { mchid } = call.config;
  try {
    await pay.post(`/v3/pay/transactions/out-trade-no/${encodeURIComponent(no)}/close`, { mchid });
    return true;
  } catch (error) {
    if (!(error instanceof PayFault) || error.remedy !== 'permanent') throw error;
    if (error.code === 'ORDER_CLOSED' || error.status === 404) return true;
    const now = await queryTrade(no, call.config, pay);
    if (now?.trade_state === 'NOTPAY' || now?.trade_state === 'USERPAYING') throw error;
    return now === null || now.trade_state === 'CLOSED';
  }
}

/** The trade by which an order was paid, with its payer; null for one that was paid another way. */
export async function paidTradeOf(order: OrderPaid, call: Call<Settings>): Promise<Trade | null> {
  const settling = order.payments.find(({ kind, settles }) => kind === 'PAYMENT' && settles)?.method;
  const trade = (await openedTrades(order, call)).find(({ kind }) => methodOf(kind) === settling);
  return trade ? queryTrade(trade.tradeNo, call.config, payClient(call)) : null;
}
