import { expect } from '@jest/globals';
import wechat from '../../../plugins/wechat/index.js';
import { connect, list, QUICK, settle, until } from '../../channels/connecting.js';
import { startApp, type Answer, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import type { ChannelTimings } from '../../../src/channels/index.js';
import { WechatSimulator, type SignedNotice } from './simulator/index.js';

export const CODE = 'wechat-main';
export const PRICE = 1_980;

const TEMPLATES = {
  paid: { id: 'TPL-PAID', data: { thing1: '{items}', amount2: '{amount}' } },
  shipped: { id: 'TPL-SHIPPED', data: { character_string1: '{number}' } },
  refunded: { id: 'TPL-REFUNDED', data: { amount1: '{amount}' } },
};

const ORDER = `{
  id number status totalFen paidFen refundedFen refundingFen
  payments { kind method amountFen transactionId settles }
  refunds { number amountFen state externalId reason }
}`;

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export interface Shop {
  readonly app: TestApp;
  readonly remote: WechatSimulator;
  readonly product: string;
  /** Signs somebody in by the mini-program; answers their token. */
  signIn(openid?: string): Promise<string>;
  place(token: string, over?: object): Promise<any>;
  prepay(orderId: string, as: { token?: string; role?: string }, kind?: 'JSAPI' | 'NATIVE'): Promise<any>;
  /** An order that is placed and whose payment is open, but not paid. */
  toPay(openid?: string): Promise<{ id: string; number: string; token: string }>;
  /** An order that was paid and whose notice came. */
  paid(openid?: string): Promise<{ id: string; number: string; token: string }>;
  order(id: string): Promise<any>;
  act(verb: 'Cancel' | 'Fulfil' | 'Complete' | 'Return', orderId: string, over?: object): Promise<void>;
  /** Sends a notice as WeChat does; answers the status. */
  notify(notice: SignedNotice): Promise<number>;
  /** Sends what waits, and works on it until all is done. */
  settle(): Promise<void>;
  disputes(): Promise<any[]>;
  count(table: string): Promise<number>;
  stop(): Promise<void>;
}

let people = 0;

/** The whole platform with the WeChat plug-in, a connection to the simulator, and something to buy. */
export async function startShop(timings: Partial<ChannelTimings> = {}): Promise<Shop> {
  const remote = new WechatSimulator();
  await remote.start();
  const app = await startApp({}, undefined, { plugins: [wechat], timings: { ...QUICK, ...timings } });
  await connect(app, CODE, { ...remote.settings(app.url), templates: TEMPLATES }, 'wechat');
  const product = await makeProduct(app, { name: '固镇黑花生', priceFen: PRICE, stock: { [GATE]: '1000' } });
  await list(app, product, CODE);
  return shopOf(app, remote, product);
}

export function shopOf(app: TestApp, remote: WechatSimulator, product: string): Shop {
  const ask = async (query: string, variables: object, as: object): Promise<any> => {
    const answer: Answer = await app.ask(query, variables as Record<string, unknown>, as);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  const shop: Shop = {
    ...{ app, remote, product },
    signIn: async (openid = `o-buyer-${++people}`) => {
      const { wechatSignIn } = await ask(
        'mutation($code: String!) { wechatSignIn(input: { code: $code }) { token userErrors { code } } }',
        { code: remote.mini.login(openid) },
        {},
      );
      expect(wechatSignIn.userErrors).toEqual([]);
      return wechatSignIn.token;
    },
    place: async (token, over = {}) => {
      const input = {
        ...{ idempotencyKey: newKey(), channel: CODE, buyer: { name: '李小明', phone: '13812345678' } },
        ...{ lines: [{ productId: product, quantity: '1' }], ...over },
      };
      const { orderPlace } = await ask(
        `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id number } userErrors { code field message } } }`,
        { input },
        { token },
      );
      expect(orderPlace.userErrors).toEqual([]);
      return orderPlace.order;
    },
    prepay: async (orderId, as, kind = 'JSAPI') =>
      (
        await ask(
          `mutation($input: WechatPrepayInput!) { wechatPrepay(input: $input) {
             parameters { timeStamp nonceStr package signType paySign } codeUrl userErrors { code field message } } }`,
          { input: { orderId, kind } },
          as,
        )
      ).wechatPrepay,
    toPay: async (openid) => {
      const token = await shop.signIn(openid);
      const order = await shop.place(token);
      expect((await shop.prepay(order.id, { token })).userErrors).toEqual([]);
      return { ...order, token };
    },
    paid: async (openid) => {
      const order = await shop.toPay(openid);
      remote.buyerPays(order.number);
      await shop.settle();
      // Another process may be at it.
      await until(async () => (await shop.order(order.id)).status === 'PAID', 'the payment');
      return order;
    },
    order: async (id) => (await ask(`query($id: ID!) { order(id: $id) ${ORDER} }`, { id }, OPERATOR)).order,
    act: async (verb, orderId, over = {}) => {
      const input = verb === 'Complete' ? 'OrderActionInput' : `Order${verb}Input`;
      const data = await ask(
        `mutation($input: ${input}!) { order${verb}(input: $input) { userErrors { code field message } } }`,
        { input: { idempotencyKey: newKey(), orderId, ...over } },
        OPERATOR,
      );
      expect(data[`order${verb}`].userErrors).toEqual([]);
    },
    notify: async ({ url, headers, body }) => (await fetch(url, { method: 'POST', headers, body })).status,
    settle: async () => {
      await remote.deliverNotices();
      await settle(app);
    },
    disputes: async () =>
      (await ask('{ disputes(first: 100) { nodes { code order { number } facts { name value } } } }', {}, OPERATOR))
        .disputes.nodes,
    count: async (table) => (await app.db.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n,
    stop: async () => {
      await app.stop();
      await remote.stop();
    },
  };
  return shop;
}

/** Lets the time to pay an order run out. */
export async function expire({ app }: Shop, orderId: string): Promise<void> {
  const uuid = Buffer.from(orderId, 'base64url').toString().split(':')[1]!;
  await app.db.pool.query(
    `update reservation set expires_at = now() - interval '1 second' where order_id = $1 and state = 'ACTIVE'`,
    [uuid],
  );
  await until(async () => {
    const { rows } = await app.db.pool.query('select status from customer_order where id = $1', [uuid]);
    return rows[0].status === 'EXPIRED';
  }, 'the expiry');
}

/** Makes a round of the connection due at once, when the one at work is over: a poll, or the look at the bills. */
export const look = ({ app }: Shop, name: 'trades' | 'refunds' | 'reconcile'): Promise<void> =>
  until(async () => {
    const { rowCount } = await app.db.pool.query(
      'update channel_round set next_at = now() where $1 in (name, kind) and lease is null and done_at is not null',
      [name],
    );
    return rowCount === 1;
  }, `the round of ${name}`);
