import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './database.js';
import { brokenItems } from './invariants.js';
import { count, operatorToken, order, receive, tally } from './race-load.js';
import { startServer } from './server.js';

const BUYERS = 500;
const UNITS = 100;
const BESIDE = 40;
const EXPIRING = 60;

/**
 * 500 buyers at once for 100 units, through two servers on one database, while stock is received and counted and
 * reservations expire: first beside the item that is raced for, then on that very item.
 */
export async function race(cluster, { port }) {
  const url = await cluster.copy('bench_race');
  const servers = [
    await startServer({ port, env: { DATABASE_URL: url } }),
    await startServer({ port: port + 1, env: { DATABASE_URL: url } }),
  ];
  const client = await createClient(url);
  try {
    const run = { client, url, token: operatorToken(url), servers: servers.map((server) => server.url) };
    const [still, moving, neighbour] = await pieces(client, 3);
    return [await raced(run, 'beside it', still, neighbour), await raced(run, 'on it', moving, moving)];
  } finally {
    await client.end();
    for (const server of servers) await server.stop();
  }
}

/** Items sold by the piece, from one site only. */
async function pieces(client, n) {
  const { rows } = await client.query(
    `select i.id::int as item, i.product_id::int as product, i.site_code as site from stock_item i join product p on p.id = i.product_id
      where p.scale = 0 and p.status = 'PUBLISHED' order by i.id limit $1`,
    [n],
  );
  for (const { item } of rows) {
    await client.query(
      `with changed as (update stock_item i set on_hand = $2, version = i.version + 1 from stock_item was
                         where i.id = $1 and was.id = i.id returning i.id, i.version, $2 - was.on_hand as moved)
       insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
       select id, 'COUNT', moved, 0, 'bench', 'system:bench', version from changed`,
      [item, UNITS],
    );
  }
  return rows;
}

async function raced({ client, url, token, servers }, where, hot, busy) {
  const at = (i) => servers[i % 2];
  // Reservations that fall due in the middle of it: their units come back, so later buyers may have them.
  const early = await Promise.all(Array.from({ length: EXPIRING }, (_, i) => order(at(i), busy.product)));
  const due = `update reservation set expires_at = now() + interval '1 second' where item_id = $1 and state = 'ACTIVE'`;
  await client.query(due, [busy.item]);
  const beside = Array.from({ length: BESIDE }, async (_, i) => {
    await sleep(i * 10);
    return i % 2 === 0 ? receive(at(i), token, busy) : count(at(i), token, hot, (await bookOf(client, hot)).onHand);
  });
  const buyers = Array.from({ length: BUYERS }, async (_, i) => {
    // On the very item some come only when stock is back, so that there is something to win.
    if (hot === busy && i % 2 === 0) await sleep(2_500 + i);
    return order(at(i), hot.product);
  });
  const [answers, works] = [tally(await Promise.all(buyers)), tally(await Promise.all(beside))];
  await expired(client, busy.item, early.length);
  // Whatever came back after the last buyer is sold now, and not one unit more.
  const late = tally(await Promise.all(Array.from({ length: UNITS }, (_, i) => order(at(i), hot.product))));
  const { onHand, reserved } = await bookOf(client, hot);
  const [placed, placedLate] = [answers.PLACED ?? 0, late.PLACED ?? 0];
  const broken = await brokenItems(url);
  const refused = placed + (answers.OUT_OF_STOCK ?? 0) === BUYERS && placedLate + (late.OUT_OF_STOCK ?? 0) === UNITS;
  const exact = hot === busy || placed === UNITS;
  const units = UNITS + (hot === busy ? BESIDE / 2 : 0);
  const booked = placed + placedLate === units && reserved === units && onHand === units;
  return {
    name: `race: ${BUYERS} buyers, ${UNITS} units, two servers, stock moving ${where}`,
    said: `${JSON.stringify(answers)}, then ${JSON.stringify(late)}, beside ${JSON.stringify(works)}, ${EXPIRING} expired, on hand ${onHand}, reserved ${reserved}, ${broken.length} items with books that disagree`,
    failed: !(refused && exact && booked && broken.length === 0),
  };
}

async function bookOf(client, { item }) {
  const { rows } = await client.query(
    'select on_hand::int as "onHand", reserved::int as reserved from stock_item where id = $1',
    [item],
  );
  return rows[0];
}

/** Waits until the early reservations were given back: the servers look every two seconds. */
async function expired(client, item, expected) {
  const text = `select count(*)::int as n from stock_movement where item_id = $1 and kind = 'EXPIRE'`;
  for (let tries = 0; tries < 100; tries++) {
    if ((await client.query(text, [item])).rows[0].n >= expected) return;
    await sleep(100);
  }
  throw new Error('reservations that were due did not expire within ten seconds');
}
