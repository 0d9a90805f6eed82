import type { Call, Command, Intake } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { refundsOf } from '../refunds/refund-commands.js';
import { connectedSince } from './connected-since.js';
import { ourOrder, type OurOrder } from './our-order.js';
import { receiverOf } from './receiver.js';
import { calledOf, productOf } from './sku-links.js';
import { commandsAfterImport, importOf, notTaken, ourLines } from './trade-commands.rules.js';
import { isClosed, TRADE_STATES, type TradeState } from './trade-states.js';
import type { Trade } from './trade.js';

/** What a trade as it stands by now means for us. */
export async function tradeIntake(trade: Trade, call: Call<Config>): Promise<Intake> {
  const state = TRADE_STATES[trade.status];
  if (!state) return { hold: 'UNKNOWN_STATE', message: `Trade ${trade.tid} has the unknown state ${trade.status}` };
  const ours = await ourOrder(trade.tid, call);
  if (ours) return known(trade, state, ours, call);
  const reason = notTaken(trade, state, call.config.reserveAt, await connectedSince(call));
  if (reason) return { ignore: reason };
  const products: string[] = [];
  const lines = ourLines(trade, null);
  for (const line of lines) {
    const product = await productOf(line, call);
    if (!product) return unknownSku(trade, calledOf(line), line.title);
    products.push(product);
  }
  const imported = importOf(trade, state, products, await receiverOf(trade, call));
  const refunds = state.facts.includes('paid') ? await refundsOf(lines, null, call) : [];
  return { commands: [imported, ...commandsAfterImport(trade, state, null), ...refunds] };
}

/** Money that went back is recorded before the order is closed, so that closing it asks for none of it again. */
async function known(trade: Trade, state: TradeState, ours: OurOrder, call: Call<Config>): Promise<Intake> {
  const news = state.facts.includes('closed') ? [] : commandsAfterImport(trade, state, ours);
  const paid = ours.paidFen > 0 || news.some(({ kind }) => kind === 'order.pay');
  const refunds = paid ? await refundsOf(ourLines(trade, ours), ours, call) : [];
  // What was taken out is neither sent nor waited for: it goes before the parcels and the trade's end.
  const pay = news.filter(({ kind }) => kind === 'order.pay');
  const later = news.filter(({ kind }) => kind !== 'order.pay');
  const open = ours.status === 'PLACED' || ours.status === 'PAID';
  const closed = state.facts.includes('closed');
  // Of an order that is not paid yet nothing can be taken out: its lines are closed with its payment.
  const out = open && paid && !closed ? closedLines(trade, ours) : [];
  const commands: Command[] = [...pay, ...out, ...later, ...refunds];
  if (open && closed) commands.push({ kind: 'order.cancel', order: { externalId: trade.tid }, reason: trade.status });
  return commands.length > 0 ? { commands } : { ignore: 'nothing new' };
}

const unknownSku = (trade: Trade, sku: string, title: string): Intake => ({
  hold: 'UNKNOWN_SKU',
  message: `Nothing is linked with ${title} of trade ${trade.tid}: link ${sku} with a product`,
});

/** Lines that Taobao closed before they left, and whose money it gives back by itself: they are taken out of what is sent. */
function closedLines(trade: Trade, ours: OurOrder): Command[] {
  const lines = ourLines(trade, ours)
    .filter((line) => isClosed(line))
    .map(({ oid }) => oid)
    .filter((oid) => !ours.shipped.includes(oid) && !ours.cancelled.includes(oid));
  if (lines.length === 0) return [];
  const order = { externalId: trade.tid };
  return [{ kind: 'order.cancel', order, lines, reason: 'closed at Taobao', refundedThere: true }];
}
