import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCpu } from './cpu.js';
import { createClient } from './database.js';
import { getLoad, postLoad } from './load.js';
import { compare } from './measure.js';
import { ROOT } from './place.js';
import { startServer } from './server.js';

const LEVELS = 10;
const STEPS = 10;
/** Batches a level of an ordinary way, and of one that has 10,000 events. */
const NARROW = 10;
const WIDE = 100;
/** How many ways are asked for in turn. */
const ASKED = 200;

const TRACE = readFileSync(join(ROOT, 'examples', 'journeys', 'trace-a-code.graphql'), 'utf8');

/**
 * The whole way of a batch, asked over HTTP as the journey asks it, among a million events; beside it the plainest SQL that
 * reads the same rows. And the page behind a code, which is kept while nothing changes on the way.
 */
export async function trace(cluster, { port, seconds, rounds, connections, profile, steps }) {
  const url = await cluster.copy('bench_trace');
  const codes = await fill(url, steps);
  const env = { ...process.env, DATABASE_URL: url, PORT: String(port + 1) };
  const limit = fork(join(import.meta.dirname, 'trace-limit.js'), { env });
  await once(limit, 'message');
  const server = await startServer({ port, env: { DATABASE_URL: url }, profile });
  const bound = `http://127.0.0.1:${port + 1}`;
  const body = (code) => JSON.stringify({ query: TRACE, variables: { code } });
  const asked = async (code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: body(code) });
    return (await answer.json()).data.trace;
  };
  const side = (of, load) => withCpu(load, { postmaster: cluster.pid, server: of.pid });
  const pair = async (name, of, goal, aim) => {
    await same(await asked(of[0]), await (await fetch(`${bound}/${of[0]}`)).json());
    return compare({
      ...{ name, goal, aim, rounds },
      ours: side(server, () =>
        postLoad({ url: server.url, connections, seconds, body: (i) => body(of[i % of.length]) }),
      ),
      limit: side(limit, () => getLoad({ url: bound, connections, seconds, paths: of.map((code) => `/${code}`) })),
    });
  };
  try {
    const of = `among ${codes.events} events against node:http + one statement of the same rows`;
    const pages = await Promise.all(codes.narrow.map(async (code) => new URL((await asked(code)).link).pathname));
    return [
      await pair(`trace(code) of 1,010 events, ${of}`, codes.narrow, 0.2, 0.4),
      await pair(`trace(code) of 10,010 events, ${of}`, codes.wide, 0.3, 0.6),
      await compare({
        ...{ name: `the page behind a code, kept, ${of}`, goal: 1.0, aim: 2.0, rounds },
        ours: side(server, () => getLoad({ url: server.url, connections, seconds, paths: pages })),
        limit: side(limit, () =>
          getLoad({ url: bound, connections, seconds, paths: codes.narrow.map((code) => `/${code}`) }),
        ),
      }),
    ];
  } finally {
    limit.kill();
    await server.stop();
  }
}

/** Both must have read the same rows. */
async function same(ours, plain) {
  assert.equal(ours.originCount, plain.originCount);
  assert.deepEqual(
    ours.origins.map(({ code }) => code),
    plain.origins.map(({ code }) => code),
  );
  assert.deepEqual(
    ours.steps.nodes.map(({ step, occurredAt }) => [step, Date.parse(occurredAt)]),
    plain.steps.map(({ step, occurred_at }) => [step, Date.parse(occurred_at)]),
  );
  assert.deepEqual([ours.steps.totalCount, ours.inputUses.length], [plain.stepCount, plain.uses.length]);
}

/** Ways written straight into their tables: each batch of a level is made of two of the level below. Answers codes of tops. */
async function fill(url, events) {
  const client = await createClient(url);
  const perWay = (LEVELS * NARROW + 1) * STEPS;
  const ways = Math.max(1, Math.ceil(events / perWay));
  try {
    for (const text of [
      ...layers('N', ways, NARROW),
      ...layers('W', 1, WIDE),
      `insert into batch_producer(batch_id, producer_id, quantity) select id, (select min(id) from producer where kind = 'HOUSEHOLD'), 1000 from batch where code like 'BENCH-%-T'`,
      `insert into batch_step(batch_id, version, step, occurred_at, recorded_by, detail)
         select b.id, v, 'STORED', now() - interval '30 days' + (b.id % 1000 + v) * interval '1 minute', 'bench',
                '{"site": "CC-340323", "from": null, "quantity": 1000, "reason": null, "input": null, "certificate": null}'
           from batch b, generate_series(1, ${STEPS}) v where b.code like 'BENCH-%'`,
      `insert into input_use(batch_id, kind, name, ingredient, source, dose, purpose, first_on, last_on, interval_days, interval_for, recorded_by)
         select id, 'PESTICIDE', '吡虫啉', '吡虫啉', '-', '-', '-', '2026-01-01', '2026-01-02', 7, 'HARVEST', 'bench' from batch where code like 'BENCH-%-1-%'`,
      'vacuum analyze batch; ',
      'vacuum analyze batch_step',
      'vacuum analyze batch_input',
    ])
      await client.query(text);
    const { rows } = await client.query('select count(*)::int as n from batch_step');
    const tops = Array.from(
      { length: Math.min(ASKED, ways) },
      (_, i) => `BENCH-N${1 + Math.floor((i * ways) / Math.min(ASKED, ways))}-T`,
    );
    return { events: rows[0].n, narrow: tops, wide: ['BENCH-W1-T'] };
  } finally {
    await client.end();
  }
}

function layers(kind, ways, width) {
  const insert = (code, origin, from) =>
    `insert into batch(code, product_id, place_code, origin, class, state, unit, scale, quantity, site_code, version, made_by)
     select ${code}, p.id, p.village_code, ${origin}, 'OTHER', 'PASSED', 'KG', 3, 1000, 'CC-340323', ${STEPS}, 'bench'
       from (select * from product where status = 'PUBLISHED' order by id limit 1) p, ${from}`;
  const all = `generate_series(1, ${ways}) n`;
  return [
    insert(
      `'BENCH-${kind}' || n || '-' || l || '-' || w`,
      `case l when 1 then 'FIELD' else 'PACKED' end`,
      `${all}, generate_series(1, ${LEVELS}) l, generate_series(1, ${width}) w order by n, l, w`,
    ),
    insert(`'BENCH-${kind}' || n || '-T'`, `'PACKED'`, all),
    `insert into batch_input(batch_id, input_id, quantity)
       select u.id, d.id, 500 from ${all}, generate_series(2, ${LEVELS}) l, generate_series(1, ${width}) w, generate_series(0, 1) k,
         lateral (select id from batch where code = 'BENCH-${kind}' || n || '-' || l || '-' || w) u,
         lateral (select id from batch where code = 'BENCH-${kind}' || n || '-' || (l - 1) || '-' || ((w + k - 1) % ${width} + 1)) d`,
    `insert into batch_input(batch_id, input_id, quantity)
       select u.id, d.id, 10 from ${all}, generate_series(1, ${width}) w,
         lateral (select id from batch where code = 'BENCH-${kind}' || n || '-T') u,
         lateral (select id from batch where code = 'BENCH-${kind}' || n || '-${LEVELS}-' || w) d`,
  ];
}
