import { local } from './wire.js';

export interface SimOrder {
  oid: string;
  num_iid: string;
  sku_id?: string;
  outer_iid?: string;
  outer_sku_id?: string;
  title: string;
  num: number;
  price: string;
  payment: string;
  divide_order_fee?: string;
  status: string;
  refund_status?: string;
  refund_id?: string;
  logistics_company?: string;
  invoice_no?: string;
}

export interface SimTrade {
  tid: string;
  status: string;
  created: string;
  modified: string;
  pay_time?: string;
  consign_time?: string;
  end_time?: string;
  payment: string;
  post_fee: string;
  alipay_no?: string;
  buyer_open_uid?: string;
  oaid?: string;
  orders: { order: SimOrder[] };
}

export interface SimRefund {
  refund_id: string;
  tid: string;
  oid: string;
  status: string;
  refund_fee: string;
  created: string;
  modified: string;
  reason: string;
  has_good_return: boolean;
}

export interface SimItem {
  num_iid: string;
  title: string;
  price: string;
  num: number;
  outer_id?: string;
  approve_status: 'onsale' | 'instock';
  skus: { sku_id: string; outer_id?: string; quantity: number }[];
  /** How often it was put up, to see whether one thing was published twice. */
  published?: { cat_id: string; schema: string };
}

interface TmcMessage {
  id: string;
  topic: string;
  content: string;
  /** Given out, and not confirmed: it comes again after this. */
  hiddenUntil: number;
}

const COMES_AGAIN_MS = 5 * 60_000;

/** A shop at Taobao, as far as its application sees it. */
export class Shop {
  readonly appKey = '12345678';
  appSecret = 'helloworld-secret-of-the-app';
  session = '6100e23f7session-of-the-shop';
  readonly nick = '固镇农粮驿站';
  readonly trades = new Map<string, SimTrade>();
  readonly refunds = new Map<string, SimRefund>();
  readonly items = new Map<string, SimItem>();
  /** Rows that the list of changes has beside the trades: one that is behind, or that comes twice. */
  laid: SimTrade[] = [];
  readonly receivers = new Map<string, Record<string, string>>();
  readonly topics = new Set<string>();
  private queue: TmcMessage[] = [];
  private nextId = 2231958349000000000n + 123456789n;
  now: () => Date = () => new Date();

  id(): string {
    this.nextId += 2n;
    return String(this.nextId);
  }

  time = (): string => local(this.now());

  /** A trade as it comes: ids and times are filled in, each line with those of its trade where it says none. */
  trade(over: Partial<SimTrade> = {}, lines: Partial<SimOrder>[] = [{}]): SimTrade {
    const tid = over.tid ?? this.id();
    const status = over.status ?? 'WAIT_SELLER_SEND_GOODS';
    const time = this.time();
    const trade: SimTrade = {
      tid,
      status,
      created: time,
      modified: time,
      ...(status !== 'WAIT_BUYER_PAY' && { pay_time: time, alipay_no: `2026${tid}` }),
      payment: '30.00',
      post_fee: '0.00',
      oaid: `oaid-${tid}`,
      ...over,
      orders: {
        order: lines.map((line, i) => ({
          oid: lines.length === 1 ? tid : String(BigInt(tid) + BigInt(i)),
          num_iid: '520813250866',
          title: '固镇黑花生',
          num: 1,
          price: '30.00',
          payment: over.payment ?? '30.00',
          status,
          ...line,
        })),
      },
    };
    this.trades.set(tid, trade);
    this.receivers.set(trade.oaid!, {
      name: '王小芳',
      mobile: '13855520001',
      state: '安徽省',
      city: '蚌埠市',
      district: '固镇县',
      address_detail: '刘集镇某路 1 号',
    });
    return trade;
  }

  /** A trade goes on: its time steps, and whoever asked for the topic is told. */
  change(
    tid: string,
    over: Partial<SimTrade>,
    topic = 'taobao_trade_TradeChanged',
    lines?: Partial<SimOrder>,
  ): SimTrade {
    const trade = this.trades.get(tid)!;
    Object.assign(trade, { modified: this.time() }, over);
    for (const line of trade.orders.order) Object.assign(line, over.status && { status: over.status }, lines);
    this.tell(topic, { tid, status: trade.status });
    return trade;
  }

  refund(tid: string, over: Partial<SimRefund> = {}): SimRefund {
    const trade = this.trades.get(tid)!;
    const line = trade.orders.order.find(({ oid }) => oid === over.oid) ?? trade.orders.order[0]!;
    const refund: SimRefund = {
      refund_id: this.id(),
      tid,
      oid: line.oid,
      status: 'WAIT_SELLER_AGREE',
      refund_fee: line.payment,
      created: this.time(),
      modified: this.time(),
      reason: '不想要了',
      has_good_return: false,
      ...over,
    };
    this.refunds.set(refund.refund_id, refund);
    Object.assign(line, { refund_id: refund.refund_id, refund_status: refund.status });
    trade.modified = this.time();
    const topic = { SUCCESS: 'RefundSuccess', CLOSED: 'RefundClosed' }[refund.status] ?? 'RefundCreated';
    this.tell(`taobao_refund_${topic}`, { tid, oid: line.oid, refund_id: refund.refund_id });
    return refund;
  }

  item(over: Partial<SimItem> = {}): SimItem {
    const item: SimItem = {
      num_iid: this.id(),
      title: '固镇黑花生',
      price: '15.00',
      num: 0,
      approve_status: 'onsale',
      skus: [],
      ...over,
    };
    this.items.set(item.num_iid, item);
    return item;
  }

  /** Content as the service writes it: JSON text, with ids as numbers. */
  tell(topic: string, content: Record<string, string>): void {
    if (!this.topics.has(topic)) return;
    const text = Object.entries(content).map(
      ([key, value]) => `"${key}":${/^\d+$/.test(value) ? value : JSON.stringify(value)}`,
    );
    this.poison(topic, `{${text.join(',')}}`);
  }

  /** A message with whatever content. */
  poison(topic: string, content: string): void {
    this.queue.push({ id: this.id(), topic, content, hiddenUntil: 0 });
  }

  /** What is on sale, and what was sent: to see whether a call changed anything. */
  print(): string {
    return JSON.stringify([[...this.items.values()], [...this.trades.values()].map(({ orders }) => orders)]);
  }

  consume(quantity: number): TmcMessage[] {
    const now = this.now().getTime();
    const given = this.queue.filter(({ hiddenUntil }) => hiddenUntil <= now).slice(0, quantity);
    for (const message of given) message.hiddenUntil = now + COMES_AGAIN_MS;
    return given;
  }

  confirm(ids: readonly string[]): void {
    this.queue = this.queue.filter(({ id }) => !ids.includes(id));
  }

  get unconfirmed(): number {
    return this.queue.length;
  }
}
