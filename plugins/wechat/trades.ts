import type { Call } from 'yizhan/plugin-kit';
import type { Settings } from './settings.js';
import { payClient, type PayClient } from './pay/pay-client.js';
import { PayFault } from './pay/pay-errors.rules.js';
import { tradeNo, type Trade, type TradeKind } from './pay/trade.rules.js';

type TradeCall = Pick<Call<Settings>, 'links'>;

/** A prepay that was asked for: until it is closed there may be money on it. */
const OPENED: Readonly<Record<TradeKind, string>> = { JSAPI: 'trade', NATIVE: 'trade-native' };
/** A trade on which nothing can be paid any more. */
const CLOSED: Readonly<Record<TradeKind, string>> = { JSAPI: 'trade-closed', NATIVE: 'trade-native-closed' };

/** A trade of an order that a prepay may have opened. */
export interface Opened {
  readonly kind: TradeKind;
  readonly tradeNo: string;
  readonly closed: boolean;
}

export interface OrderName {
  readonly id: string;
  readonly number: string;
}

/** Kept before WeChat Pay is asked, so that a trade it opened is looked for even if we never hear its answer. */
export const noteOpened = (order: OrderName, kind: TradeKind, { links }: TradeCall): Promise<void> =>
  links.link(OPENED[kind], tradeNo(order.number, kind), order.id);

const noteClosed = (order: OrderName, kind: TradeKind, { links }: TradeCall): Promise<void> =>
  links.link(CLOSED[kind], tradeNo(order.number, kind), order.id);

export async function openedTrades(order: OrderName, { links }: TradeCall): Promise<Opened[]> {
  const found = await Promise.all(
    (['JSAPI', 'NATIVE'] as const).map(async (kind) => {
      const no = await links.theirs(OPENED[kind], order.id);
      return no === null ? null : { kind, tradeNo: no, closed: (await links.theirs(CLOSED[kind], order.id)) !== null };
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

/**
 * Closes an unpaid trade, so that nobody pays for goods that are gone. One that was paid meanwhile stays as it is: its
 * payment comes by notice or poll, and goes back from there.
 */
export async function closeTrade(order: OrderName, trade: Opened, call: Call<Settings>): Promise<void> {
  const pay = payClient(call);
  const { mchid } = call.config;
  try {
    await pay.post(`/v3/pay/transactions/out-trade-no/${encodeURIComponent(trade.tradeNo)}/close`, { mchid });
  } catch (error) {
    if (!(error instanceof PayFault) || error.remedy !== 'permanent') throw error;
    if (error.code !== 'ORDER_CLOSED' && error.status !== 404) {
      const now = await queryTrade(trade.tradeNo, call.config, pay);
      if (now?.trade_state === 'NOTPAY' || now?.trade_state === 'USERPAYING') throw error;
      if (now !== null && now.trade_state !== 'CLOSED') return;
    }
  }
  await noteClosed(order, trade.kind, call);
}

/** The trade by which an order was paid, with its payer; null for one that was paid another way. */
export async function paidTradeOf(order: OrderName, call: Call<Settings>): Promise<Trade | null> {
  const pay = payClient(call);
  for (const { tradeNo: no, closed } of await openedTrades(order, call)) {
    const trade = closed ? null : await queryTrade(no, call.config, pay);
    if (trade && (trade.trade_state === 'SUCCESS' || trade.trade_state === 'REFUND')) return trade;
  }
  return null;
}
