import { randomUUID } from 'node:crypto';
import type { Account, Signer } from './account.js';
import { sealed, signedHeaders } from './exchange.js';
import type { SimRefund } from './trades.js';

export interface SignedNotice {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Seconds between tries: 15s 15s 30s 3m 10m 20m 30m×3 60m 3h×3 6h×2, a day in all. */
export const RETRIES = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
] as const;

interface Waiting {
  readonly id: string;
  readonly url: string;
  readonly content: string;
  dueAt: number;
  tries: number;
}

/** How a notice reaches the merchant: the status it answered, 0 for none. */
export type Post = (notice: SignedNotice) => Promise<number>;

/** Notices that WeChat sends until they are taken, on a clock that the test moves. */
export class Notices {
  /** Which of WeChat's keys signs. */
  signer: Signer;
  readonly waiting: Waiting[] = [];
  /** Seconds since the first of each try, and the status it was answered with. */
  readonly tried: { readonly id: string; readonly at: Date; readonly status: number }[] = [];

  constructor(
    private readonly account: Account,
    private readonly now: () => Date,
  ) {
    this.signer = account.byPublicKey;
  }

  /** A notice as it would be sent now, with a new id. */
  make(url: string, eventType: string, resource: object, id: string = randomUUID()): SignedNotice {
    return this.signed(url, this.content(eventType, resource, id));
  }

  /** Signs a body as WeChat does now, with the key that is asked for. */
  signed(url: string, body: string, signer: Signer = this.signer): SignedNotice {
    const headers = { 'content-type': 'application/json', ...signedHeaders(body, signer, this.now()) };
    return { url, headers, body };
  }

  private content(eventType: string, resource: object, id: string): string {
    const type = eventType.startsWith('REFUND') ? 'refund' : 'transaction';
    return JSON.stringify({
      id,
      create_time: this.now().toISOString(),
      resource_type: 'encrypt-resource',
      event_type: eventType,
      summary: type === 'refund' ? '退款' : '支付成功',
      resource: { original_type: type, ...sealed(JSON.stringify(resource), this.account.apiV3Key, type) },
    });
  }

  send(url: string, eventType: string, resource: object): void {
    const id = randomUUID();
    this.waiting.push({
      id,
      url,
      content: this.content(eventType, resource, id),
      dueAt: this.now().getTime(),
      tries: 0,
    });
  }

  /** Sends whatever is due; what is refused waits for its next turn, and after a day WeChat gives up. */
  async deliverDue(post: Post): Promise<void> {
    for (const one of [...this.waiting].filter(({ dueAt }) => dueAt <= this.now().getTime())) {
      const status = await post(this.signed(one.url, one.content));
      this.tried.push({ id: one.id, at: this.now(), status });
      const wait = RETRIES[one.tries++];
      if (status === 200 || status === 204 || wait === undefined) this.waiting.splice(this.waiting.indexOf(one), 1);
      else one.dueAt = this.now().getTime() + wait * 1000;
    }
  }
}

/** A refund in the words of a notice: its state is `refund_status`, and there is no currency. */
export function notifiedRefund(refund: SimRefund, mchid: string): Record<string, unknown> {
  return {
    mchid,
    out_trade_no: refund.outTradeNo,
    transaction_id: refund.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.status,
    ...(refund.successTime && { success_time: refund.successTime }),
    user_received_account: '支付用户零钱',
    amount: { total: refund.total, refund: refund.amount, payer_total: refund.total, payer_refund: refund.amount },
  };
}

/** Over HTTP, as WeChat does: 5 s for an answer. */
export const postNotice: Post = async ({ url, headers, body }) => {
  try {
    return (await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) })).status;
  } catch {
    return 0;
  }
};
