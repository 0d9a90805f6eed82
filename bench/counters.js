import { createHash, createHmac, randomUUID } from 'node:crypto';
import { withCpu } from './cpu.js';
import { createClient } from './database.js';
import { compare } from './measure.js';
import { summary } from './pgbench.js';
import { built } from './place.js';

const SECRET = 'a secret of the bench, of more than thirty-two characters';
const CODE = 'bench-counters';
const COUNTER = 'COUNTER-0001';
const DEVICE = 'T1';
const KEY = 'the key of the till of the bench';
const EVENTS = 1_000;
const LINES = 2;
const ARTICLES = 200;
/** Events of a connection that the host executes at once, as its plug-in left it. */
const AT_ONCE = 4;

/** A till's batch of 1,000 sales of two lines, until it has its answer, against the same writes as bare statements. */
export async function counters(cluster, options) {
  const url = await cluster.copy('bench_counters');
  const till = await openCounter(url);
  try {
    return [
      await compare({
        name: `counter: a signed batch of ${EVENTS} sales of ${LINES} lines, booked and answered, against the bare statements of ${AT_ONCE} clients`,
        ours: withCpu(() => sendBatch(till), { postmaster: cluster.pid, server: process.pid }),
        limit: withCpu(() => bareSales(url, till.products), { postmaster: cluster.pid, server: process.pid }),
        goal: 0.15,
        aim: 0.3,
        rounds: options.rounds,
      }),
    ];
  } finally {
    await till.stop();
  }
}

/** The built platform in this process, with a connection of one till that knows `ARTICLES` articles. */
async function openCounter(url) {
  const { pino } = await import('pino');
  const { createApp } = await built('app/app.js');
  const { readConfig } = await built('platform/config/index.js');
  const { createTokens } = await built('platform/auth/index.js');
  const { issueDemoToken } = await built('domains/people/index.js');
  const config = readConfig({ YIZHAN_SECRET: SECRET, YIZHAN_RATE_LIMIT: '0', YIZHAN_DATA: '.data' });
  const app = await createApp({ url, config, logger: pino({ level: 'silent' }) });
  await app.http.ready();
  const token = await issueDemoToken(app.db, createTokens(SECRET), { role: 'COUNTY_OPERATOR' });
  const ask = async (query, variables) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await app.http.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
    const { data, errors } = answer.json();
    if (errors) throw new Error(errors[0].message);
    const [done] = Object.values(data);
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
    return done;
  };
  const settings = {
    stores: { A1: { siteCode: COUNTER } },
    devices: { [DEVICE]: { store: 'A1', key: KEY } },
  };
  const { connection } = await ask(
    'mutation($input: ConnectionCreateInput!) { connectionCreate(input: $input) { connection { id } userErrors { message } } }',
    { input: { plugin: 'supermarket', code: CODE, name: CODE, settings } },
  );
  for (const step of ['Verify', 'Activate'])
    await ask(
      `mutation($input: ConnectionActionInput!) { connection${step}(input: $input) { userErrors { message } } }`,
      { input: { connectionId: connection.id } },
    );
  const client = await createClient(url);
  const { rows } = await client.query(
    `with goods as (select id, village_code, scale, row_number() over (order by id) - 1 as n from product
                     where status = 'PUBLISHED' order by id limit $2),
          linked as (insert into channel_link(connection, kind, theirs, ours) select $1, 'product', 'ART' || n, id::text from goods),
          held as (insert into stock_item(product_id, site_code, scale, on_hand) select id, $3, scale, 0 from goods
                   on conflict do nothing)
     select id::int as id, village_code as place, scale from goods order by n`,
    [CODE, ARTICLES, COUNTER],
  );
  await client.end();
  return { app, products: rows, seq: 0, stop: () => app.stop() };
}

async function sendBatch(till) {
  const body = batchOf(till);
  const path = `/channels/${CODE}/batches`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  const digest = createHash('sha256').update(body).digest('hex');
  const signed = ['POST', path, timestamp, nonce, digest].join('\n');
  const started = performance.now();
  const answer = await till.app.http.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/json',
      'x-device-id': DEVICE,
      'x-timestamp': timestamp,
      'x-nonce': nonce,
      'x-content-sha256': digest,
      'x-signature': createHmac('sha256', KEY).update(signed).digest('hex'),
    },
    payload: body,
  });
  const ms = performance.now() - started;
  const { ackedThroughSeq, results } = answer.json();
  if (answer.statusCode !== 200 || ackedThroughSeq !== till.seq || results.some(({ status }) => status !== 'ACCEPTED'))
    throw new Error(`the batch was answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`);
  return { total: EVENTS, perSecond: (EVENTS * 1000) / ms, p50: ms, p99: ms };
}

