import { sumFen, type Command, type ImportedLine, type ImportedOrder } from 'yizhan/plugin-kit';
import { fromTop } from '../top/times.js';
import { lineAmounts } from './line-amounts.rules.js';
import type { OurOrder } from './our-order.js';
import { hasLeft, isClosed, type TradeState } from './trade-states.js';
import type { Trade, TradeLine } from './trade.js';

/** What of a trade is ours to deal with: what we imported, or what we would import now. */
export const ourLines = (trade: Trade, ours: OurOrder | null): readonly TradeLine[] =>
  trade.lines.filter((line) => (ours ? ours.lines.includes(line.oid) : !isClosed(line)));

/** Why a trade that we don't have is not taken; null if it is to be imported. */
export function notTaken(trade: Trade, state: TradeState, reserveAt: string, connectedSince: Date): string | null {
  if (state.facts.includes('closed')) return 'closed before it was imported';
  if (ourLines(trade, null).length === 0) return 'all of its lines are closed';
  if (!state.facts.includes('kept') && reserveAt === 'PAYMENT') return 'not paid yet';
  // Its goods left before our books began: they are in no count of ours.
  const left = fromTop(trade.consignTime) ?? (state.facts.includes('shipped') ? fromTop(trade.endTime) : null);
  if (left && left < connectedSince && !state.mayShip) return 'sent before the connection began';
  return null;
}

/** Until Taobao says that an unpaid trade is closed, its goods are kept: the longest that can be asked. */
const UNPAID_MINUTES = 43_200;

/** The order to import; `products` are our ids of the lines' goods, in their order. */
export function importOf(
  trade: Trade,
  state: TradeState,
  products: readonly string[],
  buyer: ImportedOrder['buyer'],
): Command {
  const amounts = amountsOf(trade);
  const lines = ourLines(trade, null).map((line, i): ImportedLine => ({
    product: { id: products[i]! },
    quantity: String(line.num),
    amountFen: amounts.get(line.oid)!,
    externalId: line.oid,
  }));
  return {
    kind: 'order.import',
    order: {
      externalId: trade.tid,
      placedAt: iso(trade.created),
      lines,
      postageFen: trade.postFen,
      ...(buyer && { buyer }),
      ...(trade.buyer && { customer: trade.buyer }),
      ...(!state.facts.includes('paid') && { holdMinutes: UNPAID_MINUTES }),
    },
  };
}

/** What happened to a trade and not yet to our order (null: it is imported just before). */
export function commandsAfterImport(trade: Trade, state: TradeState, ours: OurOrder | null): Command[] {
  const order = { externalId: trade.tid };
  const commands: Command[] = [];
  const has = (fact: TradeState['facts'][number]) => state.facts.includes(fact);
  if (has('paid') && !ours?.paidFen) commands.push(payOf(trade, ours));
  const shippable = !ours || ours.status === 'PLACED' || ours.status === 'PAID';
  if (shippable && (has('shipping') || has('shipped'))) commands.push(...parcelsOf(trade, ours, has('shipped')));
  if (has('finished') && !['COMPLETED', 'RETURNED'].includes(ours?.status ?? ''))
    commands.push({ kind: 'order.complete', order });
  return commands;
}

function payOf(trade: Trade, ours: OurOrder | null): Command {
  const amounts = amountsOf(trade);
  return {
    kind: 'order.pay',
    order: { externalId: trade.tid },
    payment: {
      transactionId: trade.alipayNo ?? trade.tid,
      amountFen: sumFen([...ourLines(trade, ours).map(({ oid }) => amounts.get(oid)!), trade.postFen]),
      paidAt: iso(trade.payTime ?? trade.modified),
      method: 'taobao.alipay',
    },
  };
}

/** A command for each parcel there that we don't know of. */
function parcelsOf(trade: Trade, ours: OurOrder | null, all: boolean): Command[] {
  const left = ourLines(trade, ours).filter(
    (line) => !ours?.shipped.includes(line.oid) && !isClosed(line) && (all || hasLeft(line)),
  );
  const parcels = Map.groupBy(left, ({ carrier, trackingNo }) => JSON.stringify([carrier, trackingNo]));
  return [...parcels.values()].map((lines) => {
    const { carrier, trackingNo } = lines[0]!;
    return {
      kind: 'order.ship' as const,
      order: { externalId: trade.tid },
      lines: lines.map(({ oid }) => oid),
      ...(carrier && trackingNo && { parcel: { carrier, trackingNo } }),
    };
  });
}

function amountsOf(trade: Trade): ReadonlyMap<string, number> {
  const amounts = lineAmounts(trade);
  return new Map(trade.lines.map(({ oid }, i) => [oid, amounts[i]!]));
}

/** The gateway's time as ISO 8601 in UTC. */
function iso(text: string): string {
  const at = fromTop(text);
  if (!at) throw new Error(`${JSON.stringify(text)} is no time of the gateway`);
  return at.toISOString();
}
