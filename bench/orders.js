import { randomUUID } from 'node:crypto';
import { openAdapter } from './adapter.js';
import { withCpu } from './cpu.js';
import { rowsOf } from './database.js';
import { ORDER_PLACE, orderInput } from './documents.js';
import { postLoad } from './load.js';
import { compare } from './measure.js';
import { bareUpdate, placeStatement, prepareStock, SPREAD } from './order-stock.js';
import { driveStatement, findPgbench } from './pgbench.js';
import { startServer } from './server.js';

const HOT_CLIENTS = 4;

/** Orders of one line against what PostgreSQL alone does with the same tables. A sequencer runs beside both. */
export async function orders(cluster, options) {
  const pgbench = findPgbench();
  if (!pgbench)
    console.error('pgbench is not here: a driver in Node stands for it, which is slower, so the ratios flatter us');
  const through = { http: await overHttp(cluster, options), adapter: await inProcess(cluster, options) };
  const results = [];
  for (const [way, { url, open }] of Object.entries(through)) {
    const stock = await prepareStock(url);
    const { drive, stop, pid } = await open(stock);
    const processes = { postmaster: cluster.pid, server: pid };
    const against = (statement, most, clients) =>
      withCpu(() => driveStatement(pgbench, { url, statement, most, clients, seconds: options.seconds }), processes);
    const pair = (name, items, limit, goal, aim) =>
      compare({
        name: `${way}: ${name}`,
        ours: withCpu(() => drive(items), processes),
        limit,
        goal,
        aim,
        rounds: options.rounds,
      });
    const goals = way === 'http' ? [0.6, 1.0, 0.6, 1.0] : [1.6, 1.6, 2.0, 2.0];
    try {
      const byFunction = against(placeStatement(stock.spread[0]), SPREAD - 1, options.connections);
      results.push(
        await pair(
          `orderPlace over 2,000 products against pgbench place_orders_v2, ${options.connections} clients`,
          stock.spread,
          byFunction,
          goals[0],
          goals[1],
        ),
      );
      const byUpdate = against(bareUpdate(stock.hot), 0, HOT_CLIENTS);
      results.push(
        await pair(
          `orderPlace of one hot product against a bare one-row update, ${HOT_CLIENTS} clients`,
          [stock.hot],
          byUpdate,
          goals[2],
          goals[3],
        ),
      );
    } finally {
      await stop();
    }
  }
  return results;
}

async function overHttp(cluster, { port, connections, seconds, profile }) {
  const url = await cluster.copy('bench_orders_http');
  const open = async () => {
    const server = await startServer({ port, env: { DATABASE_URL: url }, profile });
    const drive = async (items) => {
      const body = (i) =>
        JSON.stringify({
          query: ORDER_PLACE,
          variables: orderInput(randomUUID(), items[(i * 7919) % items.length].product),
        });
      const before = await placedIn(url);
      const figures = await postLoad({ url: server.url, connections, seconds, body });
      // Counted in the table: an answer of 200 may be a refusal. Those cut off at the end of a round are placed, not answered.
      const placed = (await placedIn(url)) - before;
      if (placed < figures.total || placed > figures.total + connections)
        throw new Error(`${figures.total} answers, but ${placed} orders`);
      return figures;
    };
    return { drive, stop: server.stop, pid: server.pid };
  };
  return { url, open };
}

async function inProcess(cluster, { connections, seconds }) {
  const url = await cluster.copy('bench_orders_adapter');
  const open = async () => {
    const adapter = await openAdapter(url);
    return { drive: (items) => adapter.drive({ items, callers: connections, seconds }), stop: () => adapter.stop() };
  };
  return { url, open };
}

const placedIn = async (url) => (await rowsOf(url, 'select count(*)::int as n from customer_order'))[0].n;
