import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { change, drive, itemId, pace } from './live-changes.js';
import { faultsText, requireSockets, startCrowd } from './live-crowd.js';
import { STOCK_CHANGES } from './live-messages.js';
import { residentMb, sharesText, watchProcesses } from './live-process.js';
import { addSites, onStage } from './live-stage.js';
import { compare, median } from './measure.js';

const PREFIX = 'BENCH-LIVE-';
/** Items of the feed; of these, so many change at once when it is driven as hard as it goes. */
const ITEMS = 64;
const AT_ONCE = 4;
/** Changes a second where the latency is measured: below what either side can carry. */
const PACE = 10;
const SETTLE_MS = 1_000;
/** A process that takes so much of a processor cannot go faster. */
const BUSY = 0.9;

/**
 * One stock feed, thousands of subscribers, one process, against bare `ws.send` of the same string. Latency is from the
 * change's `occurredAt`, the begin of its transaction, to its receipt; bare, from just before the first send.
 */
export async function live(cluster, { port, subscribers, rounds, seconds, profile }) {
  requireSockets(subscribers);
  const prepare = (url) => addSites(url, { prefix: PREFIX, sites: 1, items: ITEMS });
  return onStage(cluster, { name: 'bench_live', port, profile, prepare }, async (stage) => {
    const variables = Array.from({ length: subscribers }, () => ({ filter: { siteCodes: [`${PREFIX}0`] } }));
    const ours = {
      ...{ name: 'server', pid: stage.server.pid, crowd: stage.crowd, items: stage.prepared.map(fresh) },
      make: (item) => change(stage.server.url, stage.token, item),
    };
    ours.mb = await opened(ours, { port, variables });
    const bare = await startBare(ours, { port: port + 1, variables });
    try {
      return await measured(ours, bare, { subscribers, rounds, seconds });
    } finally {
      await bare.stop();
    }
  });
}

const fresh = (item) => ({ ...item, version: 1 });

/** Opens the subscribers; answers the memory they took of the process that serves them, MB. */
async function opened({ crowd, pid }, { port, variables }) {
  const before = residentMb(pid);
  await crowd.ask('open', { port, query: STOCK_CHANGES, variables, announce: true });
  await sleep(SETTLE_MS);
  return residentMb(pid) - before;
}

/** The bare side, with a message of ours captured and a crowd of its own. */
async function startBare(ours, { port, variables }) {
  await drive({ make: ours.make, reached: ours.crowd.reached, items: ours.items.slice(0, 1), seconds: 0.001 });
  const { sample } = await ours.crowd.ask('figures');
  const child = fork(join(import.meta.dirname, 'live-bare.js'), { env: { ...process.env, PORT: String(port) } });
  await once(child, 'message');
  const items = ours.items.map(({ item }) => ({ item, version: 1 }));
  child.send({ captured: snapshotOf(items) });
  const parts = new Map(items.map((item) => [item.item, partsOf(sample, itemId(item))]));
  const crowd = await startCrowd();
  const make = async ({ item, version }) => void child.send({ item: parts.get(item), version: version + 1 });
  const side = { name: 'bare', pid: child.pid, crowd, items, make };
  side.mb = await opened(side, { port, variables });
  side.stop = async () => {
    await crowd.stop();
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  };
  return side;
}

function snapshotOf(items) {
  const versions = items.map((item) => ({ id: itemId(item), version: 1 }));
  const stockChanges = { __typename: 'StockSnapshot', cursor: '-', complete: true, items: versions };
  return JSON.stringify({ id: '1', type: 'next', payload: { data: { stockChanges } } });
}

/** The payload of a captured message, made to be of this item, cut where its moment and its version are. */
function partsOf(sample, id) {
  const { payload } = JSON.parse(sample);
  const { stockChanges } = payload.data;
  stockChanges.item.id = id;
  const [before, rest] = JSON.stringify(payload).split(stockChanges.occurredAt);
  const version = rest.lastIndexOf('"version":') + '"version":'.length;
  const after = version + String(stockChanges.item.version).length;
  return { before, id: rest.slice(0, version), after: rest.slice(after) };
}