function batchOf(till) {
  const occurredAt = new Date().toISOString();
  const events = Array.from({ length: EVENTS }, () => {
    const seq = ++till.seq;
    const lines = Array.from({ length: LINES }, (_, i) => ({
      barcode: `ART${(seq * 7 + i * 31) % till.products.length}`,
      qty: 1,
      amountFen: 500 + (seq % 100),
    }));
    const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    const tenders = [{ method: 'cash', amountFen }];
    return { seq, eventId: randomUUID(), kind: 'SALE', receiptNo: `R-${seq}`, occurredAt, lines, tenders };
  });
  const [firstSeq, lastSeq] = [events[0].seq, events.at(-1).seq];
  const businessDate = occurredAt.slice(0, 10);
  return JSON.stringify({ batchId: randomUUID(), deviceId: DEVICE, businessDate, firstSeq, lastSeq, events });
}

/** What a sale of two lines must write, whoever writes it: a transaction each, over a few clients. */
async function bareSales(url, products) {
  const clients = await Promise.all(Array.from({ length: AT_ONCE }, () => createClient(url)));
  const took = [];
  let left = EVENTS;
  const work = async (client) => {
    while (left-- > 0) {
      const started = performance.now();
      await bareSale(client, products, left);
      took.push(performance.now() - started);
    }
  };
  const started = performance.now();
  try {
    await Promise.all(clients.map(work));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  return { ...summary(took, (performance.now() - started) / 1000), total: EVENTS };
}

async function bareSale(client, products, n) {
  const id = randomUUID();
  const sold = [products[(n * 7) % products.length], products[(n * 7 + 31) % products.length]].toSorted(
    (a, b) => a.id - b.id,
  );
  const run = (name, text, values) => client.query({ name, text, values });
  await client.query('begin');
  await run(
    'order',
    `insert into customer_order(id, number, channel, kind, status, placed_by, buyer_name_sealed, buyer_phone_sealed, total_fen,
                                paid_fen) values ($1, $2, 'bare', 'COLLECTION', 'COMPLETED', 'bench', '', '', 1000, 1000)`,
    [id, id],
  );
  const { rows } = await run(
    'stock',
    `with gone as (select id from stock_item where site_code = $1 and product_id = any($2) order by id for no key update)
     update stock_item s set on_hand = on_hand - 10, version = version + 1,
            oversold = greatest(oversold, s.reserved - s.on_hand + 10) from gone where s.id = gone.id
     returning s.id, s.product_id, s.version`,
    [COUNTER, sold.map((product) => product.id)],
  );
  for (const [i, { id: item, product_id: product, version }] of rows.entries()) {
    await run(
      'line',
      `insert into order_line(order_id, line_no, item_id, product_id, site_code, place_code, product_name, unit, scale, quantity,
                              unit_price_fen, amount_fen) values ($1, $2, $3, $4, $5, $6, '', 'KG', 3, 10, 500, 500)`,
      [id, i + 1, item, product, COUNTER, sold[0].place],
    );
    await run(
      'movement',
      `insert into stock_movement(item_id, kind, d_on_hand, d_reserved, order_id, moved_by, item_version)
       values ($1, 'SELL', -10, 0, $2, 'bench', $3)`,
      [item, id, version],
    );
  }
  await run(
    'payment',
    `insert into payment(id, order_id, kind, method, amount_fen, recorded_by) values ($1, $1, 'PAYMENT', 'cash', 1000, 'bench')`,
    [id],
  );
  await run(
    'receipt',
    `with r as (insert into counter_receipt(channel, external_id, kind, site_code, business_date, happened_at, amount_fen, print,
                                            recorded_by)
                values ('bare', $1, 'SALE', $2, current_date, now(), 1000, '', 'bench') returning id)
     insert into receipt_part(receipt_id, part, order_id) select id, 1, $3 from r`,
    [id, COUNTER, id],
  );
  await client.query('commit');
}
