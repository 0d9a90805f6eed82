import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ChannelSimulator,
  Goods,
  Manner,
  Said,
  SimulatedInbound,
  SimulatedOutbound,
  Story,
  Told,
} from 'yizhan/plugin-kit/conformance';
import { Refusal } from './simulator/errors.js';
import { startGateway, type Failure, type Gateway } from './simulator/gateway.js';
import { Shop, type SimTrade } from './simulator/shop.js';

/** How the gateway does what a case wants of it. `down` is no answer at all. */
const MANNERS: Readonly<Record<Exclude<Manner, 'well' | 'down' | 'partial'>, Failure>> = {
  busy: {
    refusal: new Refusal(
      7,
      'App Call Limited',
      'accesscontrol.limited-by-app-access-count',
      'This ban will last for 30 more seconds',
    ),
  },
  failing: { status: 500 },
  hanging: { how: 'hang', after: true },
  resetting: { how: 'reset', after: true },
  refusing: {
    method: 'taobao.item.quantity.update',
    refusal: new Refusal(15, 'Remote service error', 'isv.item-is-delete', 'the item is gone'),
  },
};

const FAILED: Failure = {
  method: 'taobao.item.quantity.update',
  refusal: new Refusal(15, 'Remote', 'isp.service-unavailable'),
};
/** A second of the gateway's lists is read once it is over. */
const A_SECOND_MS = 1_100;

/** Taobao for the conformance suite: the gateway and its shop, and what happens there. */
export class TaobaoSimulator implements ChannelSimulator {
  private gateway!: Gateway;
  private readonly known = new Shop();

  async start(): Promise<void> {
    this.gateway = await startGateway();
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }

  settings() {
    const { appKey, appSecret, session, nick } = this.known;
    return { gateway: this.gateway?.url ?? 'http://127.0.0.1:1/', appKey, appSecret, session, sellerNick: nick };
  }

  wrongSettings() {
    return { ...this.settings(), session: 'a-session-that-has-ended' };
  }

  async behave(manner: Manner): Promise<void> {
    const { gateway } = this;
    gateway.heal();
    gateway.before = () => undefined;
    if (manner === 'down') return gateway.close();
    await gateway.open();
    if (manner === 'partial') {
      let taken = false;
      gateway.before = (method) => {
        if (method !== FAILED.method) return;
        if (taken) gateway.fail({ ...FAILED, times: 1 });
        taken = true;
      };
    } else if (manner !== 'well') gateway.fail(MANNERS[manner]);
  }

  enter(product: Omit<Goods, 'externalId'>) {
    const { num_iid } = this.gateway.shop.item({ title: product.name, outer_id: product.id });
    return { kind: 'product', externalId: num_iid };
  }

  readonly inbound: SimulatedInbound = {
    story: (goods) => this.story(goods),
    offer: async (said) => {
      this.gateway.shop.laid = said as unknown as SimTrade[];
      await sleep(A_SECOND_MS);
    },
  };

  /** Paid and not to be sent yet, then to be sent: the order here goes with it. */
  private story(goods: Goods): Story {
    const { shop } = this.gateway;
    const now = Date.now();
    const at = (secondsAgo: number) => {
      shop.now = () => new Date(now - secondsAgo * 1_000);
      return shop.time();
    };
    const [placedAt, paidAt] = [at(20), at(10)];
    shop.now = () => new Date();
    const trade = shop.trade(
      { status: 'PAID_FORBID_CONSIGN', created: placedAt, modified: placedAt, payment: '35.00', post_fee: '5.00' },
      [{ num_iid: goods.externalId, num: 1 }],
    );
    const kept = structuredClone(trade);
    Object.assign(trade, { status: 'WAIT_SELLER_SEND_GOODS', modified: paidAt });
    trade.orders.order[0]!.status = trade.status;
    return {
      messages: [kept, structuredClone(trade)] as unknown as Said[],
      becomes: {
        link: { kind: 'order', externalId: trade.tid },
        selection: '... on Order { status totalFen paidFen postageFen }',
        data: { status: 'PAID', totalFen: 3_500, paidFen: 3_500, postageFen: 500 },
      },
    };
  }

  readonly outbound: SimulatedOutbound = {
    busySeconds: 30,
    told: () => this.gateway.done.flatMap(({ method, params, effect }) => toldOf(method, params, effect)),
  };
}

function toldOf(method: string, params: Readonly<Record<string, string>>, effect: boolean): Told[] {
  const told = { key: null, effect };
  if (method === 'taobao.item.quantity.update')
    return [{ ...told, event: 'stock', item: params['num_iid']!, quantity: params['quantity']! }];
  if (method === 'alibaba.item.edit.fastupdate') return [{ ...told, event: 'product', item: params['item_id']! }];
  return [];
}
