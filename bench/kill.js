import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, rowsOf } from './database.js';
import { ORDER_PLACE, orderInput } from './documents.js';
import { brokenItems } from './invariants.js';
import { prepareStock } from './order-stock.js';
import { ask, startServer } from './server.js';

const TIMES = 5;
const BUYERS = 16;

/** kill -9 of the server and of PostgreSQL in the middle of orders: every order that was acknowledged must be there. */
export async function kill(cluster, { port }) {
  const url = await cluster.copy('bench_kill');
  const { spread } = await prepareStock(url);
  let server = await startServer({ port, env: { DATABASE_URL: url } });
  const acknowledged = new Set();
  let buying = true;
  const buy = async () => {
    while (buying) {
      const { product } = spread[Math.floor(Math.random() * spread.length)];
      // What failed is unknown, not refused: only an answer counts.
      const id = await ask(server.url, ORDER_PLACE, orderInput(randomUUID(), product)).then(
        ({ orderPlace }) => orderPlace.order?.id,
        () => undefined,
      );
      if (id) acknowledged.add(Buffer.from(id, 'base64url').toString().slice('Order:'.length));
      else await sleep(20);
    }
  };
  const buyers = Array.from({ length: BUYERS }, buy);
  const deaths = [];
  for (let time = 0; time < 2 * TIMES; time++) {
    await sleep(1_000 + Math.random() * 1_000);
    const before = acknowledged.size;
    const killed = performance.now();
    if (time % 2 === 0) {
      await server.kill();
      server = await startServer({ port, env: { DATABASE_URL: url } });
    } else process.kill(cluster.pid, 'SIGKILL');
    while (acknowledged.size < before + BUYERS * 2) await sleep(10);
    deaths.push({ what: time % 2 === 0 ? 'server' : 'postgresql', backMs: Math.round(performance.now() - killed) });
  }
  buying = false;
  await Promise.all(buyers);
  await server.stop();
  const client = await createClient(url);
  const { rows } = await client.query('select count(*)::int as n from customer_order where id = any($1)', [
    [...acknowledged],
  ]);
  await client.end();
  const [missing, broken, [{ n }]] = [
    acknowledged.size - rows[0].n,
    await brokenItems(url),
    await rowsOf(url, 'select count(*)::int as n from customer_order'),
  ];
  const back = (what) => Math.max(...deaths.filter((death) => death.what === what).map(({ backMs }) => backMs));
  return [
    {
      name: `kill -9: ${TIMES} times the server, ${TIMES} times PostgreSQL, in the middle of orders`,
      said: `${acknowledged.size} acknowledged, ${missing} missing, ${n} in the table, ${broken.length} items with books that disagree; selling again after at most ${back('server')} ms and ${back('postgresql')} ms`,
      deaths,
      failed: missing > 0 || broken.length > 0,
    },
  ];
}
