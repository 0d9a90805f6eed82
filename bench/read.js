import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withCpu } from './cpu.js';
import { rowsOf } from './database.js';
import { cursorAfter, globalId, LIST, SINGLE } from './documents.js';
import { getLoad, postLoad } from './load.js';
import { compare } from './measure.js';
import { startServer } from './server.js';

/** Products as a visitor reads them, over pages all through the list. */
export async function read(cluster, { port, seconds, rounds, connections, profile }) {
  const env = { ...process.env, DATABASE_URL: cluster.demo, PORT: String(port + 1) };
  const limit = fork(join(import.meta.dirname, 'read-limit.js'), { env });
  await once(limit, 'message');
  const server = await startServer({ port, env: { DATABASE_URL: cluster.demo }, profile });
  try {
    const bound = `http://127.0.0.1:${port + 1}`;
    const keys = (await rowsOf(cluster.demo, 'select id::int from product order by id')).map((row) => row.id);
    // Of each page the key it comes after; the last, short page is left out.
    const pages = keys.filter((_, i) => i % 50 === 0 && i + 50 < keys.length).map((key) => key - 1);
    const singles = keys.filter((_, i) => i % 7 === 0);
    const bodies = {
      list: pages.map((key) => JSON.stringify({ query: LIST, variables: { after: cursorAfter(key) } })),
      single: singles.map((key) => JSON.stringify({ query: SINGLE, variables: { id: globalId('Product', key) } })),
    };
    const paths = { list: pages.map((key) => `/list/${key}`), single: singles.map((key) => `/single/${key}`) };
    const pair = async (what, name, goal, aim) => {
      for (let i = 0; i < bodies[what].length; i += 10) await same(server.url, bodies[what][i], bound + paths[what][i]);
      return compare({
        ...{ name, goal, aim, rounds },
        ours: withCpu(
          () => postLoad({ url: server.url, connections, seconds, body: (i) => bodies[what][i % bodies[what].length] }),
          { postmaster: cluster.pid, server: server.pid },
        ),
        limit: withCpu(() => getLoad({ url: bound, connections, seconds, paths: paths[what] }), {
          postmaster: cluster.pid,
          server: limit.pid,
        }),
      });
    };
    return [
      await pair('list', 'products(first: 50) against node:http + one json_agg', 0.65, 0.85),
      await pair('single', 'product(id) against node:http + one json_build_object', 0.35, 0.5),
    ];
  } finally {
    limit.kill();
    await server.stop();
  }
}

/** Both must say the same; a moment may be written in two ways. */
async function same(url, body, limitUrl) {
  const ours = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const [left, right] = [await ours.json(), await (await fetch(limitUrl)).json()];
  assert.deepEqual(withMoments(left), withMoments(right));
}

const withMoments = (answer) =>
  JSON.parse(JSON.stringify(answer), (name, value) => (name.endsWith('At') ? new Date(value).getTime() : value));
