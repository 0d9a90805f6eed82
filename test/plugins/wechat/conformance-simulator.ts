import type {
  AskOperator,
  ChannelSimulator,
  Goods,
  Manner,
  Said,
  SayToUs,
  SignedRequest,
  Signing,
  SimulatedInbound,
  SimulatedOutbound,
  Story,
} from 'yizhan/plugin-kit/conformance';
import { notifiedRefund, type SignedNotice } from './simulator/notices.js';
import { WechatSimulator, type Failure } from './simulator/index.js';
import type { SimTrade } from './simulator/trades.js';

const BUSY_SECONDS = 30;

/** How WeChat does what a case wants of it; the merchant's balance of refunds is what it refuses for good. */
const MANNERS: Readonly<Record<Exclude<Manner, 'well' | 'down' | 'partial'>, Failure>> = {
  busy: { status: 429, retryAfter: BUSY_SECONDS },
  failing: { status: 500 },
  hanging: { how: 'hang', after: true },
  resetting: { how: 'reset', after: true },
  refusing: { path: '/refunds', status: 403, code: 'RULE_LIMIT' },
};

/** A notice: what happened to a trade, by its number. */
interface Notice {
  readonly event: 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS';
  readonly tradeNo: string;
}

interface Placed {
  readonly id: string;
  readonly number: string;
}

/**
 * WeChat for the conformance suite. What is told is a refund, under the number that WeChat Pay knows a repeat by; what is said
 * are a payment, and a refund that somebody made in the merchant platform.
 */
export class WechatConformance implements ChannelSimulator {
  private readonly remote = new WechatSimulator();
  private isUp = false;
  /** A paid order of each product, to be cancelled. */
  private readonly paid = new Map<string, Placed>();

  async start(): Promise<void> {
    await this.remote.start();
    this.isUp = true;
  }

  async stop(): Promise<void> {
    this.isUp = false;
    await this.remote.stop();
  }

  settings() {
    return this.remote.settings('http://127.0.0.1') as ReturnType<ChannelSimulator['settings']>;
  }

  wrongSettings() {
    return { ...this.settings(), appSecret: 'the secret before the last' };
  }

  async behave(manner: Manner): Promise<void> {
    const { remote } = this;
    remote.failure = null;
    if (manner === 'down') return this.stop();
    if (!this.isUp) await this.start();
    if (manner === 'partial') throw new Error('WeChat is told one thing at a time');
    if (manner !== 'well') remote.failure = { ...MANNERS[manner] };
  }

  /** The mini-program sells our products by our own ids. */
  enter({ id }: Omit<Goods, 'externalId'>) {
    return { kind: 'product', externalId: id };
  }

  readonly inbound: SimulatedInbound = {
    story: async (goods, _number, ask) => {
      const { tradeNo, total } = await this.openTrade(goods, ask);
      const tell = (event: Notice['event']): Said => ({ event, tradeNo });
      return {
        messages: [tell('TRANSACTION.SUCCESS'), tell('REFUND.SUCCESS')],
        becomes: becomes(tradeNo, { status: 'PAID', paidFen: total, refundedFen: total, refundingFen: 0 }),
      };
    },
    // WeChat Pay lists no refunds: one that we did not ask for is told by its notice, or found in the day's bill.
    fetched: async (goods, _number, ask) => {
      const { tradeNo, total } = await this.openTrade(goods, ask);
      return {
        messages: [{ event: 'TRANSACTION.SUCCESS', tradeNo }],
        becomes: becomes(tradeNo, { status: 'PAID', paidFen: total, refundedFen: 0, refundingFen: 0 }),
      };
    },
    request: (said, signing) => this.request(said as unknown as Notice, signing),
    taken: ({ status }) => status === 204,
    toleranceSeconds: 300,
    probes: true,
    offer: (said) => {
      for (const { tradeNo } of said as unknown as Notice[]) this.remote.trades.get(tradeNo).state = 'SUCCESS';
    },
  };

