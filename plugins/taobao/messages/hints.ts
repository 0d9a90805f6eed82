import type { Call, InboundMessage, Json, Poll, Polled } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { fetchRefund } from '../refunds/fetch-refund.js';
import { ask, rows, type Answer } from '../top/ask.js';
import { parseExact } from '../top/exact-json.js';
import { TopFault } from '../top/faults.js';
import { asSuspension } from '../top/suspension.js';
import { fetchTrade } from '../trades/fetch-trade.js';
import { refundMessage, tradeMessage, unreadable } from './inbox-messages.js';

/** What the shop's messages are asked for. */
export const TOPICS = [
  ...['TradeCreate', 'TradeBuyerPay', 'TradeSellerShip', 'TradeClose', 'TradeSuccess', 'TradeChanged'].map(
    (topic) => `taobao_trade_${topic}`,
  ),
  ...['RefundCreated', 'RefundClosed', 'RefundSuccess'].map((topic) => `taobao_refund_${topic}`),
];

/** Messages asked for at once: each may need a question of its own, within one call's time. */
const AT_ONCE = 20;
/** Of that, questions at once. */
const ABREAST = 4;

interface HintsCursor {
  readonly toConfirm: readonly string[];
}

/**
 * The message service: at least once, in no order. A message is only a hint that something changed; what is kept is the
 * trade as the gateway has it now. One that cannot be read is kept for a person, and confirmed all the same.
 */
export const hintsPoll: Poll<Config> = {
  everySeconds: 10,
  poll: (_cursor, call) => consume(call).catch(asSuspension),
  confirm: async ({ cursor }, call) => {
    const ids = (cursor as unknown as HintsCursor | null)?.toConfirm ?? [];
    if (ids.length > 0) await ask(call, 'taobao.tmc.messages.confirm', { s_message_ids: ids.join(',') });
  },
};

async function consume(call: Call<Config>): Promise<Polled> {
  if (!call.config.messages) return { messages: [], cursor: null, more: false };
  const answer = await ask(call, 'taobao.tmc.messages.consume', { quantity: AT_ONCE });
  const hints = rows(answer, 'messages', 'tmc_message');
  const cursor: HintsCursor = { toConfirm: hints.map(({ id }) => String(id)) };
  return {
    messages: await messagesOf(hints, call),
    cursor: cursor as unknown as Json,
    more: hints.length >= AT_ONCE,
  };
}

type Subject = { readonly kind: 'trade' | 'refund'; readonly id: string; readonly hint: Answer };

/** One question a trade or refund, however many hints there are of it. */
async function messagesOf(hints: readonly Answer[], call: Call<Config>): Promise<InboundMessage[]> {
  const subjects = new Map<string, Subject>();
  const messages: InboundMessage[] = [];
  for (const hint of hints) {
    const subject = subjectOf(hint);
    if (!subject) messages.push(unreadable('hint', hint as Json, `no trade or refund in ${String(hint['topic'])}`));
    else subjects.set(`${subject.kind} ${subject.id}`, subject);
  }
  const asked = [...subjects.values()];
  for (let at = 0; at < asked.length; at += ABREAST)
    messages.push(...(await Promise.all(asked.slice(at, at + ABREAST).map((subject) => messageOf(subject, call)))));
  return messages;
}

function subjectOf(hint: Answer): Subject | null {
  const topic = String(hint['topic'] ?? '');
  const content = contentOf(hint['content']);
  const tid = idOf(content?.['tid']);
  const refundId = idOf(content?.['refund_id']);
  if (topic.startsWith('taobao_refund_') && refundId) return { kind: 'refund', id: refundId, hint };
  if (topic.startsWith('taobao_trade_') && tid) return { kind: 'trade', id: tid, hint };
  return null;
}

function contentOf(content: unknown): Answer | null {
  if (content && typeof content === 'object') return content as Answer;
  try {
    return parseExact(String(content)) as Answer | null;
  } catch {
    return null;
  }
}

const idOf = (value: unknown): string | null => (/^\d{1,24}$/.test(String(value)) ? String(value) : null);

/** The thing as it is now. One that the gateway refuses to show is kept as unreadable; what may help is tried again. */
async function messageOf({ kind, id, hint }: Subject, call: Call<Config>): Promise<InboundMessage> {
  try {
    return kind === 'trade' ? tradeMessage(await fetchTrade(id, call)) : refundMessage(await fetchRefund(id, call));
  } catch (fault) {
    if (fault instanceof TopFault && fault.kind === 'fix') return unreadable('hint', hint as Json, fault);
    throw fault;
  }
}
