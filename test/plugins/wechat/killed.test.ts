import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { connect, list, until } from '../../channels/connecting.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { cloneDatabase } from '../../kit/database.js';
import { GATE, makeProduct } from '../../kit/goods.js';
import { serverProcess, type ServerProcess } from '../../stories/server-process.js';
import wechat from '../../../plugins/wechat/index.js';
import { WechatSimulator } from './simulator/index.js';
import { CODE, PRICE, shopOf, type Shop } from './wechat-shop.js';

// A server that is killed by -9 between WeChat's call and our commit, or ours and its answer, on one database all the time.
const remote = new WechatSimulator();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let server: ServerProcess;
let reader: pg.Client;
let shop: Shop;

beforeAll(async () => {
  [database] = await Promise.all([cloneDatabase(), remote.start()]);
  server = await serverProcess(database.url, { YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'true' });
  const app = await startApp({}, database.url, { plugins: [wechat] });
  const product = await makeProduct(app, { priceFen: PRICE, stock: { [GATE]: '1000' } });
  await connect(app, CODE, remote.settings(server.url), 'wechat');
  await list(app, product, CODE);
  const token = await app.token('COUNTY_OPERATOR');
  await app.stop();
  await server.start();
  reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
  shop = shopOf(askedBy(server.url, token), remote, product);
});
afterAll(async () => {
  await server?.kill();
  await reader?.end();
  await remote.stop();
  await database?.drop();
});
beforeEach(() => {
  remote.failure = null;
  remote.notices.waiting.length = 0;
});

/** The part of a test's app that asks the graph, of a server in another process. */
function askedBy(url: string, operator: string): TestApp {
  const ask: TestApp['ask'] = async (query, variables = {}, as = {}) => {
    const bearer = as.token ?? (as.role && operator);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as never;
  };
  return { url, ask } as TestApp;
}

const rows = async (text: string, values: unknown[] = []) => (await reader.query(text, values)).rows;

/** Kills it, and starts it again as if its leases had run out meanwhile. */
async function killAndStart(): Promise<void> {
  await server.kill();
  for (const table of ['inbox_message', 'delivery', 'channel_round'])
    await reader.query(`update ${table} set lease_until = now() where lease is not null`);
  await server.start();
}

const becomes = (id: string, expected: object) =>
  until(async () => {
    const order = await shop.order(id);
    return Object.entries(expected).every(([field, value]) => order[field] === value);
  }, JSON.stringify(expected));

test('killed after a notice was kept and before it was applied, the payment is applied once', async () => {
  const { id, number } = await shop.toPay();
  const trade = remote.trades.pay(number);
  const notice = remote.paymentNotice(trade);
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  // Whoever applies it waits for the order's row: it is killed in the middle of its transaction.
  await holder.query('begin');
  await holder.query('select id from customer_order where number = $1 for update', [number]);
  expect(await shop.notify(notice)).toBe(204);
  await until(
    async () =>
      (await rows(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`))
        .length > 0,
    'the lock',
  );
  await server.kill();
  await holder.end();
  await killAndStart();
  expect(await shop.notify(notice)).toBe(204);
  await becomes(id, { status: 'PAID', paidFen: PRICE });
  expect((await shop.order(id)).payments).toMatchObject([{ kind: 'PAYMENT', transactionId: trade.transactionId }]);
  expect(
    await rows(`select state from inbox_message where dedupe_key = $1`, [`payment:${trade.transactionId}`]),
  ).toEqual([{ state: 'DONE' }]);
});

test('killed after WeChat took a refund and before we knew, it is asked for under the same number: one refund', async () => {
  const { id, number } = await shop.toPay();
  remote.buyerPays(number);
  await remote.deliverNotices();
  await becomes(id, { status: 'PAID' });
  remote.failure = { path: '/refunds', how: 'hang', after: true, times: 1 };
  await shop.act('Cancel', id);
  const made = () => [...remote.refunds.all.values()].filter(({ outTradeNo }) => outTradeNo === number);
  await until(() => made().length === 1, 'the refund');
  await killAndStart();
  await until(
    async () => (await rows(`select 1 from delivery where event = 'refund' and state = 'DONE'`)).length === 1,
    'the delivery',
  );
  expect(made()).toMatchObject([{ amount: PRICE }]);
  expect(remote.asked.filter((asked) => asked === 'POST /v3/refund/domestic/refunds')).toHaveLength(2);
  remote.refundSettles(made()[0]!.outRefundNo);
  await remote.deliverNotices();
  await becomes(id, { status: 'CANCELLED', refundedFen: PRICE, refundingFen: 0 });
});
