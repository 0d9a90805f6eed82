import { createDecipheriv, createPublicKey, randomUUID, verify } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withCpu } from './cpu.js';
import { createClient } from './database.js';
import { globalId, ORDER_PLACE, orderInput } from './documents.js';
import { compare } from './measure.js';
import { prepareStock } from './order-stock.js';
import { operatorToken } from './race-load.js';
import { ask, startServer } from './server.js';
import '../test/kit/run-typescript.js';

const CODE = 'wechat-bench';
const NOTICES = 1_000;

/**
 * Notices of payments through the whole server: verified, kept, opened and applied to their orders, until the last order is
 * paid. The limit is the bare cryptography of the same notices: one signature verified and one text opened for each.
 */
export async function wechat(cluster, options) {
  const { WechatSimulator } = await import('../test/plugins/wechat/simulator/index.ts');
  const url = await cluster.copy('bench_wechat');
  const [product] = (await prepareStock(url)).spread;
  const remote = new WechatSimulator();
  await remote.start();
  const env = { DATABASE_URL: url, YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'true' };
  const server = await startServer({ port: options.port, env, profile: options.profile });
  const client = await createClient(url);
  try {
    const token = operatorToken(url);
    await connect(server.url, token, remote);
    await must(server.url, token, 'listingSet', 'ListingSetInput', {
      ...{ productId: globalId('Product', product.product), channel: CODE, siteCodes: [], active: true },
    });
    const prepare = () => paidOrders({ server: server.url, token, product: product.product, remote });
    let last = await prepare();
    const result = await compare({
      name: `notices of payments, verified, opened and applied, against the bare cryptography, ${options.connections} connections`,
      ours: async () => {
        last = await prepare();
        const processes = { postmaster: cluster.pid, server: server.pid };
        return withCpu(() => applied(client, last, options.connections), processes)();
      },
      limit: async () => bare(last, remote.account),
      goal: 0.02,
      aim: 0.03,
      rounds: options.rounds,
    });
    return [result];
  } finally {
    await client.end();
    await server.stop();
    await remote.stop();
  }
}

async function connect(server, token, remote) {
  const input = { plugin: 'wechat', code: CODE, name: CODE, settings: remote.settings(server) };
  const { connection } = await must(
    server,
    token,
    'connectionCreate',
    'ConnectionCreateInput',
    input,
    'connection { id }',
  );
  for (const step of ['Verify', 'Activate'])
    await must(server, token, `connection${step}`, 'ConnectionActionInput', { connectionId: connection.id });
}

async function must(server, token, name, type, input, selection = '') {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
  const answer = (await ask(server, query, { input }, token))[name];
  if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
  return answer;
}

/** Orders that wait, and the signed notice of each. */
async function paidOrders({ server, token, product, remote }) {
  const variables = Array.from({ length: NOTICES }, () => {
    const { input } = orderInput(randomUUID(), product);
    return { input: { ...input, channel: CODE } };
  });
  const orders = await pooled(variables, 32, async (one) => (await ask(server, ORDER_PLACE, one, token)).orderPlace);
  const refused = orders.find(({ order }) => !order);
  if (refused) throw new Error(JSON.stringify(refused.userErrors));
  return orders.map(({ order: { number, totalFen } }) => {
    const trade = {
      ...{ type: 'JSAPI', outTradeNo: number, total: totalFen, openid: 'o-bench', state: 'SUCCESS', refunded: 0 },
      ...{ notifyUrl: `${server}/channels/${CODE}/notices`, successTime: new Date().toISOString() },
      transactionId: `42${number}`,
    };
    return { number, ...remote.paymentNotice(trade) };
  });
}

/** Runs over all items with so many at once. */
async function pooled(items, most, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]);
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

async function applied(client, notices, connections) {
  const took = [];
  const started = performance.now();
  await pooled(notices, connections, async ({ url, headers, body }) => {
    const sent = performance.now();
    const { status } = await fetch(url, { method: 'POST', headers, body });
    if (status !== 204) throw new Error(`a notice was answered ${status}`);
    took.push(performance.now() - sent);
  });
  const numbers = notices.map(({ number }) => number);
  const left = async () =>
    (
      await client.query(`select count(*)::int as n from customer_order where number = any($1) and status <> 'PAID'`, [
        numbers,
      ])
    ).rows[0].n;
  while ((await left()) > 0) await sleep(20);
  const seconds = (performance.now() - started) / 1000;
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.floor(took.length * share)];
  return { perSecond: notices.length / seconds, p50: at(0.5), p99: at(0.99), total: notices.length };
}

function bare(notices, account) {
  const key = createPublicKey(account.byPublicKey.pem);
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const { headers, body } of notices) {
    const signed = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
    if (!verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(headers['wechatpay-signature'], 'base64')))
      throw new Error('a notice of ours does not verify');
    const { ciphertext, nonce, associated_data: address } = JSON.parse(body).resource;
    const bytes = Buffer.from(ciphertext, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', account.apiV3Key, nonce);
    decipher.setAAD(Buffer.from(address));
    decipher.setAuthTag(bytes.subarray(-16));
    JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'));
  }
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const each = ms / notices.length;
  return {
    ...{ perSecond: (notices.length * 1000) / ms, p50: each, p99: each, total: notices.length },
    ...{ cpuMs: (user + system) / 1000 / notices.length, others: 0 },
  };
}
