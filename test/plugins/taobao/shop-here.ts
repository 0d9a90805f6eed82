import { setTimeout as sleep } from 'node:timers/promises';
import taobao from '../../../plugins/taobao/index.js';
import type { Config } from '../../../plugins/taobao/config.js';
import { globalId } from '../../../src/platform/graphql/index.js';
import { connect, QUICK, settle } from '../../channels/connecting.js';
import { startApp, type Answer, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct, OPERATOR, passGoods, type ProductOptions } from '../../kit/goods.js';
import { settings } from './fake-call.js';
import { startGateway, type Gateway } from './simulator/gateway.js';

export const SHOP = 'tb-guzhen';
/** The plug-in as it is, but that the gateway may be asked as fast as it answers. */
export const quickTaobao = { ...taobao, limits: { ...taobao.limits, rps: 10_000 } };

/** The platform with a shop of a Taobao of its own. */
export interface ShopHere {
  readonly app: TestApp;
  readonly gateway: Gateway;
  readonly connectionId: string;
  /** Looks at Taobao now, the last quarter of an hour once more, and works on what came of it. */
  look(): Promise<void>;
  /** A product with stock, linked by a merchant's code. Answers its id. */
  goods(code: string, options?: ProductOptions): Promise<string>;
  link(kind: string, externalId: string, productId: string): Promise<void>;
  /** What we have of a trade. */
  order(tid: string): Promise<Answer['data'] | null>;
  held(): Promise<{ type: string; code: string; note: string; id: string }[]>;
  dead(): Promise<{ event: string; code: string; id: string }[]>;
  stock(productId: string): Promise<{ onHand: string; reserved: string }>;
  stop(): Promise<void>;
}

export async function openShop(over: Partial<Config> = {}): Promise<ShopHere> {
  const gateway = await startGateway();
  // The gateway's running second is over for us: what happens there now can be read now.
  gateway.shop.now = () => new Date(Date.now() - 10_000);
  const app = await startApp({}, undefined, { plugins: [quickTaobao], timings: { ...QUICK, lookMs: 3_600_000 } });
  const connectionId = await connect(app, SHOP, settings(gateway, over), 'taobao');
  const ask = async (query: string, variables: object = {}) => {
    const { data, errors } = await app.ask(query, { ...variables }, OPERATOR);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const link = async (kind: string, externalId: string, id: string) => {
    const { channelLinkSet } = await ask(
      'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { userErrors { code field } } }',
      { input: { connectionId, kind, externalId, id } },
    );
    if (channelLinkSet.userErrors.length > 0) throw new Error(JSON.stringify(channelLinkSet.userErrors));
  };
  return {
    app,
    gateway,
    connectionId,
    link,
    look: () => lookBack(app),
    goods: async (code, options = {}) => {
      const id = await makeProduct(app, { stock: { [GATE]: '100' }, unit: 'PIECE', ...options });
      await passGoods(app, id);
      await link('sku', code, id);
      return id;
    },
    order: async (tid) => {
      const { rows } = await app.db.pool.query<{ ours: string }>(
        `select ours from channel_link where connection = $1 and kind = 'order' and theirs = $2`,
        [SHOP, tid],
      );
      if (!rows[0]) return null;
      return (await ask(ORDER, { id: globalId('Order', rows[0].ours) })).order;
    },
    held: async () => (await ask(HELD)).inboxMessages.nodes,
    dead: async () => (await ask(DEAD)).deliveries.nodes,
    stock: async (id) =>
      (await ask('query($id: ID!) { product(id: $id) { stock { onHand reserved } } }', { id })).product.stock,
    stop: async () => {
      await app.stop();
      await gateway.stop();
    },
  };
}

/** Has every poll look now, Taobao's lists a quarter of an hour back, and works until nothing is due. */
export async function lookBack(app: TestApp): Promise<void> {
  await app.db.pool.query(`
    update channel_round set next_at = now(), cursor = case when cursor ? 'upTo' then jsonb_set(cursor, '{upTo}',
        to_jsonb(to_char(now() at time zone 'Asia/Shanghai' - interval '15 min', 'YYYY-MM-DD HH24:MI:SS'))) else cursor end
      where kind = 'poll'`);
  await calm(app);
}

/** Works until nothing is due: what is read is executed, and what came of that is told. */
export async function calm(app: TestApp): Promise<void> {
  // What waits its turn is due a moment later: it is time that counts, not how often was looked.
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(20)) {
    await settle(app);
    const { rows } = await app.db.pool.query<{ due: boolean }>(DUE);
    if (!rows[0]!.due) return;
  }
  throw new Error('it never came to rest');
}

const DUE = `
  select exists (select 1 from pending_event) or exists (select 1 from channel_round where kind <> 'source' and next_at <= now())
      or exists (select 1 from inbox_message where state = 'PENDING')
      or exists (select 1 from delivery where state in ('PENDING', 'SENDING', 'RETRY')) as due`;

const ORDER = `query($id: ID!) { order(id: $id) {
  id status totalFen paidFen refundedFen refundingFen postageFen
  channel { code externalId }
  buyer { maskedName maskedPhone }
  lines { externalId amountFen quantity { value } }
  parcels { carrier trackingNo lines { externalId } }
  refunds { state amountFen externalId }
} }`;
const HELD = '{ inboxMessages(first: 50, filter: { state: [HELD] }) { nodes { id type code note } } }';
const DEAD = '{ deliveries(first: 50, filter: { state: [DEAD] }) { nodes { id event code } } }';
