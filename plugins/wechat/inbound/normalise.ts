import type { Call, Command, CommandResult, InboundMessage, Intake } from 'yizhan/plugin-kit';
import { payClient } from '../pay/pay-client.js';
import { refundCommands, type RefundState } from '../pay/refund.rules.js';
import { disputed, orderOf, paidTrade, paymentCommands, type PaidTrade } from '../pay/trade.rules.js';
import type { Settings } from '../settings.js';
import { queryTrade } from '../trades.js';

/** What a payment or a refund means for our order. */
export async function normalise(message: InboundMessage, call: Call<Settings>): Promise<Intake> {
  const body = message.body as unknown;
  if (message.type === 'payment') return { commands: paymentCommands(body as PaidTrade, call.config) };
  const refund = body as RefundState;
  const commands = [...(await paymentBefore(refund, call)), ...refundCommands(refund)];
  return commands.length > 0 ? { commands } : { ignore: `the refund is ${refund.status}` };
}

const PAID = `query ($number: String!) { orders(first: 1, filter: { number: $number }) { nodes { paidFen } } }`;

interface Found {
  orders: { nodes: { paidFen: number }[] };
}

/** A refund may be told before its payment: WeChat Pay is asked for that, so that both arrive in their order. */
async function paymentBefore({ tradeNo }: RefundState, call: Call<Settings>): Promise<Command[]> {
  const { orders } = await call.graph<Found>(PAID, orderOf(tradeNo));
  const [order] = orders.nodes;
  if (!order || order.paidFen > 0) return [];
  const trade = await queryTrade(tradeNo, call.config, payClient(call));
  const paid = trade && paidTrade(trade);
  return paid ? paymentCommands(paid, call.config) : [];
}

/**
 * A payment for an order that is not here is a person's to look at. The rest is settled by the core: another amount raises a
 * dispute, and what was paid too late goes back.
 */
export function refused(message: InboundMessage, results: readonly CommandResult[]): Intake | 'done' {
  const last = results.at(-1);
  if (message.type !== 'payment' || last?.status !== 'refused' || last.code !== 'NOT_FOUND') return 'done';
  return { commands: [disputed('UNKNOWN_ORDER', undefined, message.body as unknown as PaidTrade)] };
}