async function measured(ours, bare, { subscribers, rounds, seconds }) {
  const [hard, paced] = [
    { ours: [], bare: [] },
    { ours: [], bare: [] },
  ];
  const round = (side, keep, load) => async () => {
    const figures = await roundOf(side, load);
    keep.push(figures);
    return figures;
  };
  const driven = (side) =>
    drive({ make: side.make, reached: side.crowd.reached, items: side.items.slice(0, AT_ONCE), seconds });
  const steady = async (side) => {
    const items = side.items.slice(AT_ONCE);
    // Every change of one round has arrived before the next begins, so that each item goes up by one.
    const arriving = [];
    const make = async (item) => {
      arriving.push(side.crowd.reached(itemId(item), item.version + 1));
      await side.make(item);
      item.version++;
    };
    const started = performance.now();
    await pace({ make, items, perSecond: PACE, seconds });
    await Promise.all(arriving);
    return performance.now() - started;
  };
  const name = `live: one stock feed, ${subscribers} subscribers, against bare ws.send`;
  const throughput = await compare({
    name: `${name}: messages, as hard as it goes`,
    ...{ ours: round(ours, hard.ours, driven), limit: round(bare, hard.bare, driven), rounds, goal: 0.8, aim: 0.95 },
  });
  const latency = await compare({
    name: `${name}: ${PACE} changes a second`,
    ...{ ours: round(ours, paced.ours, steady), limit: round(bare, paced.bare, steady), rounds, goal: 0.95, aim: 0.99 },
  });
  const cost = {
    ...{ ...throughput, name: `${name}: server's processor time a message (limit / ours)`, aim: 0.95 },
    ...costOf(hard),
  };
  const perSubscriber = (side) => `${((side.mb * 1024) / subscribers).toFixed(1)} KB`;
  const { faults } = await ours.crowd.ask('figures');
  const wrong = faultsText(faults);
  return [
    throughput,
    cost,
    latency,
    {
      name: 'live: memory a subscriber, and who was at work',
      said: `${perSubscriber(ours)} against ${perSubscriber(bare)}; processors: ${sharesText(sharesOf(hard.ours))} against ${sharesText(sharesOf(hard.bare))}; ${wrong || 'nothing missed, doubled or out of order'}${limitedBy('ours', ours, hard.ours)}${limitedBy('bare', bare, hard.bare)}`,
      memoryMb: { ours: ours.mb, bare: bare.mb },
      rounds: { hard, paced },
      failed: wrong !== '',
    },
  ];
}

/** One round of a side: messages a second, latency from the change's moment to its receipt, the server's own processor time. */
async function roundOf(side, load) {
  await side.crowd.ask('reset');
  const processes = watchProcesses({ [side.name]: side.pid, clients: side.crowd.pid, bench: process.pid });
  const ms = await load(side);
  const seconds = processes.seconds(side.name);
  const shares = processes.shares();
  const { messages, p50, p99 } = await side.crowd.ask('figures');
  return {
    perSecond: (messages * 1000) / ms,
    p50,
    p99,
    cpuMs: (seconds * 1000) / messages,
    others: 0,
    shares,
    messages,
  };
}

// The first of each side warmed it up, as it does in `compare`.
const kept = (list) => list.slice(1);

function costOf({ ours, bare }) {
  const ratios = kept(ours).map((figures, i) => kept(bare)[i].cpuMs / figures.cpuMs);
  return { ratios, ratio: median(ratios) };
}

const sharesOf = (list) =>
  Object.fromEntries(
    Object.keys(list[0].shares).map((name) => [name, median(kept(list).map(({ shares }) => shares[name]))]),
  );

/** A figure says nothing of a server that waited for its readers. */
function limitedBy(which, { name }, list) {
  const { clients, [name]: server } = sharesOf(list);
  return clients > BUSY && server < BUSY ? `; the clients were the limit of ${which}` : '';
}
