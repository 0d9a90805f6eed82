import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './database.js';
import { SINGLE, globalId } from './documents.js';
import { median } from './measure.js';
import { CONNECT, KEY } from './nothing-channel.js';
import { summary } from './pgbench.js';
import { ROOT } from './place.js';
import { ask, startServer } from './server.js';

const PER_SECOND = 40;
const SECONDS = 15;
/** More than have a place in line, so that some are told to come back. */
const STORM = 300;
const SETTLE_MS = 500;

/**
 * Whether one connection's storm is felt by others: the p99 of another connection's messages, and of a query of the graph, both
 * at a pace of their own, without the storm and with it. The ratio is p99 without by p99 with: 1 where nobody feels it.
 */
export async function flood(cluster, { port, rounds, secondsOr, profile }) {
  const url = await cluster.copy('bench_channel_storm');
  const client = await createClient(url);
  for (const code of ['stormy', 'calm']) await client.query(CONNECT, [code]);
  const { rows } = await client.query(`select id from product where status = 'PUBLISHED' order by id limit 500`);
  await client.end();
  const server = await startServer({
    port,
    profile,
    env: { DATABASE_URL: url, YIZHAN_PLUGINS: join(ROOT, 'bench', 'nothing-channel.js') },
  });
  const products = rows.map(({ id }) => globalId('Product', id));
  const others = {
    message: () => say(server.url),
    query: (n) => ask(server.url, SINGLE, { id: products[n % products.length] }),
  };
  const seconds = secondsOr(SECONDS);
  const measured = async () => {
    const both = Object.entries(others).map(async ([name, call]) => [name, await paced(call, seconds)]);
    return Object.fromEntries(await Promise.all(both));
  };
  try {
    await startStorm(server.url, seconds);
    const pairs = [];
    const storms = [];
    for (let round = 0; round < rounds; round++) {
      const quiet = await measured();
      const storm = startStorm(server.url, seconds + 2);
      await sleep(SETTLE_MS);
      const stormy = await measured();
      storms.push(await storm);
      pairs.push({ quiet, stormy });
      await sleep(SETTLE_MS);
    }
    const storm = stormText(storms);
    return Object.keys(others).map((name) => resultOf(name, pairs, storm));
  } finally {
    await server.stop();
  }
}

async function say(url) {
  const answer = await fetch(`${url}/channels/calm/said`, {
    method: 'POST',
    headers: { 'x-key': KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), trade: '2811' }),
  });
  if (answer.status !== 204) throw new Error(`a message was answered ${answer.status}: ${await answer.text()}`);
}

/** Calls at a pace, whatever the answers take; a late answer counts from when the call was due. A refusal counts as a failure. */
async function paced(call, seconds) {
  const took = [];
  let failed = 0;
  const started = performance.now();
  const calls = Array.from({ length: PER_SECOND * seconds }, async (_, n) => {
    const due = started + (n * 1_000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    await call(n).then(
      () => took.push(performance.now() - due),
      () => (failed += 1),
    );
  });
  await Promise.all(calls);
  return { ...summary(took, seconds), failed };
}

async function startStorm(url, seconds) {
  const callers = fork(join(ROOT, 'bench', 'channel-storm-callers.js'));
  callers.send({ url, connections: STORM, seconds });
  const [figures] = await once(callers, 'message');
  callers.disconnect();
  return figures;
}

function stormText(storms) {
  const statuses = {};
  for (const storm of storms)
    for (const [status, n] of Object.entries(storm.statuses)) statuses[status] = (statuses[status] ?? 0) + n;
  const total = Object.values(statuses).reduce((sum, n) => sum + n, 0);
  const shares = Object.entries(statuses).map(([status, n]) => `${status} ${((n / total) * 100).toFixed(0)} %`);
  return `${Math.round(median(storms.map(({ perSecond }) => perSecond)))} a second from ${STORM} callers, answered ${shares.join(', ')}`;
}

function resultOf(name, pairs, storm) {
  const of = (side, figure) => median(pairs.map((pair) => pair[side][name][figure]));
  const both = (side) => `${of(side, 'p50').toFixed(1)} / ${of(side, 'p99').toFixed(1)} ms`;
  const ratios = pairs.map(({ quiet, stormy }) => quiet[name].p99 / stormy[name].p99);
  const failed = pairs.reduce((sum, pair) => sum + pair.quiet[name].failed + pair.stormy[name].failed, 0);
  return {
    name: `${name === 'message' ? 'another connection’s message' : 'a query of the graph'} beside a storm on one connection`,
    said: `p50 / p99 ${both('quiet')} alone, ${both('stormy')} beside it: p99 ${median(ratios).toFixed(2)} of undisturbed; ${failed} of ${PER_SECOND} a second failed; the storm: ${storm}`,
    figures: { ratio: median(ratios), ratios, quietMs: of('quiet', 'p99'), stormyMs: of('stormy', 'p99'), failed },
    failed: failed > 0,
  };
}
