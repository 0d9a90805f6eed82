import { change, pace } from './live-changes.js';
import { faultsText, requireSockets } from './live-crowd.js';
import { STOCK_CHANGES } from './live-messages.js';
import { sharesText, watchMemory, watchProcesses } from './live-process.js';
import { addSites, onStage, versionsOf } from './live-stage.js';

/** Each kiosk has a site of its own, and one that changes all the time and that it shares with about 19 others. */
const OWN = 'BENCH-KIOSK-';
const SHARED = 'BENCH-HALL-';
const SHARE = 20;
const PER_SECOND = 50;
const WITHIN_S = 10;
const BEFORE_S = 3;
const AFTER_S = 5;
const ARRIVE_MS = 30_000;

/** All kiosks drop at once and return within ten seconds with their cursors, while changes go on: nothing may be missed. */
export async function storm(cluster, { port, kiosks, seed, secondsOr, profile }) {
  requireSockets(kiosks);
  const halls = Math.ceil(kiosks / SHARE);
  const withinS = secondsOr(WITHIN_S);
  const prepare = async (url) => ({
    own: await addSites(url, { prefix: OWN, sites: kiosks, items: 1 }),
    shared: await addSites(url, { prefix: SHARED, sites: halls, items: 1 }),
  });
  return onStage(cluster, { name: 'bench_storm', port, profile, prepare }, async (stage) => {
    const { server, crowd, prepared, token, url } = stage;
    const { own, shared } = prepared;
    const variables = own.map(({ site }, i) => ({ filter: { siteCodes: [site, shared[i % halls].site] } }));
    await crowd.ask('open', { port, query: STOCK_CHANGES, variables });
    const make = (item) => change(server.url, token, item);
    const before = await pace({ make, items: shared, perSecond: PER_SECOND, seconds: BEFORE_S });
    const processes = watchProcesses({ server: server.pid, clients: crowd.pid });
    const memory = watchMemory(server.pid);
    const seconds = withinS + AFTER_S;
    const changing = pace({ make, items: shared, perSecond: PER_SECOND, seconds, from: before.made });
    const [returned, during] = await Promise.all([crowd.ask('storm', { withinMs: withinS * 1000, seed }), changing]);
    const shares = processes.shares();
    const { most } = memory.stop();
    const versions = await versionsOf(url, [...own, ...shared]);
    const { missing, held } = await crowd.ask('check', { versions, ms: ARRIVE_MS });
    const { faults } = await crowd.ask('figures');
    const wrong = faultsText(faults, ['thinned', 'refused']);
    const { lastSentMs, lastResumedMs } = returned;
    return [
      {
        name: `storm: ${kiosks} kiosks drop and return within ${withinS} s, ${PER_SECOND} changes a second`,
        said: [
          `seed ${seed}, the last returned after ${(lastSentMs / 1000).toFixed(2)} s, and all had changes again after ${(lastResumedMs / 1000).toFixed(2)} s`,
          `${missing} of ${held} items missed${wrong && `, ${wrong}`}, ${faults.thinned ?? 0} steps merged while catching up, ${faults.refused ?? 0} refused at first`,
          `${during.made} changes meanwhile at ${during.perSecond.toFixed(0)} a second`,
          `processors: ${sharesText(shares)}; memory at most ${Math.round(most)} MB`,
        ].join('; '),
        figures: { ...returned, missing, held, faults, shares, mostMb: most },
        failed: missing > 0 || wrong !== '',
      },
    ];
  });
}
