import type { Call, InboundMessage, Poll, Polled } from 'yizhan/plugin-kit';
import { payClient } from '../pay/pay-client.js';
import { paidTrade } from '../pay/trade.rules.js';
import type { Settings } from '../settings.js';
import { openedTrades, queryTrade, type OrderPaid } from '../trades.js';
import { paymentMessage } from './messages.js';

const NEWEST = `query ($channel: String!, $after: String) {
  orders(first: 20, after: $after, filter: { channel: $channel }) {
    nodes { id number createdAt payments { kind method settles } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Newest {
  orders: {
    nodes: (OrderPaid & { createdAt: string })[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

/** A sweep over orders of which a payment may not have been told; `after` is where its next page begins. */
interface Sweep {
  /** When this sweep began, and how far back it looks. */
  readonly began: string;
  readonly backTo: string;
  readonly after: string | null;
}

/** Goods are held for a quarter of an hour; a trade is paid within it, and closed soon after. */
const WINDOW_MS = 20 * 60_000;
const FIRST_MS = 24 * 3_600_000;

/**
 * Asks for trades whose notice did not come, of paid orders too: somebody may have paid twice. It looks back as far as the
 * sweep before it began, so that a payment is found after we were away for hours.
 */
export const pollTrades: Poll<Settings> = {
  everySeconds: 30,
  poll: async (cursor, call): Promise<Polled> => {
    const sweep = begin(cursor as unknown as Sweep | null, call.clock.now());
    const { orders } = await call.graph<Newest>(NEWEST, { channel: call.connection.code, after: sweep.after });
    const within = orders.nodes.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(sweep.backTo));
    const messages = await paidAmong(within, call);
    const more = orders.pageInfo.hasNextPage && within.length === orders.nodes.length;
    return { messages, cursor: { ...sweep, after: more ? orders.pageInfo.endCursor : null }, more };
  },
};

function begin(last: Sweep | null, now: Date): Sweep {
  if (last?.after) return last;
  const backTo = last ? Date.parse(last.began) - WINDOW_MS : now.getTime() - FIRST_MS;
  return { began: now.toISOString(), backTo: new Date(backTo).toISOString(), after: null };
}

async function paidAmong(orders: readonly OrderPaid[], call: Call<Settings>): Promise<InboundMessage[]> {
  const pay = payClient(call);
  const found = await Promise.all(
    orders.map(async (order) => {
      const open = (await openedTrades(order, call)).filter(({ state }) => state === 'open');
      const trades = await Promise.all(open.map(({ tradeNo }) => queryTrade(tradeNo, call.config, pay)));
      return trades.map((trade) => trade && paidTrade(trade)).filter((paid) => paid !== null);
    }),
  );
  return found.flat().map(paymentMessage);
}
