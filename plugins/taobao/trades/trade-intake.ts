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
  const commands: Command[] = [...news, ...(paid ? await refundsOf(ourLines(trade, ours), ours, call) : [])];
  const open = ours.status === 'PLACED' || ours.status === 'PAID';
  if (open && state.facts.includes('closed'))
    commands.push({ kind: 'order.cancel', order: { externalId: trade.tid }, reason: trade.status });
  else if (open) commands.push(...closedLines(trade, ours));
  return commands.length > 0 ? { commands } : { ignore: 'nothing new' };
}

const unknownSku = (trade: Trade, sku: string, title: string): Intake => ({
  hold: 'UNKNOWN_SKU',
  message: `Nothing is linked with ${title} of trade ${trade.tid}: link ${sku} with a product`,
});

/** A part of an order that Taobao closed before it left: a person takes it out of what is sent. */
function closedLines(trade: Trade, ours: OurOrder): Command[] {
  const lines = ourLines(trade, ours).filter((line) => isClosed(line) && !ours.shipped.includes(line.oid));
  return lines.map((line) => ({
    kind: 'dispute.raise',
    code: 'TAOBAO_LINE_CLOSED',
    ref: line.oid,
    message: `Line ${line.oid} of trade ${trade.tid} (${line.title}) was closed at Taobao: do not send it`,
    order: { externalId: trade.tid },
    facts: { tid: trade.tid, oid: line.oid, status: line.status },
  }));
}
