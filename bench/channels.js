import { randomUUID } from 'node:crypto';
import { createClient } from './database.js';
import { compare } from './measure.js';
import nothing, { CONNECT, KEY } from './nothing-channel.js';
import { summary } from './pgbench.js';
import { built } from './place.js';

const SECRET = 'a secret of the bench, of more than thirty-two characters';
const CALLERS = 8;
const DELIVERIES = 2_000;

const quiet = { level: 'silent' };

/** What the host adds to a message and to a delivery, beside the bare statements that keep them. */
export async function channels(cluster, options) {
  const url = await cluster.copy('bench_channels');
  const { pino } = await import('pino');
  const { createApp } = await built('app/app.js');
  const { readConfig } = await built('platform/config/index.js');
  const config = readConfig({ YIZHAN_SECRET: SECRET, YIZHAN_RATE_LIMIT: '0', YIZHAN_DATA: '.data' });
  const app = await createApp({ url, config, logger: pino(quiet), channels: { plugins: [nothing] } });
  await app.http.ready();
  const client = await createClient(url);
  try {
    for (const code of ['bench', 'bare']) await client.query(CONNECT, [code]);
    // The host must not work on what the bare statements keep.
    await client.query(`update channel_connection set state = 'INACTIVE' where code = 'bare'`);
    await client.query(
      `insert into listing(product_id, channel, price_fen)
       select id, 'bench', price_fen from product where status = 'PUBLISHED' order by id limit $1`,
      [DELIVERIES],
    );
    const rounds = { rounds: options.rounds };
    return [
      await compare({
        name: `inbound: a message authenticated, kept, executed and answered, ${CALLERS} callers, against its bare statements`,
        ours: () => driveCalls(options.seconds, () => say(app)),
        limit: () => bareMessages(url, options.seconds),
        goal: 0.4,
        aim: 0.6,
        ...rounds,
      }),
      await compare({
        name: `outbound: a delivery of stock with its selection, batches of 20, against its bare statements`,
        ours: () => driveDeliveries(app, client),
        limit: () => bareDeliveries(url, client),
        goal: 0.4,
        aim: 0.6,
        ...rounds,
      }),
    ];
  } finally {
    await client.end();
    await app.stop();
  }
}

async function driveCalls(seconds, call) {
  const until = performance.now() + seconds * 1_000;
  const cpu = process.cpuUsage();
  const took = [];
  const caller = async (n) => {
    while (performance.now() < until) {
      const started = performance.now();
      await call(n);
      took.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(n)));
  return { ...summary(took, seconds), others: 0, cpuMs: cpuSince(cpu) / took.length };
}

/** Milliseconds of processor that this process took: the host's own time, whoever else is at the machine. */
const cpuSince = (before) => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const body = () =>
  JSON.stringify({ id: randomUUID(), trade: '2811', status: 'WAIT_SELLER_SEND_GOODS', paid: '128.50' });

async function say(app) {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/channels/bench/said',
    headers: { 'x-key': KEY, 'content-type': 'application/json' },
    payload: body(),
  });
  if (answer.statusCode !== 204) throw new Error(`a message was answered ${answer.statusCode}: ${answer.body}`);
}

/** The same rows by the fewest statements: the message with its request, taken, done. */
const KEEP = {
  name: 'bench_keep',
  text: `with r as (insert into inbox_request(id, connection, source, headers, body_sealed) values ($1, 'bare', 's', '{}', $2))
    insert into inbox_message(connection, dedupe_key, fingerprint, type, ordering_key, body_sealed, request_id)
    values ('bare', $1::text, 'f', 'said', $1::text, $2, $1) returning id`,
};
const TAKE = {
  name: 'bench_take',
  text: `update inbox_message set lease = $2, lease_until = now() + interval '50 s', attempts = 1 where id = $1`,
};
const DONE = {
  name: 'bench_done',
  text: `update inbox_message set state = 'DONE', lease = null, lease_until = null, done_at = now() where id = $1`,
};

async function bareMessages(url, seconds) {
  const clients = await Promise.all(Array.from({ length: CALLERS }, () => createClient(url)));
  const sealed = `v1.${'x'.repeat(180)}`;
  const result = await driveCalls(seconds, async (n) => {
    const id = randomUUID();
    const { rows } = await clients[n].query({ ...KEEP, values: [id, sealed] });
    await clients[n].query({ ...TAKE, values: [rows[0].id, id] });
    await clients[n].query({ ...DONE, values: [rows[0].id] });
  });
  for (const client of clients) await client.end();
  return result;
}

/** Deliveries that are due, one for each product on the channel. */
const PUT = `
  insert into delivery(id, connection, event, subject, sequence, occurred_at, next_at)
  select uuidv7(), 'bench', 'stock', product_id::text, $1, now(), $2 from listing where channel = 'bench'`;

async function timed(n, work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  return { perSecond: (n / ms) * 1_000, p50: ms / n, p99: ms / n, others: 0, cpuMs: cpuSince(cpu) / n };
}

async function driveDeliveries(app, client) {
  await client.query(`truncate delivery`);
  const { rowCount } = await client.query(PUT, [1, new Date()]);
  return timed(rowCount, async () => {
    for (;;) {
      await app.channels.drain();
      const { rows } = await client.query(`select count(*)::int as n from delivery where state <> 'DONE'`);
      if (rows[0].n === 0) return;
    }
  });
}

/** The same rows taken and done in batches as large, each with the stock that it tells of. */
async function bareDeliveries(url, client) {
  await client.query(`truncate delivery`);
  const { rowCount } = await client.query(PUT, [1, new Date(Date.now() + 3_600_000)]);
  const clients = await Promise.all(Array.from({ length: CALLERS }, () => createClient(url)));
  const result = await timed(rowCount, () =>
    Promise.all(
      clients.map(async (one) => {
        for (;;) {
          const taken = await one.query(
            `update delivery set state = 'SENDING', lease = $1, lease_until = now() + interval '50 s', attempts = 1
              where id in (select id from delivery where state = 'PENDING' order by sequence limit 20 for update skip locked)
              returning id, subject`,
            [randomUUID()],
          );
          if (taken.rowCount === 0) return;
          await one.query(
            `select p.id, sum(i.on_hand), sum(i.reserved) from product p left join stock_item i on i.product_id = p.id
              where p.id = any($1::bigint[]) group by p.id`,
            [taken.rows.map(({ subject }) => subject)],
          );
          await one.query(`update delivery set state = 'DONE', lease = null, done_at = now() where id = any($1)`, [
            taken.rows.map(({ id }) => id),
          ]);
        }
      }),
    ),
  );
  for (const one of clients) await one.end();
  return result;
}
