import { defineChannel, type Delivery, type DeliveryResult } from 'yizhan/plugin-kit';
import { health, verify } from './checks.js';
import { prepay } from './graph/prepay.js';
import { signIn } from './graph/sign-in.js';
import { subscribe, templates } from './graph/subscribe.js';
import { typeDefs } from './graph/type-defs.js';
import { normalise, refused } from './inbound/normalise.js';
import { notices } from './inbound/notices.js';
import { pollTrades } from './inbound/poll-trades.js';
import { pollRefunds } from './inbound/poll-refunds.js';
import { deliverOrder } from './outbound/deliver-order.js';
import { deliverRefund, REFUND_SELECTION, type RefundView } from './outbound/deliver-refund.js';
import { ORDER_SELECTION, type OrderView } from './outbound/order-view.js';
import { OK } from './outbound/outcome.rules.js';
import { reconcile } from './reconcile.js';
import { settings } from './settings.js';

/** A mini-program with WeChat Pay: its users sign in, pay, are told of their orders and get their money back. */
export default defineChannel({
  id: 'wechat',
  name: { zh: '微信', en: 'WeChat' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['sign-in', 'payment', 'refund', 'shipping'],
  permissions: ['order:read', 'payment:write', 'customer:write'],
  config: { version: 1, schema: settings },
  verify,
  health,
  inbound: { routes: { notices }, polls: { trades: pollTrades, refunds: pollRefunds }, normalise, refused },
  outbound: {
    subscribes: [
      { event: 'order', selection: ORDER_SELECTION },
      { event: 'refund', selection: REFUND_SELECTION },
    ],
    deliver: async (batch, call) => {
      const results = new Map<string, DeliveryResult>();
      for (const delivery of batch) results.set(delivery.id, await tell(delivery));
      return results;

      async function tell(delivery: Delivery): Promise<DeliveryResult> {
        const { event, data } = delivery;
        if (event === 'refund') return deliverRefund(delivery, data as unknown as RefundView | null, call);
        return data ? deliverOrder(data as unknown as OrderView, call) : OK;
      }
    },
  },
  reconcile,
  limits: { rps: 50, concurrency: 8, timeoutMs: 10_000 },
  graphql: {
    typeDefs,
    queries: { wechatTemplates: templates },
    mutations: { wechatSignIn: signIn, wechatPrepay: prepay, wechatSubscribe: subscribe },
  },
});