  readonly outbound: SimulatedOutbound = {
    busySeconds: BUSY_SECONDS,
    told: () =>
      this.remote.refunds.asked.map(({ outRefundNo: item, isNew: effect }) => ({
        ...{ event: 'refund', item, key: item, effect },
      })),
    prepare: (goods, ask, say) => this.prepare(goods, ask, say),
    change: async (goods, ask) => {
      const order = this.paid.get(goods.id)!;
      this.paid.delete(goods.id);
      await mutate(ask, 'orderCancel', 'OrderCancelInput', 'order { id }', { orderId: order.id });
      const { order: cancelled } = await ask('query($id: ID!) { order(id: $id) { refunds { id number } } }', {
        ...order,
      });
      const [refund] = cancelled.refunds as [{ id: string; number: string }];
      return { event: 'refund', item: refund.number, subject: refund.id };
    },
  };

  private async prepare(goods: Goods, ask: AskOperator, say: SayToUs): Promise<void> {
    if (this.paid.has(goods.id)) return;
    const { tradeNo, order } = await this.openTrade(goods, ask);
    await say({ event: 'TRANSACTION.SUCCESS', tradeNo });
    this.paid.set(goods.id, order);
  }

  /** An order, and a code on a screen by which it can be paid. What its payment will be is known beforehand. */
  private async openTrade(
    { id, priceFen }: Goods,
    ask: AskOperator,
  ): Promise<{ order: Placed; tradeNo: string; total: number }> {
    const { order } = await mutate(ask, 'orderPlace', 'OrderPlaceInput', 'order { id number }', {
      channel: 'wechat',
      buyer: { name: '李小明', phone: '13812345678' },
      lines: [{ productId: id, quantity: '1' }],
    });
    const prepaid = { orderId: order.id, kind: 'NATIVE' };
    await mutate(ask, 'wechatPrepay', 'WechatPrepayInput', 'codeUrl', prepaid);
    const trade = this.remote.trades.get(`${order.number}-N`);
    Object.assign(trade, this.remote.trades.nextPayment());
    return { order, tradeNo: trade.outTradeNo, total: priceFen };
  }

  private request({ event, tradeNo }: Notice, { at, as }: Signing): SignedRequest {
    const { remote } = this;
    const trade = remote.trades.get(tradeNo);
    // What a forger says did not happen.
    if (as === 'genuine' && trade.state === 'NOTPAY') trade.state = 'SUCCESS';
    remote.skewSeconds = (at.getTime() - Date.now()) / 1_000;
    const notice = event === 'TRANSACTION.SUCCESS' ? remote.paymentNotice(trade) : this.refundNotice(trade, as);
    remote.skewSeconds = 0;
    const { pathname } = new URL(notice.url);
    return {
      method: 'POST',
      path: pathname.split('/').slice(3).join('/'),
      headers: { ...notice.headers, ...this.signature(notice, as) },
      body: notice.body,
    };
  }

  /** Made by hand in the merchant platform, of all that was paid. */
  private refundNotice(trade: SimTrade, as: Signing['as']): SignedNotice {
    const { remote } = this;
    const outRefundNo = `HAND-${trade.outTradeNo}`;
    const amount = { refund: trade.total, total: trade.total, currency: 'CNY' };
    const asked = { transaction_id: trade.transactionId, out_refund_no: outRefundNo, amount };
    if (as === 'genuine' && !remote.refunds.all.has(outRefundNo)) remote.refunds.make(JSON.stringify(asked));
    const refund = remote.refunds.settle(outRefundNo, 'SUCCESS');
    return remote.notices.make(trade.notifyUrl, 'REFUND.SUCCESS', notifiedRefund(refund, remote.account.mchid));
  }

  private signature({ body, url, headers }: SignedNotice, as: Signing['as']): Readonly<Record<string, string>> {
    const { byPublicKey, byCertificate } = this.remote.account;
    if (as === 'forged') {
      const { headers: other } = this.remote.notices.signed(url, body, {
        ...byCertificate,
        serial: byPublicKey.serial,
      });
      return other;
    }
    return as === 'probe' ? { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}` } : {};
  }
}

const becomes = (externalId: string, data: Record<string, string | number>): Story['becomes'] => ({
  link: { kind: 'trade-native', externalId },
  selection: '... on Order { status paidFen refundedFen refundingFen }',
  data,
});

let keys = 0;

/** A mutation of ours that must succeed; answers its payload. */
async function mutate(ask: AskOperator, field: string, type: string, selection: string, given: object) {
  const input = field.startsWith('wechat') ? given : { ...given, idempotencyKey: `conformance-${++keys}` };
  const document = `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message } } }`;
  const payload = (await ask(document, { input }))[field];
  if (payload.userErrors.length > 0) throw new Error(`${field}: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}
