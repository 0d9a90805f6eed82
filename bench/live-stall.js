import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './database.js';
import { change, pace } from './live-changes.js';
import { faultsText } from './live-crowd.js';
import { LONG_STOCK_CHANGES } from './live-messages.js';
import { metricOf, sharesText, watchMemory, watchProcesses } from './live-process.js';
import { addSites, onStage, versionsOf } from './live-stage.js';

const PREFIX = 'BENCH-STALL-';
const ITEMS = 200;
const READERS = 100;
const PER_SECOND = 200;
const SECONDS = 60;
/** The one who stalls reads again after two thirds of the round: a close can be heard only by reading. */
const STALLED_SHARE = 2 / 3;
const DESCRIPTION = 'x'.repeat(1_500);
/** What one stalled reader may cost the server: its unsent megabyte, and what the collector leaves lying. */
const MOST_MB = 32;
const ARRIVE_MS = 15_000;

/** One reader stalls on events of 2 KB: the others and the server's memory, against the minutes before and after without it. */
export async function stall(cluster, { port, secondsOr, profile }) {
  const seconds = secondsOr(SECONDS);
  return onStage(cluster, { name: 'bench_stall', port, profile, prepare }, async (stage) => {
    const filter = { siteCodes: [`${PREFIX}0`] };
    const variables = Array.from({ length: READERS + 1 }, () => ({ filter }));
    await stage.crowd.ask('open', { port, query: LONG_STOCK_CHANGES, variables });
    await minute(stage, { seconds: Math.min(seconds, 5), stalls: false });
    const before = await minute(stage, { seconds, stalls: false });
    const during = await minute(stage, { seconds, stalls: true });
    const after = await minute(stage, { seconds, stalls: false });
    const { faults, sample } = await stage.crowd.ask('figures');
    const told = await metricOf(stage.server.url, 'yizhan_sockets_closed_total{code="1013"}');
    return resultsOf({ before, during, after }, { told, seconds, faults, bytes: Buffer.byteLength(sample) });
  });
}

async function prepare(url) {
  const items = await addSites(url, { prefix: PREFIX, sites: 1, items: ITEMS });
  const client = await createClient(url);
  await client.query('update product set description = $1 where id = any($2)', [
    DESCRIPTION,
    items.map(({ product }) => product),
  ]);
  await client.end();
  return items;
}

/** A round of changes. Who stalls is the first subscriber; the figures are those of the others. */
async function minute({ url, server, token, crowd, prepared: items }, { seconds, stalls }) {
  await crowd.ask('reset');
  const processes = watchProcesses({ server: server.pid, clients: crowd.pid });
  const memory = watchMemory(server.pid);
  const make = (item) => change(server.url, token, item);
  const changing = pace({ make, items, perSecond: PER_SECOND, seconds });
  if (stalls) {
    await crowd.ask('pause', { index: 0 });
    await sleep(seconds * 1000 * STALLED_SHARE);
    await crowd.ask('readOn', { index: 0 });
  }
  const { made, perSecond } = await changing;
  const shares = processes.shares();
  const checked = { versions: await versionsOf(url, items), ms: ARRIVE_MS, except: [0] };
  const { missing } = await crowd.ask('check', checked);
  const figures = await crowd.ask('figures');
  return { ...figures, made, perSecond, missing, shares, mb: memory.stop() };
}

function resultsOf({ before, during, after }, { told, seconds, faults, bytes }) {
  const closed = faults['closed 1013'] ?? 0;
  const missing = before.missing + during.missing + after.missing;
  const usual = (figure) => (before[figure] + after[figure]) / 2;
  const grown = ({ mb }) => mb.most - mb.first;
  const beyond = grown(during) - Math.max(0, grown(before), grown(after));
  const wrong = faultsText(faults, ['closed 1013', 'thinned']);
  const side = ({ messages, p50, p99 }) => ({ perSecond: messages / seconds, p50, p99 });
  return [
    {
      name: `stall: ${READERS} readers beside a stalled one against without it, p99 (limit / ours)`,
      ours: side(during),
      limit: { perSecond: usual('messages') / seconds, p50: usual('p50'), p99: usual('p99') },
      ratio: usual('p99') / during.p99,
      goal: 0.8,
      aim: 0.95,
      minutes: { before, during, after },
    },
    {
      name: `stall: events of ${bytes} bytes, ${PER_SECOND} a second for ${seconds} s`,
      said: [
        `the stalled socket was ${closed === 1 ? 'closed with 1013' : `closed with 1013 ${closed} times`}, and the server counted ${told}`,
        `memory ${during.mb.first.toFixed(0)} MB before, at most ${during.mb.most.toFixed(0)} MB, ${beyond.toFixed(0)} MB beyond the minutes without`,
        `${missing} missing${wrong && `, ${wrong}`}`,
        `changes at ${during.perSecond.toFixed(0)} a second; processors: ${sharesText(during.shares)}`,
      ].join('; '),
      failed: closed !== 1 || missing > 0 || wrong !== '' || beyond > MOST_MB,
    },
  ];
}
