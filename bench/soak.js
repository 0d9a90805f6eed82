import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOf } from './database.js';
import { brokenItems } from './invariants.js';
import { itemId } from './live-changes.js';
import { messageReader, STOCK_CHANGES } from './live-messages.js';
import { randomOf } from './live-random.js';
import { addSites, startLiveServer } from './live-stage.js';
import { operatorToken, tally } from './race-load.js';
import { Follower } from './soak-follower.js';
import { startRedis } from './soak-redis.js';
import { Writer } from './soak-writer.js';

const PREFIX = 'BENCH-SOAK-';
const SITES = 2;
const PER_SITE = 6;
const WRITERS = 24;
const FOLLOWERS = 24;
const KILLS = 3;
const FLUSHES = 2;
const ARRIVE_MS = 30_000;

/**
 * Two servers on one database and Redis, 24 writers, followers cut off at random, a server killed with -9 three times,
 * Redis flushed twice: nothing lost, nothing doubled, nothing out of order, and every view ends as the table. The seed
 * decides every choice; what the machine makes of them in time it does not.
 */
export async function soak(cluster, { port, seed, minutes, events }) {
  const random = randomOf(seed);
  const url = await cluster.copy('bench_soak');
  const items = await addSites(url, { prefix: PREFIX, sites: SITES, items: PER_SITE });
  const token = operatorToken(url);
  const redis = await startRedis(port + 2);
  const ports = [port, port + 1];
  const env = { DATABASE_URL: url, REDIS_URL: redis.url };
  const servers = [];
  for (const each of ports) servers.push(await startLiveServer({ port: each, env }));
  const urls = servers.map((server) => server.url);
  const writers = Array.from(
    { length: WRITERS },
    (_, i) => new Writer({ name: `soak-${seed}-${i}`, urls, token, items, random: random.fork() }),
  );
  const followers = Array.from({ length: FOLLOWERS }, (_, i) => followerOf(i, ports, random.fork()));
  try {
    // Half are there from the start, half take their snapshot in the middle of the load.
    followers.slice(0, FOLLOWERS / 2).forEach((follower) => follower.start());
    writers.forEach((writer) => writer.start());
    const accidents = await havoc({ servers, ports, env, redis, random: random.fork(), minutes }, () =>
      followers.slice(FOLLOWERS / 2).forEach((follower) => follower.start()),
    );
    while ((await fedSince(url)) < events) await sleep(500);
    await Promise.all(writers.map((writer) => writer.stop()));
    followers.forEach((follower) => follower.settle());
    return [await judged({ url, items, writers, followers, accidents, seed, events })];
  } finally {
    await Promise.all([...writers, ...followers].map((one) => one.stop()));
    for (const server of servers) await server.stop();
    await redis.stop();
  }
}

/** Every third follower has one site, the others both: views of different documents and of the same. */
function followerOf(i, ports, random) {
  const siteCodes = Array.from({ length: SITES }, (_, n) => PREFIX + n);
  const filter = { siteCodes: i % 3 === 0 ? [siteCodes[(i / 3) % SITES]] : siteCodes };
  return new Follower({ ports, query: STOCK_CHANGES, filter, random, read: messageReader() });
}

/** Kills and flushes, spread at random over the time; answers what was done, with the second it was done at. */
async function havoc({ servers, ports, env, redis, random, minutes }, afterFirst) {
  const total = minutes * 60_000;
  const kinds = [...Array(KILLS).fill('kill'), ...Array(FLUSHES).fill('flush')];
  const plan = kinds.map((kind) => ({ kind, atMs: random.between(0.1, 0.85) * total })).sort((a, b) => a.atMs - b.atMs);
  const started = performance.now();
  const done = [];
  for (const { kind, atMs } of plan) {
    await sleep(Math.max(0, started + atMs - performance.now()));
    const second = ((performance.now() - started) / 1000).toFixed(1);
    if (kind === 'flush') await redis.flush();
    else {
      const n = random.below(servers.length);
      await servers[n].kill();
      servers[n] = await startLiveServer({ port: ports[n], env });
    }
    done.push(`${kind} at ${second} s`);
    if (done.length === 1) afterFirst();
  }
  await sleep(Math.max(0, started + total - performance.now()));
  return done;
}

const fedSince = async (url) =>
  (await rowsOf(url, `select count(*)::int as n from event_feed where kind = 'stock'`))[0].n;

async function judged({ url, items, writers, followers, accidents, seed, events }) {
  const table = await rowsOf(
    url,
    `select id::int as item, site_code as site, on_hand::text as "onHand", reserved::text as reserved,
            (on_hand - reserved)::text as available, version::int as version from stock_item where id = any($1)`,
    [items.map(({ item }) => item)],
  );
  const lost = () => followers.reduce((sum, follower) => sum + differing(follower, table), 0);
  for (const until = performance.now() + ARRIVE_MS; lost() > 0 && performance.now() < until;) await sleep(50);
  const all = (what) => followers.flatMap((follower) => follower[what]);
  const sum = (list, what) => list.reduce((total, one) => total + one[what], 0);
  const [skipped, doubled, disordered, errors] = ['skipped', 'doubled', 'disordered', 'errors'].map(all);
  const [fed, missing, broken] = [await fedSince(url), lost(), await brokenItems(url)];
  const unbooked = table.filter(({ item, onHand }) => Number(onHand) !== 1_000_000 + booked(writers, item));
  const resyncs = sum(followers, 'resyncs');
  const snapshots = sum(followers, 'snapshots');
  const wrong = [...skipped, ...doubled, ...disordered, ...broken, ...unbooked].length + missing + resyncs;
  return {
    name: `soak: seed ${seed}, ${WRITERS} writers, two servers, ${KILLS} kills, ${FLUSHES} flushes of Redis`,
    said: [
      `${fed} events, ${sum(writers, 'answered')} answers (${sum(writers, 'repeated')} asked again)`,
      `${FOLLOWERS} followers cut off ${sum(followers, 'drops')} times got ${sum(followers, 'changes')} changes`,
      `${missing + skipped.length} lost, ${doubled.length} doubled, ${disordered.length} out of order, ${sum(followers, 'merged')} merged while catching up, ${resyncs} resyncs, ${snapshots} snapshots`,
      `${unbooked.length} items not as acknowledged, ${broken.length} with books that disagree`,
      `operations ended by a server ${JSON.stringify(tally(errors))}`,
      accidents.join(', '),
    ].join('; '),
    detail: { skipped, doubled, disordered, closes: all('closes'), refused: writers.map(({ refused }) => refused) },
    failed: wrong > 0 || fed < events || snapshots !== FOLLOWERS,
  };
}

/** How many of the items that a follower should hold it does not hold as the table has them. */
function differing({ view, filter }, table) {
  const wanted = table.filter(({ site }) => filter.siteCodes.includes(site));
  const same = (row) => {
    const held = view.get(itemId(row));
    return held && ['onHand', 'reserved', 'available', 'version'].every((name) => held[name] === row[name]);
  };
  return wanted.filter((row) => !same(row)).length + Math.max(0, view.size - wanted.length);
}

const booked = (writers, item) => writers.reduce((sum, { moved }) => sum + (moved.get(item) ?? 0), 0);
