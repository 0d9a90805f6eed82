import type { Call, CommandRefusal, CommandResult, InboundMessage, Intake } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { refundIntake } from '../refunds/refund-commands.js';
import { tradeIntake } from '../trades/trade-intake.js';
import type { RefundBody, TradeBody, UnreadableBody } from './inbox-messages.js';

export function normalise(message: InboundMessage, call: Call<Config>): Promise<Intake> | Intake {
  if (message.type === 'trade') return tradeIntake((message.body as unknown as TradeBody).trade, call);
  if (message.type === 'refund') return refundIntake((message.body as unknown as RefundBody).refund, call);
  const { what, problem } = message.body as unknown as UnreadableBody;
  return { hold: 'UNREADABLE', message: `A ${what} of Taobao could not be read: ${problem}` };
}

/** What becomes of a trade that the core refuses. What is not here is held for a person. */
const AFTER_REFUSAL: Partial<Readonly<Record<CommandRefusal, 'done' | 'dispute'>>> = {
  // Recorded as a dispute by the core.
  AMOUNT_MISMATCH: 'done',
  // Such as money for an order that we cancelled: the buyer is paid back at Taobao, by a person.
  INVALID_STATE: 'dispute',
};

export function refused(message: InboundMessage, results: readonly CommandResult[]): Intake | 'done' {
  const refusal = results.find((result) => result.status === 'refused');
  if (!refusal) return 'done';
  const then = AFTER_REFUSAL[refusal.code];
  if (then === 'done') return 'done';
  if (then !== 'dispute') return { hold: refusal.code, message: refusal.message };
  const { trade, refund } = message.body as unknown as Partial<TradeBody & RefundBody>;
  const tid = (trade ?? refund)!.tid;
  return {
    commands: [
      {
        kind: 'dispute.raise',
        code: 'TAOBAO_STATE_MISMATCH',
        ref: `${tid}:${(trade ?? refund)!.status}`,
        message: `Trade ${tid} and our order do not agree: ${refusal.message}`,
        order: { externalId: tid },
        facts: { tid, status: (trade ?? refund)!.status },
      },
    ],
  };
}
