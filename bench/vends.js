import { randomUUID } from 'node:crypto';
import { withCpu } from './cpu.js';
import { createClient } from './database.js';
import { compare } from './measure.js';
import { summary } from './pgbench.js';
import { operatorToken } from './race-load.js';
import { ask, startServer } from './server.js';
import { AUTHORISE, factsOf, PAY, REPORT, RESERVE } from './vend-writes.js';

const KIOSKS = 4;
const SLOTS = 4;
/** The most that a slot takes: filled anew before each round. */
const FULL = 1_000;

/**
 * Vends from the hold to what is booked: reserved, paid, given leave, reported as given out, each a request of a machine over
 * HTTP, against the same rows by four bare statements. What follows from the log (feeds, settlement) is done by the server
 * beside both.
 */
export async function vends(cluster, { port, rounds, seconds, profile }) {
  const url = await cluster.copy('bench_vends');
  const server = await startServer({ port, env: { DATABASE_URL: url }, profile });
  const client = await createClient(url);
  const processes = { postmaster: cluster.pid, server: server.pid };
  try {
    const slots = await openSlots(server.url, url, client);
    const round = (each) => withCpu(() => drive(client, slots, seconds, each), processes);
    return [
      await compare({
        name: `vends from reserve to booked, ${slots.length} machines' callers, against the same writes in plain SQL`,
        ours: round((slot) => vend(server.url, slot)),
        limit: withClients(url, slots.length, (clients) => round((slot, n) => bareVend(clients[n], slot))()),
        goal: 0.1,
        aim: 0.25,
        rounds,
      }),
    ];
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Slots of the demo's kiosks, with tokens of devices that stand in them. */
async function openSlots(serverUrl, url, client) {
  const operator = operatorToken(url);
  const { kiosks } = await ask(
    serverUrl,
    `{ kiosks(first: ${KIOSKS}) { nodes { site { code } slots { id code } } } }`,
    {},
    operator,
  );
  const slots = [];
  for (const [n, { site, slots: of }] of kiosks.nodes.entries()) {
    const code = `BENCH-${n}`;
    const { key } = await must(
      serverUrl,
      'deviceProvision',
      { code, kind: 'KIOSK', siteCode: site.code },
      'key',
      operator,
    );
    const { session } = await must(serverUrl, 'deviceSignIn', { code, key }, 'session { token }');
    for (const slot of of.slice(0, SLOTS)) slots.push({ code: slot.code, site: site.code, token: session.token });
  }
  if (slots.length < KIOSKS * SLOTS) throw new Error('the demo has too few kiosks');
  const facts = await factsOf(client);
  return slots.map((slot) => ({
    ...slot,
    ...facts.find(({ site, code }) => site === slot.site && code === slot.code),
  }));
}

/** Every caller has a slot of its own and vends from it as soon as its last vend is booked. */
async function drive(client, slots, seconds, each) {
  await refill(client, slots);
  const before = await vended(client);
  const from = performance.now();
  const until = from + seconds * 1_000;
  const took = [];
  await Promise.all(
    slots.map(async (slot, n) => {
      for (let left = FULL; left > 0 && performance.now() < until; left--) {
        const started = performance.now();
        await each(slot, n);
        took.push(performance.now() - started);
      }
    }),
  );
  // Those under way at the end are booked too: the round lasts until the last.
  const lasted = (performance.now() - from) / 1_000;
  const booked = (await vended(client)) - before;
  if (booked !== took.length) throw new Error(`${took.length} vends were answered, and ${booked} are booked`);
  return { ...summary(took, lasted), total: took.length };
}

async function refill(client, slots) {
  const ids = slots.map(({ slot }) => slot);
  await client.query(
    `update slot set capacity = ${FULL}, loaded = vended + ${FULL}, level = ${FULL}, version = version + 1 where id = any($1)`,
    [ids],
  );
  await client.query(
    `with filled as (update stock_item set on_hand = on_hand + ${FULL * SLOTS}, version = version + 1 where id = any($1)
       returning id, version)
     insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
     select id, 'RECEIVE', ${FULL * SLOTS}, 0, 'bench', 'system:bench', version from filled`,
    [[...new Set(slots.map(({ item }) => item))]],
  );
}

/** Vends that are booked: told of, their goods off the slot and the order done. */
async function vended(client) {
  const { rows } = await client.query(
    `select count(*)::int as n from vend v join customer_order o on o.id = v.order_id
      where v.state = 'VENDED' and o.status = 'COMPLETED'`,
  );
  return rows[0].n;
}

async function vend(url, { code, token }) {
  const keyed = (name, input, want) => must(url, name, { idempotencyKey: randomUUID(), ...input }, want, token);
  const { vend: held } = await keyed('vendReserve', { slot: code }, 'vend { id order { id totalFen } }');
  const { id: orderId, totalFen: amountFen } = held.order;
  await keyed('orderPay', { orderId, amountFen, method: 'qr' }, 'order { id }');
  const { authorisation } = await keyed('vendAuthorise', { vendId: held.id }, 'authorisation { token }');
  const told = await keyed('vendReport', { token: authorisation.token, result: 'VENDED' }, 'vend { state }');
  if (told.vend.state !== 'VENDED') throw new Error(`a vend became ${told.vend.state}`);
}

async function bareVend(client, slot) {
  const [id, order] = [randomUUID(), randomUUID()];
  for (const { name, text, values } of [RESERVE, PAY, AUTHORISE, REPORT]) {
    const { rowCount } = await client.query({ name, text, values: values({ id, order, ...slot }) });
    if (rowCount !== 1) throw new Error(`${name} wrote nothing`);
  }
}

const withClients = (url, n, round) => async () => {
  const clients = await Promise.all(Array.from({ length: n }, () => createClient(url)));
  try {
    return await round(clients);
  } finally {
    for (const client of clients) await client.end();
  }
};

async function must(url, name, input, want, token) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code message } } }`;
  const { [name]: answer } = await ask(url, document, { input }, token);
  if (answer.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer.userErrors)}`);
  return answer;
}
