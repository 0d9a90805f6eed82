import { createHash } from 'node:crypto';
import { z, type InboundMessage, type Json } from 'yizhan/plugin-kit';
import { readRefund, type Refund } from '../refunds/refund.js';
import type { Answer } from '../top/ask.js';
import { readTrade, type Trade } from '../trades/trade.js';

/** What the inbox keeps: a trade, a refund, or what could not be read, for a person to see. */
export interface TradeBody {
  readonly trade: Trade;
}
export interface RefundBody {
  readonly refund: Refund;
}
export interface UnreadableBody {
  readonly what: string;
  readonly problem: string;
  readonly raw: Json;
}

/** Everything about one trade is executed one after the other. */
const keyOf = (tid: string): string => `trade:${tid}`;

/** The same change read again, by whatever way, has the same key. */
export function tradeMessage(row: Answer): InboundMessage {
  try {
    const trade = readTrade(row);
    return {
      type: 'trade',
      dedupeKey: `trade:${trade.tid}:${trade.modified}:${print(trade)}`,
      orderingKey: keyOf(trade.tid),
      version: trade.modified,
      body: { trade } as unknown as Json,
    };
  } catch (problem) {
    return unreadable('trade', row as Json, problem);
  }
}

export function refundMessage(row: Answer): InboundMessage {
  try {
    const refund = readRefund(row);
    return {
      type: 'refund',
      dedupeKey: `refund:${refund.refundId}:${refund.modified}:${print(refund)}`,
      orderingKey: keyOf(refund.tid),
      body: { refund } as unknown as Json,
    };
  } catch (problem) {
    return unreadable('refund', row as Json, problem);
  }
}

/** Kept and listed, so that it neither gets lost nor stops what comes after it. */
export function unreadable(what: string, raw: Json, problem: unknown): InboundMessage {
  const body: UnreadableBody = { what, problem: problemOf(problem), raw };
  return {
    type: 'unreadable',
    dedupeKey: `unreadable:${print(body)}`,
    orderingKey: null,
    body: body as unknown as Json,
  };
}

function problemOf(problem: unknown): string {
  if (problem instanceof z.ZodError)
    return problem.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return problem instanceof Error ? problem.message : String(problem);
}

const print = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
