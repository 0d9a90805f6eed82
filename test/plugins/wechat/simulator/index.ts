import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccount, type Account, type Signer } from './account.js';
import { Refused, signedHeaders, type Answer, type Asked } from './exchange.js';
import { MiniProgram } from './mini.js';
import { notifiedRefund, Notices, postNotice, type Post, type SignedNotice } from './notices.js';
import { PayApi } from './pay.js';
import { Refunds } from './refunds.js';
import { Trades, type SimRefund, type SimTrade } from './trades.js';

export { RETRIES, type SignedNotice } from './notices.js';
export type { Account } from './account.js';

/** How the remote side fails, for requests whose path has `path` in it: a status, no answer at all, or a cut line. */
export interface Failure {
  readonly path?: string;
  readonly status?: number;
  readonly code?: string;
  readonly how?: 'hang' | 'reset';
  readonly retryAfter?: number;
  /** How many requests fail; all of them when left out. */
  times?: number;
  /** The request takes effect, and only its answer is lost. */
  readonly after?: boolean;
}

/** WeChat and WeChat Pay on the loopback: one mini-program and one merchant, with keys of their own. */
export class WechatSimulator {
  readonly trades: Trades;
  readonly refunds: Refunds;
  readonly mini: MiniProgram;
  readonly notices: Notices;
  /** Which key signs answers. */
  signer: Signer;
  failure: Failure | null = null;
  /** Each request that came: method and path. */
  readonly asked: string[] = [];
  /** How far the remote clock is from `now`, in seconds. */
  skewSeconds = 0;
  private server: Server | null = null;
  private readonly pay: PayApi;
  private port = 0;

  constructor(
    private readonly clock: () => Date = () => new Date(),
    readonly account: Account = createAccount(),
  ) {
    const now = () => new Date(this.clock().getTime() + this.skewSeconds * 1000);
    this.trades = new Trades(account, now);
    this.refunds = new Refunds(this.trades, now);
    this.mini = new MiniProgram(account, this.trades, now);
    this.notices = new Notices(account, now);
    this.signer = account.byPublicKey;
    this.pay = new PayApi(account, this.trades, this.refunds, now, () => this.url);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Settings of a connection to it. `publicUrl` is where the platform is reached. */
  settings(publicUrl: string): Record<string, unknown> {
    const { appid, appSecret, mchid, merchantSerial, merchantPrivatePem, apiV3Key, byPublicKey, byCertificate } =
      this.account;
    return {
      ...{ appid, appSecret, mchid, merchantSerial, apiV3Key, publicUrl },
      merchantKey: merchantPrivatePem,
      publicKey: { id: byPublicKey.serial, pem: byPublicKey.pem },
      certificates: [byCertificate.pem],
      ...{ apiBase: this.url, payBase: this.url },
    };
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Nobody answers at its address, until it is started again. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = null;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** The buyer pays, and WeChat has a notice to send. */
  buyerPays(outTradeNo: string, options?: { anyway?: boolean }): SimTrade {
    const trade = this.trades.pay(outTradeNo, options);
    this.notices.send(trade.notifyUrl, 'TRANSACTION.SUCCESS', this.trades.view(trade));
    return trade;
  }

  /** A notice of a payment as it would be sent now, `over` what it says. */
  paymentNotice(trade: SimTrade, over: Record<string, unknown> = {}): SignedNotice {
    const told = { ...this.trades.view(trade), trade_state: 'SUCCESS', ...over };
    return this.notices.make(trade.notifyUrl, 'TRANSACTION.SUCCESS', told);
  }

  refundSettles(outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL' = 'SUCCESS'): SimRefund {
    const refund = this.refunds.settle(outRefundNo, status);
    this.notices.send(refund.notifyUrl, `REFUND.${status}`, notifiedRefund(refund, this.account.mchid));
    return refund;
  }

  refundNotice(refund: SimRefund): SignedNotice {
    const told = notifiedRefund(refund, this.account.mchid);
    return this.notices.make(refund.notifyUrl, `REFUND.${refund.status}`, told);
  }

  deliverNotices(post: Post = postNotice): Promise<void> {
    return this.notices.deliverDue(post);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked: Asked = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers as Record<string, string | undefined>,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.asked.push(`${asked.method} ${asked.url.split('?')[0]}`);
    const failure = this.failing(asked.url);
    if (failure && !failure.after) return fail(failure, response);
    const answer = this.answer(asked);
    if (failure) return fail(failure, response);
    this.send(response, answer);
  }

  private failing(url: string): Failure | null {
    const { failure } = this;
    if (!failure || !url.includes(failure.path ?? '') || failure.times === 0) return null;
    if (failure.times !== undefined) failure.times--;
    return failure;
  }

  private answer(asked: Asked): Answer {
    if (!asked.url.startsWith('/v3/')) return { status: 200, body: this.mini.answer(asked), unsigned: true };
    try {
      return this.pay.answer(asked);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { status: error.status, body: { code: error.code, message: error.message } };
    }
  }

  private send(response: ServerResponse, { status, body, unsigned, headers }: Answer): void {
    const now = new Date(this.clock().getTime() + this.skewSeconds * 1000);
    const bytes = body instanceof Uint8Array ? body : body ? Buffer.from(JSON.stringify(body)) : Buffer.alloc(0);
    response.writeHead(status, {
      date: now.toUTCString(),
      ...(bytes.length > 0 && { 'content-type': body instanceof Uint8Array ? 'text/plain' : 'application/json' }),
      ...(!unsigned && signedHeaders(Buffer.from(bytes).toString('utf8'), this.signer, now)),
      ...headers,
    });
    response.end(bytes);
  }
}

function fail({ how, status, code, retryAfter }: Failure, response: ServerResponse): void {
  if (how === 'hang') return;
  if (how === 'reset') return void response.socket?.resetAndDestroy();
  response.writeHead(status ?? 500, {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(
    JSON.stringify({ code: code ?? (status === 429 ? 'FREQUENCY_LIMITED' : 'SYSTEM_ERROR'), message: 'busy' }),
  );
}
