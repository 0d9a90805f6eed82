import { setTimeout as sleep } from 'node:timers/promises';
import { change, pace } from './live-changes.js';
import { faultsText, requireSockets } from './live-crowd.js';
import { STOCK_CHANGES } from './live-messages.js';
import { residentMb, sharesText, watchMemory, watchProcesses } from './live-process.js';
import { addSites, onStage, versionsOf } from './live-stage.js';

const PREFIX = 'BENCH-KIOSK-';
const PER_SECOND = 200;
const SECONDS = 30;
const ARRIVE_MS = 15_000;

/** Thousands of kiosks, each with the stock of its own site, on one process, while 200 changes a second are made. */
export async function kiosks(cluster, { port, kiosks: n, secondsOr, profile }) {
  requireSockets(n);
  const prepare = (url) => addSites(url, { prefix: PREFIX, sites: n, items: 1 });
  return onStage(cluster, { name: 'bench_kiosks', port, profile, prepare }, async (stage) => {
    const { server, crowd, prepared: items, token, url } = stage;
    const idleMb = residentMb(server.pid);
    const variables = items.map(({ site }) => ({ filter: { siteCodes: [site] } }));
    const opening = performance.now();
    await crowd.ask('open', { port, query: STOCK_CHANGES, variables });
    const openedS = (performance.now() - opening) / 1000;
    await sleep(1_000);
    const connectedMb = residentMb(server.pid);
    const make = (item) => change(server.url, token, item);
    const warm = await pace({ make, items, perSecond: PER_SECOND, seconds: 2 });
    await crowd.ask('check', { versions: await versionsOf(url, items), ms: ARRIVE_MS });
    await crowd.ask('reset');
    const processes = watchProcesses({ server: server.pid, clients: crowd.pid, bench: process.pid });
    const memory = watchMemory(server.pid);
    const load = { make, items, perSecond: PER_SECOND, seconds: secondsOr(SECONDS), from: warm.made };
    const { made, perSecond, unanswered } = await pace(load);
    const shares = processes.shares();
    const { missing } = await crowd.ask('check', { versions: await versionsOf(url, items), ms: ARRIVE_MS });
    const { messages, p50, p99, most, faults } = await crowd.ask('figures');
    const { most: mostMb } = memory.stop();
    const wrong = faultsText(faults);
    const mb = (value) => `${Math.round(value)} MB`;
    return [
      {
        name: `kiosks: ${n}, each its own site, ${PER_SECOND} changes a second`,
        said: [
          `${made} changes at ${perSecond.toFixed(0)} a second, at most ${unanswered} unanswered`,
          `received ${messages}, ${missing} missing${wrong && `, ${wrong}`}`,
          `from the transaction's begin to the receipt p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, most ${most.toFixed(1)} ms`,
          `processors: ${sharesText(shares)}`,
          `memory ${mb(idleMb)} idle, ${mb(connectedMb)} connected (${(((connectedMb - idleMb) * 1024) / n).toFixed(1)} KB each), ${mb(mostMb)} at most`,
          `all connected in ${openedS.toFixed(1)} s`,
        ].join('; '),
        figures: { made, perSecond, messages, p50, p99, most, shares, idleMb, connectedMb, mostMb, openedS },
        failed: missing > 0 || wrong !== '' || messages !== made,
      },
    ];
  });
}
