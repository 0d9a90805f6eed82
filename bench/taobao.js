import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { used, withCpu } from './cpu.js';
import { createClient } from './database.js';
import { brokenItems } from './invariants.js';
import { prepareStock } from './order-stock.js';
import { ROOT } from './place.js';
import { operatorToken } from './race-load.js';
import { ask, startServer } from './server.js';

const CODE = 'taobao-bench';
const TRADES = Number(process.env.T ?? 10_000);
const PRODUCTS = 500;
const MOST_SECONDS = 600;

/** From the activation of a shop with 10,000 paid trades until the last of them is a paid order, its receiver asked for. */
export async function taobao(cluster, { port, profile }) {
  const url = await cluster.copy('bench_taobao');
  const products = (await prepareStock(url)).spread.slice(0, PRODUCTS).map(({ product }) => product);
  const gateway = fork(join(ROOT, 'bench', 'taobao-gateway.js'));
  const client = await createClient(url);
  const server = await startServer({
    port,
    profile,
    env: { DATABASE_URL: url, YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'true' },
  });
  try {
    gateway.send({ trades: TRADES, codes: products.map(String) });
    const [{ settings }] = await once(gateway, 'message');
    const token = operatorToken(url);
    const connectionId = await connect(server.url, token, settings);
    await client.query(
      `insert into channel_link(connection, kind, theirs, ours) select $1, 'sku', p, p from unnest($2::text[]) p`,
      [CODE, products],
    );
    const before = used(gateway.pid);
    const run = await withCpu(() => importAll(server.url, token, connectionId, client), {
      ...{ postmaster: cluster.pid, server: server.pid, besides: [gateway.pid] },
    })();
    const { seconds, paid, cpuMs, others } = run;
    const [sums] = await rows(client, SUMS);
    const broken = (await brokenItems(url)).length;
    const right = paid === TRADES && Number(sums.lines) === (TRADES * 3) / 2 && Number(sums.fen) === TRADES * 2_750;
    return [
      {
        name: `${TRADES.toLocaleString('en')} trades of Taobao from empty`,
        said: `${seconds.toFixed(0)} s, ${Math.round(TRADES / seconds)} a second, cpu ${cpuMs?.toFixed(1)} ms each (the gateway ${(used(gateway.pid) - before).toFixed(0)} s besides); ${paid} paid orders, ${sums.lines} lines, ${broken} items out of balance`,
        ...{ seconds, cpuMs, others },
        failed: !right || broken > 0,
      },
    ];
  } finally {
    await server.stop();
    await client.end();
    gateway.disconnect();
  }
}

const SUMS = `
  select (select count(*) from order_line l join customer_order o on o.id = l.order_id where o.channel = '${CODE}') as lines,
         (select sum(paid_fen) from customer_order where channel = '${CODE}') as fen`;

const rows = async (client, text) => (await client.query(text)).rows;

async function connect(url, token, settings) {
  const input = { plugin: 'taobao', code: CODE, name: CODE, settings };
  const { connection } = await must(url, token, 'connectionCreate', 'ConnectionCreateInput', input);
  await must(url, token, 'connectionVerify', 'ConnectionActionInput', { connectionId: connection.id });
  return connection.id;
}

async function importAll(url, token, connectionId, client) {
  const started = performance.now();
  await must(url, token, 'connectionActivate', 'ConnectionActionInput', { connectionId });
  const seconds = () => (performance.now() - started) / 1_000;
  for (;;) {
    const [{ paid }] = await rows(
      client,
      `select count(*)::int as paid from customer_order where channel = '${CODE}' and status = 'PAID'`,
    );
    if (paid >= TRADES || seconds() > MOST_SECONDS) return { seconds: seconds(), paid, total: Math.max(1, paid) };
    await sleep(100);
  }
}

async function must(url, token, mutation, type, input) {
  const document = `mutation($input: ${type}!) { ${mutation}(input: $input) { connection { id } userErrors { code message } } }`;
  const { [mutation]: answer } = await ask(url, document, { input }, token);
  if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
  return answer;
}
