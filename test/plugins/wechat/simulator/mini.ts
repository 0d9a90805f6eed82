import { randomBytes } from 'node:crypto';
import type { Account } from './account.js';
import type { Asked } from './exchange.js';
import type { Trades } from './trades.js';

interface Upload {
  order_key?: { order_number_type?: number; mchid?: string; out_trade_no?: string };
  logistics_type?: number;
  delivery_mode?: number;
  is_all_delivered?: boolean;
  shipping_list?: { tracking_no?: string; express_company?: string; item_desc?: string; contact?: object }[];
  upload_time?: string;
  payer?: { openid?: string };
}

export interface Message {
  touser: string;
  template_id: string;
  data: Record<string, { value: string }>;
}

/** The open interface of one mini-program: sign-in, access token, shipments, messages. */
export class MiniProgram {
  /** Shipments by trade, all uploads of each. */
  readonly shipments = new Map<string, Upload[]>();
  readonly messages: Message[] = [];
  tokensFetched = 0;
  /** Trades that the shipping interface has not heard of yet. */
  readonly unheard = new Set<string>();
  /** Messages a user agreed to: `openid template`, how often. */
  readonly agreed = new Map<string, number>();
  private readonly codes = new Map<string, { openid: string; until: number }>();
  private tokens: { value: string; until: number }[] = [];

  constructor(
    private readonly account: Account,
    private readonly trades: Trades,
    private readonly now: () => Date,
  ) {}

  /** What `wx.login` gives the mini-program: good once, for five minutes. */
  login(openid: string): string {
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { openid, until: this.now().getTime() + 300_000 });
    return code;
  }

  /** Takes all tokens back, as when the secret was reset. */
  revokeTokens(): void {
    this.tokens = [];
  }

  answer({ method, url, body }: Asked): object {
    const { pathname, searchParams } = new URL(url, 'http://local');
    if (method === 'GET' && pathname === '/sns/jscode2session') return this.session(searchParams);
    if (method === 'POST' && pathname === '/cgi-bin/stable_token') return this.token(JSON.parse(body));
    const token = searchParams.get('access_token');
    if (!this.tokens.some(({ value, until }) => value === token && until > this.now().getTime()))
      return refuse(40001, 'invalid credential, access_token is invalid or not latest');
    let input: unknown;
    try {
      input = JSON.parse(body);
    } catch {
      return refuse(47001, 'data format error');
    }
    if (pathname === '/wxa/sec/order/upload_shipping_info') return this.upload(input as Upload);
    if (pathname === '/cgi-bin/message/subscribe/send') return this.message(input as Message);
    return refuse(40066, 'invalid url');
  }

  private session(query: URLSearchParams): object {
    if (query.get('appid') !== this.account.appid) return refuse(40013, 'invalid appid');
    if (query.get('secret') !== this.account.appSecret) return refuse(40125, 'invalid appsecret');
    const code = query.get('js_code') ?? '';
    const found = this.codes.get(code);
    this.codes.delete(code);
    if (!found || found.until < this.now().getTime()) return refuse(40029, 'invalid code');
    if (found.openid.includes('blocked')) return refuse(40226, 'code blocked');
    return { openid: found.openid, session_key: `session-key-${randomBytes(8).toString('base64')}` };
  }

  private token(asked: { grant_type?: string; appid?: string; secret?: string; force_refresh?: boolean }): object {
    if (asked.appid !== this.account.appid) return refuse(40013, 'invalid appid');
    if (asked.secret !== this.account.appSecret) return refuse(40125, 'invalid appsecret');
    this.tokensFetched++;
    const now = this.now().getTime();
    const newest = this.tokens.at(-1);
    // In the last five minutes a new one is made, and both are good.
    if (newest && newest.until - now > 300_000 && !asked.force_refresh)
      return { access_token: newest.value, expires_in: Math.floor((newest.until - now) / 1000) };
    const made = { value: `token-${randomBytes(12).toString('hex')}`, until: now + 7_200_000 };
    this.tokens.push(made);
    return { access_token: made.value, expires_in: 7200 };
  }

  private upload(input: Upload): object {
    const { order_key, logistics_type, delivery_mode, shipping_list, upload_time, payer } = input;
    if (order_key?.order_number_type !== 1 || order_key.mchid !== this.account.mchid) return refuse(47001, 'order_key');
    if (![1, 2, 3, 4].includes(logistics_type ?? 0) || ![1, 2].includes(delivery_mode ?? 0))
      return refuse(47001, 'logistics_type');
    if (!shipping_list || shipping_list.length < 1 || shipping_list.length > 15) return refuse(47001, 'shipping_list');
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/.test(upload_time ?? ''))
      return refuse(47001, 'upload_time');
    if (shipping_list.some(({ item_desc }) => !item_desc || [...item_desc].length > 120))
      return refuse(47001, 'item_desc');
    if (logistics_type === 1 && shipping_list.some((one) => !one.tracking_no || !one.express_company))
      return refuse(47001, 'tracking_no');
    if (shipping_list.some((one) => one.express_company === 'SF' && !one.contact)) return refuse(47001, 'contact');
    if (delivery_mode === 2 && (logistics_type !== 1 || input.is_all_delivered === undefined))
      return refuse(47001, 'is_all_delivered');
    const trade = this.trades.all.get(order_key.out_trade_no ?? '');
    if (!trade?.transactionId || this.unheard.has(trade.outTradeNo)) return refuse(10060001, '支付单不存在');
    if (trade.refunded >= trade.total) return refuse(10060004, '支付单处于不可发货的状态');
    if (payer?.openid !== trade.openid) return refuse(10060001, 'openid');
    const before = this.shipments.get(trade.outTradeNo) ?? [];
    // Goods may be shipped anew once after all of them were.
    if (before.filter((one) => one.is_all_delivered !== false).length >= 2)
      return refuse(10060003, '已使用重新发货机会');
    this.shipments.set(trade.outTradeNo, [...before, input]);
    return { errcode: 0, errmsg: 'ok' };
  }

  private message(input: Message): object {
    if (!input.template_id?.startsWith('TPL')) return refuse(40037, 'invalid template_id');
    const values = Object.entries(input.data ?? {});
    if (values.length === 0) return refuse(47003, 'argument invalid! data');
    for (const [key, { value }] of values)
      if (!value || (/^thing\d+$/.test(key) && [...value].length > 20))
        return refuse(47003, `argument invalid! ${key}`);
    const key = `${input.touser} ${input.template_id}`;
    const left = this.agreed.get(key) ?? 0;
    if (left < 1) return refuse(43101, 'user refuse to accept the msg');
    this.agreed.set(key, left - 1);
    this.messages.push(input);
    return { errcode: 0, errmsg: 'ok' };
  }
}

const refuse = (errcode: number, errmsg: string) => ({ errcode, errmsg });
